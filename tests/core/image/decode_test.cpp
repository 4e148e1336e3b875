#include "core/image/decode.h"

#include "core/error.h"
#include "core/image/exif.h"
#include "tests/support/pictures.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace vitrine;

namespace {

std::vector<uint8_t> bytesOf(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<uint8_t> bytesOf(const char* picture) { return bytesOf(test::data(std::string("images/") + picture)); }

void write(const std::filesystem::path& file, const std::vector<uint8_t>& bytes) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

QByteArray bigEndian(quint32 value) {
    const quint32 turned = qToBigEndian(value);
    return QByteArray(reinterpret_cast<const char*>(&turned), 4);
}

/// Whatever its header says, with 100 bytes in it.
QByteArray png(quint32 width, quint32 height, char depth = 8, char colours = 2, char order = 0) {
    const auto chunk = [](const char* type, const QByteArray& data) {
        return bigEndian(quint32(data.size())) + type + data + QByteArray(4, '\0');
    };
    const QByteArray header = bigEndian(width) + bigEndian(height) + depth + colours + '\0' + '\0' + order;
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", qCompress(QByteArray(100, '\0')).mid(4)) +
           chunk("IEND", {});
}

/// "NAME: WHY" of the Error that `work` throws; "no error" without one.
template <class Work>
QString errorOf(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return QString::fromStdString(error.what());
    }
    return "no error";
}

}  // namespace

class DecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsPillow_data() {
        QTest::addColumn<QString>("file");
        for (const std::string& name : test::expectedImages().names()) {
            if (name.starts_with("decode/"))
                QTest::newRow(name.c_str() + 7) << QString::fromStdString(name.substr(7));
        }
    }

    void equalsPillow() {
        QFETCH(QString, file);
        const Image image = decodeFile(test::data("images/" + file.toStdString()));
        COMPARE_IMAGES(image, test::expectedImage("decode/" + file.toStdString()));
    }

    void cmykIsReadable() {
        const Image image = decodeFile(test::data("images/cmyk.jpg"));
        QCOMPARE(image.width, 23);
        QCOMPARE(image.height, 14);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, QByteArray bytes, const char* says) {
            QTest::newRow(name) << bytes << QString(says);
        };
        row("empty", "", "empty");
        row("text", "Dear reader,\n", "plain text");
        row("html", "\xEF\xBB\xBF <!DOCTYPE html><html>", "web page");
        row("svg", "<?xml version='1.0'?><svg width='1'/>",
            "SVG drawing, which is not read here. Convert it to PNG or JPEG");
        row("pdf", "%PDF-1.7\n", "PDF");
        row("heic",
            QByteArray("\0\0\0\x18"
                       "ftypheic",
                       12),
            "HEIC picture, which is not read here");
        row("avif",
            QByteArray("\0\0\0\x18"
                       "ftypavif",
                       12),
            "AVIF picture, which is not read here");
        row("pcx", QByteArray("\x0A\5\1\x08\0\0\0\0", 8) + QByteArray(120, '\0'),
            "this is a PCX picture, which is not read here. Convert it to PNG or JPEG");
        const auto targa = [](char textLength, char bits) {  // type 2, 4 x 4 pixels
            QByteArray header("\0\0\2\0\0\0\0\0\0\0\0\0\4\0\4\0\0\0", 18);
            header[0] = textLength;
            header[16] = bits;
            return header + QByteArray(100, '\0') + QByteArray("TRUEVISION-XFILE.\0", 18);
        };
        row("targa, 16 bits", targa(0, 16), "this is a Targa picture with 16 bits a pixel, which is not read here");
        row("targa, 16 bits, without its end", targa(0, 16).left(118), "Targa picture with 16 bits a pixel, which is");
        row("targa with a text", targa(5, 24), "Targa picture with a text before its pixels, which is");
        row("mouse pointer", QByteArray("\0\0\2\0\1\0\x10\x10\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22),
            "a mouse pointer (CUR)");
        row("video",
            QByteArray("\0\0\0\x18"
                       "ftypisom",
                       12),
            "video");
        row("zip", "PK\3\4....", "zip archive");
        row("noise", QByteArray("\x01\x02\x00\xFE\x9A\x00", 6), "not a picture");
        row("png signature alone", QByteArray("\x89PNG\r\n\x1a\n", 8), "cut short");
        row("jpeg beginning alone", "\xFF\xD8\xFF\xE0", "cut short");
        row("gif", raw("one.gif"), "GIF picture, which is not read here");
        row("animation", raw("animated.webp"), "animated WebP");
        row("float", raw("float.tif"), "floating-point");
        QByteArray bomb = raw("rgb.png");
        bomb.replace(16, 8, QByteArray("\0\0\x75\x30\0\0\x75\x30", 8));
        row("bomb", bomb, "30000 × 30000 pixels; up to 400 megapixels");
        QByteArray damaged = raw("rgb.png");
        damaged[damaged.size() - 30] = char(damaged[damaged.size() - 30] ^ 0x55);
        row("flipped bits", damaged, "damaged");
        row("60000 squared of nothing", png(60'000, 60'000), "60000 × 60000 pixels; up to 400 megapixels");
        row("16000 squared of nothing", png(16'000, 16'000), "far less in it than its size needs");
        row("3 bits", png(10, 10, 3), "the PNG is damaged: it says that a sample has a number of bits that cannot be");
        row("no bits", png(10, 10, 0), "a number of bits that cannot be");
        row("1 bit of red, green and blue", png(10, 10, 1), "a number of bits that cannot be");
        row("16 bits of a palette", png(10, 10, 16, 3), "a number of bits that cannot be");
        row("no such colours", png(10, 10, 8, 5), "its colours are of a kind that does not exist");
        row("no such order", png(10, 10, 8, 2, 7), "packed in a way that does not exist");
    }

    void whatIsJustEnoughIsRead() {
        const std::vector<uint8_t> black = encodePng(Image(3000, 1000));  // zeros pack as well as anything
        QVERIFY(black.size() < 20'000);
        QCOMPARE(decodeBytes(black, "black.png").width, 3000);
    }

    void saysWhatIsWrong() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, says);
        const std::vector<uint8_t> file(bytes.begin(), bytes.end());
        const QString error = errorOf([&] { decodeBytes(file, "cat.jpg"); });
        QVERIFY2(error.startsWith("cat.jpg: ") && error.contains(says), qPrintable(error));
    }

    void cutShortAnywhereIsAnError_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"rgb.jpg", "rgb.progressive.jpg", "turned-6.jpg", "rgb.png", "alpha.png", "alpha.webp",
                                 "turned-6.webp", "rgb.bmp", "rgb.tif", "rgb.lzw.tif"})
            QTest::newRow(file) << file;
    }

    void cutShortAnywhereIsAnError() {
        QFETCH(QString, file);
        const std::vector<uint8_t> whole = bytesOf(qPrintable(file));
        // TIFF's directory may come last, and padding after the last row of a BMP or WebP is nobody's loss.
        const size_t spare = file.endsWith("tif") ? whole.size() / 2 : 4;
        for (size_t size = 0; size + spare < whole.size(); size += 1 + size / 50) {
            const std::vector<uint8_t> part(whole.begin(), whole.begin() + ptrdiff_t(size));
            const QString error = errorOf([&] { decodeBytes(part, "cat"); });
            QVERIFY2(error != "no error", qPrintable(QString("%1 of %2 bytes").arg(size).arg(whole.size())));
        }
    }

    /// Every byte damaged once, in every format: an Error or a picture, never a crash (the sanitizers watch).
    void damageNeverCrashes_data() {
        QTest::addColumn<QString>("file");
        for (const char* file :
             {"turned-6.jpg", "turned-6.png", "turned-6.webp", "turned-6.tif", "alpha.bmp", "grey2-transparent.png"})
            QTest::newRow(file) << file;
    }

    void damageNeverCrashes() {
        QFETCH(QString, file);
        const std::vector<uint8_t> whole = bytesOf(qPrintable(file));
        for (size_t i = 0; i < whole.size(); ++i) {
            for (const uint8_t flip : {0x01, 0x80, 0xFF}) {
                std::vector<uint8_t> damaged = whole;
                damaged[i] ^= flip;
                errorOf([&] { decodeBytes(damaged, "cat"); });
                const int orientation = exifOrientation(damaged);
                QVERIFY(orientation >= 1 && orientation <= 8);
            }
        }
    }

    void orientationIsRead_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"jpg", "png", "webp", "tif"})
            QTest::newRow(extension) << extension;
    }

    void orientationIsRead() {
        QFETCH(QString, extension);
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const auto file = test::data("images/turned-" + std::to_string(orientation) + "." + extension.toStdString());
            QCOMPARE(exifOrientation(bytesOf(file)), orientation);
        }
        QCOMPARE(exifOrientation(bytesOf("rgb.jpg")), 1);
        QCOMPARE(exifOrientation({}), 1);
    }

    void missingFolderPipeAndForbidden() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const auto error = [&](const std::filesystem::path& file) { return errorOf([&] { decodeFile(file); }); };
        QCOMPARE(error(path / "no.png"), QString("no.png: there is no such file"));
        QVERIFY(error(path).contains("a folder"));
        QCOMPARE(::mkfifo((path / "pipe").c_str(), 0600), 0);
        QVERIFY(error(path / "pipe").contains("a pipe or a device"));  // at once: nobody writes into it
        QVERIFY(error("/dev/zero").contains("a pipe or a device"));
        write(path / "empty.png", {});
        QVERIFY(error(path / "empty.png").contains("empty"));
        std::filesystem::create_symlink("loop", path / "loop");
        QVERIFY(error(path / "loop").contains("leads back to itself"));
        QVERIFY(error(path / std::string(300, 'a')).contains("too long"));
        write(path / "secret.png", bytesOf("rgb.png"));
        ::chmod((path / "secret.png").c_str(), 0);
        if (::access((path / "secret.png").c_str(), R_OK) != 0)  // root may read everything
            QVERIFY(error(path / "secret.png").contains("no permission"));
    }

    void writesWhatItReads() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("katze ü.png").toStdString();
        const Image first = decodeFile(test::data("images/rgb.png"));
        const Image second = decodeFile(test::data("images/alpha.png"));
        writePng(first, file);
        COMPARE_IMAGES(decodeFile(file), first);
        writePng(second, file);  // over the first
        COMPARE_IMAGES(decodeFile(file), second);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);  // no temporary file stays
    }

    void writingSaysWhatIsWrong() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        const Image image(2, 2);
        const auto error = [&](const std::filesystem::path& file) { return errorOf([&] { writePng(image, file); }); };
        QVERIFY(error(path / "no" / "out.png").contains("there is no folder"));
        std::filesystem::create_directory(path / "taken.png");
        QVERIFY(error(path / "taken.png").contains("there is a folder of this name"));
        if (QFile::exists("/proc/self"))
            QVERIFY(error("/proc/o.png").contains("no file can be made in /proc; choose another folder"));
        if (QFile::exists("/dev/full"))
            QVERIFY(error("/dev/full").contains("the disk is full"));
        QVERIFY(errorOf([&] { writePng(Image(), path / "none.png"); }).contains("there is none to write"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 0);
    }

    void writingThroughALinkKeepsIt() {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.path().toStdString();
        write(path / "real.png", {1});
        std::filesystem::create_symlink("real.png", path / "link.png");
        writePng(Image(2, 2), path / "link.png");
        QVERIFY(std::filesystem::is_symlink(path / "link.png"));
        QCOMPARE(decodeFile(path / "real.png").width, 2);
    }

private:
    static QByteArray raw(const char* picture) {
        const std::vector<uint8_t> bytes = bytesOf(picture);
        return {reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())};
    }
};

QTEST_GUILESS_MAIN(DecodeTest)
#include "decode_test.moc"

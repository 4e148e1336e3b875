// Pictures that need more than OpenCV: inks, grey of few bits, Lab, pages, PNM, a picture turned by XMP.
#include "core/error.h"
#include "core/image/decode.h"
#include "core/image/exif.h"
#include "tests/support/pictures.h"

using namespace vitrine;

namespace {

/// A picture, or why there is none; whatever else is thrown ends the test.
struct Outcome {
    std::optional<Image> image;
    QString error;

    /// As many pixels as its size says.
    bool isWhole() const {
        return image && image->width > 0 && image->height > 0 &&
               image->pixels.size() == size_t(image->width) * size_t(image->height) * 3;
    }
};

Outcome outcomeOf(const QByteArray& bytes, const DecodeOptions& options = {}) {
    try {
        return {
            decodePicture({reinterpret_cast<const uint8_t*>(bytes.data()), size_t(bytes.size())}, "cat", options).image,
            {}};
    } catch (const Error& error) {
        return {std::nullopt, QString::fromStdString(error.reason())};
    }
}

QString errorOf(const QByteArray& bytes, const DecodeOptions& options = {}) {
    const QString error = outcomeOf(bytes, options).error;
    return error.isEmpty() ? "no error" : error;
}

std::vector<int> pixelsOf(const QByteArray& bytes) {
    const Image image = decodeBytes({reinterpret_cast<const uint8_t*>(bytes.data()), size_t(bytes.size())}, "cat");
    return {image.pixels.begin(), image.pixels.end()};
}

}  // namespace

class OddTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsPillow_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"cmyk.jpg", "cmyk.tif", "cmyk-lzw.tif", "grey-alpha.tif", "grey2.tif", "grey4.tif",
                                 "grey12.tif", "inverted4.tif", "jpeg.tif", "turned-by-xmp.png", "rgb.jp2",
                                 "rgb16bit.bmp", "tiles.tif", "planes.tif", "tiles-planes.tif", "straight.tif"})
            QTest::newRow(file) << file;
    }
    void equalsPillow() {
        QFETCH(QString, file);
        COMPARE_IMAGES(decodeFile(test::data("odd/" + file.toStdString())), test::expectedOddImage(file.toStdString()));
    }

    /// Pillow divides by the alpha first, and rounds; we do not need to.
    void premultipliedIsPillowsWithinARounding() {
        const Image image = decodeFile(test::data("odd/premultiplied.tif"));
        const Image pillow = test::expectedOddImage("premultiplied.tif");
        QCOMPARE(image.pixels.size(), pillow.pixels.size());
        for (size_t i = 0; i < pillow.pixels.size(); ++i)
            QVERIFY2(std::abs(image.pixels[i] - pillow.pixels[i]) <= 1, qPrintable(QString::number(i)));
    }

    /// The same colours, a and b written from 0 to 255 (ICC) and from -128 to 127 (CIE).
    void bothKindsOfLabAreTheSame() {
        COMPARE_IMAGES(decodeFile(test::data("odd/icclab.tif")), decodeFile(test::data("odd/lab.tif")));
    }

    /// Pillow asks LittleCMS, whose tables of 8 bits are coarse where a channel leaves the screen's range; we compute.
    void labIsCloseToPillow() {
        const Image image = decodeFile(test::data("odd/lab.tif"));
        const Image pillow = test::expectedOddImage("lab.tif");
        QCOMPARE(image.pixels.size(), pillow.pixels.size());
        double sum = 0;
        size_t far = 0;
        for (size_t i = 0; i < pillow.pixels.size(); ++i) {
            const int away = std::abs(image.pixels[i] - pillow.pixels[i]);
            far += away > 4 ? 1 : 0;
            sum += away;
        }
        QVERIFY2(sum / double(pillow.pixels.size()) < 1.2, qPrintable(QString::number(sum)));
        QVERIFY2(double(far) < 0.08 * double(pillow.pixels.size()), qPrintable(QString::number(far)));
    }

    void pagesOfATiff() {
        for (int page = 0; page < 3; ++page) {
            const Decoded decoded = decodePicture(test::data("odd/three.tif"), {page});
            COMPARE_IMAGES(decoded.image, test::expectedOddImage("three.tif/" + std::to_string(page)));
            QCOMPARE(decoded.origin.words(), "page " + std::to_string(page + 1) + " of 3");
        }
        QFile file(QString::fromStdString(test::data("odd/three.tif").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QCOMPARE(errorOf(bytes, {3}), QString("has no frame or page 4: there are 3"));
        QCOMPARE(errorOf(bytes, {-1}), QString("has no frame or page 0: there are 3"));
    }

    void pnm_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<int>>("grey");
        QTest::newRow("P1") << QByteArray("P1\n# a comment\n2 2\n1 0\n01") << QList<int>{0, 255, 255, 0};
        QTest::newRow("P2") << QByteArray("P2 2 1 6 1 5\n") << QList<int>{42, 212};  // round half to even: 42.5, 212.5
        QTest::newRow("P4") << QByteArray("P4 9 2\n\x80\x00\x00\x80", 11)
                            << QList<int>{0,   255, 255, 255, 255, 255, 255, 255, 255,
                                          255, 255, 255, 255, 255, 255, 255, 255, 0};
        QTest::newRow("P5") << QByteArray("P5 2 1 255\n\x07\xF0") << QList<int>{7, 240};
        QTest::newRow("P5 of 16 bits") << QByteArray("P5 2 1 65535\n\x80\x00\xFF\xFF", 17) << QList<int>{128, 255};
        QTest::newRow("P7 with alpha")
            << QByteArray(
                   "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 2\nMAXVAL 255\nTUPLTYPE GRAYSCALE_ALPHA\nENDHDR\n\x64\xFF\x64\0", 75)
            << QList<int>{100, 255};
    }
    void pnm() {
        QFETCH(QByteArray, file);
        QFETCH(QList<int>, grey);
        std::vector<int> rgb;
        for (const int value : grey)
            rgb.insert(rgb.end(), 3, value);
        QCOMPARE(pixelsOf(file), rgb);
        file.chop(2);
        QVERIFY(errorOf(file).contains("damaged"));
    }

    void pnmColours() {
        QCOMPARE(pixelsOf("P3 1 1 15 15 0 1"), (std::vector<int>{255, 0, 17}));
        QCOMPARE(pixelsOf(QByteArray("P6 1 1 255\n\1\2\3", 14)), (std::vector<int>{1, 2, 3}));
        QVERIFY(errorOf("P6 100000 100000 255\n").contains("megapixels"));
    }

    void aThumbnailMayBeSmaller_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("atLeast");
        QTest::addColumn<int>("shorter");
        QTest::newRow("an eighth") << "samples/rocket.jpg" << 50 << 54;
        QTest::newRow("a quarter") << "samples/rocket.jpg" << 100 << 107;
        QTest::newRow("none") << "samples/rocket.jpg" << 400 << 427;
    }
    void aThumbnailMayBeSmaller() {
        QFETCH(QString, file);
        QFETCH(int, atLeast);
        QFETCH(int, shorter);
        const auto path = test::shipped(file.toStdString());
        const Image whole = decodeFile(path);
        const Image small = decodePicture(path, {0, atLeast}).image;
        QCOMPARE(std::min(whole.width, whole.height), 427);
        QCOMPARE(std::min(small.width, small.height), shorter);
    }

    void damageNeverCrashes_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"cmyk.jpg", "cmyk-lzw.tif", "grey12.tif", "jpeg.tif", "three.tif", "lab.tif",
                                 "turned-by-xmp.png", "rgb16bit.bmp", "tiles-planes.tif", "premultiplied.tif"})
            QTest::newRow(file) << file;
    }
    void damageNeverCrashes() {
        QFETCH(QString, file);
        const auto path = test::data("odd/" + file.toStdString());
        const Image sound = decodeFile(path);
        QFile in(QString::fromStdString(path.string()));
        QVERIFY(in.open(QIODevice::ReadOnly));
        const QByteArray whole = in.readAll();
        int refused = 0;
        for (qsizetype i = 0; i < whole.size(); ++i)
            for (const uint8_t flip : {0x01, 0x80, 0xFF}) {
                QByteArray damaged = whole;
                damaged[i] = char(uint8_t(damaged[i]) ^ flip);
                for (const int frame : {0, 1}) {
                    const Outcome outcome = outcomeOf(damaged, {frame});
                    QVERIFY2(outcome.error.isEmpty() ? outcome.isWhole() : !outcome.image, qPrintable(outcome.error));
                    refused += outcome.image ? 0 : 1;
                }
            }
        QVERIFY(refused > 0);
        for (qsizetype size = 1; size < whole.size(); size += 7) {
            const Outcome outcome = outcomeOf(whole.left(size));
            if (!outcome.image) {
                QVERIFY(!outcome.error.isEmpty());
                continue;
            }
            QVERIFY(outcome.isWhole());
            QCOMPARE(outcome.image->width, sound.width);  // what came after is missing, not another picture
            QCOMPARE(outcome.image->height, sound.height);
        }
    }
};

QTEST_GUILESS_MAIN(OddTest)
#include "odd_test.moc"

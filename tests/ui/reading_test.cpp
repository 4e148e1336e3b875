// Qt's part in reading: animations, drawings, icons; a colour profile changes what is drawn and nothing else.
#include "core/error.h"
#include "tests/support/pictures.h"
#include "ui/pixels.h"
#include "ui/reading.h"
#include "ui/reading/readers.h"

#include <QtCore/QBuffer>
#include <QtCore/QElapsedTimer>
#include <QtGui/QColorSpace>
#include <QtGui/QColorTransform>
#include <QtTest/QtTest>

using namespace vitrine;

namespace {

Decoded decode(const QByteArray& bytes, const DecodeOptions& options = {}) {
    return decodePicture({reinterpret_cast<const uint8_t*>(bytes.data()), size_t(bytes.size())}, "cat", options);
}

QString errorOf(const QByteArray& bytes, const DecodeOptions& options = {}) {
    try {
        decode(bytes, options);
    } catch (const Error& error) {
        return QString::fromStdString(error.reason());
    }
    return "no error";
}

QByteArray bytesOf(const std::string& file) {
    QFile in(QString::fromStdString(test::data(file).string()));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

}  // namespace

class ReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::helpCore(); }

    void framesEqualPillows_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"three.gif", "three.webp", "turning.gif"})
            QTest::newRow(file) << file;
    }
    void framesEqualPillows() {
        QFETCH(QString, file);
        const QByteArray bytes = bytesOf("odd/" + file.toStdString());
        for (int frame = 0; frame < 3; ++frame) {
            const Decoded decoded = decode(bytes, {frame});
            COMPARE_IMAGES(decoded.image, test::expectedOddImage(file.toStdString() + "/" + std::to_string(frame)));
            QCOMPARE(decoded.origin.words(), "frame " + std::to_string(frame + 1) + " of 3");
        }
        QVERIFY(errorOf(bytes, {3}).contains("no frame"));
        for (qsizetype size = 1; size < bytes.size(); size += 5)
            errorOf(bytes.left(size));
    }

    void aGifCutShortIsRefused() {
        const QByteArray whole = bytesOf("odd/three.gif");
        for (const double share : {0.02, 0.3, 0.7, 0.98})
            QVERIFY2(errorOf(whole.left(qsizetype(double(whole.size()) * share))).contains("cut short"),
                     qPrintable(QString::number(share)));
    }

    void stillsEqualPillows() {
        for (const char* file : {"still.gif", "icon.ico"}) {
            const Decoded decoded = decode(bytesOf(std::string("odd/") + file));
            COMPARE_IMAGES(decoded.image, test::expectedOddImage(file));
            QVERIFY(decoded.origin.words().empty());
        }
    }

    void aDrawingIsLargeEnough() {
        const Image image = decode("<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'>"
                                   "<rect width='10' height='10' fill='#ff0000'/></svg>")
                                .image;
        QCOMPARE(QSize(image.width, image.height), QSize(1024, 512));
        QCOMPARE(std::vector<uint8_t>(image.row(100) + 300, image.row(100) + 303), (std::vector<uint8_t>{255, 0, 0}));
        QCOMPARE(int(image.row(100)[3 * 1000 + 1]), 255);  // nothing there: white
        const Image tall = decode("<?xml version='1.0'?><!-- here --><svg xmlns='http://www.w3.org/2000/svg' "
                                  "viewBox='0 0 10 90000'/>")
                               .image;
        QCOMPARE(tall.height, 4096);
    }

    void hostileDrawingsAreRefused_data() {
        QTest::addColumn<QByteArray>("svg");
        QTest::addColumn<QString>("says");
        const auto svg = [](const QByteArray& inside) {
            return QByteArray("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' "
                              "width='9' height='9'>" +
                              inside + "</svg>");
        };
        QByteArray laughs = "<g id='a0'><rect width='1' height='1'/></g>";
        for (int i = 1; i < 20; ++i) {
            const QByteArray use = "<use xlink:href='#a" + QByteArray::number(i - 1) + "'/>";
            laughs += "<g id='a" + QByteArray::number(i) + "'>" + use.repeated(10) + "</g>";
        }
        QTest::newRow("a billion laughs") << svg(laughs) << "uses its own parts so often";
        QTest::newRow("deep") << svg(QByteArray("<g>").repeated(100'000)) << "nested";
        QTest::newRow("broken") << svg("<g></h>") << "damaged in line 1";
        QTest::newRow("broken, and no text")
            << svg(QByteArray(5000, ' ') + "<a b\x17:href='#'/>") << "damaged in line 1";
        QTest::newRow("a picture of two lines") << svg("<image xlink:href='a&#10;b'/>") << "is not in it (a?b)";
        const auto sized = [](const QByteArray& size) {
            return "<svg xmlns='http://www.w3.org/2000/svg' " + size + "><rect width='9' height='9'/></svg>";
        };
        QTest::newRow("no size") << sized("width='0' height='0'") << "its width says 0. Give it";
        QTest::newRow("negative") << sized("width='9px' height='-5px'") << "its height says -5px. Give it";
        QTest::newRow("not a number") << sized("width='NaN' height='9'") << "its width says NaN. Give it";
        QTest::newRow("endless") << sized("width='9' height='inf'") << "its height says inf. Give it";
        QTest::newRow("a flat box") << sized("viewBox='0 0 0 9'") << "its viewBox says 0. Give it";
        QTest::newRow("a negative box") << sized("viewBox='-5,-5,10,-10'") << "its viewBox says -10. Give it";
        QTest::newRow("a box beside the middle")
            << sized("width='100%' height='9mm' viewBox='-5 -5 10 10'") << "no error";
        QTest::newRow("a circle") << svg("<g id='a'><use xlink:href='#a'/></g>") << "no error";
        QTest::newRow("a picture from elsewhere")
            << svg("<g><image width='9' height='9' xlink:href='/dev/zero'/></g>")
            << "shows a picture that is not in it (/dev/zero), and none is fetched. Embed it";
        QTest::newRow("a picture of the drawing's own")
            << svg("<image width='9' height='9' xlink:href='data:image/png;base64,AAAA'/><image/>") << "no error";
    }
    void hostileDrawingsAreRefused() {
        QFETCH(QByteArray, svg);
        QFETCH(QString, says);
        QElapsedTimer time;
        time.start();
        const QString error = errorOf(svg);
        QVERIFY2(error.contains(says), qPrintable(error));
        QVERIFY(std::all_of(error.begin(), error.end(), [](QChar c) { return c.isPrint(); }));
        QVERIFY(time.elapsed() < 10'000);
    }

    void aProfileChangesWhatIsDrawnAlone_data() {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("PNG") << QByteArray("png");
        QTest::newRow("JPEG") << QByteArray("jpg");
        QTest::newRow("TIFF") << QByteArray("tiff");
    }
    void aProfileChangesWhatIsDrawnAlone() {
        QFETCH(QByteArray, format);
        QImage picture(30, 20, QImage::Format_RGB32);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 30; ++x)
                picture.setPixel(x, y, qRgb(x * 8, 120, 255 - y * 10));
        const auto encoded = [&] {
            QBuffer out;
            out.open(QIODevice::WriteOnly);
            picture.save(&out, format, 95);
            return out.data();
        };
        picture.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        const Decoded wide = decode(encoded());
        QVERIFY(!wide.origin.profile.empty());
        const auto shown = ui::inSrgb(wide.image, wide.origin);
        QVERIFY(shown);
        if (format != "jpg")
            QVERIFY(wide.image == ui::fromQImage(picture));
        QImage screen = ui::toQImage(wide.image).convertToFormat(QImage::Format_RGB32);
        screen.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        screen.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
        for (const QPoint at : {QPoint(0, 0), QPoint(20, 10), QPoint(29, 19)})
            for (int c = 0; c < 3; ++c) {
                const QRgb rgb = screen.pixel(at);
                const int wanted = c == 0 ? qRed(rgb) : c == 1 ? qGreen(rgb) : qBlue(rgb);
                QVERIFY(std::abs(shown->row(at.y())[at.x() * 3 + c] - wanted) <= 2);
            }
        QVERIFY(*shown != wide.image);
        picture.setColorSpace(QColorSpace(QColorSpace::SRgb));
        const Decoded usual = decode(encoded());
        QVERIFY(!ui::inSrgb(usual.image, usual.origin));
        Origin nonsense;
        nonsense.profile = {1, 2, 3};
        QVERIFY(!ui::inSrgb(usual.image, nonsense));
        nonsense.profileDeflated = true;
        QVERIFY(!ui::inSrgb(usual.image, nonsense));
    }
};

QTEST_MAIN(ReadingTest)
#include "reading_test.moc"

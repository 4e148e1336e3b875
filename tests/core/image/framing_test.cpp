// One picture's own framing: an own crop is Pillow's crop and resize, bit for bit.
#include "core/error.h"
#include "core/image/preprocess.h"
#include "tests/support/pictures.h"

#include <limits>

using namespace vitrine;

namespace {

const test::SafetensorsFile& expectedCrops() {
    static const test::SafetensorsFile file(test::data("crops/expected.safetensors"));
    return file;
}

Image read(const std::string& name) { return test::imageIn(expectedCrops(), name); }

Framing own(double x, double y, double width, double height) { return {{}, Box{x, y, width, height}}; }

}  // namespace

class FramingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownCropEqualsPillow_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : expectedCrops().names())
            if (!QString::fromStdString(name).endsWith("/source"))
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
    }
    void ownCropEqualsPillow() {
        QFETCH(QString, name);
        const QStringList parts = name.section('/', 0, 0).split('-');
        const QStringList numbers = parts[1].split(',');
        Preprocessing p;
        p.crop = parts[2].toInt();
        p.interpolation = name.endsWith("bicubic") ? Interpolation::Bicubic : Interpolation::Bilinear;
        const Image source = read(name.section('/', 0, 0).toStdString() + "/source");
        const Framing framing =
            own(numbers[0].toDouble(), numbers[1].toDouble(), numbers[2].toDouble(), numbers[3].toDouble());
        COMPARE_IMAGES(modelView(source, p, framing), read(name.toStdString()));
        QCOMPARE(modelBox(source.width, source.height, p, framing), *framing.crop);
    }

    void fitGoesBeforeTheModelsOwn() {
        const Image source = read("50x40-3,4,30,30-28/source");
        Preprocessing p;
        p.resize = 32;
        p.crop = 28;
        for (const Fit fit : {Fit::Crop, Fit::Squash, Fit::Pad}) {
            Preprocessing other = p;
            other.fit = fit;
            COMPARE_IMAGES(modelView(source, p, Framing{fit, {}}), modelView(source, other));
            QCOMPARE(modelBox(50, 40, p, Framing{fit, {}}), modelBox(50, 40, other));
        }
        COMPARE_IMAGES(modelView(source, p, Framing{}), modelView(source, p));
        COMPARE_IMAGES(modelView(source, p, Framing{Fit::Pad, Box{1, 2, 30, 30}}),
                       modelView(source, p, own(1, 2, 30, 30)));
    }

    void cropIsRoundedToWholePixels() {
        const Image source = read("50x40-3,4,30,30-28/source");
        Preprocessing p;
        p.crop = 28;
        COMPARE_IMAGES(modelView(source, p, own(2.6, 4.4, 30.3, 29.7)), modelView(source, p, own(3, 4, 30, 30)));
        QCOMPARE(modelBox(50, 40, p, own(2.6, 4.4, 30.3, 29.7)), (Box{3, 4, 30, 30}));
    }

    void cropOutsideThePictureIsRefused_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("w");
        QTest::addColumn<double>("h");
        QTest::newRow("left") << -1.0 << 0.0 << 10.0 << 10.0;
        QTest::newRow("below") << 0.0 << 35.0 << 10.0 << 10.0;
        QTest::newRow("empty") << 5.0 << 5.0 << 0.0 << 10.0;
        QTest::newRow("negative") << 5.0 << 5.0 << 10.0 << -3.0;
        QTest::newRow("huge") << 0.0 << 0.0 << 1e300 << 1e300;
        QTest::newRow("not a number") << std::nan("") << 0.0 << 10.0 << 10.0;
        QTest::newRow("infinite") << 0.0 << std::numeric_limits<double>::infinity() << 10.0 << 10.0;
    }
    void cropOutsideThePictureIsRefused() {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, w);
        QFETCH(double, h);
        QVERIFY_EXCEPTION_THROWN(modelView(Image(50, 40), {}, own(x, y, w, h)), Error);
        QVERIFY_EXCEPTION_THROWN(modelBox(50, 40, {}, own(x, y, w, h)), Error);
    }
};

QTEST_GUILESS_MAIN(FramingTest)
#include "framing_test.moc"

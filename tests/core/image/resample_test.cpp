#include "core/image/resample.h"

#include "tests/support/pictures.h"

using namespace vitrine;

class ResampleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsPillow_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : test::expectedImages().names()) {
            if (name.starts_with("resize/") && !name.ends_with("/source"))
                QTest::newRow(name.c_str() + 7) << QString::fromStdString(name);
        }
    }

    void equalsPillow() {
        QFETCH(QString, name);
        const Image expected = test::expectedImage(name.toStdString());
        const Image source = test::expectedImage(name.section('/', 0, 1).toStdString() + "/source");
        COMPARE_IMAGES(resample(source, expected.width, expected.height, filter(name)), expected);
    }

    void windowIsAPartOfTheWhole_data() { equalsPillow_data(); }

    void windowIsAPartOfTheWhole() {
        QFETCH(QString, name);
        const Image whole = test::expectedImage(name.toStdString());
        const Image source = test::expectedImage(name.section('/', 0, 1).toStdString() + "/source");
        const int x = whole.width / 3;
        const int y = whole.height / 4;
        const int width = std::max(1, whole.width / 2);
        const int height = std::max(1, whole.height / 2);
        Image expected(width, height);
        for (int row = 0; row < height; ++row)
            std::copy_n(whole.row(y + row) + x * 3, width * 3, expected.row(row));
        COMPARE_IMAGES(resampleWindow(source, {whole.width, whole.height, x, y, width, height}, filter(name)), expected);
    }

    void aWindowOfAHugeResultNeedsLittle() {
        Image line(1, 20000);
        for (int y = 0; y < line.height; ++y)
            line.row(y)[0] = line.row(y)[1] = line.row(y)[2] = uint8_t(y / 100);
        const Image part = resampleWindow(line, {4096, int64_t(4096) * 20000, 100, int64_t(4096) * 10000, 8, 8},
                                          Interpolation::Bilinear);
        QCOMPARE(int(part.pixels.front()), 100);
        QCOMPARE(part.height, 8);
    }

    void refusesAWindowOutside() {
        const Image image(4, 4);
        QVERIFY_EXCEPTION_THROWN(resampleWindow(image, {8, 8, 4, 0, 5, 8}, Interpolation::Bilinear),
                                 std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(resampleWindow(image, {8, 8, -1, 0, 5, 8}, Interpolation::Bilinear),
                                 std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(resample(Image(), 4, 4, Interpolation::Bilinear), std::invalid_argument);
    }

private:
    static Interpolation filter(const QString& name) {
        return name.section('/', 2, 2) == "bicubic" ? Interpolation::Bicubic : Interpolation::Bilinear;
    }
};

QTEST_GUILESS_MAIN(ResampleTest)
#include "resample_test.moc"

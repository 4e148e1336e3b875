#include "core/image/preprocess.h"

#include "core/image/decode.h"
#include "tests/support/pictures.h"

using namespace vitrine;

class PreprocessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void viewEqualsTorchvision_data() {
        QTest::addColumn<QString>("name");
        for (const std::string& name : test::expectedImages().names()) {
            if (name.starts_with("view/") && !name.ends_with("/source"))
                QTest::newRow(name.c_str() + 5) << QString::fromStdString(name);
        }
    }

    void viewEqualsTorchvision() {
        QFETCH(QString, name);
        const QStringList sizes = name.section('/', 1, 1).split('-');
        const QString fit = name.section('/', 3, 3);
        Preprocessing p;
        p.resize = sizes[1].toInt();
        p.crop = sizes[2].toInt();
        p.fit = fit == "crop" ? Fit::Crop : fit == "pad" ? Fit::Pad : Fit::Squash;
        p.interpolation = name.section('/', 2, 2) == "bicubic" ? Interpolation::Bicubic : Interpolation::Bilinear;
        const Image source = test::expectedImage(name.section('/', 0, 1).toStdString() + "/source");
        COMPARE_IMAGES(modelView(source, p), test::expectedImage(name.toStdString()));
    }

    void inputEqualsTorchvision_data() {
        QTest::addColumn<QString>("picture");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("tensor");
        QTest::addColumn<int>("resize");
        QTest::addColumn<int>("crop");
        QTest::addColumn<bool>("bicubic");
        for (const char* golden : {"plain", "deep"}) {
            const QString folder = QString("golden/%1/").arg(golden);
            std::ifstream in(test::data(folder.toStdString() + "case.json"));
            const auto c = nlohmann::json::parse(in);
            QTest::newRow(golden) << asText(test::data(folder.toStdString() + "photo.png"))
                                  << folder + "expected.safetensors"
                                  << "input" << c.at("resize").get<int>() << c.at("crop").get<int>()
                                  << (c.at("interpolation") == "bicubic");
        }
        for (const char* sample : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"}) {
            QTest::newRow(sample) << asText(test::shipped(std::string("samples/") + sample))
                                  << "everyday/expected.safetensors" << QString(sample).section('.', 0, 0) + ".input"
                                  << 256 << 224 << true;
        }
    }

    void inputEqualsTorchvision() {
        QFETCH(QString, picture);
        QFETCH(QString, expected);
        QFETCH(QString, tensor);
        QFETCH(int, resize);
        QFETCH(int, crop);
        QFETCH(bool, bicubic);
        Preprocessing p;
        p.resize = resize;
        p.crop = crop;
        p.interpolation = bicubic ? Interpolation::Bicubic : Interpolation::Bilinear;
        const test::SafetensorsFile file(test::data(expected.toStdString()));
        const std::vector<float> reference = file.floats(tensor.toStdString());
        const Image view = modelView(decodeFile(picture.toStdString()), p);
        const Input input = normalise(view, p);
        QCOMPARE(input.values.size(), reference.size());
        for (size_t i = 0; i < reference.size(); ++i)
            QVERIFY2(input.values[i] == reference[i], qPrintable(QString("value %1").arg(i)));
        COMPARE_IMAGES(denormalise(input, p), view);
    }

    void denormaliseClips() {
        const Preprocessing p;
        const Input input{1, 2, {-100, 100, 0, 0, std::numeric_limits<float>::quiet_NaN(), 100}};
        const Image image = denormalise(input, p);
        QCOMPARE(image.pixels, (std::vector<uint8_t>{0, 116, 0, 255, 116, 255}));
    }

    void boxIsWhatTheModelSees_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("fit");
        QTest::addColumn<int>("resize");
        QTest::addColumn<int>("crop");
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("w");
        QTest::addColumn<double>("h");
        const auto fit = [](Fit f) { return int(f); };
        QTest::newRow("landscape") << 512 << 256 << fit(Fit::Crop) << 256 << 224 << 144.0 << 16.0 << 224.0 << 224.0;
        QTest::newRow("portrait, halved")
            << 512 << 1024 << fit(Fit::Crop) << 256 << 224 << 32.0 << 288.0 << 448.0 << 448.0;
        QTest::newRow("odd spare, half to even")
            << 259 << 256 << fit(Fit::Crop) << 256 << 224 << 18.0 << 16.0 << 224.0 << 224.0;
        QTest::newRow("padded") << 100 << 100 << fit(Fit::Crop) << 100 << 120 << -10.0 << -10.0 << 120.0 << 120.0;
        QTest::newRow("squash") << 640 << 480 << fit(Fit::Squash) << 256 << 224 << 0.0 << 0.0 << 640.0 << 480.0;
        QTest::newRow("pad") << 448 << 224 << fit(Fit::Pad) << 256 << 224 << 0.0 << -112.0 << 448.0 << 448.0;
    }

    void boxIsWhatTheModelSees() {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, fit);
        QFETCH(int, resize);
        QFETCH(int, crop);
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(double, w);
        QFETCH(double, h);
        Preprocessing p;
        p.fit = Fit(fit);
        p.resize = resize;
        p.crop = crop;
        QCOMPARE(modelBox(width, height, p), (Box{x, y, w, h}));
    }

    void atSizeKeepsTheProportion() {
        Preprocessing p;
        QCOMPARE(p.atSize(384).resize, 439);
        QCOMPARE(p.atSize(384).crop, 384);
        p.resize = 512;
        p.crop = 512;
        QCOMPARE(p.atSize(224).resize, 224);
        p.resize = 1 << 20;  // a file said so
        p.crop = 1;
        QCOMPARE(p.atSize(16384).resize, 1 << 20);
    }

private:
    static QString asText(const std::filesystem::path& file) { return QString::fromStdString(file.string()); }
};

QTEST_GUILESS_MAIN(PreprocessTest)
#include "preprocess_test.moc"

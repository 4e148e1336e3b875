// vitrine shot: the window, drawn without a screen; the same picture every time.
#include "tests/support/paths.h"
#include "tests/support/program.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

using namespace vitrine::test;

class ShotTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const QString m_photo = QString::fromStdString(data("golden/plain/photo.png").string());
    const QStringList m_model{"--weights", QString::fromStdString(data("golden/plain/model.safetensors").string()),
                              "--heads",   "2",
                              "--threads", "1"};

    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    Run shot(const QStringList& options, const QString& output) {
        return vitrineRun(QStringList{"shot", m_photo} + m_model + options + QStringList{"-o", output});
    }
    static QByteArray read(const QString& path) {
        QFile f(path);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }

private Q_SLOTS:
    void drawsTheSamePictureEveryTime() {
        QCOMPARE(shot({}, file("a.png")).status, 0);
        QCOMPARE(shot({}, file("b.png")).status, 0);
        QVERIFY(!read(file("a.png")).isEmpty());
        QCOMPARE(read(file("a.png")), read(file("b.png")));
        QCOMPARE(QImage(file("a.png")).size(), QSize(1440, 900));
    }

    void optionsShow_data() {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("light") << QStringList{"--theme", "light"};
        QTest::newRow("layer") << QStringList{"--layer", "0"};
        QTest::newRow("head") << QStringList{"--head", "1"};
        QTest::newRow("max") << QStringList{"--head", "max"};
        QTest::newRow("query") << QStringList{"--query", "1,2"};
        QTest::newRow("rollout") << QStringList{"--method", "rollout"};
        QTest::newRow("board") << QStringList{"--page", "board", "--board", "rollout"};
        QTest::newRow("select") << QStringList{"--select", "heads"};
    }
    void optionsShow() {
        QFETCH(QStringList, options);
        QCOMPARE(shot({}, file("plain.png")).status, 0);
        QCOMPARE(shot(options, file("other.png")).status, 0);
        QVERIFY(read(file("plain.png")) != read(file("other.png")));
    }

    void asksNobody() {
        // 64 wide, no heads told: a guess with a warning, where a window would ask
        const Run result = vitrineRun({"shot", dataFile("golden/deep/photo.png"), "--weights",
                                       dataFile("golden/deep/model.pth"), "-o", file("deep.png")});
        QCOMPARE(result.status, 0);
        QVERIFY(QFile::exists(file("deep.png")));
    }

    void takesASize() {
        QCOMPARE(shot({"--size", "1024x700"}, file("small.png")).status, 0);
        QCOMPARE(QImage(file("small.png")).size(), QSize(1024, 700));
    }

    /// A scene beside a copy of the photo.
    QString scene(const QString& name, const QByteArray& view = "{}", const QByteArray& model = R"("heads": 2)") {
        const QString photo = QFileInfo(name).absolutePath() + "/photo.png";
        QFile::copy(m_photo, photo);
        QFile out(name);
        if (!out.open(QIODevice::WriteOnly))
            return {};
        out.write(R"({"vitrine": "scene", "version": 1, "image": {"file": "photo.png"}, "window": {"size": [1024, 700]},
            "model": {"weights_file": ")" +
                  m_model[1].toUtf8() + R"(", "threads": 1, )" + model + R"(}, "view": )" + view + "}");
        return name;
    }

    void aSceneIsTheSamePictureEveryTime() {
        const QString path = scene(file("talk.json"), R"({"layer": 1, "head": 0, "query": [1, 2]})");
        COMPARE_STATUS(vitrineRun({"shot", path, "-o", file("talk1.png")}), 0);
        COMPARE_STATUS(vitrineRun({"shot", path, "-o", file("talk2.png")}), 0);
        QVERIFY(!read(file("talk1.png")).isEmpty());
        QCOMPARE(read(file("talk1.png")), read(file("talk2.png")));
        QCOMPARE(shot({"--size", "1024x700", "--layer", "1", "--head", "0", "--query", "1,2"}, file("line.png")).status,
                 0);
        QCOMPARE(read(file("line.png")), read(file("talk1.png")));  // the options say the same
        COMPARE_STATUS(vitrineRun({"shot", path, "--theme", "light", "-o", file("light.png")}), 0);
        QVERIFY(read(file("light.png")) != read(file("talk1.png")));
    }

    void aFolderOfScenesIsDrawnAtOnce() {
        QVERIFY(QDir(m_folder.path()).mkpath("scenes") && QDir(m_folder.path()).mkpath("drawn"));
        scene(file("scenes/a.json"), R"({"layer": 0})");
        scene(file("scenes/b.json"), R"({"layer": 2})");
        COMPARE_STATUS(vitrineRun({"shot", file("scenes")}), 0);
        COMPARE_STATUS(vitrineRun({"shot", file("scenes"), "-o", file("drawn")}), 0);
        for (const char* name : {"a.png", "b.png"}) {
            QVERIFY(!read(file("scenes/") + name).isEmpty());
            QCOMPARE(read(file("scenes/") + name), read(file("drawn/") + name));
        }
        QVERIFY(read(file("drawn/a.png")) != read(file("drawn/b.png")));
        QFile bad(file("scenes/0bad.json"));
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("{}") == 2);
        bad.close();
        QFile::remove(file("scenes/b.png"));
        const Run run = vitrineRun({"shot", file("scenes")});  // one that fails does not stop the others
        COMPARE_STATUS(run, 1);
        QVERIFY2(run.err.startsWith("vitrine: 0bad.json: "), run.err.constData());
        QVERIFY(!read(file("scenes/b.png")).isEmpty());
    }

    void scalesAndPanels() {
        const QString path = scene(file("panel.json"));
        COMPARE_STATUS(vitrineRun({"shot", path, "--scale", "2", "-o", file("double.png")}), 0);
        QCOMPARE(QImage(file("double.png")).size(), QSize(2048, 1400));
        QSet<QByteArray> all;
        for (const char* panel : {"window", "stage", "tree", "predictions", "look", "module", "bar", "film"}) {
            COMPARE_STATUS(vitrineRun({"shot", path, "--panel", panel, "-o", file("part.png")}), 0);
            QVERIFY(QImage(file("part.png")).width() <= 1024);
            all.insert(read(file("part.png")));
        }
        QCOMPARE(all.size(), 8);
    }

    void saysWhatIsWrongWithAScene_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const QByteArray& words, QStringList options, int status) {
            QTest::newRow(words) << options << status << words;
        };
        row("the scene says its model", {"good.json", "--model", "vit_b_16", "-o", "x.png"}, 2);
        row("the scene good.json says that itself", {"good.json", "--opacity", "0.3", "-o", "x.png"}, 2);
        row("must be one of window, stage", {"good.json", "--panel", "cellar", "-o", "x.png"}, 2);
        row("must be a number from 0.5 to 8", {"good.json", "--scale", "0.1", "-o", "x.png"}, 2);
        row("there is no such file", {"lost.json", "-o", "x.png"}, 1);
        row(("vitrine: nopicture.json: image.file: away.png is not in " + m_folder.path() + ";").toUtf8(),
            {"nopicture.json", "-o", "x.png"}, 1);
        row("vitrine: heads.json: model.heads 5: does not divide", {"heads.json", "-o", "x.png"}, 2);
        row("vitrine: crop.json: model.crop 60: the model takes pictures of 64 px; model.image_size 60",
            {"crop.json", "-o", "x.png"}, 2);
        row("vitrine: node.json: view.node nowhere: there is no such module", {"node.json", "-o", "x.png"}, 2);
        row("there is no folder", {"good.json", "-o", "nowhere/x.png"}, 1);
        row("vitrine: layer.json: view.layer 99 is not there: this model has layers 0 to 2\n",
            {"layer.json", "-o", "x.png"}, 2);
        row("vitrine: target.json: view.target 999: the model's classes are 0 to 6\n", {"target.json", "-o", "x.png"},
            2);
        row("vitrine: name.json: view.target zebra: no class of this model is called that; a number from 0 to 6",
            {"name.json", "-o", "x.png"}, 2);
        row("vitrine: pin.json: view.pins 77, 0 is not there: this model has rows 0 to ", {"pin.json", "-o", "x.png"},
            2);
        row("vitrine: query.json: view.query 0, 77 is not there", {"query.json", "-o", "x.png"}, 2);
        row("vitrine: width.json: model.image_width 99: must be a multiple of the patch size",
            {"width.json", "-o", "x.png"}, 2);
        row(("vitrine: labels.json: model.labels: no.txt is not in " + m_folder.path() + "; put it there").toUtf8(),
            {"labels.json", "-o", "x.png"}, 1);
    }
    void saysWhatIsWrongWithAScene() {
        QFETCH(QStringList, options);
        QFETCH(int, status);
        QFETCH(QByteArray, words);
        scene(file("good.json"));
        scene(file("layer.json"), R"({"layer": 99})");
        scene(file("target.json"), R"({"target": 999})");
        scene(file("pin.json"), R"({"pins": [[77, 0]]})");
        scene(file("name.json"), R"({"target": "zebra"})");
        scene(file("query.json"), R"({"query": [0, 77]})");
        scene(file("width.json"), "{}", R"("heads": 2, "image_width": 99)");
        scene(file("labels.json"), "{}", R"("heads": 2, "labels": "no.txt")");
        scene(file("node.json"), R"({"node": "nowhere"})");
        scene(file("heads.json"), "{}", R"("heads": 5)");
        scene(file("crop.json"), "{}", R"("heads": 2, "crop": 60)");
        QFile lost(file("nopicture.json"));
        QVERIFY(lost.open(QIODevice::WriteOnly) &&
                lost.write(R"({"vitrine": "scene", "version": 1, "image": {"file": "away.png"}})") > 0);
        lost.close();
        const Run run = vitrineRun(QStringList{"shot"} + options, m_folder.path());
        COMPARE_STATUS(run, status);
        QVERIFY2(run.err.contains(words), run.err.constData());
        const bool ofTheLine = options.size() > 3;  // what the scene says is not in the command's help
        QCOMPARE(run.err.contains("--help"), ofTheLine && status == 2);
        QVERIFY(!QFile::exists(file("x.png")));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("output");
        QTest::addColumn<int>("status");
        QTest::newRow("no such module") << QStringList{"--select", "encoder_layer_99"} << file("x.png") << 2;
        QTest::newRow("no such layer") << QStringList{"--layer", "3"} << file("x.png") << 2;
        QTest::newRow("no such theme") << QStringList{"--theme", "pink"} << file("x.png") << 2;
        QTest::newRow("no such folder") << QStringList{} << file("nowhere/x.png") << 1;
    }
    void saysWhatIsWrong() {
        QFETCH(QStringList, options);
        QFETCH(QString, output);
        const Run result = shot(options, output);
        QTEST(result.status, "status");
        QVERIFY2(result.err.startsWith("vitrine: "), result.err.constData());
        QVERIFY(!QFile::exists(output));
    }
};

QTEST_GUILESS_MAIN(ShotTest)
#include "shot_test.moc"

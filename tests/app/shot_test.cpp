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

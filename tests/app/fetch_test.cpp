// `vitrine fetch` as a person runs it: what it says and where, and killed at any moment it leaves nothing false.
#include "tests/support/file_server.h"
#include "tests/support/program.h"
#include "tests/support/small_weights.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace vitrine::test;

class FetchCommandTest : public QObject {
    Q_OBJECT

    const QByteArray m_body = noise(3'000'000);
    QTemporaryDir m_resources, m_settings;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WebServer> m_server;
    QString m_name;

    QProcessEnvironment environment() const {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY", "VITRINE_OFFLINE",
                                 "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
            variables.remove(name);
        variables.insert("VITRINE_RESOURCES", m_resources.path());
        variables.insert("TORCH_HOME", m_home->path());
        variables.insert("HF_HOME", m_home->path());
        variables.insert("XDG_CONFIG_HOME", m_settings.path());
        variables.insert("VITRINE_WEIGHTS_URL", QString::fromLatin1(m_server->url("/").toEncoded()));
        return variables;
    }
    /// The server is in this thread: it is served while the program runs.
    Run run(const QStringList& arguments) const {
        return run(arguments, -1, [] { return true; });
    }
    Run run(const QStringList& arguments, int killAfter, const std::function<bool()>& since) const {
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(VITRINE_PROGRAM, arguments);
        process.closeWriteChannel();
        if (killAfter >= 0) {
            (void)QTest::qWaitFor([&] { return since() || process.state() == QProcess::NotRunning; }, 30'000);
            QTest::qWait(killAfter);
            process.kill();
        }
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        const bool ended = process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString target() const { return m_home->filePath("hub/checkpoints/" + m_name); }
    QByteArray path() const { return "/" + m_name.toUtf8(); }
    static QByteArray read(const QString& file) {
        QFile stream(file);
        return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() {
        m_name = publishSmall(m_resources.path(), m_body);
        QVERIFY(!m_name.isEmpty());
    }
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<WebServer>();
    }

    void tellsAndPrintsWhereItIs() {
        serveFile(*m_server, path(), m_body);
        const Run first = run({"fetch", "vit_b_16/IMAGENET1K_V1"});
        COMPARE_STATUS(first, 0);
        QCOMPARE(first.out, target().toUtf8() + '\n');
        for (const char* told : {"2.9 MiB", "81.07 % top-1", "BSD 3-Clause", "verified", "127.0.0.1"})
            QVERIFY2(first.err.contains(told), first.all().constData());
        QVERIFY(read(target()) == m_body);
        const Run again = run({"fetch", "vit_b_16", "--offline"});
        COMPARE_STATUS(again, 0);
        QVERIFY2(again.err.contains("already there"), again.all().constData());
        QCOMPARE(again.out, first.out);
    }

    void aLicenceIsAcceptedOnce() {
        const Run asked = run({"fetch", "vit_b_16/IMAGENET1K_SWAG_E2E_V1"});
        COMPARE_STATUS(asked, 1);
        QVERIFY2(asked.err.contains("--accept-licence") && asked.err.contains("SWAG/blob/main/LICENSE"),
                 asked.all().constData());
        const Run accepted = run({"fetch", "vit_b_16/IMAGENET1K_SWAG_E2E_V1", "--accept-licence"});
        COMPARE_STATUS(accepted, 1);
        QVERIFY2(accepted.err.contains("(404)"), accepted.all().constData());
        const Run later = run({"fetch", "vit_l_16/IMAGENET1K_SWAG_E2E_V1"});
        QVERIFY2(later.err.contains("(404)"), later.all().constData());
    }

    void aSceneSaysWhatToFetch_data() {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QString>("fetch");
        QTest::newRow("published") << R"("weights": "vit_b_16/IMAGENET1K_V1")"
                                   << "vit_b_16/IMAGENET1K_V1";
        QTest::newRow("the default") << R"("model": "vit_b_16")"
                                     << "vit_b_16/IMAGENET1K_V1";
        QTest::newRow("of a repository") << R"("weights": "hf:owner/name")"
                                         << "hf:owner/name";
    }
    void aSceneSaysWhatToFetch() {
        QFETCH(QString, model);
        QFETCH(QString, fetch);
        QFile scene(m_home->filePath("talk.json"));
        QVERIFY(scene.open(QIODevice::WriteOnly));
        scene.write((R"({"vitrine": "scene", "version": 1, "image": {"file": ")" + dataFile("golden/plain/photo.png") +
                     R"("}, "model": {)" + model + "}}")
                        .toUtf8());
        scene.close();
        const Run run = this->run({"shot", scene.fileName(), "-o", m_home->filePath("talk.png")});
        COMPARE_STATUS(run, 1);
        QVERIFY2(run.err.startsWith("vitrine: talk.json: "), run.all().constData());
        QVERIFY2(run.err.contains(("`vitrine fetch " + fetch + "`").toUtf8()), run.all().constData());
        QVERIFY2(run.err.count('\n') == 1, run.all().constData());
        QVERIFY(!QFile::exists(m_home->filePath("talk.png")));
    }

    void stoppedByCtrlC() {
        Manners manners;
        manners.perTick = 5'000;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        QProcess process;
        process.setProcessEnvironment(environment());
        process.start(VITRINE_PROGRAM, {"fetch", "vit_b_16"});
        QTRY_VERIFY_WITH_TIMEOUT(asked->given > 100'000, 30'000);
        ::kill(pid_t(process.processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("goes on from there"));
        QVERIFY(!QFile::exists(target()) && QFileInfo(target() + ".part").size() > 0);
    }

    // VITRINE_TEST_KILLS=100 is the long run.
    void killedAtAnyMoment() {
        const int kills = std::max(6, qEnvironmentVariableIntValue("VITRINE_TEST_KILLS"));
        Manners manners;
        manners.perTick = 20'000;  // most of a second for all of it
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        QRandomGenerator random(kills);
        int whole = 0, partial = 0, resumed = 0, fallen = 0;
        qint64 before = 0;
        for (int i = 0; i < kills; ++i) {
            // Now and then while it starts; else while it downloads, checks, or gives the file its name.
            const int requests = asked->requests;
            const bool atStart = i % 8 == 7;
            run({"fetch", "vit_b_16"}, random.bounded(atStart ? 1500 : 900),
                [&] { return atStart || asked->requests > requests; });
            if (QFile::exists(target())) {
                QVERIFY2(read(target()) == m_body, "what is called whole is not");
                ++whole;
                QVERIFY(QFile::remove(target()));
                before = 0;
                continue;
            }
            const qint64 now = QFileInfo(target() + ".part").size();
            partial += now > 0 && now < m_body.size() ? 1 : 0;
            resumed += now > before && before > 0 ? 1 : 0;
            fallen += now < before ? 1 : 0;
            before = now;
        }
        qInfo("%d kills: %d left a part, %d of them after going on from one, %d fell back, %d ended before the kill",
              kills, partial, resumed, fallen, whole);
        QCOMPARE(fallen, 0);
        asked->manners.perTick = 0;
        const int ranges = asked->partial;
        const qint64 part = QFileInfo(target() + ".part").size();
        const Run last = run({"fetch", "vit_b_16"});
        COMPARE_STATUS(last, 0);
        QVERIFY(read(target()) == m_body);
        if (part > 0 && part < m_body.size())
            QCOMPARE(asked->partial, ranges + 1);  // by going on
        QVERIFY(!QFile::exists(target() + ".part"));
    }
};

QTEST_GUILESS_MAIN(FetchCommandTest)
#include "fetch_test.moc"

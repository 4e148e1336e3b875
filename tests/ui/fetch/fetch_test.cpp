// Published weights from a server of the test's own: slow, cut off, lying, wrong, refusing, sent on; two at once; the disk.
#include "core/error.h"
#include "core/model/variants.h"
#include "tests/support/fetch_fixture.h"
#include "ui/fetch/disk.h"
#include "ui/fetch/offer.h"

#include <QtCore/QProcess>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslKey>
#include <QtNetwork/QSslServer>
#include <QtTest/QSignalSpy>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;
using namespace std::chrono_literals;

class FetchTest : public FetchFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepare(); }
    void init() { renew(); }

    void comesWholeAndIsThereThen() {
        const auto asked = serveFile(*m_server, path(), m_body);
        const Outcome outcome = fetch();
        QCOMPARE(outcome.error, QString());
        QVERIFY(!outcome.wasThere);
        QCOMPARE(QString::fromStdString(outcome.file.string()), target());
        QVERIFY(read(target()) == m_body);
        QVERIFY(!QFile::exists(part()) && !QFile::exists(part() + ".tag"));
        QVERIFY(onDisk(*findEntry("vit_b_16/IMAGENET1K_V1")));
        QCOMPARE(asked->requests, 1);
        const Outcome again = fetch();
        QVERIFY(again.wasThere && again.error.isEmpty());
        QCOMPARE(asked->requests, 1);
    }

    void goesOnWhereItStopped() {
        const auto asked = serveFile(*m_server, path(), m_body);
        write(part(), m_body.left(100'000));
        write(part() + ".tag", "\"v1\"\n");
        QCOMPARE(fetch().error, QString());
        QVERIFY(read(target()) == m_body);
        QCOMPARE(asked->partial, 1);
        QCOMPARE(asked->given, 200'000);
        QVERIFY(asked->last.contains("If-Range: \"v1\""));
        QVERIFY(asked->last.contains("Accept-Encoding: identity"));
    }

    // Ways in which what is there and what the server has do not go together; each ends well.
    void startsOverWhereItMust_data() {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<QByteArray>("tag");
        QTest::addColumn<bool>("ranges");
        const QByteArray begin = m_body.left(100'000);
        QTest::newRow("ranges refused") << begin << QByteArray("\"v1\"\n") << false;
        QTest::newRow("another version there") << begin << QByteArray("\"v0\"\n") << true;
        QTest::newRow("other bytes, no version kept") << noise(100'000, 7) << QByteArray() << true;
        QTest::newRow("other bytes, the same version") << noise(100'000, 7) << QByteArray("\"v1\"\n") << true;
        QTest::newRow("longer than the file") << noise(400'000, 7) << QByteArray("\"v1\"\n") << true;
        QTest::newRow("as long, but other bytes") << noise(300'000, 7) << QByteArray("\"v1\"\n") << true;
        QTest::newRow("all but its name") << m_body << QByteArray("\"v1\"\n") << true;
    }
    void startsOverWhereItMust() {
        QFETCH(QByteArray, part);
        QFETCH(QByteArray, tag);
        QFETCH(bool, ranges);
        Manners manners;
        manners.ranges = ranges;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        write(this->part(), part);
        if (!tag.isEmpty())
            write(this->part() + ".tag", tag);
        QCOMPARE(fetch().error, QString());
        QVERIFY(read(target()) == m_body);
        QVERIFY(!QFile::exists(this->part()));
        if (part == m_body)
            QCOMPARE(asked->requests, 0);
    }

    // Killed while it was checked: it gets its name, also where nothing may be downloaded.
    void aWholePartIsNotDownloadedAgain() {
        const auto asked = serveFile(*m_server, path(), m_body);
        write(part(), m_body);
        qputenv("VITRINE_OFFLINE", "1");
        const Outcome outcome = fetch();
        QCOMPARE(outcome.error, QString());
        QVERIFY2(outcome.told.join('\n').contains("checking"), qPrintable(outcome.told.join('\n')));
        QVERIFY(read(target()) == m_body && !QFile::exists(part()));
        QCOMPARE(asked->requests, 0);
        QCOMPARE(asked->given, 0);
    }

    void triesAgain_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("500") << QByteArray("500 Oh") << QByteArray();
        QTest::newRow("503") << QByteArray("503 Busy") << QByteArray("Retry-After: 0\r\n");
        QTest::newRow("429") << QByteArray("429 Slow down") << QByteArray("Retry-After: 1\r\n");
        QTest::newRow("408") << QByteArray("408 Late") << QByteArray();
    }
    void triesAgain() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        Manners manners;
        manners.failures = 2;
        manners.failure = status;
        manners.failureHeaders = headers;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        QElapsedTimer clock;
        clock.start();
        const Outcome outcome = fetch();
        QCOMPARE(outcome.error, QString());
        QCOMPARE(asked->requests, 3);
        QVERIFY(!headers.contains("1") || clock.elapsed() >= 2000);  // it waits as long as it is told
        QVERIFY2(outcome.told.join('\n').contains("trying again in"), qPrintable(outcome.told.join('\n')));
        QVERIFY(read(target()) == m_body);
    }

    void aServerThatCutsOffIsResumedUntilItIsWhole() {
        Manners manners;
        manners.cutAfter = 20'000;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        QCOMPARE(fetch().error, QString());
        QCOMPARE(asked->requests, 15);
        QCOMPARE(asked->given, 300'000);  // not a byte twice
        QVERIFY(read(target()) == m_body);
    }

    void givesUp_data() {
        QTest::addColumn<Manners>("manners");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("says");
        QTest::addColumn<int>("requests");
        const auto row = [this](const char* name, const QString& says, int requests, auto change) {
            Manners manners;
            QByteArray body = m_body;
            change(manners, body);
            QTest::newRow(name) << manners << body << says << requests;
        };
        const auto fails = [](const QByteArray& status, const QByteArray& headers = {}) {
            return [status, headers](Manners& m, QByteArray&) {
                m.failures = 1000;
                m.failure = status;
                m.failureHeaders = headers;
            };
        };
        row("403", "does not give it to you (403)", 1, fails("403 Forbidden"));
        row("404", "does not have it (404)", 1, fails("404 Not Found"));
        row("500 for ever", "a fault of its own (500)", 5, fails("500 Oh"));
        row("429 for ever", "too many requests (429)", 5, fails("429 Slow"));
        row("429 for an hour", "asks to wait for 60 minutes", 1, fails("429 Slow", "Retry-After: 3600\r\n"));
        row("another file as long", "is not the published file", 1,
            [](Manners&, QByteArray& body) { body = noise(300'000, 9); });
        row("a login page", "login page of a network", 1,
            [](Manners&, QByteArray& body) { body = "<html>Welcome to our network</html>"; });
        row("a longer file", "sends something else", 1, [](Manners&, QByteArray& body) { body += body; });
        row("a longer length", "broke off before the end", 5, [](Manners& m, QByteArray&) {
            m.claims = 305'000;
            m.ranges = false;
        });
        row("a shorter length", "is not the published file", 1, [](Manners& m, QByteArray&) { m.claims = 295'000; });
        row("nothing, again and again", "broke off before the end", 5, [](Manners& m, QByteArray&) { m.cutAfter = 0; });
    }
    void givesUp() {
        QFETCH(Manners, manners);
        QFETCH(QByteArray, body);
        QFETCH(QString, says);
        QFETCH(int, requests);
        const auto asked = serveFile(*m_server, path(), body, manners);
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains(says), qPrintable(outcome.error));
        QCOMPARE(asked->requests, requests);
        QVERIFY(!QFile::exists(target()));
        if (body != m_body)
            QVERIFY(!QFile::exists(part()));  // nobody goes on from it
        asked->manners = {};
        asked->body = m_body;
        QCOMPARE(fetch().error, QString());  // and when the server is well, all is
        QVERIFY(read(target()) == m_body);
    }

    void silenceIsNoEnd() {
        m_server->on(path(), [this](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", m_body.size()) + m_body.left(1000));
        });
        Patience patience = quick();
        patience.tries = 2;
        patience.silence = 300ms;
        const Outcome outcome = fetch(patience);
        QVERIFY2(outcome.error.contains("has been silent"), qPrintable(outcome.error));
        QVERIFY2(outcome.error.contains("is kept"), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(target()) && QFile::exists(part()));
    }

    void sentOn() {
        WebServer other;
        const auto asked = serveFile(other, "/there", m_body);
        redirect(*m_server, path(), other.url("/there").toEncoded());
        QCOMPARE(fetch().error, QString());
        QVERIFY(read(target()) == m_body);
        QCOMPARE(asked->requests, 1);
    }
    void sentOnInCircles() {
        redirect(*m_server, path(), "/a");
        redirect(*m_server, "/a", path());
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("on and on"), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(part()));
    }
    void sentOnToAFile() {
        redirect(*m_server, path(), "file:///etc/passwd");
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("only addresses"), qPrintable(outcome.error));
    }

    void noServer() {
        qputenv("VITRINE_WEIGHTS_URL", "http://127.0.0.1:1/");
        QVERIFY(fetch().error.contains("does not answer"));
        qputenv("VITRINE_WEIGHTS_URL", "http://no-such-host.invalid/");
        const QString error = fetch().error;
        QVERIFY2(error.contains("no server of the name"), qPrintable(error));
    }

    void throughAProxy() {
        const QByteArray whole = "http://weights.invalid" + path();
        const auto asked = serveFile(*m_server, whole, m_body);  // a proxy is asked for the whole address
        qputenv("VITRINE_WEIGHTS_URL", "http://weights.invalid/");
        qputenv("http_proxy", m_server->url("").toEncoded());
        const Outcome outcome = fetch();
        qunsetenv("http_proxy");
        QCOMPARE(outcome.error, QString());
        QCOMPARE(asked->requests, 1);
    }

    // A certificate that nobody knows is refused; one that is known is not, but it may not send on to where anybody reads.
    void onlySafely() {
        const QString key = m_home->filePath("key.pem"), certificate = m_home->filePath("certificate.pem");
        QProcess openssl;
        openssl.start("openssl",
                      {"req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                       "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate});
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            QSKIP("no openssl here");
        const QSslCertificate known = QSslCertificate::fromPath(certificate).value(0);
        QSslConfiguration own = QSslConfiguration::defaultConfiguration();
        own.setLocalCertificate(known);
        own.setPrivateKey(QSslKey(read(key), QSsl::Rsa));
        QByteArray answer = WebServer::head("200 OK", m_body.size()) + m_body;
        QSslServer server;
        server.setSslConfiguration(own);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&] {
            QTcpSocket* socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, &answer] {
                socket->readAll();
                socket->write(answer);
                socket->disconnectFromHost();
            });
        });
        qputenv("VITRINE_WEIGHTS_URL", "https://127.0.0.1:" + QByteArray::number(server.serverPort()));
        const QString unknown = fetch().error;
        QVERIFY2(unknown.contains("no safe connection"), qPrintable(unknown));
        QVERIFY(!QFile::exists(part()));
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(known);
        QSslConfiguration::setDefaultConfiguration(trusting);
        const Outcome good = fetch();
        QFile::remove(target());
        answer = WebServer::head("302 Found", 0, "Location: " + m_server->url(path()).toEncoded() + "\r\n");
        const auto asked = serveFile(*m_server, path(), m_body);
        const Outcome unsafe = fetch();
        QSslConfiguration::setDefaultConfiguration(before);
        QCOMPARE(good.error, QString());
        QVERIFY2(unsafe.error.contains("unsafe"), qPrintable(unsafe.error));
        QCOMPARE(asked->requests, 0);
    }

    void offline() {
        const auto asked = serveFile(*m_server, path(), m_body);
        qputenv("VITRINE_OFFLINE", "1");
        QVERIFY(fetch().error.contains("nothing may be downloaded"));
        QCOMPARE(asked->requests, 0);
        QVERIFY(!QFile::exists(part()));
        write(target(), m_body);
        QVERIFY(fetch().wasThere);
    }

    void aDamagedFileIsNotTakenNorOverwritten() {
        const auto asked = serveFile(*m_server, path(), m_body);
        const QByteArray damaged = m_body.left(299'999) + 'x';
        write(target(), damaged);
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("it is not the published file"), qPrintable(outcome.error));
        QVERIFY(read(target()) == damaged);
        QCOMPARE(asked->requests, 0);
    }

    void noPermission() {
        if (::geteuid() == 0)
            QSKIP("root may write everywhere");
        QFile::setPermissions(m_home->path(), QFile::ReadOwner | QFile::ExeOwner);
        const Outcome outcome = fetch();
        QFile::setPermissions(m_home->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QVERIFY2(outcome.error.contains("TORCH_HOME"), qPrintable(outcome.error));
    }
    void theFolderIsAFile() {
        write(m_home->filePath("hub"), "in the way");
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("TORCH_HOME") && outcome.error.contains("hub"), qPrintable(outcome.error));
    }

    // Where a file may have 100,000 bytes: as a disk that is full, by way of the same error paths.
    void noRoomForAllOfIt() {
        const auto asked = serveFile(*m_server, path(), m_body);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit now{100'000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
        const Outcome outcome = fetch();
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY2(outcome.error.contains("cannot be written") || outcome.error.contains("disk is full"),
                 qPrintable(outcome.error));
        QVERIFY(!QFile::exists(target()));
        QCOMPARE(fetch().error, QString());
        QVERIFY(read(target()) == m_body);
    }
    void noRoomIsSaidBeforehand() {
        const QString words = noRoom(qint64(1) << 60, m_home->path().toStdString(), "TORCH_HOME");
        QVERIFY2(words.contains("Make room") && words.contains("TORCH_HOME"), qPrintable(words));
        QCOMPARE(noRoom(1000, m_home->path().toStdString(), "TORCH_HOME"), QString());
    }

    void twoAtOnceAreOneDownload() {
        Manners manners;
        manners.perTick = 20'000;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        const auto one = Fetch::of("vit_b_16/IMAGENET1K_V1", quick()), two = Fetch::of("vit_b_16", quick());
        QSignalSpy first(one.get(), &Fetch::finished), second(two.get(), &Fetch::finished);
        QStringList told;
        connect(two.get(), &Fetch::progressed, this, [&] { told << progressWords(two->progress()); });
        one->start();
        two->start();
        QTRY_VERIFY_WITH_TIMEOUT(first.size() == 1 && second.size() == 1, 20'000);
        QVERIFY(!one->error().any() && !two->error().any());
        QCOMPARE(asked->requests, 1);
        QVERIFY2(told.join('\n').contains("another program"), qPrintable(told.join('\n')));
        QVERIFY(read(target()) == m_body);
    }

    void stoppedAndGoneOn() {
        Manners manners;
        manners.perTick = 2'000;
        const auto asked = serveFile(*m_server, path(), m_body, manners);
        for (int i = 0; i < 3; ++i) {
            const auto fetch = Fetch::of("vit_b_16", quick());
            fetch->start();
            QTest::qWait(100);
        }
        verifyNothingFalse();
        QVERIFY(QFileInfo(part()).size() > 0);
        asked->manners.perTick = 0;
        QCOMPARE(fetch().error, QString());
        QVERIFY(asked->partial > 0);
        QVERIFY(read(target()) == m_body);
    }

    void stoppedBeforeAnythingCameLeavesNothing() {
        Manners manners;
        manners.failures = 100;
        manners.failure = "503 Busy";
        serveFile(*m_server, path(), m_body, manners);
        {
            const auto fetch = Fetch::of("vit_b_16", {});
            fetch->start();
            QTRY_VERIFY(QFileInfo::exists(part()));
        }
        QVERIFY(!QFileInfo::exists(part()));
    }

    void whatIsOffered() {
        const FetchOffer plain = offerOf("vit_b_16");
        QCOMPARE(plain.what, std::string("vit_b_16/IMAGENET1K_V1"));
        QVERIFY(plain.licence.isEmpty());
        const FetchOffer swag = offerOf("vit_b_16/IMAGENET1K_SWAG_E2E_V1");
        QVERIFY(!swag.licence.isEmpty());
        acceptLicence(swag.licenceUrl);
        QVERIFY(offerOf("vit_l_16/IMAGENET1K_SWAG_LINEAR_V1").licence.isEmpty());  // the same licence: once is enough
        for (const char* wrong : {"vit_b_17", "vit_b_16/NONE", "", "hf:x", "hf:../y", "hf:a/b@../c"})
            QVERIFY_EXCEPTION_THROWN(offerOf(wrong), UsageError);
        ModelRequest request;
        QCOMPARE(missingWeights(request), std::string());
        request.model = "vit_b_16";
        QCOMPARE(missingWeights(request), std::string("vit_b_16/IMAGENET1K_V1"));
        request.weights = "random";
        QCOMPARE(missingWeights(request), std::string());
    }

    void progressInWords() {
        FetchProgress progress;
        progress.phase = FetchProgress::Downloading;
        progress.done = qint64(142) << 20;
        progress.total = qint64(330) << 20;
        QCOMPARE(progressWords(progress), QString("142 of 330 MiB"));
        progress.bytesPerSecond = 24.1 * (1 << 20);
        QCOMPARE(progressWords(progress), QString("142 of 330 MiB · 24.1 MiB/s · 8 s left"));
        progress.bytesPerSecond = 1 << 18;
        QCOMPARE(progressWords(progress), QString("142 of 330 MiB · 256 KiB/s · 13 min left"));
    }
};

QTEST_GUILESS_MAIN(FetchTest)
#include "fetch_test.moc"

// Downloads from a server of the test's own: well, slowly, cut off, sent on for ever, too large, cancelled.
#include "tests/support/web_server.h"
#include "ui/download.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>
#include <QtNetwork/QNetworkAccessManager>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace vitrine::ui;
using vitrine::test::WebServer;

class DownloadTest : public QObject {
    Q_OBJECT

    WebServer m_server;
    QNetworkAccessManager m_network;

    struct Outcome {
        QByteArray bytes;
        QString error;
        QList<QVariantList> progress;
    };
    Outcome get(const QUrl& url, const DownloadOptions& options = {}) {
        QBuffer into;
        into.open(QIODevice::WriteOnly);
        Download download(m_network, url, into, options);
        QSignalSpy progress(&download, &Download::progressed);
        QSignalSpy finished(&download, &Download::finished);
        if (!QTest::qWaitFor([&] { return download.isFinished(); }, 20'000))
            return {{}, "hangs", {}};
        QTest::qWait(20);
        return {into.data(), finished.size() == 1 ? download.error().reason : QString("told twice"), progress};
    }

private Q_SLOTS:
    void init() {
        const QByteArray body(300'000, 'x');
        m_server.give("/good.png", body);
        m_server.on("/unknown-length", [body](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", -1) + body);
            socket.disconnectFromHost();
        });
        m_server.on("/cut", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", 1000) + "only this");
            socket.disconnectFromHost();
        });
        m_server.on("/silent", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", 1000) + "a beginning");
        });
        m_server.on("/deaf", [](QTcpSocket&, const QByteArray&) {});
        m_server.on("/loop", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("302 Found", 0, "Location: /loop\r\n"));
            socket.disconnectFromHost();
        });
        m_server.on("/moved", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("301 Moved", 0, "Location: /good.png\r\n"));
            socket.disconnectFromHost();
        });
        m_server.on("/wordy-move", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("301 Moved", 3'000'000, "Location: /good.png\r\n") + QByteArray(3'000'000, 'x'));
            socket.disconnectFromHost();
        });
        m_server.on("/to-a-file", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("302 Found", 0, "Location: file:///etc/passwd\r\n"));
            socket.disconnectFromHost();
        });
        m_server.on("/forbidden", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("403 Forbidden", 2) + "no");
            socket.disconnectFromHost();
        });
        m_server.on("/wordy-404", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("404 Not Found", 3'000'000) + QByteArray(3'000'000, 'x'));
            socket.disconnectFromHost();
        });
        m_server.on("/broken", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("503 Unavailable", 0));
            socket.disconnectFromHost();
        });
        m_server.on("/no-gzip", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", 9, "Content-Encoding: gzip\r\n") + "no gzip..");
            socket.disconnectFromHost();
        });
        m_server.on("/empty", [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", 0));
            socket.disconnectFromHost();
        });
    }

    void comesWhole() {
        for (const char* path : {"/good.png", "/moved", "/wordy-move", "/unknown-length"}) {
            const Outcome outcome = get(m_server.url(path));
            QCOMPARE(outcome.error, QString());
            QVERIFY(outcome.bytes == QByteArray(300'000, 'x'));
            QVERIFY(!outcome.progress.isEmpty());
            QCOMPARE(outcome.progress.last()[0].toLongLong(), 300'000);
            QCOMPARE(outcome.progress.last()[1].toLongLong(), QByteArray(path) == "/unknown-length" ? 0 : 300'000);
        }
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("says");
        QTest::newRow("404") << QByteArray("/none") << "nothing at this address (404)";
        QTest::newRow("404, 3 MB") << QByteArray("/wordy-404") << "nothing at this address (404)";
        QTest::newRow("403") << QByteArray("/forbidden") << "(403)";
        QTest::newRow("503") << QByteArray("/broken") << "fault of its own (503)";
        QTest::newRow("cut off") << QByteArray("/cut") << "broke off before the end";
        QTest::newRow("silent") << QByteArray("/silent") << "has been silent";
        QTest::newRow("deaf") << QByteArray("/deaf") << "has been silent";
        QTest::newRow("sent on for ever") << QByteArray("/loop") << "sent on and on";
        QTest::newRow("sent to a file") << QByteArray("/to-a-file") << "only addresses that begin with http";
        QTest::newRow("packed wrongly") << QByteArray("/no-gzip") << "what 127.0.0.1 sent cannot be read: ";
        QTest::newRow("nothing") << QByteArray("/empty") << "sent nothing";
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, path);
        QFETCH(QString, says);
        DownloadOptions options;
        options.silence = std::chrono::milliseconds(1500);
        const Outcome outcome = get(m_server.url(path), options);
        QVERIFY2(outcome.error.contains(says), qPrintable(outcome.error));
    }

    void noServer() {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        const quint16 port = free.serverPort();
        free.close();
        const Outcome outcome = get(QUrl(QStringLiteral("http://127.0.0.1:%1/cat.jpg").arg(port)));
        QVERIFY2(outcome.error.contains("does not answer"), qPrintable(outcome.error));
    }

    void aFullDisk() {
        QFile into("/dev/full");
        if (!into.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            QSKIP("no /dev/full here");
        Download download(m_network, m_server.url("/good.png"), into);
        QVERIFY(QTest::qWaitFor([&] { return download.isFinished(); }, 20'000));
        QVERIFY2(download.error().reason.startsWith("it cannot be kept: is the disk full? Make room in "),
                 qPrintable(download.error().reason));
    }

    void tooLargeIsRefused() {
        DownloadOptions options;
        options.limit = 100'000;
        for (const char* path : {"/good.png", "/unknown-length"}) {
            const Outcome outcome = get(m_server.url(path), options);
            QVERIFY2(outcome.error.contains("it has more than"), qPrintable(outcome.error));
            QVERIFY(outcome.bytes.size() <= 100'000);
        }
    }

    void deletedInMidFlight() {
        QBuffer into;
        into.open(QIODevice::WriteOnly);
        auto download = std::make_unique<Download>(m_network, m_server.url("/silent"), into);
        QSignalSpy progress(download.get(), &Download::progressed);
        QVERIFY(progress.wait(5000));
        download.reset();
        QTest::qWait(50);
        QCOMPARE(into.data(), QByteArray("a beginning"));
    }

    void namesOfAddresses() {
        QCOMPARE(vitrine::ui::nameOf(QUrl("https://example.org/a/cat%20one.jpg?w=2#x")), QString("cat one.jpg"));
        QCOMPARE(vitrine::ui::nameOf(QUrl("https://example.org/")), QString("example.org"));
        QVERIFY(isWebAddress(QStringLiteral("HTTPS://example.org/cat.jpg")));
        QVERIFY(!isWebAddress(QStringLiteral("httpsx.jpg")));
    }
};

QTEST_GUILESS_MAIN(DownloadTest)
#include "download_test.moc"

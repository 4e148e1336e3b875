// Servers that answer what nobody asked for, links where files should be, and passwords in addresses.
#include "core/model/variants.h"
#include "tests/support/fetch_fixture.h"

#include <QtCore/QFileInfo>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class OddFetchTest : public FetchFixture {
    Q_OBJECT

    int m_requests = 0;
    /// Answers so the first time, then as it should.
    void answerOnce(const QByteArray& status, const QByteArray& headers, const QByteArray& bytes) {
        m_requests = 0;
        m_server->on(path(), [=, this](QTcpSocket& socket, const QByteArray&) {
            const bool first = ++m_requests == 1;
            socket.write(first ? WebServer::head(status, bytes.size(), headers) + bytes
                               : WebServer::head("200 OK", m_body.size()) + m_body);
            socket.disconnectFromHost();
        });
    }

private Q_SLOTS:
    void initTestCase() { prepare(); }
    void init() { renew(); }

    void anotherPartThanAskedFor_data() {
        QTest::addColumn<QByteArray>("range");
        QTest::newRow("from elsewhere") << QByteArray("bytes 200000-299999/300000");
        QTest::newRow("from the beginning") << QByteArray("bytes 0-99999/300000");
        QTest::newRow("of a longer file") << QByteArray("bytes 100000-199999/900000");
        QTest::newRow("not told") << QByteArray();
        QTest::newRow("no numbers") << QByteArray("bytes */*");
        QTest::newRow("below nothing") << QByteArray("bytes -5--1/300000");
    }
    void anotherPartThanAskedFor() {
        QFETCH(QByteArray, range);
        const QByteArray header = range.isEmpty() ? QByteArray() : "Content-Range: " + range + "\r\n";
        write(part(), m_body.left(100'000));
        answerOnce("206 Partial Content", header, noise(100'000, 5));
        QCOMPARE(fetch().error, QString());
        QCOMPARE(m_requests, 2);  // once more, from the beginning
        QVERIFY(read(target()) == m_body);
    }

    void aPartThatNobodyAskedFor() {
        answerOnce("206 Partial Content", "Content-Range: bytes 100000-299999/300000\r\n", m_body.mid(100'000));
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("another part"), qPrintable(outcome.error));
        QVERIFY(!QFile::exists(target()) && !QFile::exists(part()));
    }

    // It has nothing to say about the file: what has come stays.
    void neitherHereNorThere_data() {
        QTest::addColumn<QByteArray>("status");
        for (const char* status : {"304 Not Modified", "300 Multiple Choices", "305 Use Proxy", "418 A Teapot"})
            QTest::newRow(status) << QByteArray(status);
    }
    void neitherHereNorThere() {
        QFETCH(QByteArray, status);
        write(part(), m_body.left(100'000));
        answerOnce(status, {}, status.startsWith("304") ? QByteArray() : QByteArray("choose"));
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("refuses (" + status.left(3) + ")"), qPrintable(outcome.error));
        QVERIFY(read(part()) == m_body.left(100'000));
    }

    void sentOnToNowhere() {
        m_server->on(path(), [](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("302 Found", 0));
            socket.disconnectFromHost();
        });
        QVERIFY(fetch().error.contains("on and on"));
    }

    // Nothing is written through a link that lies where the download puts its own files.
    void aLinkAsThePart() {
        const auto asked = serveFile(*m_server, path(), m_body);
        const QString mine = m_home->filePath("mine.txt");
        write(mine, "my own words");
        QDir().mkpath(QFileInfo(part()).path());
        QVERIFY(QFile::link(mine, part()));
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("is in the way") && outcome.error.contains(".part"), qPrintable(outcome.error));
        QCOMPARE(asked->requests, 0);
        QVERIFY(QFileInfo(part()).isSymLink() && read(mine) == "my own words");
        QFile::remove(part());
        QVERIFY(QFile::link(mine, part() + ".tag"));
        QCOMPARE(fetch().error, QString());
        QCOMPARE(read(mine), QByteArray("my own words"));
        QVERIFY(!QFileInfo(part() + ".tag").isSymLink());
    }
    void aFolderAsThePart() {
        QDir().mkpath(part());
        const Outcome outcome = fetch();
        QVERIFY2(outcome.error.contains("is in the way"), qPrintable(outcome.error));
    }
    void aLinkAsTheTarget() {
        serveFile(*m_server, path(), m_body);
        QDir().mkpath(QFileInfo(target()).path());
        QVERIFY(QFile::link(m_home->filePath("none"), target()));  // leads nowhere: replaced, not followed
        QCOMPARE(fetch().error, QString());
        QVERIFY(!QFileInfo(target()).isSymLink() && read(target()) == m_body);
        QVERIFY(!QFile::exists(m_home->filePath("none")));
        const QString kept = m_home->filePath("another disk.pth");
        QVERIFY(QFile::rename(target(), kept) && QFile::link(kept, target()));  // as people do who have little room
        QVERIFY(fetch().wasThere);
        QVERIFY(QFileInfo(target()).isSymLink());
    }
    void aFolderAsTheTarget() {
        QDir().mkpath(target());
        QVERIFY(fetch().error.contains("is a folder"));
    }

    // Of a mirror that is not public: used, and never shown.
    void aPasswordInTheAddress() {
        QUrl mirror = m_server->url("/");
        mirror.setUserInfo("somebody:sesame");
        qputenv("VITRINE_WEIGHTS_URL", mirror.toEncoded());
        QByteArray last;
        bool refuses = false;
        m_server->on(path(), [&](QTcpSocket& socket, const QByteArray& request) {
            last = request;
            const bool good =
                !refuses && request.contains("Authorization: Basic " + QByteArray("somebody:sesame").toBase64());
            socket.write(good ? WebServer::head("200 OK", m_body.size()) + m_body
                              : WebServer::head("401 Unauthorized", 2, "WWW-Authenticate: Basic realm=\"m\"\r\n") + "no");
            socket.disconnectFromHost();
        });
        QCOMPARE(fetch().error, QString());
        QVERIFY(read(target()) == m_body);
        QFile::remove(target());
        refuses = true;
        const Outcome refused = fetch();
        QVERIFY2(refused.error.contains("(401)") && !refused.error.contains("sesame"), qPrintable(refused.error));
    }
};

QTEST_GUILESS_MAIN(OddFetchTest)
#include "odd_test.moc"

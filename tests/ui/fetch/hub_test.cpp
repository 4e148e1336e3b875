// Models of a Hugging Face repository, from a hub of the test's own: its cache's layout, tokens, shards, and hubs that lie.
#include "core/error.h"
#include "core/explore.h"
#include "core/weights/hub.h"
#include "tests/support/file_server.h"
#include "tests/support/small_weights.h"
#include "ui/fetch/fetch.h"

#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;
using namespace std::chrono_literals;

namespace {

const QByteArray commit = "0123456789abcdef0123456789abcdef01234567";

QByteArray gitHash(const QByteArray& bytes) {
    return QCryptographicHash::hash("blob " + QByteArray::number(bytes.size()) + QByteArray(1, '\0') + bytes,
                                    QCryptographicHash::Sha1)
        .toHex();
}

QByteArray read(const QString& file) {
    QFile stream(file);
    return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
}

void write(const QString& file, const QByteArray& bytes) {
    QFile stream(file);
    QVERIFY(stream.open(QIODevice::WriteOnly) && stream.write(bytes) == bytes.size());
}

}  // namespace

class HubTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WebServer> m_hub, m_cdn;
    QByteArray m_mirror;  ///< the path that the hub is beneath
    const QByteArray m_weights = read(QString::fromStdString(data("golden/plain/model.safetensors").string()));

    /// Small, in git; at the branch and at the commit.
    std::shared_ptr<Asked> addSmall(const QByteArray& file, const QByteArray& bytes, const QByteArray& more = {}) {
        Manners manners;
        manners.etag = '"' + gitHash(bytes) + '"';
        manners.headers = "X-Repo-Commit: " + commit + "\r\n" + more;
        serveFile(*m_hub, m_mirror + "/owner/name/resolve/main/" + file, bytes, manners);
        return serveFile(*m_hub, m_mirror + "/owner/name/resolve/" + commit + "/" + file, bytes, manners);
    }
    /// Large: kept elsewhere, under another address and another tag.
    std::shared_ptr<Asked> addLarge(const QByteArray& file, const QByteArray& bytes, const Manners& manners = {}) {
        const QByteArray headers = "X-Repo-Commit: " + commit + "\r\nX-Linked-Etag: \"" + sha256Hex(bytes) +
                                   "\"\r\nX-Linked-Size: " + QByteArray::number(bytes.size()) + "\r\n";
        for (const QByteArray& revision : {QByteArray("main"), commit})
            redirect(*m_hub, m_mirror + "/owner/name/resolve/" + revision + "/" + file,
                     m_cdn->url("/" + file).toEncoded(), headers);
        return serveFile(*m_cdn, "/" + file, bytes, manners);
    }
    QString fetch(const std::string& what = "hf:owner/name") {
        Patience patience;
        patience.first = 10ms;
        const auto fetch = Fetch::of(what, patience);
        bool ended = false;
        connect(fetch.get(), &Fetch::finished, this, [&] { ended = true; });
        fetch->start();
        if (!QTest::qWaitFor([&] { return ended; }, 30'000))
            return "hangs";
        return fetch->error().reason;
    }
    QString repository(const QString& inside) const { return m_home->filePath("hub/models--owner--name/" + inside); }
    QString snapshot(const QString& file) const { return repository("snapshots/" + commit + "/" + file); }

private Q_SLOTS:
    void init() {
        m_home = std::make_unique<QTemporaryDir>();
        m_mirror.clear();
        m_hub = std::make_unique<WebServer>();
        m_cdn = std::make_unique<WebServer>();
        for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_TOKEN", "HF_TOKEN_PATH", "HF_HUB_OFFLINE",
                                 "VITRINE_OFFLINE", "http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"})
            qunsetenv(name);
        qputenv("HF_HOME", m_home->path().toUtf8());
        qputenv("HF_ENDPOINT", m_hub->url("/").toEncoded());
    }

    void comesInTheHubsOwnLayout() {
        const QByteArray config = "{\"patch_size\": 16}";
        addSmall("config.json", config);
        const auto asked = addLarge("model.safetensors", m_weights);
        QVERIFY_EXCEPTION_THROWN(hubFile("hf:owner/name"), Error);
        QCOMPARE(fetch(), QString());
        QCOMPARE(read(repository("refs/main")), commit);
        QCOMPARE(QFile(snapshot("config.json")).symLinkTarget(), repository("blobs/" + gitHash(config)));
        QVERIFY(QFileInfo(snapshot("model.safetensors")).isSymLink());
        QVERIFY(read(snapshot("model.safetensors")) == m_weights);
        QVERIFY(read(repository("blobs/" + sha256Hex(m_weights))) == m_weights);
        QCOMPARE(QDir(repository("blobs")).entryList(QDir::Files).size(), 2);  // nothing partial is left
        QCOMPARE(hubFile("hf:owner/name").string(), snapshot("model.safetensors").toStdString());
        QCOMPARE(hubFile("hf:owner/name@" + commit.toStdString()).string(), snapshot("model.safetensors").toStdString());
        QCOMPARE(fetch(), QString());  // the second time nothing is sent
        QCOMPARE(asked->requests, 1);
        qputenv("HF_HUB_OFFLINE", "1");
        QCOMPARE(fetch(), QString());
        QVERIFY(fetch("hf:owner/other").contains("nothing may be downloaded"));
    }

    // Killed while they were checked: not a byte of them is sent again.
    void wholePartsAreNotDownloadedAgain() {
        const QByteArray config = "{\"patch_size\": 16}";
        const auto small = addSmall("config.json", config);
        const auto large = addLarge("model.safetensors", m_weights);
        QVERIFY(QDir().mkpath(repository("blobs")));
        for (const auto& [tag, bytes] : {std::pair(gitHash(config), config), std::pair(sha256Hex(m_weights), m_weights)})
            write(repository("blobs/" + tag + ".incomplete"), bytes);
        QCOMPARE(fetch(), QString());
        QCOMPARE(small->given + large->given, 0);
        QCOMPARE(large->requests, 0);
        QVERIFY(read(snapshot("config.json")) == config && read(snapshot("model.safetensors")) == m_weights);
        QCOMPARE(QDir(repository("blobs")).entryList(QDir::Files).size(), 2);
    }

    void aHubThatTellsNoSize() {
        const auto asked = serveFile(*m_cdn, "/model.safetensors", m_weights);
        const QByteArray headers =
            "X-Repo-Commit: " + commit + "\r\nX-Linked-Etag: \"" + sha256Hex(m_weights) + "\"\r\n";
        for (const QByteArray& revision : {QByteArray("main"), commit})
            redirect(*m_hub, "/owner/name/resolve/" + revision + "/model.safetensors",
                     m_cdn->url("/model.safetensors").toEncoded(), headers);
        const QString part = repository("blobs/" + sha256Hex(m_weights) + ".incomplete");
        QVERIFY(QDir().mkpath(repository("blobs")));
        write(part, m_weights);
        QCOMPARE(fetch(), QString());
        QCOMPARE(asked->given, 0);
        QVERIFY(QFile::rename(repository("blobs/" + sha256Hex(m_weights)), part) && QFile::resize(part, 1000));
        QCOMPARE(fetch(), QString());
        QCOMPARE(asked->given, m_weights.size() - 1000);
        QVERIFY(read(snapshot("model.safetensors")) == m_weights);
    }

    // $HF_ENDPOINT beneath a path, with a password; a revision with a slash in it.
    void aMirror() {
        m_mirror = "/mirror/hf";
        QUrl mirror = m_hub->url(m_mirror + "/");
        mirror.setUserInfo("somebody:sesame");
        qputenv("HF_ENDPOINT", mirror.toEncoded());
        const QString refused = fetch();
        QVERIFY2(refused.contains("no such repository") && !refused.contains("sesame"), qPrintable(refused));
        addSmall("config.json", "{}");
        addLarge("model.safetensors", m_weights);
        QCOMPARE(fetch(), QString());
        Manners manners;
        manners.etag = '"' + sha256Hex(m_weights) + '"';
        manners.headers = "X-Repo-Commit: " + commit + "\r\n";
        serveFile(*m_hub, m_mirror + "/owner/name/resolve/refs%2Fpr%2F1/model.safetensors", m_weights, manners);
        QCOMPARE(fetch("hf:owner/name@refs/pr/1"), QString());
        QCOMPARE(read(repository("refs/refs/pr/1")), commit);
        Manners gated;
        gated.failures = 100;
        gated.failure = "403 Forbidden";
        serveFile(*m_hub, m_mirror + "/owner/name/resolve/main/config.json", {}, gated);
        const QString page = fetch();
        QVERIFY2(page.contains("/mirror/hf/owner/name") && !page.contains("sesame"), qPrintable(page));
    }

    // Neither a disk full of config.json nor a million questions about shards.
    void endlessConfigs_data() {
        QTest::addColumn<bool>("toldSize");
        QTest::newRow("told") << true;
        QTest::newRow("not told") << false;
    }
    void endlessConfigs() {
        QFETCH(bool, toldSize);
        const QByteArray headers = "X-Repo-Commit: " + commit + "\r\nETag: \"" + commit + "\"\r\n";
        const qint64 length = toldSize ? qint64(1) << 30 : -1;
        qint64 sent = 0;
        for (const QByteArray& revision : {QByteArray("main"), commit})
            m_hub->on("/owner/name/resolve/" + revision + "/config.json",
                      [&, headers, length](QTcpSocket& socket, const QByteArray& request) {
                          socket.write(WebServer::head("200 OK", length, headers));
                          if (request.startsWith("HEAD"))
                              return socket.disconnectFromHost();
                          const auto more = [&] { sent += socket.write(QByteArray(1 << 20, ' ')); };
                          connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
                          more();
                      });
        const QString error = fetch();
        QVERIFY2(error.contains("4.0 MiB") && error.contains("not taken"), qPrintable(error));
        QVERIFY2(sent < 32 << 20, qPrintable(QString::number(sent)));
        QVERIFY(!QFile::exists(snapshot("config.json")));
    }
    void aHundredThousandShards() {
        QByteArray map;
        for (int i = 0; i < 100'000; ++i)
            map += (i ? ",\"" : "\"") + QByteArray::number(i) + "\":\"s" + QByteArray::number(i) + "\"";
        const auto asked = addSmall("model.safetensors.index.json", "{\"weight_map\": {" + map + "}}");
        const QString error = fetch();
        QVERIFY2(error.contains("more shards than any model needs"), qPrintable(error));
        QCOMPARE(asked->requests, 1);
    }

    // What is no repository's name never becomes a path or a question.
    void namesThatAreNone_data() {
        QTest::addColumn<QByteArray>("name");
        const QByteArray nul("owner/na\0me", 11);
        for (const QByteArray& name :
             {QByteArray("../name"), QByteArray("owner/.."), QByteArray("owner/name/more"), QByteArray("owner//name"),
              QByteArray("/owner/name"), nul, QByteArray("o wner/name"), "owner/" + QByteArray(300, 'a'),
              QByteArray("owner/name@../../x"), QByteArray("owner/name@"), "owner/name@" + QByteArray(300, 'a'),
              QByteArray("owner/name%2e%2e"), QByteArray("ow--ner/name")})
            QTest::newRow(name.left(20).toPercentEncoding()) << name;
    }
    void namesThatAreNone() {
        QFETCH(QByteArray, name);
        QVERIFY_EXCEPTION_THROWN(Fetch::of("hf:" + name.toStdString()), UsageError);
        QVERIFY_EXCEPTION_THROWN(hubFile("hf:" + name.toStdString()), UsageError);
    }
    void namesThatAreNoneAreShownInOneShortLine() {
        for (const char* name : {"hf:owner\n\x1b[2J", "hf:owner/name@\n\x1b[2J"})
            try {
                parseHubName(name + std::string(5000, 'a'));
                QFAIL("it is a name");
            } catch (const UsageError& error) {
                const QString text = QString::fromUtf8(error.what());
                QVERIFY2(text.size() < 500 && !text.contains('\n') && !text.contains('\x1b'), qPrintable(text));
            }
    }
    void aBranchIsACommitOrNothing() {
        const QString ref = repository("refs/main");
        QVERIFY(QDir().mkpath(repository("refs")) && QDir().mkpath(snapshot("")));
        write(snapshot("model.safetensors"), m_weights);
        const HubName name{"owner", "name"};
        for (const QByteArray& known : {commit, commit + " \r\n"}) {
            write(ref, known);
            QVERIFY(hubSnapshot(name));
        }
        for (const QByteArray& unknown : {QByteArray("\n"), commit + "a", QByteArray(500, 'a')}) {
            write(ref, unknown);
            QVERIFY(!hubSnapshot(name));
        }
        QVERIFY(QFile::resize(ref, qint64(4) << 30));  // of nothing: it is not read to its end
        QElapsedTimer time;
        time.start();
        QVERIFY(!hubSnapshot(name));
        QVERIFY(time.elapsed() < 500);
    }

    void itsWeightsOpen() {
        addLarge("model.safetensors", m_weights);
        QCOMPARE(fetch(), QString());
        ModelRequest request;
        request.weights = "hf:owner/name";
        request.heads = 2;
        QCOMPARE(plan(request).config.hidden_dim, 48);
        QCOMPARE(plan(request).config.name, std::string("name"));  // not the commit's
        QCOMPARE(plan(request).weights, std::string("hf:owner/name"));
    }

    void theTokenGoesToTheHubAlone() {
        qputenv("HF_TOKEN", "hf_secret");
        Manners manners;
        manners.headers = "X-Repo-Commit: " + commit + "\r\n";
        manners.etag = '"' + gitHash("{}") + '"';
        const auto hub = serveFile(*m_hub, "/owner/name/resolve/main/config.json", "{}", manners);
        serveFile(*m_hub, "/owner/name/resolve/" + commit + "/config.json", "{}", manners);
        const auto cdn = addLarge("model.safetensors", m_weights);
        QCOMPARE(fetch(), QString());
        QVERIFY(hub->last.contains("Authorization: Bearer hf_secret"));
        QCOMPARE(cdn->requests, 1);
        QVERIFY2(!cdn->last.contains("secret"), cdn->last.constData());
    }

    void theTokenOfLoginIsFound() {
        QFile token(m_home->filePath("token"));
        QVERIFY(token.open(QIODevice::WriteOnly) && token.write("hf_kept\n") > 0);
        token.close();
        Manners manners;
        manners.failures = 1000;
        manners.failure = "401 Unauthorized";
        manners.failureHeaders = "X-Error-Code: RepoNotFound\r\n";
        const auto hub = serveFile(*m_hub, "/owner/name/resolve/main/config.json", "{}", manners);
        QVERIFY(fetch().contains("no such repository"));
        QVERIFY(hub->last.contains("Bearer hf_kept"));
    }

    void shardsComeAllOfThem() {
        QJsonObject map;
        map["a"] = "model-00001-of-00002.safetensors";
        map["b"] = "model-00002-of-00002.safetensors";
        addSmall("model.safetensors.index.json", QJsonDocument(QJsonObject{{"weight_map", map}}).toJson());
        addLarge("model-00001-of-00002.safetensors", noise(50'000, 1));
        Manners cut;
        cut.cutAfter = 30'000;
        addLarge("model-00002-of-00002.safetensors", noise(100'000, 2), cut);
        QCOMPARE(fetch(), QString());
        QVERIFY(read(snapshot("model-00002-of-00002.safetensors")) == noise(100'000, 2));
        QVERIFY(hubFile("hf:owner/name").string().ends_with("index.json"));
        QFile::remove(repository("blobs/" + sha256Hex(noise(50'000, 1))));
        QVERIFY_EXCEPTION_THROWN(hubFile("hf:owner/name"), Error);  // not all of them
    }

    void onlyAPickle() {
        addLarge("pytorch_model.bin", m_weights);
        QCOMPARE(fetch(), QString());
        QVERIFY(hubFile("hf:owner/name").string().ends_with("pytorch_model.bin"));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QString>("says");
        QTest::newRow("gated") << QByteArray("403 Forbidden") << QByteArray("X-Error-Code: GatedRepo\r\n")
                               << "accept its terms";
        QTest::newRow("none") << QByteArray("404 Not Found") << QByteArray("X-Error-Code: RepoNotFound\r\n")
                              << "no such repository";
        QTest::newRow("private") << QByteArray("401 Unauthorized") << QByteArray() << "HF_TOKEN";
        QTest::newRow("revision") << QByteArray("404 Not Found") << QByteArray("X-Error-Code: RevisionNotFound\r\n")
                                  << "no revision \"main\"";
        QTest::newRow("no model") << QByteArray("404 Not Found") << QByteArray("X-Error-Code: EntryNotFound\r\n")
                                  << "neither model.safetensors nor";
        QTest::newRow("none, of a mirror") << QByteArray("404 Not Found") << QByteArray() << "no such repository";
        QTest::newRow("no model, of a mirror") << QByteArray("404 Not Found") << "X-Repo-Commit: " + commit + "\r\n"
                                               << "neither model.safetensors nor";
        QTest::newRow("500") << QByteArray("500 Oh") << QByteArray() << "(500)";
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, status);
        QFETCH(QByteArray, headers);
        QFETCH(QString, says);
        Manners manners;
        manners.failures = 1000;
        manners.failure = status;
        manners.failureHeaders = headers;
        for (const char* file : {"config.json", "preprocessor_config.json", "model.safetensors",
                                 "model.safetensors.index.json", "pytorch_model.bin"})
            serveFile(*m_hub, QByteArray("/owner/name/resolve/main/") + file, {}, manners);
        const QString error = fetch();
        QVERIFY2(error.contains(says), qPrintable(error));
        QVERIFY(!QFile::exists(repository("refs/main")));
    }

    // Nothing that a hub says leaves the repository's folder.
    void hubsThatLie_data() {
        QTest::addColumn<QByteArray>("saidCommit");
        QTest::addColumn<QByteArray>("saidTag");
        QTest::addColumn<QByteArray>("index");
        const QByteArray good = gitHash("{}");
        QTest::newRow("a commit that climbs") << QByteArray("../../../../evil") << good << QByteArray();
        QTest::newRow("a tag that climbs") << commit << QByteArray("../../../evil") << QByteArray();
        QTest::newRow("a tag that hides") << commit << QByteArray(".evil") << QByteArray();
        QTest::newRow("no tag") << commit << QByteArray() << QByteArray();
        QTest::newRow("a shard that climbs")
            << commit << good << QByteArray(R"({"weight_map": {"a": "../../../evil"}})");
        QTest::newRow("a shard from the root") << commit << good << QByteArray(R"({"weight_map": {"a": "/tmp/evil"}})");
        const auto shard = [&](const char* name, const QByteArray& file) {
            QTest::newRow(name) << commit << good << "{\"weight_map\": {\"a\": \"" + file + "\"}}";
        };
        shard("a shard with a nought", "evil\\u0000.safetensors");
        shard("a shard below", "below/evil");
        shard("a shard that hides", ".evil");
        shard("a shard with a long name", QByteArray(300, 'e'));
        QTest::newRow("no index") << commit << good << QByteArray("[1, 2");
        QTest::newRow("other bytes than its tag") << commit << gitHash("other") << QByteArray();
    }
    void hubsThatLie() {
        QFETCH(QByteArray, saidCommit);
        QFETCH(QByteArray, saidTag);
        QFETCH(QByteArray, index);
        Manners manners;
        manners.etag = saidTag.isEmpty() ? QByteArray() : '"' + saidTag + '"';
        manners.headers = "X-Repo-Commit: " + saidCommit + "\r\n";
        for (const QByteArray& revision : {QByteArray("main"), commit}) {
            serveFile(*m_hub, "/owner/name/resolve/" + revision + "/config.json", "{}", manners);
            if (index.isEmpty())
                continue;
            Manners ofIndex = manners;
            ofIndex.etag = '"' + gitHash(index) + '"';
            serveFile(*m_hub, "/owner/name/resolve/" + revision + "/model.safetensors.index.json", index, ofIndex);
        }
        const QString error = fetch();
        QVERIFY(!error.isEmpty() && error != "hangs");
        QVERIFY(!QFile::exists(repository("refs/main")));
        for (QDir up(m_home->path()); !up.isRoot() && up.path() != QDir::tempPath(); up.cdUp())
            QVERIFY(!up.exists("evil"));
    }
};

QTEST_GUILESS_MAIN(HubTest)
#include "hub_test.moc"

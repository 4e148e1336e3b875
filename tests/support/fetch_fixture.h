// A home of the test's own and a server that has vit_b_16/IMAGENET1K_V1 in a size that comes in no time.
#pragma once

#include "tests/support/file_server.h"
#include "tests/support/small_weights.h"
#include "ui/fetch/fetch.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace vitrine::test {

class FetchFixture : public QObject {
protected:
    const QByteArray m_body = noise(300'000);
    QTemporaryDir m_resources;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WebServer> m_server;
    QString m_name;

    struct Outcome {
        QString error;
        bool wasThere = false;
        std::filesystem::path file;
        QStringList told;
    };
    static ui::Patience quick() {
        ui::Patience patience;
        patience.first = std::chrono::milliseconds(10);
        patience.silence = std::chrono::milliseconds(700);
        return patience;
    }
    Outcome fetch(const ui::Patience& patience = quick(), const std::string& what = "vit_b_16/IMAGENET1K_V1") {
        const auto fetch = ui::Fetch::of(what, patience);
        Outcome outcome;
        bool ended = false;
        connect(fetch.get(), &ui::Fetch::progressed, this,
                [&] { outcome.told << ui::progressWords(fetch->progress()); });
        connect(fetch.get(), &ui::Fetch::finished, this, [&] { ended = true; });
        fetch->start();
        if (!QTest::qWaitFor([&] { return ended; }, 30'000))
            return {"hangs", false, {}, outcome.told};
        outcome.error = fetch->error().reason;
        outcome.wasThere = fetch->wasThere();
        outcome.file = fetch->file();
        return outcome;
    }
    QString target() const { return m_home->filePath("hub/checkpoints/" + m_name); }
    QString part() const { return target() + ".part"; }
    QByteArray path() const { return "/" + m_name.toUtf8(); }
    static QByteArray read(const QString& file) {
        QFile stream(file);
        return stream.open(QIODevice::ReadOnly) ? stream.readAll() : QByteArray();
    }
    static void write(const QString& file, const QByteArray& bytes) {
        QDir().mkpath(QFileInfo(file).path());
        QFile stream(file);
        QVERIFY(stream.open(QIODevice::WriteOnly) && stream.write(bytes) == bytes.size());
    }
    /// Nothing is called by the name of the whole file that is not the whole file.
    void verifyNothingFalse() const { QVERIFY(!QFile::exists(target()) || read(target()) == m_body); }

    void prepare() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_resources.path());
        m_name = publishSmall(m_resources.path(), m_body);
        QVERIFY(!m_name.isEmpty());
        qputenv("VITRINE_RESOURCES", m_resources.path().toUtf8());
        for (const char* proxy : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
            qunsetenv(proxy);
    }
    void renew() {
        m_home = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<WebServer>();
        qputenv("TORCH_HOME", m_home->path().toUtf8());
        qputenv("VITRINE_WEIGHTS_URL", m_server->url("/").toEncoded());
        qunsetenv("VITRINE_OFFLINE");
    }
};

}  // namespace vitrine::test

// Download: one file over http or https, into any device: bounded, cancellable, and told in words when it fails.
#pragma once

#include "ui/lane.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>
#include <QtCore/QUrl>

#include <chrono>

class QIODevice;
class QNetworkAccessManager;
class QNetworkReply;

namespace vitrine::ui {

struct DownloadOptions {
    qint64 limit = qint64(64) << 20;            ///< bytes in all; more is refused
    int redirects = 8;                          ///< followed, never from https to http
    std::chrono::milliseconds silence{20'000};  ///< without a byte: given up
};

class Download : public QObject {
    Q_OBJECT
public:
    /// Begins at once. `into` is empty, open for writing and outlives this.
    Download(QNetworkAccessManager& network, const QUrl& url, QIODevice& into, const DownloadOptions& options = {},
             QObject* parent = nullptr);
    ~Download() override;

    bool isFinished() const { return m_finished; }
    const Failure& error() const { return m_error; }  ///< any(): it failed; what has come is in the device

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);  ///< bytes; total 0: unknown
    void finished();                             ///< once; not when it is deleted before

private:
    int status() const;
    void judge();
    void take();
    void end();
    void fail(const QString& reason);

    QUrl m_url;
    QIODevice& m_into;
    DownloadOptions m_options;
    QNetworkReply* m_reply;
    QTimer m_silence;
    qint64 m_done = 0;
    qint64 m_total = 0;
    bool m_finished = false;
    Failure m_error;
};

/// "cat.jpg" of "https://example.org/cat.jpg?size=2"; the server's name where the address has none.
QString nameOf(const QUrl& url);

/// Why what has come cannot be written into a file for as long as the program runs.
QString cannotBeKept();

/// Whether a word is an address that Download takes, or at least looks like one ("http://", "https://").
bool isWebAddress(const QString& text);

}  // namespace vitrine::ui

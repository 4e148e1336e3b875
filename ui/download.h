// Download: one file over http or https, into any device: bounded, cancellable, resumable, and told in words when it
// fails.
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
    int redirects = 8;                          ///< followed, http and https alone, never from https to http
    std::chrono::milliseconds silence{20'000};  ///< without a byte: given up
    bool headersOnly = false;                   ///< HEAD; sent on to another server, that answer is the answer
    bool asStored = false;                      ///< neither packed on the way nor over HTTP/2: parts can be asked for
    qint64 from = 0;                            ///< so many bytes are there already
    QByteArray ifRange;                         ///< of this version of the file (an ETag or a date)
    QByteArray token;                           ///< for the address's own server, not for those it sends on to
};

class Download : public QObject {
    Q_OBJECT
public:
    /// What went wrong, for those who try again.
    enum class Fault { None, Network, Refused, Unsafe, Disk, Wrong };

    /// Begins at once. `into` is open for writing and outlives this; it is written where it stands.
    Download(QNetworkAccessManager& network, const QUrl& url, QIODevice& into, const DownloadOptions& options = {},
             QObject* parent = nullptr);
    ~Download() override;

    bool isFinished() const { return m_finished; }
    const Failure& error() const { return m_error; }  ///< any(): it failed; what has come is in the device
    Fault fault() const { return m_fault; }
    int status() const;  ///< HTTP's; 0 where there was no answer
    QByteArray header(const char* name) const;
    QUrl address() const;                ///< where it ended up
    void refuse(const QString& reason);  ///< by whoever sees at begun() that it is not what was asked for

Q_SIGNALS:
    void begun(qint64 from, qint64 total);       ///< the answer is good: the first byte is the file's byte `from`
    void progressed(qint64 done, qint64 total);  ///< bytes, with those that were there; total 0: unknown
    void finished();                             ///< once; not when it is deleted before

private:
    void ask(const QUrl& url);
    void letGo();
    void failSoon(Fault fault, const QString& reason);
    bool follow();
    void judge();
    void accept();
    void take();
    void end();
    void fail(Fault fault, const QString& reason);

    QNetworkAccessManager& m_network;
    QUrl m_url;
    QIODevice& m_into;
    DownloadOptions m_options;
    QNetworkReply* m_reply = nullptr;
    QTimer m_silence;
    qint64 m_done = 0;
    qint64 m_total = 0;
    bool m_accepted = false;
    bool m_finished = false;
    Fault m_fault = Fault::None;
    Failure m_error;
};

/// "cat.jpg" of "https://example.org/cat.jpg?size=2"; the server's name where the address has none.
QString nameOf(const QUrl& url);

/// Why what has come cannot be written into a file for as long as the program runs.
QString cannotBeKept();

/// Whether a word is an address that Download takes, or at least looks like one ("http://", "https://").
bool isWebAddress(const QString& text);

/// Downloads go the way of the system: its proxies, those of the environment. Once is enough.
void useSystemProxies();

/// VITRINE_OFFLINE is set: nothing is asked of the network.
bool isOffline();

}  // namespace vitrine::ui

#include "ui/download.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QIODevice>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>

namespace vitrine::ui {
namespace {

QNetworkRequest requestFor(const QUrl& url, const DownloadOptions& options) {
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Vitrine/" VITRINE_VERSION));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::NoLessSafeRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setMaximumRedirectsAllowed(options.redirects);
    request.setDecompressedSafetyCheckThreshold(options.limit);
    return request;
}

QString ofStatus(int status) {
    switch (status) {
    case 401:
    case 403:
        return Download::tr("the server does not give it to everybody (%1). Save it with your browser, then open "
                            "the file.")
            .arg(status);
    case 404:
    case 410: return Download::tr("there is nothing at this address (%1). Check it for a slip.").arg(status);
    case 429: return Download::tr("the server has had too many requests (429). Try again later.");
    default:
        return status >= 500 ? Download::tr("the server has a fault of its own (%1). Try again later.").arg(status)
                             : Download::tr("the server refuses (%1).").arg(status);
    }
}

QString inWords(const QNetworkReply& reply) {
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError:
        return Download::tr("no server of the name %1 is known. Check the address, and whether there is a network.")
            .arg(host);
    case QNetworkReply::ConnectionRefusedError: return Download::tr("%1 does not answer.").arg(host);
    case QNetworkReply::RemoteHostClosedError: return Download::tr("%1 broke off before the end. Try again.").arg(host);
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return Download::tr("%1 does not answer in time. Try again later.").arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return Download::tr("no safe connection to %1: %2. Nothing was taken from it.").arg(host, reply.errorString());
    case QNetworkReply::TooManyRedirectsError: return Download::tr("the address is sent on and on, without an end.");
    case QNetworkReply::InsecureRedirectError:
        return Download::tr("a safe address (https) is sent on to an unsafe one. Nothing was taken from it.");
    case QNetworkReply::ProtocolUnknownError:
        return Download::tr("only addresses that begin with http:// or https:// are opened.");
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError:
        return Download::tr("there is no way to %1: is there a network?").arg(host);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return Download::tr("the proxy of this computer's network does not let it through. Save it with your browser, "
                            "then open the file.");
    default:
        return Download::tr("what %1 sent cannot be read: it was damaged on the way, or is packed in an unknown manner. "
                            "Try again, or save it with your browser, then open the file.")
            .arg(host);
    }
}

}  // namespace

QString nameOf(const QUrl& url) {
    if (url.scheme() == QLatin1String("data"))
        return Download::tr("dropped picture");
    const QString file = QFileInfo(url.path()).fileName();
    return file.isEmpty() ? url.host() : file;
}

QString cannotBeKept() {
    return Download::tr("it cannot be kept: is the disk full? Make room in %1, then try again.").arg(QDir::tempPath());
}

bool isWebAddress(const QString& text) {
    return text.startsWith(QLatin1String("http://"), Qt::CaseInsensitive) ||
           text.startsWith(QLatin1String("https://"), Qt::CaseInsensitive);
}

Download::Download(QNetworkAccessManager& network, const QUrl& url, QIODevice& into, const DownloadOptions& options,
                   QObject* parent)
    : QObject(parent), m_url(url), m_into(into), m_options(options), m_reply(network.get(requestFor(url, options))) {
    m_reply->setParent(this);
    m_silence.setSingleShot(true);
    m_silence.start(options.silence);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        fail(tr("%1 has been silent for %2 seconds. Try again later.")
                 .arg(m_reply->url().host())
                 .arg(m_options.silence.count() / 1000));
    });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Download::judge, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::take);
    connect(m_reply, &QNetworkReply::finished, this, &Download::end);
}

Download::~Download() {
    m_reply->disconnect(this);
    m_reply->abort();
}

int Download::status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

// At once: the page about an error may be long, and nobody reads it.
void Download::judge() {
    if (m_finished)
        return;
    if (status() >= 400)
        return fail(ofStatus(status()));
    if (status() < 300)
        m_reply->setReadBufferSize(qint64(1) << 20);
}

void Download::take() {
    if (m_finished || status() >= 300)  // a page about an error, or one that sends on
        return;
    m_silence.start();
    m_total = std::max<qint64>(0, m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong());
    if (std::max(m_total, m_done + m_reply->bytesAvailable()) > m_options.limit)
        return fail(tr("it has more than %1 MiB. Save it with your browser, make it smaller, then open the file.")
                        .arg(m_options.limit >> 20));
    const QByteArray bytes = m_reply->readAll();
    if (m_into.write(bytes) != bytes.size())
        return fail(cannotBeKept());
    m_done += bytes.size();
    Q_EMIT progressed(m_done, m_total);
}

void Download::end() {
    judge();
    if (m_finished)
        return;
    if (m_reply->error() != QNetworkReply::NoError)
        return fail(inWords(*m_reply));
    if (m_reply->bytesAvailable() > 0)
        take();
    if (m_finished)
        return;
    if (m_total > 0 && m_done < m_total)
        return fail(tr("it ended after %1 of %2 bytes. Try again.").arg(m_done).arg(m_total));
    if (m_done == 0)
        return fail(tr("the server sent nothing."));
    m_finished = true;
    m_silence.stop();
    Q_EMIT finished();
}

void Download::fail(const QString& reason) {
    m_finished = true;
    m_silence.stop();
    m_error = {nameOf(m_url), reason, false, 0};
    m_reply->abort();
    Q_EMIT finished();
}

}  // namespace vitrine::ui

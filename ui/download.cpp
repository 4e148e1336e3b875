#include "ui/download.h"

#include "ui/download_words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QIODevice>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkProxyFactory>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslSocket>

namespace vitrine::ui {
namespace {

using Fault = Download::Fault;

QNetworkRequest requestFor(const QUrl& url, const DownloadOptions& options, bool withToken) {
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Vitrine/" VITRINE_VERSION));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setDecompressedSafetyCheckThreshold(options.limit);
    if (options.asStored) {
        request.setRawHeader("Accept-Encoding", "identity");
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    }
    if (options.from > 0)
        request.setRawHeader("Range", "bytes=" + QByteArray::number(options.from) + '-');
    if (options.from > 0 && !options.ifRange.isEmpty())
        request.setRawHeader("If-Range", options.ifRange);
    if (withToken && !options.token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + options.token);
    return request;
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool sameServer(const QUrl& a, const QUrl& b) {
    const auto port = [](const QUrl& url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

Fault faultOf(QNetworkReply::NetworkError error) {
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError: return Fault::Unsafe;
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError: return Fault::Wrong;
    default: return Fault::Network;
    }
}

/// Of "bytes 100-199/200": 100 and 200; -1 where it is told otherwise.
std::pair<qint64, qint64> contentRange(const QByteArray& header) {
    const QList<QByteArray> parts = header.mid(header.indexOf(' ') + 1).split('/');
    bool first = false, second = false;
    const qint64 from = parts.value(0).split('-').value(0).trimmed().toLongLong(&first);
    const qint64 total = parts.value(1).trimmed().toLongLong(&second);
    return {first ? from : -1, second ? total : -1};
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

void useSystemProxies() {
    static const bool once = (QNetworkProxyFactory::setUseSystemConfiguration(true), true);
    Q_UNUSED(once);
}

bool isOffline() {
    const QByteArray said = qgetenv("VITRINE_OFFLINE");
    return !said.isEmpty() && said != "0";
}

Download::Download(QNetworkAccessManager& network, const QUrl& url, QIODevice& into, const DownloadOptions& options,
                   QObject* parent)
    : QObject(parent), m_network(network), m_url(url), m_into(into), m_options(options) {
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        fail(Fault::Network, tr("%1 has been silent for %2 seconds. Try again later.")
                                 .arg(m_reply->url().host())
                                 .arg(m_options.silence.count() / 1000));
    });
    ask(url);
}

Download::~Download() { letGo(); }

void Download::letGo() {
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
}

void Download::failSoon(Fault fault, const QString& reason) {
    QTimer::singleShot(0, this, [this, fault, reason] { fail(fault, reason); });
}

void Download::ask(const QUrl& url) {
    if (isOffline() && url.scheme() != QLatin1String("data"))
        return failSoon(Fault::Wrong, tr("VITRINE_OFFLINE is set: nothing is downloaded."));
    if (url.scheme() == QLatin1String("https") && !QSslSocket::supportsSsl())
        return failSoon(Fault::Unsafe, tr("this system has no OpenSSL that Qt can use (Debian: apt install libssl3), so "
                                          "there are no safe connections."));
    if (m_reply) {
        letGo();
        m_reply->deleteLater();
    }
    const QNetworkRequest request = requestFor(url, m_options, sameServer(url, m_url));
    m_reply = m_options.headersOnly ? m_network.head(request) : m_network.get(request);
    m_reply->setParent(this);
    m_silence.start(m_options.silence);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &Download::judge, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, &Download::take);
    connect(m_reply, &QNetworkReply::finished, this, &Download::end);
}

int Download::status() const {
    return m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
}
QByteArray Download::header(const char* name) const { return m_reply ? m_reply->rawHeader(name) : QByteArray(); }
QUrl Download::address() const { return m_reply ? m_reply->url() : m_url; }

// By hand, so that a token and the schemes allowed are ours to say. True: another answer is on its way.
bool Download::follow() {
    if (!isRedirect(status()))
        return false;
    const QUrl from = m_reply->url();
    const QUrl to = from.resolved(QUrl::fromEncoded(m_reply->rawHeader("Location")));
    if (m_options.headersOnly && !sameServer(from, to))
        return false;
    if (!isWebAddress(to.toString()))
        fail(Fault::Wrong, tr("only addresses that begin with http:// or https:// are opened."));
    else if (from.scheme() == QLatin1String("https") && to.scheme() != QLatin1String("https"))
        fail(Fault::Unsafe, tr("a safe address (https) is sent on to an unsafe one. Nothing was taken from it."));
    else if (m_options.redirects-- <= 0)
        fail(Fault::Wrong, tr("the address is sent on and on, without an end."));
    else
        ask(to);
    return true;
}

// At once: the page about an error may be long, and nobody reads it.
void Download::judge() {
    if (m_finished || status() == 0 || follow() || m_finished)
        return;
    const bool sentElsewhere = m_options.headersOnly && isRedirect(status());
    if (status() >= 300 && !sentElsewhere)  // sent on without a word where to, or what nobody asked for
        return fail(Fault::Refused, statusWords(status()));
    m_reply->setReadBufferSize(qint64(1) << 20);
    if (!m_accepted)
        accept();
}

// What is really sent: the rest that was asked for, or the whole from its beginning.
void Download::accept() {
    m_accepted = true;
    qint64 from = 0;
    m_total = std::max<qint64>(0, m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong());
    if (status() == 206) {
        const auto [first, total] = contentRange(header("Content-Range"));
        if (first != m_options.from)
            return fail(Fault::Wrong, tr("the server sends another part of the file than the one asked for."));
        from = first;
        m_total = total >= 0 ? total : m_total > 0 ? from + m_total : 0;
    }
    m_done = from;
    if (m_total > m_options.limit && !m_options.headersOnly)
        return refuse(tr("it has more than %1 MiB. Save it with your browser, make it smaller, then open the file.")
                          .arg(m_options.limit >> 20));
    Q_EMIT begun(from, m_total);
}

void Download::take() {
    constexpr int sentOn = 300;
    if (m_finished || status() >= sentOn)  // a page about an error, or one that sends on: judge() is on its way
        return;
    if (!m_accepted)
        judge();
    if (m_finished)
        return;
    m_silence.start();
    if (m_done + m_reply->bytesAvailable() > m_options.limit)
        return refuse(tr("it has more than %1 MiB. Save it with your browser, make it smaller, then open the file.")
                          .arg(m_options.limit >> 20));
    const QByteArray bytes = m_reply->readAll();
    if (m_into.write(bytes) != bytes.size())
        return fail(Fault::Disk, cannotBeKept());
    m_done += bytes.size();
    Q_EMIT progressed(m_done, m_total);
}

void Download::end() {
    const QNetworkReply* const ended = m_reply;
    judge();
    if (m_finished || ended != m_reply)
        return;
    if (m_reply->error() != QNetworkReply::NoError)
        return fail(faultOf(m_reply->error()), errorWords(*m_reply));
    if (m_options.headersOnly) {
        m_finished = true;
        m_silence.stop();
        return Q_EMIT finished();
    }
    if (m_reply->bytesAvailable() > 0)
        take();
    if (m_finished)
        return;
    if (m_total > 0 && m_done < m_total)
        return fail(Fault::Network, tr("it ended after %1 of %2 bytes. Try again.").arg(m_done).arg(m_total));
    if (m_done == 0)
        return fail(Fault::Network, tr("the server sent nothing."));
    m_finished = true;
    m_silence.stop();
    Q_EMIT finished();
}

void Download::refuse(const QString& reason) { fail(Fault::Wrong, reason); }

void Download::fail(Fault fault, const QString& reason) {
    if (m_finished)
        return;
    m_finished = true;
    m_fault = fault;
    m_silence.stop();
    m_error = {nameOf(m_url), reason};
    letGo();
    Q_EMIT finished();
}

}  // namespace vitrine::ui

#include "ui/download_words.h"

#include "ui/download.h"

#include <QtNetwork/QNetworkReply>

namespace vitrine::ui {

QString statusWords(int status) {
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

QString errorWords(const QNetworkReply& reply) {
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
        return Download::tr("no safe connection to %1: %2. Nothing was taken from it. (A wrong clock on this machine, or "
                            "a network that reads along, can be why.)")
            .arg(host, reply.errorString());
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return Download::tr("the proxy wants a name and a password: https_proxy=http://NAME:PASSWORD@PROXY:PORT says "
                            "them.");
    case QNetworkReply::ProtocolUnknownError:
        return Download::tr("only addresses that begin with http:// or https:// are opened.");
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::UnknownNetworkError:
        return Download::tr("there is no way to %1: is there a network?").arg(host);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::UnknownProxyError:
        return Download::tr("the proxy of this computer's network does not let it through. Save it with your browser, "
                            "then open the file.");
    default:
        return Download::tr("what %1 sent cannot be read: it was damaged on the way, or is packed in an unknown manner. "
                            "Try again, or save it with your browser, then open the file.")
            .arg(host);
    }
}

}  // namespace vitrine::ui

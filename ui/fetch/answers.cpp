#include "ui/fetch/answers.h"

#include "ui/download.h"

#include <QtCore/QDateTime>

#include <algorithm>

namespace vitrine::ui {

bool helpsToTryAgain(const Download& download) {
    switch (download.fault()) {
    case Download::Fault::Network: return true;
    case Download::Fault::Refused:
        return download.status() == 408 || download.status() == 429 || download.status() >= 500;
    default: return false;
    }
}

int retryAfter(const Download& download) {
    const QByteArray header = download.header("Retry-After");
    bool isNumber = false;
    const int seconds = header.toInt(&isNumber);
    if (isNumber)
        return std::max(0, seconds);
    const QDateTime date = QDateTime::fromString(QString::fromLatin1(header), Qt::RFC2822Date);
    return date.isValid() ? int(std::clamp<qint64>(QDateTime::currentDateTimeUtc().secsTo(date), 0, 86'400)) : 0;
}

QByteArray versionOf(const Download& download) {
    const QByteArray etag = download.header("ETag");
    return !etag.isEmpty() && !etag.startsWith("W/") ? etag : download.header("Last-Modified");
}

}  // namespace vitrine::ui

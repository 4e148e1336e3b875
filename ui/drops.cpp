#include "ui/drops.h"

#include "ui/address.h"
#include "ui/download.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QRegularExpression>

namespace vitrine::ui {
namespace {

constexpr qsizetype longestAddress = 8192;

bool isFetched(const QUrl& url) {
    return url.isValid() && (isWebAddress(url.toString()) || url.scheme() == QLatin1String("data"));
}

QString unescaped(QString attribute) {
    return attribute.replace(QLatin1String("&amp;"), QLatin1String("&"))
        .replace(QLatin1String("&#39;"), QLatin1String("'"))
        .replace(QLatin1String("&quot;"), QLatin1String("\""));
}

/// The <img src> of dragged HTML: the picture itself, where the link around it leads to a page.
QList<QUrl> picturesOf(const QString& html) {
    static const char* const pattern = R"re(<img\b[^>]*?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))re";
    static const QRegularExpression image(QString::fromLatin1(pattern), QRegularExpression::CaseInsensitiveOption);
    QList<QUrl> urls;
    for (auto found = image.globalMatch(html); found.hasNext();) {
        const auto match = found.next();
        QString address = unescaped(match.captured(1) + match.captured(2) + match.captured(3));
        if (address.startsWith(QLatin1String("//")))
            address.prepend(QLatin1String("https:"));
        if (const QUrl url(address); isFetched(url) && !urls.contains(url))
            urls << url;
    }
    return urls;
}

/// A line that is an address, or the whole path of a file.
void readText(const QString& text, Dropped& dropped) {
    for (const QString& raw : text.split(QLatin1Char('\n'))) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.size() > longestAddress)
            continue;
        if (isWebAddress(line))
            dropped.urls << QUrl(line);
        else if (line.startsWith(QLatin1String("file://")))
            dropped.files << withoutFileScheme(line);
        else if (line.startsWith(QLatin1Char('/')) && QFileInfo::exists(line))
            dropped.files << line;
        else
            return;  // prose, whatever follows
    }
}

}  // namespace

Dropped readDrop(const QMimeData& mime) {
    Dropped dropped;
    QList<QUrl> links;
    for (const QUrl& url : mime.urls()) {
        if (url.isLocalFile())
            dropped.files << url.toLocalFile();
        else if (isFetched(url))
            links << url;
    }
    if (!dropped.files.isEmpty())
        return dropped;
    const QList<QUrl> pictures = mime.hasHtml() ? picturesOf(mime.html()) : QList<QUrl>();
    if (mime.hasImage())
        dropped.image = mime.imageData().value<QImage>();
    if (!dropped.image.isNull()) {
        const QList<QUrl>& named = pictures.isEmpty() ? links : pictures;
        dropped.name =
            named.isEmpty() || named.first().scheme() == QLatin1String("data") ? QString() : nameOf(named.first());
        return dropped;
    }
    dropped.urls = pictures.isEmpty() ? links : pictures;
    if (dropped.urls.isEmpty() && mime.hasText())
        readText(mime.text(), dropped);
    return dropped;
}

bool canDrop(const QMimeData& mime) {
    if (mime.hasImage())
        return true;
    const Dropped dropped = readDrop(mime);
    return dropped.any();
}

}  // namespace vitrine::ui

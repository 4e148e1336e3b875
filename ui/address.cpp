#include "ui/address.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

namespace vitrine::ui {

QString schemeOf(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("^([A-Za-z][A-Za-z0-9+.-]+)://"));
    return pattern.match(text).captured(1).toLower();
}

QString withoutFileScheme(const QString& text) {
    QUrl url;
    if (text.startsWith(QLatin1String("file:/"), Qt::CaseInsensitive))
        url = QUrl(text);
    if (url.host() == QLatin1String("localhost"))
        url.setHost({});
    return url.isLocalFile() ? url.toLocalFile() : text;
}

}  // namespace vitrine::ui

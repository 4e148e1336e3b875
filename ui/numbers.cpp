#include "ui/numbers.h"

#include "ui/language.h"

#include <QtCore/QLocale>

namespace vitrine::ui {

QString numberText(double value, char format, int precision) {
    const QString text = QLocale(languageInUse()).toString(value, format, precision);
    return format == 'f' ? text : text.toLower();  // locales write 1E-04
}

QString percentText(double share) {
    const double percent = 100 * share;
    return percent > 0 && percent < 0.05 ? QStringLiteral("< %1 %").arg(numberText(0.1, 'f', 1))
                                         : QStringLiteral("%1 %").arg(numberText(percent, 'f', 1));
}

QString gmacsText(double gmacs) { return numberText(gmacs, 'f', gmacs < 0.001 ? 5 : 3); }

QString grouped(qint64 number) { return QLocale(languageInUse()).toString(number); }

QString compact(qint64 number) {
    if (number >= 1'000'000'000)
        return numberText(double(number) / 1e9, 'f', 2) + QStringLiteral(" G");
    if (number >= 1'000'000)
        return numberText(double(number) / 1e6, 'f', 2) + QStringLiteral(" M");
    return grouped(number);
}

}  // namespace vitrine::ui

#include "ui/numbers.h"

#include "ui/language.h"
#include "ui/tr.h"

#include <QtCore/QLocale>

#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double kibi = 1024, mebi = 1024 * kibi;

}  // namespace

QString numberText(double value, char format, int precision) {
    const QLocale locale(languageInUse());
    const QString size = locale.toString(std::abs(value), format, precision);
    const bool minus = value < 0 && size != locale.toString(0.0, format, precision);
    const QString text = minus ? QChar(0x2212) + size : size;
    // Locales write 1E-04.
    return format == 'f' ? text : text.toLower().replace(QLatin1String("e-"), QStringLiteral("e\u2212"));
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

QString sizeWords(qint64 bytes) {
    const auto size = double(bytes);
    if (size >= 100 * mebi)
        return mebibytesText(size / mebi);
    if (size >= mebi)
        return tr("%1 MiB").arg(numberText(size / mebi, 'f', 1));
    return size >= kibi ? tr("%1 KiB").arg(qRound64(size / kibi)) : tr("%1 bytes").arg(bytes);
}

QString mebibytesText(double mib) { return tr("%1 MiB").arg(grouped(qRound64(mib))); }

}  // namespace vitrine::ui

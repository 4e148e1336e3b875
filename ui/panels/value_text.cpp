#include "ui/panels/value_text.h"

#include "ui/numbers.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

QString valueText(double value, ValueRange range) {
    if (!std::isfinite(value))
        return QStringLiteral("none");
    if (value < 0)  // the sign that the axes and the logits have
        return QStringLiteral("−") + valueText(-value, range);
    const double largest = std::max(std::abs(range.low), std::abs(range.high));
    const double spread = range.high - range.low;
    // Two digits of what matters: the spread, or where there is none the value itself.
    const double matters = spread > 0 ? spread : largest;
    const int digits = matters > 0 && std::isfinite(matters) ? int(std::ceil(-std::log10(matters))) + 1 : 3;
    if (largest > 0 && largest < 1e-3 && digits > 5) {
        const double ratio = spread > 0 ? largest / spread : 1;  // more digits where the spread is a small part of it
        const int decimals = std::clamp(int(std::ceil(std::log10(2 * ratio))), 1, 6);
        return value == 0 ? QStringLiteral("0") : numberText(value, 'e', decimals);
    }
    const int least = largest < 10 ? 3 : largest < 100 ? 2 : largest < 1000 ? 1 : 0;
    return numberText(value, 'f', std::clamp(digits, least, 9));
}

}  // namespace vitrine::ui

// The values of a map in words: as few digits as tell its lowest from its highest.
#pragma once

#include "core/explain/map.h"

#include <QtCore/QString>

namespace vitrine::ui {

/// The lowest and the highest value of a map.
struct ValueRange {
    double low = 0;
    double high = 0;
    bool operator==(const ValueRange&) const = default;
};

/// "0.021" for a value of a map with this range; "1.2e-05" where everything is tiny.
QString valueText(double value, ValueRange range);

}  // namespace vitrine::ui

// What the figures of a node's card share: maps as pictures, numbers as words, ticks of an axis.
#pragma once

#include "core/explain/map.h"
#include "core/overlay/colormap.h"
#include "ui/panels/value_text.h"

#include <QtGui/QImage>

#include <vector>

namespace vitrine::ui {

/// One pixel a patch, coloured by its place in `range`.
QImage mapImage(const Map& map, const Colormap& colormap, ValueRange range);
ValueRange rangeOf(const Map& map);
ValueRange signedRangeOf(const Map& map);            ///< as far below 0 as above it
const Colormap& colormapOr(const Colormap* chosen);  ///< inferno where none is chosen

/// Round numbers from low to high, about `count` of them: 0, 20, 40.
std::vector<double> ticks(double low, double high, int count);

/// "0.042", "−1.3", "12,000": three digits of what matters.
QString shortNumber(double value);
QString signedNumber(double value);  ///< with + or −

}  // namespace vitrine::ui

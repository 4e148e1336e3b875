// A colormap as a brush.
#pragma once

#include "core/overlay/colormap.h"

#include <QtGui/QLinearGradient>

namespace vitrine::ui {

/// Its lowest colour at `left`, its highest at `right`.
QLinearGradient gradientOf(const Colormap& colormap, double left, double right);

}  // namespace vitrine::ui

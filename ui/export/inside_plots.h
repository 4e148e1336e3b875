// The plots of the heads in a figure.
#pragma once

#include "core/inside/head_figures.h"
#include "ui/export/figure_layout.h"

namespace vitrine::ui {

/// Distance and entropy by layer side by side in `area`, a dot a head.
void addPlots(figures::Layout& layout, const QRectF& area, const HeadFigures& figures, int tokens);

}  // namespace vitrine::ui

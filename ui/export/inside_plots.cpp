#include "ui/export/inside_plots.h"

#include "ui/numbers.h"
#include "ui/panels/axis.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr double dot = 5;
constexpr double numbersWidth = 28;  // of the axis
const QColor dotInk(0x2f, 0x6f, 0xb5, 150);

void addPlot(Layout& layout, const QRectF& area, const HeadFigures& figures, const std::vector<float>& values,
             const QString& title, double most) {
    layout.text({area.left(), area.top() + 13}, title, smallFont(), ink);
    const QRectF plot = area.adjusted(numbersWidth, lineOfText + step, 0, -lineOfText);
    const float largest = values.empty() ? 1 : *std::max_element(values.begin(), values.end());
    const std::vector<double> ticks = axisTicks(most > 0 ? most : double(largest), 5);
    const double end = most > 0 ? most : ticks.back();
    const auto y = [&](double value) { return plot.bottom() - std::clamp(value / end, 0.0, 1.0) * plot.height(); };
    for (const double tick : ticks) {
        if (tick > end)
            continue;
        layout.add(FillShape{{plot.left(), y(tick) - 0.25, plot.width(), 0.5}, hairline});
        layout.text({plot.left() - step, y(tick) + 4}, numberText(tick, 'f', tickDecimals(ticks)), smallFont(),
                    quietInk, Qt::AlignRight);
    }
    const double wide = plot.width() / std::max(1, figures.layers);
    const int every = labelStep(figures.layers, plot.width(), 20);
    for (int layer = 0; layer < figures.layers; ++layer) {
        const double x = plot.left() + (layer + 0.5) * wide;
        if (layer % every == 0)
            layout.text({x, plot.bottom() + 14}, QString::number(layer), smallFont(), quietInk, Qt::AlignHCenter);
        for (int head = 0; head < figures.heads; ++head)
            layout.add(
                FillShape{{x - dot / 2, y(double(values[figures.index(layer, head)])) - dot / 2, dot, dot}, dotInk});
    }
}

}  // namespace

void addPlots(Layout& layout, const QRectF& area, const HeadFigures& figures, int tokens) {
    const double wide = (area.width() - 2 * gap) / 2;
    addPlot(layout, {area.left(), area.top(), wide, area.height()}, figures, figures.distance_px,
            tr("Mean distance, px, by layer"), 0);
    const double most = std::log2(double(tokens));
    addPlot(layout, {area.right() - wide, area.top(), wide, area.height()}, figures, figures.entropy_bits,
            tr("Mean entropy, bits, by layer (%1 = everywhere alike)").arg(numberText(most, 'f', 1)), most);
}

}  // namespace vitrine::ui

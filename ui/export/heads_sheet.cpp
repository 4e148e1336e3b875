// The sheet of all layers and heads.
#include "core/explain/heads.h"
#include "core/overlay/blend.h"
#include "core/overlay/head_scales.h"
#include "core/overlay/masked.h"
#include "ui/core_words.h"
#include "ui/export/figure_layout.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr double labels = 56;  // of the sheet's rows
constexpr double cellGap = 4;

std::vector<QRectF> cells(int layers, int heads, double left, double top, double side) {
    std::vector<QRectF> rects;
    for (int layer = 0; layer < layers; ++layer)
        for (int head = 0; head < heads; ++head)
            rects.emplace_back(left + head * (side + cellGap), top + layer * (side + cellGap), side, side);
    return rects;
}

QString gridTitle(const MapRequest& map, bool classToken) {
    const QString query = map.query.patch ? patchWords(*map.query.patch)
                          : classToken    ? tr("the class token")
                                          : tr("all patches together");
    return (map.direction == Direction::To ? tr("Attention to %1, all layers and heads")
                                           : tr("Attention of %1, all layers and heads"))
        .arg(query);
}

QString scaleText(GridScale which, const ColourScale& all) {
    const ValueRange range{all.low, all.high};
    switch (which) {
    case GridScale::Layer:
        return tr("The maps of a layer share a colour scale, from the lowest to the highest of them.");
    case GridScale::All:
        return tr("One colour scale for all maps, from %1 to %2.")
            .arg(valueText(range.low, range), valueText(range.high, range));
    default: return tr("Each map has its own colour scale, from its lowest to its highest value.");
    }
}

void addNumbers(Layout& layout, const std::vector<QRectF>& rects, int layers, int heads) {
    const double top = rects.front().top() - 6;
    layout.text({margin, top}, tr("head"), smallFont(), quietInk);
    for (int head = 0; head < heads; ++head)
        layout.text({rects[size_t(head)].center().x(), top}, QString::number(head), smallFont(), quietInk,
                    Qt::AlignHCenter);
    layout.text({margin, rects.front().center().y() + 4}, tr("layer"), smallFont(), quietInk);
    for (int layer = 0; layer < layers; ++layer)
        layout.text({rects.front().left() - step, rects[size_t(layer) * size_t(heads)].center().y() + 4},
                    QString::number(layer), smallFont(), quietInk, Qt::AlignRight);
}

}  // namespace

Drawing gridSheetOf(const FigureContent& content) {
    const View& view = content.view;
    const HeadGrid grid = headGrid(*content.result->capture, view.map.query, view.map.direction);
    const std::vector<ColourScale> scales = headScales(grid, view.grid_scale);
    const double side = std::clamp(std::floor(720.0 / grid.heads) - cellGap, 44.0, 72.0);
    Layout layout(std::max(560.0, 2 * margin + labels + grid.heads * (side + cellGap)));
    const QString title = gridTitle(view.map, content.result->capture->hasClassToken());
    double y = layout.paragraph(margin, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    y = layout.paragraph(y, scaleText(view.grid_scale, scales.front()), smallFont(), quietInk);
    const std::vector<QRectF> rects = cells(grid.layers, grid.heads, margin + labels, y + gap + lineOfText, side);
    addNumbers(layout, rects, grid.layers, grid.heads);
    const bool smooth = view.style.smooth;
    for (size_t i = 0; i < grid.maps.size(); ++i) {
        const Map& map = grid.maps[i];
        const bool fine = smooth || !map.dropped.empty();  // a hatch is finer than a patch
        const int width = fine ? int(side) * 3 : map.cols, height = fine ? width : map.rows;
        QImage image = toQImage(drawThumbnail(map, width, height, view.style, scales[i]));
        hatch(image, droppedOf(map), 2);
        layout.add(PictureShape{rects[i], image, smooth});
    }
    return layout.finish(rects.back().bottom() + margin, title);
}

}  // namespace vitrine::ui

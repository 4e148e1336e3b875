#include "ui/panels/grid_layout.h"

#include <algorithm>

namespace vitrine::ui {

QRect GridLayout::thumbnail(int layer, int head) const {
    return {origin.x() + head * (side + gap), origin.y() + layer * (side + gap), side, side};
}

QRect GridLayout::rowOf(int layer) const { return thumbnail(layer, 0).united(thumbnail(layer, heads - 1)); }

std::optional<std::pair<int, int>> GridLayout::at(QPoint place) const {
    const QPoint inside = place - origin + QPoint(gap / 2, gap / 2);
    if (side + gap <= 0 || inside.x() < 0 || inside.y() < 0)
        return std::nullopt;
    const int layer = inside.y() / (side + gap), head = inside.x() / (side + gap);
    if (layer >= layers || head >= heads)
        return std::nullopt;
    return std::pair(layer, head);
}

QRect GridLayout::layerLabel(int layer) const {
    const QRect row = thumbnail(layer, 0);
    return {row.left() - gutter, row.top(), gutter - std::max(gap, 4) - 2, row.height()};
}

QRect GridLayout::headLabel(int head) const {
    const QRect top = thumbnail(0, head);
    return {top.left() - gap, top.top() - gutter, top.width() + 2 * gap, gutter - 4};
}

GridLayout layoutGrid(int layers, int heads, QSize room, int gutter, int largest) {
    GridLayout out{layers, heads, 0, 0, {}, gutter};
    if (layers <= 0 || heads <= 0)
        return out;
    const int wide = std::max(0, room.width() - gutter - 4), high = std::max(0, room.height() - gutter - 4);
    for (const int gap : {8, 6, 4, 2, 1}) {
        out.gap = gap;
        out.side = std::max(1, std::min({largest, (wide + gap) / heads - gap, (high + gap) / layers - gap}));
        if (out.side >= 5 * gap)  // small thumbnails stand closer
            break;
    }
    const int across = gutter + heads * (out.side + out.gap) - out.gap;
    out.origin = {gutter + std::max(0, (room.width() - across) / 2), gutter};
    return out;
}

}  // namespace vitrine::ui

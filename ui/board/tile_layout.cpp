#include "ui/board/tile_layout.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

QRect TileLayout::footerOf(size_t tile) const {
    const QRect& at = pictures[tile];
    return {at.left(), at.bottom() + 1, at.width(), footer};
}

TileLayout layoutTiles(int count, QSize room, double aspect, int footer, int gap, int least) {
    TileLayout out;
    out.footer = footer;
    if (count <= 0)
        return out;
    const auto widthOf = [&](int columns) { return (room.width() - (columns - 1) * gap) / columns; };
    int width = 0;
    for (int columns = 1; columns <= count && room.height() > 0; ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double high = double(room.height() - (rows - 1) * gap) / rows - footer;
        const int fits = std::min(widthOf(columns), int(high * aspect));
        if (fits > width) {
            width = fits;
            out.columns = columns;
        }
    }
    if (width < least) {
        out.columns = std::clamp((room.width() + gap) / (least + gap), 1, count);
        width = std::max(1, widthOf(out.columns));
    }
    out.picture = {width, std::max(1, int(width / aspect + 1e-6))};
    const int rows = (count + out.columns - 1) / out.columns;
    out.height = rows * (out.picture.height() + footer) + (rows - 1) * gap;
    for (int i = 0; i < count; ++i)
        out.pictures.emplace_back(
            QPoint((i % out.columns) * (width + gap), (i / out.columns) * (out.picture.height() + footer + gap)),
            out.picture);
    return out;
}

}  // namespace vitrine::ui

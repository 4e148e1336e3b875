// Where the maps of the board go. Plain functions, no widget.
#pragma once

#include <QtCore/QRect>
#include <QtCore/QSize>

#include <vector>

namespace vitrine::ui {

struct TileLayout {
    int columns = 0;
    QSize picture;  ///< of each
    int footer = 0;
    int height = 0;  ///< of all
    std::vector<QRect> pictures;

    QRect footerOf(size_t tile) const;
};

/// `aspect`: width to height of a picture. As large as `room` allows; where they would be narrower than `least`, as many
/// columns as can be that wide, and higher than the room. A room without height: as high as it gets.
TileLayout layoutTiles(int count, QSize room, double aspect, int footer, int gap, int least);

}  // namespace vitrine::ui

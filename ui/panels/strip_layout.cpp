#include "ui/panels/strip_layout.h"

#include <algorithm>

namespace vitrine::ui {

QRect StripLayout::thumbnail(int index) const {
    const int row = index / columns;
    const int column = index % columns;
    return {stripLabel + column * pitch, stripMargin + row * rowPitch(), side, side};
}

QRect StripLayout::caption(int index) const {
    const QRect at = thumbnail(index);
    return {at.center().x() - pitch / 2, at.bottom() + 3, pitch, below - 2};
}

QRect StripLayout::badge(int index, int words) const {
    const QRect at = thumbnail(index);
    const int wide = words + unit / 2, high = std::min(side, captionHeight - stripMargin);
    return {std::max(0, at.center().x() + 1 - wide / 2), at.bottom() + 1 - high, wide, high};
}

StripLayout layoutStrip(int count, int width, int widestCaption, int largest) {
    StripLayout out;
    out.count = count;
    if (widestCaption == 0)
        out.below = stripMargin;
    const int room = width - stripLabel - stripMargin;
    for (int rows = 1; rows <= std::max(1, count); ++rows) {
        out.columns = std::max(1, (count + rows - 1) / rows);
        // A row ends with a thumbnail, not with a gap; a gap is 8, or 4 where space is short.
        for (const int gap : {8, 4}) {
            const int side =
                std::min(rows == 1 ? largest : std::min(largest, wrappedThumbnail), (room + gap) / out.columns - gap);
            const int pitch = std::max(side + gap, widestCaption + 6);
            const bool captionsFit = out.columns * pitch - gap <= room;
            if (side >= std::min(largest, gap == 8 ? wrappedThumbnail : smallestThumbnail) && captionsFit) {
                out.side = side;
                out.pitch = pitch;
                return out;
            }
        }
    }
    out.side = smallestThumbnail;  // narrower than one thumbnail: nothing better can be done
    out.pitch = smallestThumbnail + 8;
    return out;
}

}  // namespace vitrine::ui

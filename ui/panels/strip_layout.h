// Where the thumbnails of a strip go. Plain functions, no widget.
#pragma once

#include "ui/theme.h"

#include <QtCore/QRect>
#include <QtCore/QSize>

namespace vitrine::ui {

inline constexpr int largestThumbnail = 48;
inline constexpr int wrappedThumbnail = 32;  ///< at most, in more than one row
inline constexpr int smallestThumbnail = 24;
inline constexpr Px stripLabel{60};    ///< the column at the left, so that strips under each other align
inline constexpr int stripMargin = 4;  ///< around the thumbnails: room for the outline of the current one
inline constexpr Px captionHeight{18};

/// Thumbnails shrink to smallestThumbnail so that they fit in one row, then wrap into rows of nearly the same length.
struct StripLayout {
    int count = 0;
    int columns = 1;
    int side = largestThumbnail;
    int pitch = largestThumbnail + 8;  ///< from one thumbnail to the next
    int below = captionHeight;         ///< under a thumbnail: its caption, or no more than the outline

    QRect thumbnail(int index) const;
    QRect caption(int index) const;  ///< as wide as the pitch
    /// On the thumbnail, where captions have no room below: for words as wide as `words`.
    QRect badge(int index, int words) const;
    int rows() const { return count == 0 ? 1 : (count + columns - 1) / columns; }
    int rowPitch() const { return stripMargin + side + below + 4; }
    int height() const { return rows() * rowPitch() - 4; }
    int width() const { return stripLabel + stripMargin + columns * pitch; }
};

/// `widestCaption`: captions of neighbours must not touch. `largest`: of a thumbnail; wrapped rows have smaller ones, so
/// that the picture above keeps its room. `widestCaption` 0: there are no captions.
StripLayout layoutStrip(int count, int width, int widestCaption, int largest = largestThumbnail);

}  // namespace vitrine::ui

// Where the thumbnails of all heads go: a row a layer, a column a head. Plain functions, no widget.
#pragma once

#include <QtCore/QRect>
#include <QtCore/QSize>

#include <optional>
#include <utility>

namespace vitrine::ui {

struct GridLayout {
    int layers = 0;
    int heads = 0;
    int side = 0;    ///< of a thumbnail
    int gap = 0;     ///< between two
    QPoint origin;   ///< of layer 0, head 0
    int gutter = 0;  ///< left of the thumbnails and above them, for numbers

    QRect thumbnail(int layer, int head) const;
    QRect rowOf(int layer) const;                               ///< all heads of a layer
    std::optional<std::pair<int, int>> at(QPoint place) const;  ///< layer, head; gaps belong to their neighbours
    QRect layerLabel(int layer) const;
    QRect headLabel(int head) const;
};

/// As large as `room` allows, at most `largest`; never a scroll bar. Centred across, from the top down.
GridLayout layoutGrid(int layers, int heads, QSize room, int gutter, int largest);

}  // namespace vitrine::ui

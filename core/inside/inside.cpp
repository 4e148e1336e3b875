#include "core/inside/inside.h"

#include "core/capture/capture_data.h"
#include "core/cells.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {

const Map* Inside::map(int after) const {
    const auto at = size_t(after);
    if (at < similarity.size())
        return &similarity[at].map;
    if (at < norms.size())
        return &norms[at].map;
    return at < lens.size() ? &lens[at].target : nullptr;
}

std::vector<Map> Inside::maps() const {
    std::vector<Map> all;
    for (int after = 0; map(after); ++after)
        all.push_back(*map(after));
    return all;
}

bool Inside::isDropped(const Cell& cell) const { return isAmong(dropped, cell); }

std::optional<Map> Inside::drawn(int after) const {
    const Map* values = map(after);
    if (!values)
        return {};
    Map copy = *values;
    float lowest = std::numeric_limits<float>::infinity();
    for (int row = 0; row < copy.rows; ++row)
        for (int col = 0; col < copy.cols; ++col)
            if (!isDropped({row, col}))
                lowest = std::min(lowest, copy.at(row, col));
    for (const Cell& cell : dropped)
        copy.values[size_t(cell.row) * size_t(copy.cols) + size_t(cell.col)] = std::isfinite(lowest) ? lowest : 0;
    return copy;
}

std::vector<Cell> droppedPatches(const Capture& capture) {
    const Intervention& change = capture.data().intervention;
    return change.fill == Fill::Drop ? change.masked : std::vector<Cell>();
}

Inside lookInside(const Capture& capture, const InsideRequest& request, const Progress& progress) {
    Inside inside{.request = request, .dropped = droppedPatches(capture)};
    switch (request.view) {
    case InsideView::Pca: inside.colours = colouredLayers({patchTokens(capture)}, progress); break;
    case InsideView::Similarity: inside.similarity = tokenSimilarity(capture, request.query); break;
    case InsideView::Norms: inside.norms = normsByLayer(capture); break;
    case InsideView::Lens: inside.lens = lensMaps(capture, request.target, progress); break;
    case InsideView::Heads: inside.heads = headFigures(capture, progress); break;
    }
    return inside;
}

}  // namespace vitrine

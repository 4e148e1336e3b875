#include "core/inside/inside.h"

#include "core/capture/capture_data.h"
#include "core/cells.h"
#include "core/error.h"

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

Map withLowest(Map map, const std::vector<Cell>& dropped) {
    if (dropped.empty())
        return map;
    float lowest = std::numeric_limits<float>::infinity();
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col)
            if (!isAmong(dropped, {row, col}))
                lowest = std::min(lowest, map.at(row, col));
    for (const Cell& cell : dropped)
        map.values[size_t(cell.row) * size_t(map.cols) + size_t(cell.col)] = std::isfinite(lowest) ? lowest : 0;
    return map;
}

std::optional<Map> Inside::drawn(int after) const {
    const Map* values = map(after);
    return values ? std::optional(withLowest(*values, dropped)) : std::nullopt;
}

std::vector<Cell> droppedPatches(const Capture& capture) {
    const Intervention& change = capture.data().intervention;
    return change.fill == Fill::Drop ? change.masked : std::vector<Cell>();
}

Inside lookInside(const Capture& capture, const InsideRequest& request, const Progress& progress) {
    Inside inside{.request = request, .dropped = droppedPatches(capture)};
    if (int(inside.dropped.size()) >= capture.rows() * capture.cols())
        throw UsageError("every patch is left out", "so there is nothing inside to look at; put some of them back");
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

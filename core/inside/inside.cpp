#include "core/inside/inside.h"

#include "core/capture/capture.h"

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

Inside lookInside(const Capture& capture, const InsideRequest& request, const Progress& progress) {
    Inside inside{.request = request};
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

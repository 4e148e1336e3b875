#include "core/inside/table.h"

#include "core/csv.h"
#include "core/scene/words.h"

#include <algorithm>
#include <initializer_list>

namespace vitrine {

namespace {

std::string line(std::initializer_list<std::string> cells) {
    std::string text;
    for (const std::string& cell : cells)
        text += (text.empty() ? "" : ",") + csvCell(cell);
    return text + "\n";
}

std::string number(float value) { return shortestText(value); }
std::string number(int value) { return std::to_string(value); }

std::string colourTable(const Inside& inside, const PatchColours& colours, const std::vector<std::string>& names) {
    std::string text = line({"picture", "row", "col", "pc1", "pc2", "pc3", "red", "green", "blue"});
    for (size_t p = 0; p < colours.pictures.size(); ++p) {
        const auto& [scores, image] = colours.pictures[p];
        for (size_t i = 0; i < scores[0].values.size(); ++i) {
            const int at = int(i);
            const uint8_t* rgb = image.pixels.data() + i * 3;
            const std::string name = p < names.size() ? names[p] : number(int(p)), row = number(at / image.width),
                              col = number(at % image.width);
            if (p == inside.picture && inside.isDropped({at / image.width, at % image.width})) {
                text += line({name, row, col, "", "", "", "", "", ""});
                continue;
            }
            text += line({name, row, col, number(scores[0].values[i]), number(scores[1].values[i]),
                          number(scores[2].values[i]), number(int(rgb[0])), number(int(rgb[1])), number(int(rgb[2]))});
        }
    }
    return text;
}

std::string headTable(const HeadFigures& heads) {
    std::string text = line({"layer", "head", "distance_px", "entropy_bits"});
    for (int layer = 0; layer < heads.layers; ++layer)
        for (int head = 0; head < heads.heads; ++head) {
            const size_t at = heads.index(layer, head);
            text += line({number(layer), number(head), number(heads.distance_px[at]), number(heads.entropy_bits[at])});
        }
    return text;
}

std::string patchTable(const Inside& inside, int after, const std::function<std::string(int)>& label) {
    const Map* map = inside.map(after);
    if (!map)
        return {};
    const auto at = size_t(after);
    std::string text = at < inside.lens.size()
                           ? line({"row", "col", "class", "label", "probability", "target_probability"})
                       : at < inside.norms.size() ? line({"row", "col", "norm", "outlier"})
                                                  : line({"row", "col", "cosine"});
    for (int row = 0; row < map->rows; ++row)
        for (int col = 0; col < map->cols; ++col) {
            const std::string value = number(map->at(row, col));
            if (inside.isDropped({row, col})) {
                text += at < inside.lens.size()    ? line({number(row), number(col), number(-1), "", "", ""})
                        : at < inside.norms.size() ? line({number(row), number(col), "", number(0)})
                                                   : line({number(row), number(col), ""});
            } else if (at < inside.lens.size()) {
                const int top = inside.lens[at].top[size_t(row) * size_t(map->cols) + size_t(col)];
                text += line({number(row), number(col), number(top), label(top),
                              number(inside.lens[at].top_probability.at(row, col)), value});
            } else if (at < inside.norms.size()) {
                const auto& outliers = inside.norms[at].outliers;
                const bool out = std::find(outliers.begin(), outliers.end(), Cell{row, col}) != outliers.end();
                text += line({number(row), number(col), value, number(int(out))});
            } else {
                text += line({number(row), number(col), value});
            }
        }
    return text;
}

}  // namespace

std::string insideTable(const Inside& inside, int after, const std::function<std::string(int)>& label,
                        const std::vector<std::string>& pictures) {
    if (size_t(after) < inside.colours.size())
        return colourTable(inside, inside.colours[size_t(after)], pictures);
    return inside.request.view == InsideView::Heads ? headTable(inside.heads) : patchTable(inside, after, label);
}

}  // namespace vitrine

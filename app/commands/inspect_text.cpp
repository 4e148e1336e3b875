#include "app/commands/inspect_text.h"

#include "core/scene/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace vitrine::commands {
namespace {

std::string three(double value) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3g", value);
    return buffer.data();
}
std::string percent(double share) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.1f %%", share * 100);
    return buffer.data();
}

std::string place(const Inspected& what) {
    return what.after == 0 ? "before layer 0" : "after layer " + std::to_string(what.after - 1);
}

std::string cellText(const Cell& cell) {
    return "row " + std::to_string(cell.row) + ", column " + std::to_string(cell.col);
}

/// Where the map is highest, other than at the patch that asks; the first of several.
Cell highestOf(const Map& map, const std::optional<Cell>& query) {
    return query ? map.besides(*query).highest() : map.highest();
}

std::string lensText(const Inspected& what, const LensMap& lens) {
    std::string text = "what each patch would say, " + place(what) + " (a reading: the head never saw single patches):";
    const std::vector<ClassCount> counts = classCounts(lens);
    for (size_t i = 0; i < std::min<size_t>(5, counts.size()); ++i)
        text += "\n    " + std::to_string(counts[i].patches) + " of " + std::to_string(lens.target.present().size()) +
                " say " + what.plan.label(counts[i].index);
    return text + "\n    " + what.plan.label(what.inside.request.target) + ": " + percent(double(lens.target.min())) +
           " to " + percent(double(lens.target.max()));
}

constexpr size_t headWidth = 16;  // "123.456, 12.345"

std::string headsText(const HeadFigures& heads) {
    std::string text = "mean distance in px, mean entropy in bits over all tokens\n    layer";
    for (int head = 0; head < heads.heads; ++head)
        text += padLeft("head " + std::to_string(head), headWidth);
    for (int layer = 0; layer < heads.layers; ++layer) {
        text += "\n    " + padLeft(std::to_string(layer), 5);
        for (int head = 0; head < heads.heads; ++head) {
            const size_t at = heads.index(layer, head);
            text +=
                padLeft(three(double(heads.distance_px[at])) + ", " + three(double(heads.entropy_bits[at])), headWidth);
        }
    }
    return text;
}

std::string found(const Inspected& what) {
    const Inside& inside = what.inside;
    const auto at = size_t(what.after);
    if (at < inside.colours.size()) {
        const auto& share = inside.colours[at].share;
        return "three components of the patches' tokens " + place(what) + " hold " + percent(double(share[0])) + ", " +
               percent(double(share[1])) + " and " + percent(double(share[2])) + " of the variance";
    }
    if (inside.request.view == InsideView::Heads)
        return headsText(inside.heads);
    if (at < inside.lens.size())
        return lensText(what, inside.lens[at]);
    const Map& map = *inside.map(what.after);
    const Cell highest = highestOf(map, inside.request.query.patch);
    if (at >= inside.norms.size())
        return "cosine of the patches' tokens to the query's, " + place(what) + ": " + three(double(map.min())) +
               " to " + three(double(map.at(highest.row, highest.col))) + " at " + cellText(highest) +
               (inside.request.query.patch ? ", itself left out" : "");
    const Norms& norms = inside.norms[at];
    return "lengths of the patches' tokens " + place(what) + ": median " + three(double(norms.median)) + ", longest " +
           three(double(map.max())) + " at " + cellText(highest) + "; " + std::to_string(norms.outliers.size()) +
           " outliers, longer than " + three(double(norms.threshold));
}

Json numbers(const std::vector<float>& values) {
    Json json = Json::array();
    for (const float value : values)
        json.push_back(shortest(value));
    return json;
}

void addColours(Json& json, const PatchColours& colours) {
    for (size_t i = 0; i < colourChannels; ++i) {
        json["share"].push_back(shortest(colours.share[i]));
        json["range"].push_back({colours.range[i].low, colours.range[i].high});
    }
    for (const PatchColours::Picture& picture : colours.pictures) {
        Json components = Json::array();
        for (const Map& map : picture.scores)
            components.push_back(numbers(map.values));
        json["components"].push_back(std::move(components));
    }
}

void addHeads(Json& json, const HeadFigures& heads) {
    for (int layer = 0; layer < heads.layers; ++layer) {
        const auto row = [&](const std::vector<float>& all) {
            const auto first = all.begin() + std::ptrdiff_t(heads.index(layer, 0));
            return numbers({first, first + heads.heads});
        };
        json["distance_px"].push_back(row(heads.distance_px));
        json["entropy_bits"].push_back(row(heads.entropy_bits));
    }
}

}  // namespace

std::string inspectText(const Inspected& what) {
    std::string text;
    for (const std::string& image : what.images)
        text += oneLine(image) + "\n";
    return text + "  " + found(what) + "\n";
}

Json inspectJson(const Inspected& what) {
    const Inside& inside = what.inside;
    const auto at = size_t(what.after);
    const bool heads = inside.request.view == InsideView::Heads;
    Json json{{"images", what.images},
              {"view", wordOf(insideWords, inside.request.view)},
              {"layer", what.after == 0 || heads ? Json() : Json(what.after - 1)},
              {"rows", what.plan.config.rows()},
              {"cols", what.plan.config.cols()}};
    if (at < inside.colours.size())
        addColours(json, inside.colours[at]);
    if (heads)
        addHeads(json, inside.heads);
    if (const Map* map = inside.map(what.after))
        json["values"] = numbers(map->values);
    if (at < inside.norms.size()) {
        json["threshold"] = shortest(inside.norms[at].threshold);
        json["outliers"] = Json::array();
        for (const Cell& cell : inside.norms[at].outliers)
            json["outliers"].push_back({cell.row, cell.col});
    }
    if (at < inside.lens.size()) {
        json["target"] = {{"index", inside.request.target}, {"label", what.plan.label(inside.request.target)}};
        json["classes"] = inside.lens[at].top;
        json["probabilities"] = numbers(inside.lens[at].top_probability.values);
    }
    return json;
}

}  // namespace vitrine::commands

// What a scene holds, to JSON; reading it back is scene_read.cpp.
#include "core/scene/scene.h"

#include "core/image/decode.h"
#include "core/model/variants.h"
#include "core/read_file.h"
#include "core/scene/base64.h"
#include "core/scene/intervention_words.h"
#include "core/scene/words.h"
#include "core/weights/hub.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using OrderedJson = nlohmann::ordered_json;

/// As seen from `folder`, with forward slashes; as it is where there is no way from there.
std::string relativeTo(const std::filesystem::path& folder, const std::filesystem::path& file) {
    std::error_code ignored;
    const auto from = std::filesystem::weakly_canonical(folder.empty() ? "." : folder, ignored);
    const auto to = std::filesystem::weakly_canonical(std::filesystem::absolute(file, ignored), ignored);
    const std::filesystem::path relative = to.lexically_relative(from);
    return relative.empty() ? to.generic_string() : relative.generic_string();
}

double number(float value) { return std::strtod(shortestText(value).c_str(), nullptr); }

OrderedJson numbers(const std::array<float, 3>& values) {
    return {number(values[0]), number(values[1]), number(values[2])};
}

template <class T>
void add(OrderedJson& json, const char* key, const std::optional<T>& value) {
    if (value)
        json[key] = *value;
}

OrderedJson cellJson(const Cell& cell) { return {cell.row, cell.col}; }
OrderedJson boxJson(const Box& box) { return {box.x, box.y, box.width, box.height}; }

OrderedJson modelJson(const Scene& scene, const std::filesystem::path& folder) {
    const ModelRequest& model = scene.model;
    OrderedJson json = OrderedJson::object();
    if (!scene.modelName.empty())
        json["name"] = scene.modelName;
    if (!model.model.empty())
        json["model"] = model.model;
    if (weightsAreFile(model))
        json["weights_file"] = relativeTo(folder, model.weights);
    else if (!model.weights.empty())
        json["weights"] = model.weights;
    if (!scene.weightsHash.empty())
        json["sha256"] = scene.weightsHash;
    if (model.randomised)
        json["randomised"] = true;
    if (model.weights == "random" || model.randomised)
        json["seed"] = model.seed;
    if (!model.labels.empty())
        json["labels"] = relativeTo(folder, model.labels);
    add(json, "heads", model.heads);
    add(json, "image_size", model.image_size);
    add(json, "image_width", model.image_width);
    add(json, "resize", model.resize);
    add(json, "crop", model.crop);
    if (model.fit)
        json["fit"] = wordOf(fitWords, *model.fit);
    if (model.interpolation)
        json["interpolation"] = wordOf(interpolationWords, *model.interpolation);
    if (model.mean)
        json["mean"] = numbers(*model.mean);
    if (model.std)
        json["std"] = numbers(*model.std);
    json["device"] = model.placement.device;
    json["dtype"] = wordOf(dtypeWords, model.placement.dtype);
    json["threads"] = model.placement.threads;
    return json;
}

OrderedJson pictureJson(const Scene& scene, const std::filesystem::path& folder) {
    const PictureSource& picture = scene.picture;
    OrderedJson json = OrderedJson::object();
    if (!scene.pictureName.empty())
        json["name"] = scene.pictureName;
    if (picture.image)
        json["png"] = toBase64(encodePng(*picture.image));
    else if (picture.dummySeed)
        json["dummy_seed"] = *picture.dummySeed;
    else if (!picture.file.empty())
        json["file"] = relativeTo(folder, picture.file);
    if (picture.frame > 0)
        json["frame"] = picture.frame;
    if (!picture.url.empty())
        json["url"] = picture.url;
    if (picture.framing.fit)
        json["fit"] = wordOf(fitWords, *picture.framing.fit);
    if (picture.framing.crop)
        json["crop"] = boxJson(*picture.framing.crop);
    return json;
}

OrderedJson headJson(const HeadChoice& head) {
    return head.head >= 0 ? OrderedJson(head.head) : OrderedJson(wordOf(fusionWords, head.fusion));
}

OrderedJson boardJson(const Board& board) {
    return {{"methods", board.methods},
            {"scale", wordOf(boardScaleWords, board.shared)},
            {"curve", wordOf(boardCurveWords, board.insertion)},
            {"fill", wordOf(boardFillWords, board.fill)},
            {"step", board.step}};
}

OrderedJson cellsJson(const std::vector<Cell>& cells) {
    OrderedJson json = OrderedJson::array();
    for (const Cell& cell : cells)
        json.push_back(cellJson(cell));
    return json;
}

OrderedJson interventionJson(const Intervention& intervention, const std::filesystem::path& folder) {
    OrderedJson json = OrderedJson::object();
    if (!intervention.masked.empty()) {
        json["masked"] = cellsJson(intervention.masked);
        json["fill"] = wordOf(fillWords, intervention.fill);
    }
    for (const Off& off : intervention.off)
        json["off"].push_back(offText(off));
    if (const auto& graft = intervention.graft)
        json["patch_from"] = {{"file", relativeTo(folder, graft->picture)},
                              {"layer", graft->index - 1},  // -1: the embedding
                              {"patches", graft->patches.empty() ? OrderedJson("all") : cellsJson(graft->patches)}};
    return json;
}

OrderedJson viewJson(const View& view, const std::filesystem::path& folder) {
    const MapRequest& map = view.map;
    OrderedJson json{{"page", wordOf(pageWords, view.page)},
                     {"grid_scale", wordOf(gridScaleWords, view.grid_scale)},
                     {"matrix_log", view.matrix_log},
                     {"inside", wordOf(insideWords, view.inside.view)},
                     {"inside_joint", view.inside.joint},
                     {"inside_embedding", view.inside.embedding},
                     {"method", map.method},
                     {"layer", map.layer},
                     {"head", headJson(map.head)},
                     {"query", map.query.patch ? cellJson(*map.query.patch) : OrderedJson("cls")},
                     {"direction", wordOf(directionWords, map.direction)},
                     {"layers", {map.layers.first, map.layers.last}},
                     {"discard", map.discard},
                     {"pins", cellsJson(view.pins)},
                     {"target", map.target.of ? OrderedJson(*map.target.of) : OrderedJson()},
                     {"against", map.target.against ? OrderedJson(*map.target.against) : OrderedJson()},
                     {"seed", map.seed},
                     {"board", boardJson(view.board)},
                     {"node", view.node}};
    if (view.intervention.any())
        json["intervention"] = interventionJson(view.intervention, folder);
    return json;
}

OrderedJson styleJson(const OverlayStyle& style) {
    return {{"colormap", (style.colormap ? style.colormap : &colormaps().front())->name},
            {"opacity", style.opacity},
            {"smooth", style.smooth},
            {"keep", style.keep},
            {"contour", style.contour},
            {"blend", wordOf(blendWords, style.blend)},
            {"shared", style.shared}};
}

}  // namespace

std::string sceneText(const Scene& scene, const std::filesystem::path& folder) {
    const OrderedJson json{{"vitrine", "scene"},
                           {"version", sceneVersion},
                           {"model", modelJson(scene, folder)},
                           {"image", pictureJson(scene, folder)},
                           {"view", viewJson(scene.view, folder)},
                           {"style", styleJson(scene.view.style)},
                           {"window",
                            {{"theme", scene.theme},
                             {"text", scene.textPercent},
                             {"size", {scene.width, scene.height}},
                             {"columns", scene.columns}}}};
    return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

void writeScene(const Scene& scene, const std::filesystem::path& file) {
    const std::string text = sceneText(scene, file.parent_path());
    writeFile(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

bool isSceneFile(const std::filesystem::path& file) {
    return extensionOf(file) == ".json" && !file.native().ends_with(".index.json");  // that is a checkpoint's
}

bool weightsAreFile(const ModelRequest& request) {
    const std::string& weights = request.weights;
    if (weights.empty() || weights == "random" || weights == "bundled" || weights == "DEFAULT" || isHubName(weights) ||
        findEntry(weights))
        return false;
    const Variant* variant = findVariant(request.model);
    return !variant || !findEntry(*variant, weights);
}

std::string otherWeights(const Scene& scene, const std::string& hash) {
    if (scene.weightsHash.empty() || hash.empty() || hash == scene.weightsHash)
        return {};
    return "these weights are not the ones of the scene (SHA-256 " + hash.substr(0, 8) + "… instead of " +
           scene.weightsHash.substr(0, 8) + "…): what it shows may differ from what was saved";
}

}  // namespace vitrine

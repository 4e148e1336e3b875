// A scene from JSON that somebody else may have written: every value is checked, and what is wrong is said in words.
#include "core/scene/scene.h"

#include "core/faith/board.h"
#include "core/image/decode.h"
#include "core/overlay/pins.h"
#include "core/read_file.h"
#include "core/scene/base64.h"
#include "core/scene/intervention_words.h"
#include "core/scene/json_reader.h"
#include "core/scene/words.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = JsonReader::Json;

constexpr uint64_t maxBytes = uint64_t(256) << 20;  // a large picture may be embedded
constexpr int maxDepth = 6;                         // view.intervention.patch_from.patches[i][0] is at 6
constexpr int maxSide = 1 << 16;

std::filesystem::path placed(const std::string& file, const std::filesystem::path& folder) {
    const std::filesystem::path path(file);
    return path.is_absolute() || folder.empty() ? path : (folder / path).lexically_normal();
}

void readTriple(const JsonReader& json, const char* key, std::optional<std::array<float, 3>>& value) {
    if (!json.find(key))
        return;
    const std::vector<double> v = json.numbers(key, 3);
    value = {float(v[0]), float(v[1]), float(v[2])};
}

void readModel(const JsonReader& json, const std::filesystem::path& folder, Scene& scene) {
    ModelRequest& model = scene.model;
    json.read("name", scene.modelName);
    json.read("model", model.model);
    json.read("weights", model.weights);
    std::string file;
    json.read("weights_file", file);
    if (!file.empty())
        model.weights = placed(file, folder).string();
    json.read("sha256", scene.weightsHash);
    json.read("randomised", model.randomised);
    if (json.find("seed"))
        model.seed = json.seed("seed");
    std::string labels;
    json.read("labels", labels);
    if (!labels.empty())
        model.labels = placed(labels, folder).string();
    json.read("heads", model.heads, 1, maxIndex);
    json.read("image_size", model.image_size, 1, maxSide);
    json.read("image_width", model.image_width, 1, maxSide);
    json.read("resize", model.resize, 1, maxSide);
    json.read("crop", model.crop, 1, maxSide);
    json.read("fit", model.fit, fitWords);
    json.read("interpolation", model.interpolation, interpolationWords);
    readTriple(json, "mean", model.mean);
    readTriple(json, "std", model.std);
    json.read("device", model.placement.device, 16);
    json.read("dtype", model.placement.dtype, dtypeWords);
    json.read("threads", model.placement.threads, 0, 4096);
}

std::shared_ptr<const Image> embedded(const JsonReader& json, const std::string& name) {
    std::string text;
    json.read("png", text, size_t(maxBytes));
    const auto bytes = fromBase64(text);
    if (!bytes || bytes->empty())
        json.wrong("png", "must be a picture in base64, and is none");
    return std::make_shared<const Image>(decodeBytes(*bytes, name));
}

void readPicture(const JsonReader& json, const std::filesystem::path& folder, const std::string& name, Scene& scene) {
    PictureSource& picture = scene.picture;
    json.read("name", scene.pictureName);
    std::string file;
    json.read("file", file);
    if (json.find("png"))
        picture.image = embedded(json, scene.pictureName.empty() ? name : scene.pictureName);
    else if (json.find("dummy_seed"))
        picture.dummySeed = json.seed("dummy_seed");
    else if (!file.empty())
        picture.file = placed(file, folder);
    else
        throw Error(name, "image names no picture: it needs `file`, `png` or `dummy_seed`");
    if (scene.pictureName.empty() && !file.empty())
        scene.pictureName = picture.file.filename().string();
    json.read("frame", picture.frame, 0, maxIndex);
    json.read("url", picture.url);
    json.read("fit", picture.framing.fit, fitWords);
    if (json.find("crop")) {
        const std::vector<double> v = json.numbers("crop", 4);
        if (!(v[2] > 0 && v[3] > 0))
            json.wrong("crop", "must be [x, y, width, height], width and height above 0");
        picture.framing.crop = {v[0], v[1], v[2], v[3]};
    }
}

std::string methodNames() {
    std::string names;
    for (const Method& method : methods())
        names += (names.empty() ? "" : ", ") + method.name;
    return names;
}

void readMap(const JsonReader& json, MapRequest& map) {
    json.read("method", map.method);
    if (!findMethod(map.method))
        json.wrong("method", "must be one of " + methodNames());
    json.read("layer", map.layer, -1, maxIndex);
    if (const Json* head = json.find("head"))
        map.head = head->is_number() ? HeadChoice{json.integer("head", *head, 0, maxIndex), Fusion::Mean}
                                     : HeadChoice{-1, json.word("head", *head, fusionWords)};
    if (const Json* query = json.find("query"); query && *query != "cls")
        map.query.patch = json.cell("query", *query);
    json.read("direction", map.direction, directionWords);
    json.read("discard", map.discard, 0.0, 1.0);
    if (const Json* layers = json.find("layers")) {
        if (!layers->is_array() || layers->size() != 2)
            json.wrong("layers", "must be [from, to]");
        map.layers = {json.integer("layers", (*layers)[0], 0, maxIndex),
                      json.integer("layers", (*layers)[1], -1, maxIndex)};
        if (map.layer >= 0 && map.layers.last > 0 && map.layers.last - 1 != map.layer)
            json.wrong("layers", "ends before layer " + std::to_string(map.layers.last) + ", and `layer` says " +
                                     std::to_string(map.layer) + ": leave one of them out");
    }
}

/// A class by its number, or by its name, which a model has to know.
void readClass(const JsonReader& json, const char* key, std::optional<int>& index, std::string& name) {
    if (const Json* value = json.find(key); value && value->is_string())
        json.read(key, name);
    else
        json.read(key, index, 0, 1 << 24);
}

void readBoard(const JsonReader& json, Board& board) {
    if (const Json* names = json.find("methods")) {
        if (!names->is_array() || names->size() > methods().size())
            json.wrong("methods", "must be a list of at most " + std::to_string(methods().size()) + " methods");
        std::vector<std::string> methods;
        for (const Json& name : *names)
            methods.push_back(name.is_string() ? name.get<std::string>() : name.dump());
        if (const auto unknown =
                std::find_if(methods.begin(), methods.end(), [](const std::string& name) { return !findMethod(name); });
            unknown != methods.end())
            json.wrong("methods", "has " + *unknown + " in it, which must be one of " + methodNames());
        board.methods = boardMethods(methods);
    }
    json.read("scale", board.shared, boardScaleWords);
    json.read("curve", board.insertion, boardCurveWords);
    json.read("fill", board.fill, boardFillWords);
    json.read("step", board.step, 0, maxIndex);
}

std::vector<Cell> readCells(const JsonReader& json, const char* key) {
    constexpr size_t most = size_t(1) << 16;
    std::vector<Cell> cells;
    const Json* list = json.find(key);
    if (!list)
        return cells;
    if (!list->is_array() || list->size() > most)
        json.wrong(key, "must be a list of patches, [[row, column], ...]");
    for (const Json& cell : *list)
        addOnce(cells, json.cell(key, cell));
    return cells;
}

void readIntervention(const JsonReader& json, const std::filesystem::path& folder, Intervention& intervention) {
    intervention.masked = readCells(json, "masked");
    json.read("fill", intervention.fill, fillWords);
    if (const Json* list = json.find("off")) {
        if (!list->is_array() || list->size() > size_t(maxIndex))
            json.wrong("off", std::string("must be a list of texts, each ") + offForm);
        for (const Json& text : *list) {
            const auto off = readOff(text.is_string() ? text.get_ref<const std::string&>() : std::string());
            if (!off)
                json.wrong("off", std::string("must be a list of texts, each ") + offForm);
            switchOff(intervention, *off);
        }
    }
    if (!json.find("patch_from"))
        return;
    const JsonReader from = json.object("patch_from");
    Graft graft;
    std::string file;
    from.read("file", file);
    if (file.empty())
        from.wrong("file", "must name the picture that the tokens come from");
    graft.picture = placed(file, folder).string();
    int layer = -1;
    from.read("layer", layer, -1, maxIndex);
    graft.index = layer + 1;
    if (const Json* patches = from.find("patches"); patches && *patches != "all")
        graft.patches = readCells(from, "patches");
    intervention.graft = graft;
}

void readView(const JsonReader& json, const std::filesystem::path& folder, Scene& scene) {
    View& view = scene.view;
    readIntervention(json.object("intervention"), folder, view.intervention);
    readMap(json, view.map);
    json.read("page", view.page, pageWords);
    json.read("grid_scale", view.grid_scale, gridScaleWords);
    json.read("matrix_log", view.matrix_log);
    readClass(json, "target", view.map.target.of, scene.targetName);
    readClass(json, "against", view.map.target.against, scene.againstName);
    if (const Json* seed = json.find("seed"))
        view.map.seed = uint64_t(json.integer("seed", *seed, 0, 1 << 30));
    json.read("inside", view.inside.view, insideWords);
    json.read("inside_joint", view.inside.joint);
    json.read("inside_embedding", view.inside.embedding);
    json.read("node", view.node);
    readBoard(json.object("board"), view.board);
    if (const Json* pins = json.find("pins")) {
        if (!pins->is_array() || pins->size() > mostPins)
            json.wrong("pins", "must be a list of at most " + std::to_string(mostPins) +
                                   " patches, as many as there are colours");
        for (const Json& pin : *pins)
            view.pins.push_back(json.cell("pins", pin));
    }
}

void readStyle(const JsonReader& json, OverlayStyle& style) {
    std::string name = colormaps().front().name;
    json.read("colormap", name);
    style.colormap = findColormap(name);
    if (!style.colormap)
        json.wrong("colormap", "must be one of inferno, viridis, cividis");
    json.read("opacity", style.opacity, 0.0, 1.0);
    json.read("smooth", style.smooth);
    json.read("keep", style.keep, 0.0, 1.0);
    json.read("contour", style.contour);
    json.read("blend", style.blend, blendWords);
    json.read("shared", style.shared);
}

void readWindow(const JsonReader& json, Scene& scene) {
    json.read("theme", scene.theme);
    if (scene.theme != "dark" && scene.theme != "light")
        json.wrong("theme", "must be dark or light");
    json.read("text", scene.textPercent, 80, 200);
    if (const Json* size = json.find("size")) {
        if (!size->is_array() || size->size() != 2)
            json.wrong("size", "must be [width, height]");
        scene.width = json.integer("size", (*size)[0], 320, 8192);
        scene.height = json.integer("size", (*size)[1], 320, 8192);
    }
    if (const Json* columns = json.find("columns")) {
        if (!columns->is_array() || columns->size() > 8)
            json.wrong("columns", "must be a list of widths");
        for (const Json& width : *columns)
            scene.columns.push_back(json.integer("columns", width, 0, 8192));
    }
}

/// The whole text as JSON, however it was made: what lies too deep is dropped as it is read.
Json parse(std::string_view text, const std::string& name) {
    const auto flat = [](int depth, Json::parse_event_t, Json&) { return depth <= maxDepth; };
    Json json = Json::parse(text, flat, false);
    if (!json.is_object())
        throw Error(name, "this is no scene: not JSON, or damaged");
    return json;
}

}  // namespace

Scene parseScene(std::string_view text, const std::filesystem::path& folder, const std::string& name) {
    const Json json = parse(text, name);
    const JsonReader all(json, name, "");
    if (const Json* kind = all.find("vitrine"); !kind || *kind != "scene")
        throw Error(name, "this JSON is no scene of Vitrine (a scene begins with \"vitrine\": \"scene\")");
    int version = 0;
    all.read("version", version, 0, 1 << 30);
    if (version > sceneVersion)
        throw Error(name, "this scene was saved by a later Vitrine (version " + std::to_string(version) +
                              " of scenes; this one reads " + std::to_string(sceneVersion) +
                              "). Open it there, or get the newer program");
    if (version < 1)
        throw Error(name, "this scene does not say its version (\"version\": 1)");
    Scene scene;
    readModel(all.object("model"), folder, scene);
    readPicture(all.object("image"), folder, name, scene);
    readView(all.object("view"), folder, scene);
    readStyle(all.object("style"), scene.view.style);
    readWindow(all.object("window"), scene);
    return scene;
}

Scene readScene(const std::filesystem::path& file) {
    const std::vector<uint8_t> bytes = readFile(file, maxBytes);
    return parseScene({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, file.parent_path(), nameOf(file));
}

}  // namespace vitrine

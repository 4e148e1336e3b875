#include "core/scene/command.h"

#include "core/explain/request.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/words.h"

#include <algorithm>
#include <cstdlib>

namespace vitrine {
namespace {

using Line = std::vector<std::string>;

std::string triple(const std::array<float, 3>& values) {
    return shortestText(values[0]) + "," + shortestText(values[1]) + "," + shortestText(values[2]);
}

std::string pair(const Cell& cell) { return std::to_string(cell.row) + "," + std::to_string(cell.col); }

void add(Line& line, const char* option, const std::string& value) {
    line.emplace_back(option);
    line.push_back(value);
}
void add(Line& line, const char* option, const std::optional<int>& value) {
    if (value)
        add(line, option, std::to_string(*value));
}

void addModel(Line& line, const ModelRequest& model) {
    if (!model.model.empty())
        add(line, "--model", model.model);
    if (!model.weights.empty())
        add(line, "--weights", weightsAreFile(model) ? fullPath(model.weights) : model.weights);
    if (model.randomised)
        line.emplace_back("--randomised");
    if (model.seed != 0)
        add(line, "--seed", std::to_string(model.seed));
    if (!model.labels.empty())
        add(line, "--labels", fullPath(model.labels));
    add(line, "--heads", model.heads);
    add(line, "--image-size", model.image_size);
    add(line, "--image-width", model.image_width);
    add(line, "--crop", model.crop);
    if (model.interpolation)
        add(line, "--interpolation", wordOf(interpolationWords, *model.interpolation));
    if (model.mean)
        add(line, "--mean", triple(*model.mean));
    if (model.std)
        add(line, "--std", triple(*model.std));
    if (model.placement.device != "auto")
        add(line, "--device", model.placement.device);
    if (model.placement.dtype != Dtype::Float32)
        add(line, "--dtype", wordOf(dtypeWords, model.placement.dtype));
    if (model.placement.threads > 0)
        add(line, "--threads", std::to_string(model.placement.threads));
}

void addFraming(Line& line, const Scene& scene) {
    const Framing& framing = scene.picture.framing;
    const std::optional<Fit> fit = framing.fit ? framing.fit : scene.model.fit;
    if (fit)
        add(line, "--fit", wordOf(fitWords, *fit));
    if (!fit || *fit == Fit::Crop)
        add(line, "--resize", scene.model.resize);  // nothing else resizes before it cuts
    if (scene.picture.frame > 0)
        add(line, "--frame", std::to_string(scene.picture.frame));
    if (framing.crop)
        add(line, "--crop-box",
            shortestText(framing.crop->x) + "," + shortestText(framing.crop->y) + "," +
                shortestText(framing.crop->width) + "," + shortestText(framing.crop->height));
}

void addMap(Line& line, const MapRequest& map) {
    const Method* method = findMethod(map.method);
    add(line, "--method", map.method);
    if (method && method->usesLayer && map.layer >= 0)
        add(line, "--layer", std::to_string(map.layer));
    if (method && method->usesLayers && map.layers.last > 0)
        add(line, "--layers", std::to_string(map.layers.first) + ":" + std::to_string(map.layers.last));
    if (map.head.head >= 0)
        add(line, "--head", std::to_string(map.head.head));
    else if (map.head.fusion != Fusion::Mean)
        add(line, "--head", wordOf(fusionWords, map.head.fusion));
    if (map.query.patch)
        add(line, "--query", pair(*map.query.patch));
    if (map.direction != Direction::From)
        add(line, "--direction", wordOf(directionWords, map.direction));
    if (map.discard > 0)
        add(line, "--discard", shortestText(map.discard));
    if (map.seed > 0)
        add(line, "--map-seed", std::to_string(map.seed));
}

/// A difference goes from a class that is said, or is meant: the most probable one, which a command has to be told.
void addTarget(Line& line, const Target& target) {
    if (target.of)
        add(line, "--target",
            std::to_string(*target.of) + (target.against ? ",-" + std::to_string(*target.against) : ""));
}

void addStyle(Line& line, const OverlayStyle& style) {
    const OverlayStyle usual;
    if (style.opacity != usual.opacity)
        add(line, "--opacity", shortestText(style.opacity));
    if (style.colormap && style.colormap != &colormaps().front())
        add(line, "--colormap", style.colormap->name);
    if (!style.smooth)
        line.emplace_back("--flat");
    if (style.keep != usual.keep)
        add(line, "--keep", shortestText(style.keep));
    if (style.contour)
        line.emplace_back("--contour");
    if (style.blend != usual.blend)
        add(line, "--blend", wordOf(blendWords, style.blend));
    if (style.shared)
        line.emplace_back("--shared-scale");
}

void addBoard(Line& line, const Board& board) {
    const Board usual;
    if (board.methods != usual.methods) {
        std::string names;
        for (const std::string& method : board.methods)
            names += (names.empty() ? "" : ",") + method;
        add(line, "--board", names.empty() ? "none" : names);
    }
    if (board.shared)
        add(line, "--board-scale", wordOf(boardScaleWords, board.shared));
    if (board.insertion)
        add(line, "--board-curve", wordOf(boardCurveWords, board.insertion));
    if (board.fill != usual.fill)
        add(line, "--board-fill", wordOf(boardFillWords, board.fill));
    if (board.step != usual.step)
        add(line, "--board-step", std::to_string(board.step));
}

void addIntervention(Line& line, const Intervention& intervention) {
    if (!intervention.masked.empty()) {
        add(line, "--mask", patchesText(intervention.masked));
        add(line, "--fill", wordOf(fillWords, intervention.fill));
    }
    for (const Off& off : intervention.off)
        add(line, "--off", offText(off));
    if (const auto& graft = intervention.graft) {
        add(line, "--patch-from", fullPath(graft->picture));
        add(line, "--patch-layer", graft->index == 0 ? "embedding" : std::to_string(graft->index - 1));
        if (!graft->patches.empty())
            add(line, "--patch-tokens", patchesText(graft->patches));
    }
}

/// How Vitrine was started: ./run names itself, so that the line works wherever it is pasted.
std::string program() {
    const char* given = std::getenv("VITRINE_COMMAND");
    return given && *given ? given : "vitrine";
}

std::string pictureWord(const PictureSource& picture) {
    return picture.url.empty() ? fullPath(picture.file) : picture.url;
}

/// What explain and shot say alike.
Line beginning(const char* command, const Scene& scene) {
    Line line{program(), command, pictureWord(scene.picture)};
    addModel(line, scene.model);
    addFraming(line, scene);
    addMap(line, scene.view.map);
    addStyle(line, scene.view.style);
    addIntervention(line, scene.view.intervention);
    return line;
}

/// "pca-L10", "norms-in", "heads".
std::string insideName(const View& view) {
    const std::string name = wordOf(insideWords, view.inside.view);
    if (view.inside.view == InsideView::Heads)
        return name;
    return name + (view.inside.embedding ? "-in" : "-L" + std::to_string(view.map.layer));
}

}  // namespace

std::string shellWord(const std::string& text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,=@%+";
    if (!text.empty() && text.find_first_not_of(plain) == text.npos)
        return text;
    std::string word = "'";
    for (const char c : text)
        word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string shellLine(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words)
        line += (line.empty() ? "" : " ") + shellWord(word);
    return line;
}

std::string proposedName(const Scene& scene) {
    const MapRequest map = scene.view.page == Page::Matrix ? matrixRequest(scene.view.map) : scene.view.map;
    const Method* method = findMethod(map.method);
    std::string name = std::filesystem::path(scene.pictureName).stem().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == '/' || c == '\\' || c == ':'; }, '_');
    name = (name.empty() ? "picture" : name) + "-";
    if (scene.view.page == Page::Inside)
        return name + insideName(scene.view) + (scene.view.intervention.any() ? "-changed" : "");
    if (scene.view.page == Page::Board || scene.view.page == Page::Grid)
        return name + (scene.view.page == Page::Board ? "board" : "all-heads") +
               (scene.view.intervention.any() ? "-changed" : "");
    name += map.method;
    if (method && method->usesLayer && map.layer >= 0)
        name += "-L" + std::to_string(map.layer);
    if (method && method->usesLayers && map.layers.last > 0)
        name += "-L" + std::to_string(map.layers.first) + "-" + std::to_string(map.layers.last - 1);
    name += map.head.head >= 0 ? "-H" + std::to_string(map.head.head)
                               : std::string("-") + wordOf(fusionWords, map.head.fusion);
    if (scene.view.page == Page::Matrix)
        return name + "-matrix" + (scene.view.intervention.any() ? "-changed" : "");
    if (map.direction == Direction::To)
        name += "-to";
    if (map.query.patch)
        name += "-P" + std::to_string(map.query.patch->row) + "-" + std::to_string(map.query.patch->col);
    return name + (scene.view.intervention.any() ? "-changed" : "");
}

std::vector<std::string> explainCommand(const Scene& scene, const std::filesystem::path& output) {
    Line line = beginning("explain", scene);
    const Method* method = findMethod(scene.view.map.method);
    if (method && method->usesTarget)
        addTarget(line, scene.view.map.target);
    add(line, "-o", output.string());
    return line;
}

std::vector<std::string> shotCommand(const Scene& scene, const std::filesystem::path& output) {
    Line line = beginning("shot", scene);
    if (scene.view.page != Page::Picture)
        add(line, "--page", wordOf(pageWords, scene.view.page));
    for (const Cell& pin : scene.view.pins)
        add(line, "--pin", pair(pin));
    if (scene.view.grid_scale != GridScale::Own)
        add(line, "--grid-scale", wordOf(gridScaleWords, scene.view.grid_scale));
    if (!scene.view.matrix_log)
        add(line, "--matrix", "linear");
    const InsideChoice& inside = scene.view.inside;
    if (inside.view != InsideView::Pca)
        add(line, "--inside", wordOf(insideWords, inside.view));
    if (inside.embedding)
        line.emplace_back("--embedding");
    addTarget(line, scene.view.map.target);
    addBoard(line, scene.view.board);
    if (!scene.view.node.empty())
        add(line, "--select", scene.view.node);
    if (scene.theme != "dark")
        add(line, "--theme", scene.theme);
    if (scene.textPercent != 100)
        add(line, "--text", std::to_string(scene.textPercent));
    std::string columns;
    for (const int width : scene.columns)
        columns += (columns.empty() ? "" : ",") + std::to_string(width);
    if (!columns.empty())
        add(line, "--columns", columns);
    add(line, "--size", std::to_string(scene.width) + "x" + std::to_string(scene.height));
    add(line, "-o", output.string());
    return line;
}

}  // namespace vitrine

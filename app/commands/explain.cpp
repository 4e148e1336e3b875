// vitrine explain: where the model looked in a picture.
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"
#include "core/dump.h"
#include "core/explain/request.h"
#include "core/explain/room.h"
#include "core/export/map_file.h"
#include "core/export/overlay_image.h"
#include "core/image/decode.h"
#include "core/model/intervention_check.h"
#include "core/overlay/grid.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/python.h"
#include "ui/entry.h"
#include "ui/reading.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    ExplainOptions explain;
    PictureSource like;
    Intervention change;
    bool json = false;
    bool figure = false;
    bool allHeads = false;
    double scale = 2;
    std::filesystem::path dump;
    std::filesystem::path output;
};

double readScale(const Value& value) {
    const double scale = value.number(0, 16);
    if (scale < 0.25)
        value.wrong("must be a number from 0.25 to 16");
    return scale;
}

/// --figure and --all-heads are of a picture.
void checkOutput(const Options& options) {
    const std::string extension = extensionOf(options.output);
    const bool drawn = extension == ".png" || extension == ".svg" || extension == ".pdf";
    for (const auto& [flag, given] : {std::pair{"--figure", options.figure}, std::pair{"--all-heads", options.allHeads}})
        if (given && !drawn)
            throw UsageError(flag, "is a picture: add -o OUT.png, .svg or .pdf");
    Scene scene;
    scene.view.map = options.explain.map;
    if (extension == ".py" && !hasPythonMap(scene))
        throw UsageError("-o " + options.output.string(),
                         "scripts are written for attention and rollout, not yet for " + options.explain.map.method);
    if (options.allHeads && !findMethod(options.explain.map.method)->isAttention)
        throw UsageError("--all-heads", "shows the attention of single heads: --method attention");
}

std::string four(float value) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.4g", double(value));
    return buffer.data();
}

/// null: the method explains no class.
Json targetJson(const Options& options, const Model& model, const Result& result) {
    const MapRequest complete = completed(*result.capture, options.explain.map);
    if (!findMethod(complete.method)->usesTarget)
        return nullptr;
    const auto named = [&](int index) { return Json{{"index", index}, {"label", model.plan.label(index)}}; };
    Json json = named(*complete.target.of);
    if (complete.target.against)
        json["against"] = named(*complete.target.against);
    return json;
}

/// What the map is, with the model's names of classes.
std::string words(const Options& options, const Model& model, const Result& result) {
    const std::string of =
        caption(*result.capture, options.explain.map, [&](int index) { return model.plan.label(index); });
    return withChange(of, options.change);
}

/// One line each, so that many pictures are as easy to read for a program as one.
Json mapJson(const std::filesystem::path& file, const Options& options, const Model& model, const Result& result,
             const Map& map, double ms) {
    Json json{{"image", file.string()},
              {"method", options.explain.map.method},
              {"target", targetJson(options, model, result)},
              {"rows", map.rows},
              {"cols", map.cols},
              {"min", shortest(map.min())},
              {"max", shortest(map.max())},
              {"ms", ms}};
    addChange(json, options.change);
    if (map.completeness_error)
        json["completeness_error"] = shortest(*map.completeness_error);
    return json;
}

/// Why there is nothing to tell apart.
std::string flatWords(const Options& options, const VitConfig& config, const Result& result) {
    const Method& method = *findMethod(options.explain.map.method);
    if (method.usesTarget && result.zeroLogits)
        return "the head's weights are all zero, so nothing in the picture can speak for a class";
    if (method.usesTarget && method.usesQuery && asksIdleToken(config, options.explain.map.query))
        return "the head reads the mean of the patches, so the class token speaks for nothing: ask a patch, --query 6,6";
    return "the same everywhere";
}

std::string mapText(const std::filesystem::path& file, const Options& options, const Model& model, const Result& result,
                    const Map& map) {
    std::string text = oneLine(file.string()) + "\n  " + words(options, model, result) + "\n  " +
                       std::to_string(map.rows) + " × " + std::to_string(map.cols) + " patches, " + four(map.min()) +
                       " to " + four(map.max()) +
                       (map.completeness_error ? ", completeness error " + four(*map.completeness_error) : "");
    if (map.min() == map.max())
        return text + ": " + flatWords(options, model.plan.config, result) + "\n";
    const Cell cell = map.highest();
    const Box box = patchBox({map.rows, map.cols, result.picture->seen}, cell);
    const auto pixels = [](double from, double length) {
        return std::to_string(std::lround(from)) + " to " + std::to_string(std::lround(from + length));
    };
    return text + ", highest at row " + std::to_string(cell.row) + ", column " + std::to_string(cell.col) + " (x " +
           pixels(box.x, box.width) + ", y " + pixels(box.y, box.height) + " of the picture's " +
           std::to_string(result.picture->image->width) + " × " + std::to_string(result.picture->image->height) +
           " px)\n";
}

void writePython(const Options& options, const Model& model, const std::filesystem::path& file, const Result& result) {
    Scene scene;
    scene.model = model.plan.request;
    scene.picture = options.like;
    scene.picture.file = file;
    scene.picture.url = ui::isWebAddress(file.string()) ? file.string() : "";
    scene.pictureName = nameOf(file);
    scene.view.map = options.explain.map;
    scene.view.intervention = options.change;
    const std::string script = pythonScript(scene, model.plan, result.top);
    writeFile(options.output, {reinterpret_cast<const uint8_t*>(script.data()), script.size()});
}

/// What -o is, by its extension: the picture, a figure, the numbers, a script.
void writeOutput(const Options& options, const Model& model, const std::filesystem::path& file, const Result& result,
                 const Map& map) {
    const std::string extension = extensionOf(options.output);
    if (isMapFile(options.output))
        return writeMap(map, words(options, model, result), options.output);
    if (extension == ".py")
        return writePython(options, model, file, result);
    View view;
    view.map = options.explain.map;
    view.style = options.explain.style;
    view.intervention = options.change;
    view.grid_scale = view.style.shared ? GridScale::All : GridScale::Own;
    if (extension == ".png" && !options.figure && !options.allHeads)
        return writePng(overlayImage(model.plan, result, view, map), options.output);
    ui::writeFigure(model.plan, result, {nameOf(file), view, options.allHeads, options.scale, options.output});
}

void explainOne(const Options& options, const Model& model, const std::filesystem::path& file, const Result& result) {
    ProgressLine line;
    const Progress progress = progressOn(line, [&](int done, int total) {
        return nameOf(file) + ": " + options.explain.map.method + ", " + std::to_string(done) + " of " +
               std::to_string(total) + " steps";
    });
    const auto start = std::chrono::steady_clock::now();
    const Map map = explain(*result.capture, options.explain.map, progress);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    line.clear();
    if (!options.dump.empty())
        dumpMap(map, options.dump);
    if (!options.output.empty())
        writeOutput(options, model, file, result, map);
    if (options.json)
        print(mapJson(file, options, model, result, map, ms).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    else
        print(mapText(file, options, model, result, map) +
              (options.output.empty() ? "" : "  written to " + oneLine(options.output.string()) + "\n"));
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addOutputOption(
        app,
        "where the result goes (one picture). OUT.png: the picture with the map over it;\n"
        ".svg, .pdf: a figure with a colour bar and a caption; .npz, .safetensors, .csv: the\n"
        "map's numbers; .py: a script for torchvision that computes the same\n(attention and rollout of a run with nothing changed)",
        {".png", ".svg", ".pdf", ".npz", ".safetensors", ".csv", ".py"}, options.output);
    app.add_flag("--figure", options.figure, "OUT.png is a figure with a colour bar and a caption");
    app.add_flag("--all-heads", options.allHeads, "OUT.png, .svg or .pdf is one sheet of all layers and heads");
    addOption(app, "--scale", "X", "of a figure's PNG: 1 is 96 px to the inch (default: 2)",
              [&options](const Value& v) { options.scale = readScale(v); });
    app.add_flag("--json", options.json, "for programs: one object a picture, one a line");
    addOption(app, "--dump", "FILE", "the map's own numbers into a .safetensors file (one picture)",
              [&options](const Value& v) { options.dump = v.text; });
    addExplainOptions(app, options.explain, true);
    addInterventionOptions(app, options.change);
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine explain cat.jpg --method attention -o looked.png\n"
               "  vitrine explain cat.jpg --method attention --layer 3 --head 0 --query 6,6 -o patch.pdf\n"
               "  vitrine explain cat.jpg --method chefer --target dog -o dog.png\n"
               "  vitrine explain cat.jpg --method ig --target cat,-dog -o difference.png\n"
               "  vitrine explain cat.jpg --method rollout --head max --discard 0.9 -o rollout.png");
}

}  // namespace

int explain(int argc, char** argv) {
    CLI::App app("Where did the model look? A map over the patches of the picture.\n"
                 "attention: how much one block's class token (or a patch) takes from every patch.\n"
                 "rollout:   the attention of all blocks multiplied together, from the first to the last.\n"
                 "chefer:    which patches spoke for a class (--target); the usual first choice for one.\n"
                 "Others: grad_rollout, attn_grad, legrad, gradcam, input_grad, ig, occlusion; random and centre\n"
                 "are what an explanation has to be better than.",
                 "vitrine explain");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    checkMapOptions(app, options.explain);
    checkIntervention(app, options.change);
    requireImages(options.images);
    for (const auto& [option, file] : {std::pair{"-o", options.output}, std::pair{"--dump", options.dump}})
        if (!file.empty())
            requireSingle(options.images, option);
    for (const auto& [option, file] : {std::pair{"-o", options.output}, std::pair{"--dump", options.dump}})
        requireOther(option, file, options.images, options.model);
    checkOutput(options);
    const ModelPlan plan = planForMap(options.model, options.explain, options.change);
    Changed changed(options.change);
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& result) {
        explainOne(options, model, file, result);
    };
    return forEachImage(options.images, plan, use, options.like, std::ref(changed));
}

}  // namespace vitrine::commands

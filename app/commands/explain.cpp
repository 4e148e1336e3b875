// vitrine explain: where the model looked in a picture.
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/images.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/dump.h"
#include "core/image/decode.h"
#include "core/overlay/grid.h"

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
    bool json = false;
    std::filesystem::path dump;
    std::filesystem::path output;
};

/// Where the map is highest; the first of several.
Cell highest(const Map& map) {
    const int at = int(std::max_element(map.values.begin(), map.values.end()) - map.values.begin());
    return {at / map.cols, at % map.cols};
}

std::string four(float value) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.4g", double(value));
    return buffer.data();
}

/// One line each, so that many pictures are as easy to read for a program as one.
Json mapJson(const std::filesystem::path& file, const Options& options, const Map& map, double ms) {
    return {{"image", file.string()},
            {"method", options.explain.map.method},
            {"target", nullptr},  // attention and rollout explain no class
            {"rows", map.rows},
            {"cols", map.cols},
            {"min", shortest(map.min())},
            {"max", shortest(map.max())},
            {"ms", ms}};
}

std::string mapText(const std::filesystem::path& file, const Options& options, const Result& result, const Map& map) {
    std::string text = oneLine(file.string()) + "\n  " + caption(*result.capture, options.explain.map) + "\n  " +
                       std::to_string(map.rows) + " × " + std::to_string(map.cols) + " patches, " + four(map.min()) +
                       " to " + four(map.max());
    if (map.min() == map.max())
        return text + ": the same everywhere\n";
    const Cell cell = highest(map);
    const Box box = patchBox({map.rows, map.cols, result.picture->seen}, cell);
    const auto pixels = [](double from, double length) {
        return std::to_string(std::lround(from)) + " to " + std::to_string(std::lround(from + length));
    };
    return text + ", highest at row " + std::to_string(cell.row) + ", column " + std::to_string(cell.col) + " (x " +
           pixels(box.x, box.width) + ", y " + pixels(box.y, box.height) + " of the picture's " +
           std::to_string(result.picture->image.width) + " × " + std::to_string(result.picture->image.height) + " px)\n";
}

void explainOne(const Options& options, const std::filesystem::path& file, const Result& result) {
    const auto start = std::chrono::steady_clock::now();
    const Map map = explain(*result.capture, options.explain.map);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (!options.dump.empty())
        dumpMap(map, options.dump);
    if (!options.output.empty())
        writePng(blend(result.picture->forTheEye(), result.picture->seen, map, options.explain.style), options.output);
    if (options.json)
        print(mapJson(file, options, map, ms).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    else
        print(mapText(file, options, result, map) +
              (options.output.empty() ? "" : "  written to " + oneLine(options.output.string()) + "\n"));
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addPngOption(app, "the picture with the map over it (one picture)", options.output);
    app.add_flag("--json", options.json, "for programs: one object a picture, one a line");
    addOption(app, "--dump", "FILE", "the map's own numbers into a .safetensors file (one picture)",
              [&options](const Value& v) { options.dump = v.text; });
    addExplainOptions(app, options.explain);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine explain cat.jpg --method attention -o looked.png\n"
               "  vitrine explain cat.jpg --method attention --layer 3 --head 0 --query 6,6 -o patch.png\n"
               "  vitrine explain cat.jpg --method rollout --head max --discard 0.9 -o rollout.png");
}

}  // namespace

int explain(int argc, char** argv) {
    CLI::App app("Where did the model look? A map over the patches of the picture.\n"
                 "attention: how much one block's class token (or a patch) takes from every patch.\n"
                 "rollout:   the attention of all blocks multiplied together, from the first to the last.",
                 "vitrine explain");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    if (!app.count("--method"))
        throw UsageError("--method", "which one? attention or rollout");
    checkExplainOptions(app, options.explain);
    requireImages(options.images);
    for (const auto& [option, file] : {std::pair{"-o", options.output}, std::pair{"--dump", options.dump}})
        if (!file.empty())
            requireSingle(options.images, option);
    const ModelPlan plan = planAloud(options.model);
    checkMap(plan, options.explain.map);
    return forEachImage(options.images, plan, [&](const Model&, const std::filesystem::path& file, const Result& result) {
        explainOne(options, file, result);
    });
}

}  // namespace vitrine::commands

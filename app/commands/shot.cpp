// vitrine shot: the window with a picture or a scene in it, drawn without a screen.
#include "app/commands/board_options.h"
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/export/map_file.h"
#include "core/image/folder.h"
#include "core/model/intervention_check.h"
#include "core/read_file.h"
#include "core/scene/complaints.h"
#include "core/scene/words.h"
#include "ui/entry.h"
#include "ui/reading.h"

#include <algorithm>

namespace vitrine::commands {
namespace {

constexpr int minSide = 320;
constexpr int maxSide = 8192;

struct Options {
    std::vector<std::string> inputs;
    Scene scene;  ///< what the line says of it
    ExplainOptions explain;
    ui::ShotOptions shot;
    std::filesystem::path output;
};

std::vector<int> readColumns(const Value& value) {
    std::vector<int> widths;
    for (size_t start = 0; start <= value.text.size();) {
        const size_t end = std::min(value.text.find(',', start), value.text.size());
        widths.push_back(int(Value{value.option, value.text.substr(start, end - start)}.integer(0, maxSide)));
        start = end + 1;
    }
    return widths;
}

void readSize(const Value& value, Scene& scene) {
    const auto size = readPair(value.text, 'x');
    if (!size)
        value.wrong("must be WIDTHxHEIGHT: 1440x900");
    for (const int side : {size->first, size->second})
        if (side < minSide || side > maxSide)
            value.wrong("each side must be from " + std::to_string(minSide) + " to " + std::to_string(maxSide));
    scene.width = size->first;
    scene.height = size->second;
}

Cell readCell(const Value& value) {
    const auto cell = readPair(value.text, ',');
    if (!cell)
        value.wrong("must be ROW,COL, counted from 0: 6,6");
    return {cell->first, cell->second};
}

void addViewOptions(CLI::App& app, Options& options) {
    View& view = options.scene.view;
    const std::string group = "What the window shows";
    addOption(app, "--page", "WHICH", "picture (default), input, grid, matrix, inside or board", [&view](const Value& v) {
        view.page = oneOf(v, pageWords);
    })->group(group);
    app.add_option_function<std::vector<std::string>>(
           "--pin",
           [&view](const std::vector<std::string>& cells) {
               view.pins.clear();
               for (const std::string& cell : cells)
                   view.pins.push_back(readCell({"--pin", cell}));
           },
           "a patch to compare, in a colour of its own; may come several times")
        ->option_text("ROW,COL")
        ->allow_extra_args(false)
        ->take_all()
        ->group(group);
    addOption(app, "--grid-scale", "WHOSE", "of the grid's colours: own (default), layer or all", [&view](const Value& v) {
        view.grid_scale = oneOf(v, gridScaleWords);
    })->group(group);
    addOption(app, "--matrix", "SCALE", "of the matrix's colours: log (default) or linear", [&view](const Value& v) {
        view.matrix_log = v.oneOf<bool>({{"log", true}, {"linear", false}});
    })->group(group);
    addOption(app, "--inside", "WHAT", "of the page inside: pca (default), similarity, norms, lens or heads",
              [&view](const Value& v) { view.inside.view = oneOf(v, insideWords); })
        ->group(group);
    app.add_flag("--embedding", view.inside.embedding,
                 "of the page inside: what enters the first block, not what leaves --layer")
        ->group(group);
    addBoardOptions(app, view.board, group);
    addOption(app, "--select", "NODE", "a module of the tree: encoder_layer_3, or its whole path", [&view](const Value& v) {
        view.node = v.text;
    })->group(group);
}

void addWindowOptions(CLI::App& app, Options& options) {
    Scene& scene = options.scene;
    addOption(app, "--theme", "WHICH", "dark (default) or light", [&scene](const Value& v) {
        scene.theme = v.oneOf<std::string>({{"dark", "dark"}, {"light", "light"}});
    });
    addOption(app, "--size", "WxH", "of the window in pixels (default: 1440x900)",
              [&scene](const Value& v) { readSize(v, scene); });
    addOption(app, "--columns", "A,B,C", "widths of the tree, the picture and the right side in pixels",
              [&scene](const Value& v) { scene.columns = readColumns(v); });
    addOption(app, "--text", "PERCENT", "size of the text, 80 to 200 (default: 100)",
              [&scene](const Value& v) { scene.textPercent = int(v.integer(80, 200)); });
    addOption(app, "--scale", "X", "so many times as many pixels, as on a fine screen (default: 1)",
              [&options](const Value& v) {
                  options.shot.scale = v.number(0, 8);
                  if (options.shot.scale < 0.5)
                      v.wrong("must be a number from 0.5 to 8");
              });
    addOption(app, "--panel", "WHICH", "a part of the window:\n" + joined(ui::panelNames(), 8),
              [&options](const Value& v) {
                  const auto& names = ui::panelNames();
                  if (std::find(names.begin(), names.end(), v.text) == names.end())
                      v.wrong("must be one of " + joined(names));
                  options.shot.panel = v.text;
              });
}

void addOptions(CLI::App& app, Options& options) {
    app.add_option("INPUT", options.inputs,
                   "a picture, a .safetensors with `input` (3,H,W), a scene (.json), or a folder\n"
                   "of scenes or pictures")
        ->option_text("...");
    addOption(app, "-o,--output", "OUT.png",
              "where the picture of the window goes; of several: a folder\n"
              "(scenes: beside them, when you say nothing)",
              [&options](const Value& v) { options.output = v.text; });
    addWindowOptions(app, options);
    addViewOptions(app, options);
    addExplainOptions(app, options.explain);
    addInterventionOptions(app, options.scene.view.intervention);
    addCutOptions(app, options.scene.picture);
    addModelOptions(app, options.scene.model);
    app.footer("Examples:\n  vitrine shot cat.jpg --layer 10 --theme light -o window.png\n"
               "  vitrine shot talk.json --scale 2 --panel stage -o stage.png\n"
               "  vitrine shot scenes/ -o pictures/");
}

/// What an input stands for: itself, or what is in the folder (scenes, or where there are none pictures).
std::vector<std::filesystem::path> expand(const std::string& input) {
    if (ui::isWebAddress(input))
        return {input};
    std::error_code error;
    if (!std::filesystem::is_directory(input, error))
        return {input};
    std::vector<std::filesystem::path> scenes;
    for (const auto& entry : std::filesystem::directory_iterator(input, error))
        if (isSceneFile(entry.path()))
            scenes.push_back(entry.path());
    if (error)
        throw Error(input, "the folder cannot be read: " + error.message());
    std::sort(scenes.begin(), scenes.end());
    return scenes.empty() ? imagesIn(input) : scenes;
}

/// A scene says all of this itself; only how it is drawn, and where it runs, can be said otherwise.
void refuseBesideScene(const CLI::App& app, const Options& options, const std::filesystem::path& file) {
    ModelRequest model = options.scene.model;
    model.placement = {};
    if (model != ModelRequest() || options.explain.map != MapRequest())
        throw UsageError(nameOf(file), "the scene says its model and its view; leave those options out");
    for (const char* option :
         {"--page",  "--pin",         "--target",      "--grid-scale", "--matrix",       "--inside",   "--embedding",
          "--board", "--board-scale", "--board-curve", "--board-fill", "--board-step",   "--opacity",  "--colormap",
          "--flat",  "--keep",        "--contour",     "--blend",      "--shared-scale", "--crop-box", "--frame"})
        if (app.count(option))
            throw UsageError(option, "the scene " + nameOf(file) + " says that itself");
    for (const std::string& option : interventionOptions())
        if (app.count(option))
            throw UsageError(option, "the scene " + nameOf(file) + " says that itself");
}

Scene sceneOf(const CLI::App& app, const Options& options, const std::filesystem::path& file) {
    if (!isSceneFile(file)) {
        Scene scene = options.scene;
        const bool isAddress = ui::isWebAddress(file.string());
        std::error_code error;
        if (!isAddress && !std::filesystem::exists(file, error))
            throw Error(file.string(), ui::whyMissing(file.string()));
        scene.picture.file = isAddress ? ui::fetchPicture(file.string()) : file;
        scene.picture.url = isAddress ? file.string() : "";
        scene.pictureName = nameOf(file);
        scene.view.map = options.explain.map;
        scene.view.style = options.explain.style;
        return scene;
    }
    refuseBesideScene(app, options, file);
    Scene scene = inScene(nameOf(file), [&] { return readScene(file); });
    if (app.count("--theme"))
        scene.theme = options.scene.theme;
    if (app.count("--size")) {
        scene.width = options.scene.width;
        scene.height = options.scene.height;
    }
    if (app.count("--columns"))
        scene.columns = options.scene.columns;
    if (app.count("--text"))
        scene.textPercent = options.scene.textPercent;
    if (app.count("--select"))
        scene.view.node = options.scene.view.node;
    if (options.scene.model.placement != Placement())
        scene.model.placement = options.scene.model.placement;
    return scene;
}

/// OUT.png of a single input; else beside the scene or in the folder, under its name.
std::filesystem::path outputOf(const Options& options, const std::filesystem::path& file, bool single) {
    if (single && extensionOf(options.output) == ".png")
        return options.output;
    const std::filesystem::path folder = options.output.empty() ? file.parent_path() : options.output;
    return folder / std::filesystem::path(file.filename()).replace_extension(".png");
}

void checkOutput(const Options& options, const std::vector<std::filesystem::path>& files) {
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(options.output, ignored);
    const bool scenes = std::all_of(files.begin(), files.end(), isSceneFile);
    if (options.output.empty() && !scenes)
        throw UsageError("-o", "where to? Name a .png");
    if (files.size() > 1 && !options.output.empty() && !folder)
        throw UsageError("-o " + options.output.string(), "must be a folder that is there: here are " +
                                                              std::to_string(files.size()) + " pictures to draw");
    if (files.size() == 1 && !options.output.empty() && !folder && extensionOf(options.output) != ".png")
        throw UsageError("--output " + options.output.string(), "must end in .png");
    requireOther("-o", options.output, options.inputs, options.scene.model);
}

/// One that fails does not stop the others; alone it fails as everything does.
bool drawOne(ui::Shots& shots, const CLI::App& app, const Options& options, const std::filesystem::path& file,
             bool single) {
    try {
        const Scene scene = sceneOf(app, options, file);
        const auto draw = [&] { shots.draw({scene, outputOf(options, file, single)}); };
        if (!isSceneFile(file))
            draw();
        else
            inScene(nameOf(file), [&] {
                requirePicture(scene);
                requireFiles(scene);
                draw();
            });
        return true;
    } catch (const Error& error) {
        if (single)
            throw;
        complain(error.what());
    }
    return false;
}

}  // namespace

int shot(int argc, char** argv) {
    CLI::App app(
        "A picture of the window, drawn without a screen: for talks, papers and pages. Leaves out what differs from\n"
        "run to run (times, free memory). The same scene gives the same picture every time.",
        "vitrine shot");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    if (options.inputs.empty())
        throw UsageError("INPUT", "of what? Name a picture, a scene or a folder");
    checkExplainOptions(app, options.explain);
    checkIntervention(app, options.scene.view.intervention);
    std::vector<std::filesystem::path> files;
    for (std::string& input : options.inputs) {
        input = ui::withoutFileScheme(input);
        const auto found = expand(input);
        files.insert(files.end(), found.begin(), found.end());
    }
    checkOutput(options, files);
    const bool single = files.size() == 1;
    if (!std::all_of(files.begin(), files.end(), isSceneFile)) {
        const ModelPlan plan = planAloud(options.scene.model);
        checkMap(plan, options.explain);
        requireThere(plan.config, options.scene.view.intervention);
    }
    ui::Shots shots(argc, argv, options.shot);
    bool failed = false;
    for (const std::filesystem::path& file : files)
        failed |= !drawOne(shots, app, options, file, single);
    return failed ? 1 : 0;
}

}  // namespace vitrine::commands

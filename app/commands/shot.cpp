// vitrine shot: the window with a picture in it, drawn without a screen.
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "ui/entry.h"

namespace vitrine::commands {
namespace {

constexpr int minSide = 320;
constexpr int maxSide = 8192;

void readSize(const Value& value, ui::ShotOptions& options) {
    const auto size = readPair(value.text, 'x');
    if (!size)
        value.wrong("must be WIDTHxHEIGHT: 1440x900");
    for (const int side : {size->first, size->second})
        if (side < minSide || side > maxSide)
            value.wrong("each side must be from " + std::to_string(minSide) + " to " + std::to_string(maxSide));
    options.width = size->first;
    options.height = size->second;
}

void addOptions(CLI::App& app, ui::ShotOptions& options, ExplainOptions& explain) {
    app.add_option("IMAGE", options.image, "a picture, or a .safetensors with `input` (3,H,W)")->option_text(" ");
    addPngOption(app, "where the picture of the window goes", options.output);
    addOption(app, "--select", "NODE", "a module of the tree: encoder_layer_3, or its whole path",
              [&options](const Value& v) { options.select = v.text; });
    addOption(app, "--theme", "WHICH", "dark (default) or light", [&options](const Value& v) {
        options.theme = v.oneOf<std::string>({{"dark", "dark"}, {"light", "light"}});
    });
    addOption(app, "--size", "WxH", "of the window in pixels (default: 1440x900)",
              [&options](const Value& v) { readSize(v, options); });
    addExplainOptions(app, explain);
    addModelOptions(app, options.model);
    app.footer("Example:\n  vitrine shot cat.jpg --layer 10 --theme light -o window.png");
}

}  // namespace

int shot(int argc, char** argv) {
    CLI::App app(
        "A picture of the window, drawn without a screen: for talks, papers and pages. Leaves out what differs from\n"
        "run to run (times, free memory).",
        "vitrine shot");
    ui::ShotOptions options;
    ExplainOptions explain;
    addOptions(app, options, explain);
    if (!parse(app, argc, argv))
        return 0;
    if (options.image.empty())
        throw UsageError("IMAGE", "which picture? Name a file");
    if (options.output.empty())
        throw UsageError("-o", "where to? Name a .png");
    checkExplainOptions(app, explain);
    checkMap(planAloud(options.model), explain.map);
    options.map = explain.map;
    options.opacity = explain.style.opacity;
    if (explain.style.colormap)
        options.colormap = explain.style.colormap->name;
    return ui::runShot(argc, argv, options);
}

}  // namespace vitrine::commands

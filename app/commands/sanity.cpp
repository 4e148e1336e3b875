// vitrine sanity: does a map change when the model forgets what it has learnt?
#include "core/change/sanity.h"
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"
#include "core/explain/request.h"
#include "core/explain/room.h"
#include "core/model/intervention_check.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    ExplainOptions explain;
    PictureSource like;
    Intervention change;
    uint64_t seed = 0;
    bool json = false;
};

/// "nothing", "head", "head to layer 11", "all"; without a head "final norm", "final norm to layer 11".
std::string partText(const SanityStep& step) {
    if (step.randomised == 0)
        return "nothing";
    const std::string top = step.hasHead ? "head" : "final norm";
    if (step.randomised == 1)
        return top;
    return step.layer < 0 ? "all" : top + " to layer " + std::to_string(step.layer);
}

std::string number(const std::optional<double>& value, size_t width) {
    return padLeft(value ? (*value > 0 ? "+" : "") + fixed(*value, 3) : "flat", width);
}

/// Where a part cannot change the map, however it is drawn.
std::string untouchedText(const MapRequest& map, int layers) {
    const Method& method = *findMethod(map.method);
    if (method.isBaseline)
        return "  " + method.name + " does not look at the model, so nothing drawn anew can change it.\n";
    const int reach = reachOf(map, layers);
    if (reach >= layers)
        return "";
    if (method.usesLayer)
        return "  This map is made in layer " + std::to_string(map.layer) + ": what lies above it cannot change it.\n";
    if (reach == layers - 1)
        return "  The head is no part of this map: drawing it anew changes nothing.\n";
    return "  What is above layer " + std::to_string(reach) +
           " is no part of this map: drawing it anew changes nothing.\n";
}

std::string sanityText(const std::filesystem::path& file, const std::string& what, const MapRequest& map,
                       const Intervention& change, const std::vector<SanityStep>& steps) {
    std::string text = oneLine(file.string()) + "\n  " + withChange(oneLine(what), change) + "\n  " +
                       padRight("drawn anew", 24) + padLeft("values", 9) + padLeft("magnitudes", 12) + "\n";
    for (const SanityStep& step : steps)
        text += "  " + padRight(step.randomised == 0 ? "nothing yet" : partText(step), 24) +
                number(step.correlation, 9) + number(step.absolute_correlation, 12) + "\n";
    return text +
           "  Rank correlation (Spearman) with the first map, of the values and of their magnitudes. flat: one value everywhere.\n"
           "  One that stays near 1 shows the picture, not what the model has learnt.\n" +
           untouchedText(map, steps.front().layer);
}

Json sanityJson(const std::filesystem::path& file, const Options& options, const std::vector<SanityStep>& steps) {
    Json list = Json::array();
    const auto orNull = [](const std::optional<double>& value) { return value ? Json(*value) : Json(); };
    for (const SanityStep& step : steps)
        list.push_back({{"randomised", step.randomised},
                        {"down_to", partText(step)},
                        {"correlation", orNull(step.correlation)},
                        {"absolute_correlation", orNull(step.absolute_correlation)},
                        {"map", step.map.numbers()}});
    Json json{{"image", file.string()},         {"method", options.explain.map.method}, {"seed", options.seed},
              {"rows", steps.front().map.rows}, {"cols", steps.front().map.cols},       {"steps", list}};
    addChange(json, options.change);
    return json;
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addOption(app, "--draw", "N", "which draw of the random weights (default: 0)",
              [&options](const Value& v) { options.seed = uint64_t(v.integer(0, int64_t(1) << 53)); });
    app.add_flag("--json", options.json, "for programs: one object a picture, one a line, with every map");
    addMapOptions(app, options.explain, true);
    addInterventionOptions(app, options.change);
    for (const char* option : {"--patch-from", "--patch-layer", "--patch-tokens"})
        app.get_option(option)->group("");  // refused, and told why: not offered
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine sanity cat.jpg --method chefer\n"
               "  vitrine sanity cat.jpg --method gradcam --target dog --json");
}

}  // namespace

int sanity(int argc, char** argv) {
    CLI::App app(
        "Does a map show what the model has learnt? Its layers are drawn anew, from the head down to the first, and the\n"
        "same map is made each time. A map that stays alike explains the picture, not the model (Adebayo et al.,\n"
        "Sanity Checks for Saliency Maps, 2018).",
        "vitrine sanity");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    checkMapOptions(app, options.explain);
    checkIntervention(app, options.change);
    if (options.change.graft)
        throw UsageError("--patch-from", "brings tokens of the trained model; they cannot be in one that is drawn anew");
    requireImages(options.images);
    const ModelPlan plan = planForMap(options.model, options.explain, options.change);
    Changed changed(options.change);
    ProgressLine line;
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& result) {
        const Progress progress = progressOn(line, [&](int done, int total) {
            return nameOf(file) + ": " + std::to_string(done) + " of " + std::to_string(total) + " parts";
        });
        const auto steps = sanityCheck(*result.capture, options.explain.map, options.seed, progress);
        line.clear();
        if (options.json)
            return print(sanityJson(file, options, steps).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
        const auto name = [&](int index) { return model.plan.label(index); };
        print(sanityText(file, caption(*result.capture, options.explain.map, name),
                         completed(*result.capture, options.explain.map), options.change, steps));
    };
    return forEachImage(options.images, plan, use, options.like, std::ref(changed));
}

}  // namespace vitrine::commands

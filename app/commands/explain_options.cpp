#include "app/commands/explain_options.h"

#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "core/error.h"
#include "core/explain/methods.h"
#include "core/explain/request.h"
#include "core/explain/room.h"
#include "core/model/intervention_check.h"
#include "core/read_file.h"
#include "core/scene/target.h"
#include "core/scene/words.h"

namespace vitrine::commands {
namespace {

constexpr int maxIndex = 1 << 16;  // of a layer or a head; what there really is, is explain()'s to say

/// "attention, rollout"; with " or " before the last one "attention or rollout". In a help page on several lines.
std::string methodNames(const std::string& beforeLast = ", ", bool inHelp = false) {
    std::string names;
    size_t line = 0;
    for (const Method& method : methods()) {
        names += (names.empty() ? "" : &method == &methods().back() ? beforeLast : ", ");
        if (inHelp && names.size() - line > 60) {
            names.back() = '\n';
            line = names.size();
        }
        names += method.name;
    }
    return names;
}

HeadChoice readHead(const Value& value) {
    for (const auto& [name, fusion] : fusionWords)
        if (value.text == name)
            return {-1, fusion};
    if (value.text.find_first_not_of("0123456789") != std::string::npos)
        value.wrong("must be a head's number, mean, max or min");
    return {int(value.integer(0, maxIndex)), Fusion::Mean};
}

LayerRange readLayers(const Value& value) {
    const auto range = readPair(value.text, ':');
    if (!range || range->first >= range->second)
        value.wrong("must be FROM:TO, the first below the second: 2:5 is layers 2, 3 and 4");
    return {range->first, range->second};
}

const Colormap* readColormap(const Value& value) {
    std::vector<std::pair<std::string, const Colormap*>> choices;
    for (const Colormap& map : colormaps())
        choices.emplace_back(map.name, &map);
    return value.oneOf(choices);
}

std::string readMethod(const Value& value) {
    if (!findMethod(value.text))
        value.wrong("must be one of " + methodNames());
    return value.text;
}

void requireMethod(const CLI::App& app, ExplainOptions& options) {
    if (app.count("--method"))
        return;
    if (app.count("--target"))
        options.map.method = methodForClass().name;
    else
        throw UsageError("--method", "which one? " + methodNames(" or ") + "; --method " + methods().front().name +
                                         " is a good beginning");
}

void refuseIdleTarget(const ExplainOptions& options) {
    if (!options.target.empty() && !findMethod(options.map.method)->usesTarget)
        throw UsageError("--target " + options.target,
                         options.map.method + " explains no class; chefer does, and others");
}

}  // namespace

Query readQuery(const Value& value) {
    if (value.text == "cls")
        return {};
    const auto cell = readPair(value.text, ',');
    if (!cell)
        value.wrong("must be cls or ROW,COL, counted from 0: --query 6,6");
    return {Cell{cell->first, cell->second}};
}

void addMapOptions(CLI::App& app, ExplainOptions& options, bool methodRequired) {
    const std::string group = "Which map (layers, heads, rows and columns are counted from 0)";
    MapRequest& map = options.map;
    const std::string without = methodRequired ? "\n(required; with --target alone: " + methodForClass().name + ")"
                                               : " (default: " + map.method + ")";
    addOption(app, "--method", "NAME", methodNames(", ", true) + without, [&map](const Value& v) {
        map.method = readMethod(v);
    })->group(group);
    addOption(app, "--layer", "L", "the block whose attention it is (default: the last)", [&map](const Value& v) {
        map.layer = int(v.integer(0, maxIndex));
    })->group(group);
    addOption(app, "--head", "H", "a head's number, or mean (default), max or min over all", [&map](const Value& v) {
        map.head = readHead(v);
    })->group(group);
    addOption(app, "--query", "WHO", "who looks: cls (the class token, default) or the patch ROW,COL",
              [&map](const Value& v) { map.query = readQuery(v); })
        ->group(group);
    addOption(
        app, "--direction", "from|to",
        "from (default): what the query attends to, its row;\nto: how much each patch attends to the query, its column",
        [&map](const Value& v) { map.direction = oneOf(v, directionWords); })
        ->group(group);
    addOption(app, "--target", "A|A,-B",
              "the class explained, by index or label (default: the most probable);\nA,-B: what speaks for A against B",
              [&options](const Value& v) { options.target = v.text; })
        ->group(group);
    addOption(app, "--layers", "FROM:TO",
              "of rollout, grad_rollout, chefer, legrad: 2:5 is layers 2, 3 and 4 (default: all)",
              [&map](const Value& v) { map.layers = readLayers(v); })
        ->group(group);
    addOption(app, "--map-seed", "N", "of random: which draw (default: 0)", [&map](const Value& v) {
        map.seed = uint64_t(v.integer(0, 1 << 30));
    })->group(group);
    addOption(app, "--discard", "R", "of rollout, grad_rollout: the share of the smallest entries set to 0 (default: 0)",
              [&map](const Value& v) {
                  map.discard = v.number(0, 1);
                  if (map.discard == 1)
                      v.wrong("must be from 0 to below 1: 1 would leave nothing");
              })
        ->group(group);
}

void addExplainOptions(CLI::App& app, ExplainOptions& options, bool methodRequired) {
    addMapOptions(app, options, methodRequired);
    const std::string look = "How it is drawn";
    OverlayStyle& style = options.style;
    addOption(app, "--opacity", "R", "of the highest value, from 0 to 1 (default: 0.78)", [&style](const Value& v) {
        style.opacity = v.number(0, 1);
    })->group(look);
    addOption(app, "--colormap", "NAME", "inferno (default), viridis or cividis", [&style](const Value& v) {
        style.colormap = readColormap(v);
    })->group(look);
    app.add_flag_callback(
           "--flat", [&style] { style.smooth = false; }, "flat squares, a patch each (default: smooth)")
        ->group(look);
    addOption(app, "--keep", "R", "only the highest patches that together hold this share of the sum (default: 1)",
              [&style](const Value& v) { style.keep = v.number(0, 1); })
        ->group(look);
    app.add_flag("--contour", style.contour, "lines of equal value")->group(look);
    addOption(app, "--blend", "HOW", "over (default), multiply, screen or light", [&style](const Value& v) {
        style.blend = oneOf(v, blendWords);
    })->group(look);
    app.add_flag("--shared-scale", style.shared, "one colour scale for the maps of all layers and heads")->group(look);
}

void checkExplainOptions(const CLI::App& app, const ExplainOptions& options) {
    const Method* method = findMethod(options.map.method);
    const auto refuse = [&](const char* option, const std::string& why) {
        if (app.count(option))
            throw UsageError(option, why);
    };
    if (!method->usesLayer)
        refuse("--layer", method->name + (method->usesLayers ? " takes several layers: --layers FROM:TO"
                                                             : " has no layer to choose"));
    if (!method->usesLayers)
        refuse("--layers",
               method->name + (method->usesLayer ? " takes one layer: --layer L" : " has no layers to choose"));
    if (!method->usesDiscard)
        refuse("--discard", method->name + " discards nothing");
    if (!method->usesHead && !method->usesFusion)
        refuse("--head", method->name + " takes all heads in its own way");
    else if (!method->usesHead && options.map.head.head >= 0)
        refuse("--head", method->name + " fuses the heads: mean, max or min");
    if (!method->usesQuery)
        for (const char* option : {"--query", "--direction"})
            refuse(option, method->name + " has one map for all queries");
    if (!method->usesSeed)
        refuse("--map-seed", method->name + " draws nothing");
}

void checkMapOptions(const CLI::App& app, ExplainOptions& options) {
    requireMethod(app, options);
    checkExplainOptions(app, options);
    refuseIdleTarget(options);
}

void checkMap(const ModelPlan& plan, ExplainOptions& options) {
    const VitConfig& config = plan.config;
    if (!options.target.empty())
        options.map.target = targetOf(plan, options.target);
    completed(limitsOf(config), options.map);
}

ModelPlan planForMap(const ModelRequest& model, ExplainOptions& options, const Intervention& change) {
    ModelPlan plan = planAloud(model);
    checkMap(plan, options);
    requireThere(plan.config, change);
    requireRoom(options.map.method, matricesOf(options.map, matrixSizeOf(plan)), plan);
    return plan;
}

CLI::Option* addOutputOption(CLI::App& app, const std::string& help, std::vector<std::string> endings,
                             std::filesystem::path& file) {
    return addOption(app, "-o,--output", "OUT", help, [&file, endings = std::move(endings)](const Value& value) {
        file = value.text;
        const std::string extension = extensionOf(file);
        std::string known;
        for (const std::string& ending : endings) {
            if (extension == ending)
                return;
            known += (known.empty() ? "" : &ending == &endings.back() ? " or " : ", ") + ending;
        }
        value.wrong("must end in " + known);
    });
}

}  // namespace vitrine::commands

// vitrine inspect: what the tokens of a run are made of, and how its heads look.
#include "app/commands/command.h"
#include "app/commands/explain_options.h"
#include "app/commands/images.h"
#include "app/commands/inspect_text.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/explain/room.h"
#include "core/inside/table.h"
#include "core/model/intervention_check.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/target.h"
#include "core/scene/words.h"
#include "ui/entry.h"

namespace vitrine::commands {
namespace {

constexpr int maxIndex = 1 << 16;  // of a layer; what there really is, is the model's to say

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    View view;
    std::string target;
    PictureSource like;
    bool json = false;
    std::filesystem::path output;
};

/// Pictures that are looked at together: their tokens, their names, and the first one's run.
struct Together {
    std::vector<std::shared_ptr<const Tokens>> tokens;
    std::vector<std::string> names;
    Result first;
};

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    View& view = options.view;
    addOption(app, "--view", "WHAT",
              "(required) pca: the patches' tokens as colours, of several pictures together;\n"
              "similarity: cosines to the query's token; norms: lengths, with outliers;\n"
              "lens: what each patch would say; heads: mean distance and entropy of each head",
              [&view](const Value& v) { view.inside.view = oneOf(v, insideWords); });
    addOption(app, "--layer", "L", "of what leaves this layer (default: the last)",
              [&view](const Value& v) { view.map.layer = int(v.integer(0, maxIndex)); });
    app.add_flag("--embedding", view.inside.embedding, "of what enters layer 0");
    addOption(app, "--query", "WHO", "similarity: cls (the class token, default) or the patch ROW,COL",
              [&view](const Value& v) { view.map.query = readQuery(v); });
    addOption(app, "--target", "CLASS", "lens: the class, by index or label (default: the most probable)",
              [&options](const Value& v) { options.target = v.text; });
    addOutputOption(
        app, "where the result goes (one picture, or several of pca).\n.png, .svg, .pdf: a figure; .csv: the numbers",
        {".png", ".svg", ".pdf", ".csv"}, options.output);
    app.add_flag("--json", options.json, "for programs: one object a line, with all numbers");
    addInterventionOptions(app, view.intervention);
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine inspect cat.jpg --view pca -o colours.png\n"
               "  vitrine inspect cats/ --view pca --layer 8 -o together.png\n"
               "  vitrine inspect cat.jpg --view similarity --query 6,6 -o alike.csv");
}

/// Wrong usage for what the view does not have, and for a layer that is not there.
void check(const CLI::App& app, Options& options, const ModelPlan& plan) {
    const InsideView view = options.view.inside.view;
    const auto onlyFor = [&](const char* option, InsideView one, const char* name) {
        if (app.count(option) && view != one)
            throw UsageError(option, std::string("is of --view ") + name);
    };
    onlyFor("--query", InsideView::Similarity, "similarity");
    onlyFor("--target", InsideView::Lens, "lens");
    for (const char* option : {"--layer", "--embedding"})
        if (app.count(option) && view == InsideView::Heads)
            throw UsageError(option, "--view heads shows all layers at once");
    if (app.count("--layer") && app.count("--embedding"))
        throw UsageError("--embedding", "is before all layers: leave --layer out");
    if (view == InsideView::Lens && !plan.config.hasHead())
        throw UsageError("--view lens", "this model has no head, so no patch can be read as a class");
    ExplainOptions asked{options.view.map, {}, {}};
    checkMap(plan, asked);
    if (options.view.map.layer < 0)
        options.view.map.layer = plan.config.num_layers - 1;
    if (!options.target.empty())
        options.view.map.target.of = classOf(plan, options.target);
}

void finish(const Options& options, const ModelPlan& plan, const Result& result, const Inside& inside,
            const std::vector<std::string>& images) {
    const int after = options.view.inside.embedding ? 0 : options.view.map.layer + 1;
    const Inspected what{images, inside, plan, after};
    std::vector<std::string> names;
    for (const std::string& image : images)
        names.push_back(nameOf(image));
    if (extensionOf(options.output) == ".csv") {
        const std::string text = insideTable(
            inside, after, [&](int i) { return plan.label(i); }, names);
        writeFile(options.output, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
    } else if (!options.output.empty()) {
        ui::writeInside(plan, result, {options.view, inside, names, 2, options.output});
    }
    Json json = inspectJson(what);
    addChange(json, options.view.intervention);
    if (options.json)
        print(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
    else
        print(inspectText(what) +
              (options.view.intervention.any()
                   ? "  changed in the run: " + interventionText(options.view.intervention) + "\n"
                   : "") +
              (options.output.empty() ? "" : "  written to " + oneLine(options.output.string()) + "\n"));
}

void inspectOne(const Options& options, const Model& model, const std::filesystem::path& file, const Result& result) {
    InsideRequest request{options.view.inside.view, options.view.map.query, -1};
    if (request.view == InsideView::Lens)
        request.target = options.view.map.target.of.value_or(result.top.front().index);
    finish(options, model.plan, result, lookInside(*result.capture, request), {file.string()});
}

}  // namespace

int inspect(int argc, char** argv) {
    CLI::App app("What are the tokens made of, layer by layer? And how far and how widely does each head look?",
                 "vitrine inspect");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    if (!app.count("--view"))
        throw UsageError("--view", "which one? pca, similarity, norms, lens or heads; --view pca is a good beginning");
    checkIntervention(app, options.view.intervention);
    requireImages(options.images);
    const bool together = options.view.inside.view == InsideView::Pca;
    if (!options.output.empty() && !together)
        requireSingle(options.images, "-o");
    requireOther("-o", options.output, options.images, options.model);
    const ModelPlan plan = planAloud(options.model);
    check(app, options, plan);
    requireThere(plan.config, options.view.intervention);
    Changed changed(options.view.intervention);
    if (options.view.inside.view == InsideView::Heads)
        requireRoom("heads", matricesOfDistances(plan.config.num_heads), plan);
    Together all;
    const int status = forEachImage(
        options.images, plan,
        [&](const Model& model, const std::filesystem::path& file, Result result) {
            if (!together)
                return inspectOne(options, model, file, result);
            all.tokens.push_back(patchTokens(*result.capture));
            all.names.push_back(file.string());
            if (all.tokens.size() == 1)
                all.first = std::move(result);
        },
        options.like, std::ref(changed));
    if (!all.tokens.empty()) {
        Inside inside{.request = {InsideView::Pca, {}, -1}};
        inside.colours = colouredLayers(all.tokens);
        finish(options, plan, all.first, inside, all.names);
    }
    return status;
}

}  // namespace vitrine::commands

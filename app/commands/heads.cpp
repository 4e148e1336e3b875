// vitrine heads: which heads matter for a class.
#include "app/commands/command.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"
#include "core/change/rank_heads.h"
#include "core/model/intervention_check.h"
#include "core/model/packing.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/target.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    PictureSource like;
    Intervention change;
    std::string target;
    Silence by = Silence::Zero;
    size_t top = 10;
    bool json = false;
};

/// Three decimals; what is so large that nobody reads its digits as a power of ten.
std::string logitText(double value) {
    if (std::abs(value) < 1e6)
        return fixed(value, 3);
    std::ostringstream text;
    text << std::scientific << std::setprecision(2) << value;
    return text.str();
}

/// "cat: what it loses when a head is off"; of a difference, how far cat is above dog.
std::string lossTitle(const ModelPlan& plan, const Target& target) {
    const std::string of = oneLine(plan.label(*target.of));
    if (!target.against)
        return of + ": what it loses when a head is off; below 0 it gains";
    return of + " against " + oneLine(plan.label(*target.against)) +
           ": how much less its logit is above the other's when a head is off\n  (below 0: more); the probability is " +
           of + "'s";
}

std::string headsText(const std::filesystem::path& file, const std::string& title, const Intervention& change,
                      const std::vector<HeadEffect>& effects, size_t count) {
    std::string text =
        withChange(oneLine(file.string()), change) + "\n  " + title + "\n  layer  head     logit   probability\n";
    for (size_t i = 0; i < std::min(count, effects.size()); ++i)
        text += "  " + padLeft(std::to_string(effects[i].layer), 5) + padLeft(std::to_string(effects[i].head), 6) +
                padLeft(logitText(double(effects[i].logit_drop)), 10) +
                padLeft(fixed(100 * double(effects[i].probability_drop), 2) + " points", 15) + "\n";
    return text;
}

Json named(const Model& model, int index) { return {{"index", index}, {"label", model.plan.label(index)}}; }

Json headsJson(const std::filesystem::path& file, const Model& model, const Target& target, Silence by,
               const Intervention& change, const std::vector<HeadEffect>& effects) {
    Json heads = Json::array();
    for (const HeadEffect& effect : effects)
        heads.push_back({{"layer", effect.layer},
                         {"head", effect.head},
                         {"logit_drop", shortest(effect.logit_drop)},
                         {"probability_drop", shortest(effect.probability_drop)}});
    Json json{{"image", file.string()}, {"target", named(model, *target.of)}};
    if (target.against)
        json["target"]["against"] = named(model, *target.against);
    json["off"] = by == Silence::Mean ? "mean" : "zero";
    addChange(json, change);
    json["heads"] = heads;
    return json;
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addOption(app, "--target", "A|A,-B",
              "the class that gains or loses, by index or label (default: the most probable);\n"
              "A,-B: how far A is above B",
              [&options](const Value& v) { options.target = v.text; });
    addOption(app, "--by", "zero|mean", "what a head that is off gives: zeros (default), or its mean over the tokens",
              [&options](const Value& v) {
                  options.by = v.oneOf<Silence>({{"zero", Silence::Zero}, {"mean", Silence::Mean}});
              });
    addOption(app, "--top", "K", "how many to show (default: 10); --json has all",
              [&options](const Value& v) { options.top = size_t(v.integer(1, 1'000'000)); });
    app.add_flag("--json", options.json, "for programs: an array, one object a picture");
    addInterventionOptions(app, options.change);
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine heads cat.jpg\n  vitrine heads cat.jpg --target dog --by mean --json");
}

}  // namespace

int heads(int argc, char** argv) {
    CLI::App app(
        "Which heads matter for a class? Every head of every layer is switched off, one at a time, and the class's\n"
        "logit and probability are read again: the heads without which it falls most come first.",
        "vitrine heads");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    checkIntervention(app, options.change);
    requireImages(options.images);
    const ModelPlan plan = planAloud(options.model);
    requireThere(plan.config, options.change);
    const Target asked = options.target.empty() ? Target() : targetOf(plan, options.target);
    JsonArray array;
    Changed changed(options.change);
    ProgressLine line;
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& result) {
        if (result.top.empty())
            throw Error(nameOf(file), "this model has no head, so there is no class to gain or lose");
        Target target = asked;
        if (!target.of)
            target.of = result.top.front().index;
        packForBatches(*model.vit);
        const Progress progress = progressOn(line, [&](int done, int total) {
            return nameOf(file) + ": layer " + std::to_string(done) + " of " + std::to_string(total);
        });
        const std::vector<HeadEffect> effects = byEffect(rankHeads(*result.capture, target, options.by, progress));
        line.clear();
        if (!options.json && result.zeroLogits)
            return print(
                oneLine(file.string()) +
                "\n  Every logit is exactly 0: the head of a random model is zero until it is trained, so no class has anything\n"
                "  to lose. Trained weights have heads that matter: leave --model out, or give --weights FILE.\n");
        if (!options.json)
            return print(headsText(file, lossTitle(model.plan, target), options.change, effects, options.top));
        array.add(headsJson(file, model, target, options.by, options.change, effects));
    };
    int status = 1;
    try {
        status = forEachImage(options.images, plan, use, options.like, std::ref(changed));
    } catch (const Cancelled&) {
        line.clear();
        complain("stopped");
    }
    if (options.json)
        array.end();
    return status;
}

}  // namespace vitrine::commands

// vitrine predict: what the model sees in a picture.
#include "app/commands/command.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/predict_file.h"
#include "core/dump.h"
#include "core/explain/room.h"
#include "core/model/intervention_check.h"
#include "core/model/vit.h"

#include <algorithm>

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    PictureSource like;
    Intervention change;
    PredictFile file;
    size_t top = 5;
    bool json = false;
    std::filesystem::path dump;
};

Json topJson(const std::vector<Prediction>& all, size_t count) {
    Json top = Json::array();
    for (size_t i = 0; i < std::min(count, all.size()); ++i) {
        const Prediction& p = all[i];
        top.push_back({{"index", p.index},
                       {"label", p.label},
                       {"probability", shortest(p.probability)},
                       {"logit", shortest(p.logit)}});
    }
    return top;
}

/// By class.
std::vector<Prediction> byIndex(std::vector<Prediction> all) {
    std::sort(all.begin(), all.end(), [](const Prediction& a, const Prediction& b) { return a.index < b.index; });
    return all;
}

/// What the classes were before something was changed in the run, and the answer then.
void addOriginal(Json& json, const Result& original, size_t count) {
    const std::vector<Prediction> before = byIndex(original.top);
    for (Json& one : json["top"]) {
        const Prediction& was = before.at(one["index"].get<size_t>());
        one["original_probability"] = shortest(was.probability);
        one["original_logit"] = shortest(was.logit);
    }
    json["original_top"] = topJson(original.top, count);
}

Json resultJson(const Model& model, const std::filesystem::path& file, const Result& result, size_t count) {
    const Placement& placement = model.vit->placement();
    return {{"image", file.string()},
            {"model", model.plan.config.name},
            {"weights", model.plan.weights},
            {"device", placement.device},
            {"dtype", dtypeName(placement.dtype)},
            {"output_shape", model.plan.tree.output},
            {"top", topJson(result.top, count)},
            {"ms", {{"decode", result.ms.decode}, {"preprocess", result.ms.preprocess}, {"forward", result.ms.forward}}}};
}

std::string zeroLogitsText(const Result& result) {
    const double share = 100.0 / double(result.top.size());
    return "  Every logit is exactly 0: the head of a random model is zero until it is trained. So each of the " +
           thousands(int64_t(result.top.size())) + "\n  classes gets the same " + fixed(share, share < 10 ? 2 : 0) +
           " %, and the order below says nothing.\n";
}

std::string percent(float share) { return fixed(100.0 * double(share), 2) + " %"; }

/// The columns of what was before: "     80.01 %   -12.40".
std::string beforeText(const Prediction& now, const std::vector<Prediction>& before) {
    const Prediction& was = before.at(size_t(now.index));
    const double points = 100.0 * (double(now.probability) - double(was.probability));
    return padLeft(percent(was.probability), 13) + padLeft((points > 0 ? "+" : "") + fixed(points, 2), 9);
}

/// `original`: null where nothing is changed in the run.
std::string resultText(const Model& model, const std::filesystem::path& file, const Result& result,
                       const Result* original, size_t count) {
    const std::vector<Prediction> before = original ? byIndex(original->top) : std::vector<Prediction>();
    const auto shown = result.top.begin() + std::ptrdiff_t(std::min(count, result.top.size()));
    size_t width = 5;
    for (auto p = result.top.begin(); p != shown; ++p)
        width = std::max(width, characters(oneLine(p->label)));
    std::string text = oneLine(file.string()) + "\n" + (result.zeroLogits ? zeroLogitsText(result) : "");
    if (result.top.empty())
        text +=
            "  This model has no head, so it names no classes. What it looks at is there: vitrine explain, or the window;\n"
            "  --dump keeps its last tokens as last_hidden_state.\n";
    else
        text += "  index  " + padRight("label", width) + "  probability     logit" +
                (original ? "     original   change" : "") + "\n";
    for (auto p = result.top.begin(); p != shown; ++p)
        text += "  " + padLeft(std::to_string(p->index), 5) + "  " + padRight(oneLine(p->label), width) +
                padLeft(percent(p->probability), 13) +
                padLeft((p->logit > 0 ? "+" : "") + fixed(double(p->logit), 3), 10) +
                (original ? beforeText(*p, before) : "") + "\n";
    if (original && !result.top.empty())
        text += "  Originally " + oneLine(original->top.front().label) + ", " +
                percent(original->top.front().probability) + " (now " +
                percent(byIndex(result.top).at(size_t(original->top.front().index)).probability) +
                "); change is in percentage points.\n";
    const Placement& placement = model.vit->placement();
    const Image& image = *result.picture->image;
    const std::string origin = result.picture->origin.words();
    const std::string group = model.plan.group.empty() ? "" : " (" + model.plan.group + ")";
    const std::string& name = model.plan.config.name;  // of a folder's checkpoint the folder's, as its weights
    return text + "  " + oneLine((name == model.plan.weights ? name : name + ", " + model.plan.weights) + group) +
           " · " + placement.device + ", " + dtypeName(placement.dtype) + " · " + std::to_string(image.width) + " × " +
           std::to_string(image.height) + " px in" + (origin.empty() ? "" : " (" + origin + ")") + ", " +
           shapeText(model.plan.tree.output) + " out · decode " + fixed(result.ms.decode, 1) + " ms, preprocess " +
           fixed(result.ms.preprocess, 1) + " ms, forward " + fixed(result.ms.forward, 1) + " ms\n";
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addOption(app, "--top", "K", "how many classes to show (default: 5)",
              [&options](const Value& v) { options.top = size_t(v.integer(1, 1'000'000)); });
    app.add_flag("--json", options.json, "for programs: an array, one object a picture");
    addOption(app, "--dump", "FILE", "every tensor of the run into a .safetensors file (one picture)",
              [&options](const Value& v) { options.dump = v.text; });
    addPredictFile(app, options.file);
    addInterventionOptions(app, options.change);
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine predict cat.jpg\n  vitrine predict holiday/ --top 1\n"
               "  vitrine predict cat.jpg --model vit_b_16 --weights random --seed 7\n"
               "  vitrine predict cat.jpg --mask 4:8,4:8 --fill blur --off 5.head.2 --off 9.mlp\n"
               "  vitrine predict cat.jpg --patch-from dog.jpg --patch-layer 6\n"
               "  vitrine predict archive/ -o answers.jsonl --resume\n"
               "  vitrine predict archive/ -o answers-$N.csv --shard $N/8");
}

}  // namespace

int predict(int argc, char** argv) {
    CLI::App app(
        "What is in a picture? The classes the model finds most probable, each with its probability and its logit\n"
        "(the number that softmax makes the probability of). Pictures that cannot be read are told on standard\n"
        "error and left out, of --json too; the exit status is 1 then.",
        "vitrine predict");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    checkIntervention(app, options.change);
    requireImages(options.images);
    if (!options.dump.empty())
        requireSingle(options.images, "--dump");
    requireOther("--dump", options.dump, options.images, options.model);
    checkPredictFile(app, options.file);
    requireOther("-o", options.file.output, options.images, options.model);
    Json all = Json::array();
    Changed changed(options.change);
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& original) {
        const bool differs = options.change.any();
        const Result result = changed(model, original);
        if (!options.dump.empty())
            dumpResult(result, options.dump);
        if (!options.json)
            return print(resultText(model, file, result, differs ? &original : nullptr, options.top));
        all.push_back(resultJson(model, file, result, options.top));
        if (differs)
            addOriginal(all.back(), original, options.top);
        addChange(all.back(), options.change);
    };
    const ModelPlan plan = planAloud(options.model);
    requireThere(plan.config, options.change);
    if (!options.dump.empty())
        requireRoom(options.dump.string(), matricesOfDump(matrixSizeOf(plan)), plan);
    if (!options.file.output.empty())
        return predictIntoFile(options.file, options.images, plan, options.like, options.top);
    const int status = forEachImage(options.images, plan, use, options.like);
    if (options.json)
        printJson(all);
    return status;
}

}  // namespace vitrine::commands

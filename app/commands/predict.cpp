// vitrine predict: what the model sees in a picture.
#include "app/commands/command.h"
#include "app/commands/images.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/dump.h"
#include "core/explain/room.h"
#include "core/model/vit.h"

#include <algorithm>

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    PictureSource like;
    size_t top = 5;
    bool json = false;
    std::filesystem::path dump;
};

Json resultJson(const Model& model, const std::filesystem::path& file, const Result& result, size_t count) {
    Json top = Json::array();
    for (size_t i = 0; i < std::min(count, result.top.size()); ++i) {
        const Prediction& p = result.top[i];
        top.push_back({{"index", p.index},
                       {"label", p.label},
                       {"probability", shortest(p.probability)},
                       {"logit", shortest(p.logit)}});
    }
    const Placement& placement = model.vit->placement();
    return {{"image", file.string()},
            {"model", model.plan.config.name},
            {"weights", model.plan.weights},
            {"device", placement.device},
            {"dtype", dtypeName(placement.dtype)},
            {"output_shape", model.plan.tree.output},
            {"top", top},
            {"ms", {{"decode", result.ms.decode}, {"preprocess", result.ms.preprocess}, {"forward", result.ms.forward}}}};
}

std::string zeroLogitsText(const Result& result) {
    const double share = 100.0 / double(result.top.size());
    return "  Every logit is exactly 0: the head of a random model is zero until it is trained. So each of the " +
           thousands(int64_t(result.top.size())) + "\n  classes gets the same " + fixed(share, share < 10 ? 2 : 0) +
           " %, and the order below says nothing.\n";
}

std::string resultText(const Model& model, const std::filesystem::path& file, const Result& result, size_t count) {
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
        text += "  index  " + padRight("label", width) + "  probability     logit\n";
    for (auto p = result.top.begin(); p != shown; ++p)
        text += "  " + padLeft(std::to_string(p->index), 5) + "  " + padRight(oneLine(p->label), width) +
                padLeft(fixed(100.0 * double(p->probability), 2) + " %", 13) +
                padLeft((p->logit > 0 ? "+" : "") + fixed(double(p->logit), 3), 10) + "\n";
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
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine predict cat.jpg\n  vitrine predict holiday/ --top 1\n"
               "  vitrine predict cat.jpg --model vit_b_16 --weights random --seed 7");
}

}  // namespace

int predict(int argc, char** argv) {
    CLI::App app(
        "What is in a picture? The classes the model finds most probable, each with its probability and its logit\n"
        "(the number before softmax made probabilities of them). Pictures that cannot be read are told on standard\n"
        "error and left out, of --json too; the exit status is 1 then.",
        "vitrine predict");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    requireImages(options.images);
    if (!options.dump.empty())
        requireSingle(options.images, "--dump");
    requireOther("--dump", options.dump, options.images, options.model);
    Json all = Json::array();
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& result) {
        if (!options.dump.empty())
            dumpResult(result, options.dump);
        if (options.json)
            all.push_back(resultJson(model, file, result, options.top));
        else
            print(resultText(model, file, result, options.top));
    };
    const ModelPlan plan = planAloud(options.model);
    if (!options.dump.empty())
        requireRoom(options.dump.string(), matricesOfDump(matrixSizeOf(plan)), plan);
    const int status = forEachImage(options.images, plan, use, options.like);
    if (options.json)
        printJson(all);
    return status;
}

}  // namespace vitrine::commands

// vitrine precision: how closely the model answers with shorter numbers.
#include "core/precision.h"

#include "app/commands/command.h"
#include "app/commands/images.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    PictureSource like;
    bool json = false;
};

std::string answerText(const Prediction& answer) {
    return oneLine(answer.label) + " " + fixed(100 * double(answer.probability), 1) + " %";
}

std::string textOf(const Precision& told, const std::string& dtype, const std::vector<Named>& all) {
    const size_t n = told.pictures, same = n - told.others.size();
    std::string text = dtype + " beside float32, " + thousands(int64_t(n)) + (n == 1 ? " picture\n" : " pictures\n");
    text += "  same most probable class    " + thousands(int64_t(same)) + " of " + thousands(int64_t(n)) + "\n";
    text += "  largest difference          " + fixed(told.logit, 4) + " of a logit, " +
            fixed(100 * told.probability, 2) + " percentage points\n";
    text += "  root mean square            " + fixed(told.logit_rms, 4) + " over all logits\n";
    text += "  a pass for one picture      " + fixed(told.other_ms, 0) + " ms, float32 " + fixed(told.exact_ms, 0) +
            " ms\n";
    if (!told.others.empty())
        text += "another class:\n";
    for (const OtherAnswer& other : told.others)
        text += "  " + oneLine(all[other.index].name.string()) + ": " + answerText(other.other) + ", float32 " +
                answerText(other.exact) + "\n";
    return text;
}

Json answerJson(const Prediction& answer) {
    return {{"index", answer.index}, {"label", answer.label}, {"probability", shortest(answer.probability)}};
}

Json jsonOf(const Precision& told, const ModelPlan& plan, const std::string& dtype, const std::vector<Named>& all) {
    Json others = Json::array();
    for (const OtherAnswer& other : told.others)
        others.push_back({{"image", all[other.index].name.string()},
                          {"float32", answerJson(other.exact)},
                          {dtype, answerJson(other.other)}});
    return {{"model", plan.config.name},
            {"weights", plan.weights},
            {"device", resolve(plan.request.placement).device},
            {"dtype", dtype},
            {"pictures", told.pictures},
            {"same_top1", told.pictures - told.others.size()},
            {"largest_logit_difference", told.logit},
            {"rms_logit_difference", told.logit_rms},
            {"largest_probability_difference", told.probability},
            {"ms", {{dtype, told.other_ms}, {"float32", told.exact_ms}}},
            {"others", others}};
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    app.add_flag("--json", options.json, "for programs: one object");
    addCutOptions(app, options.like);
    options.model.placement.dtype = Dtype::BFloat16;
    addModelOptions(app, options.model);
    app.get_option("--dtype")->description("what is compared with float32: bfloat16 (default) or float16");
    app.footer(
        "Examples:\n  vitrine precision photos/\n  vitrine precision photos/ --model vit_b_16 --dtype float16 --json");
}

}  // namespace

int precision(int argc, char** argv) {
    CLI::App app(
        "How closely does the model answer with shorter numbers? Every picture goes through it in float32 and in the\n"
        "other dtype: how often the most probable class is the same, and how far the logits are from each other.",
        "vitrine precision");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    requireImages(options.images);
    const Dtype dtype = options.model.placement.dtype;
    if (dtype == Dtype::Float32)
        throw UsageError("--dtype", "float32 is what the others are compared with; choose bfloat16 or float16");
    const ModelPlan plan = planAloud(options.model);
    bool failed = false;
    const std::vector<Named> all = namedImages(options.images, failed);
    if (all.empty())
        return 1;  // why has been said
    std::vector<PictureSource> sources;
    for (const Named& one : all) {
        sources.push_back(options.like);
        sources.back().file = one.file;
    }
    ProgressLine line;
    const Precision told = precisionOf(plan, dtype, sources, progressOn(line, [](int done, int of) {
                                           return thousands(done) + " of " + thousands(of) + " pictures";
                                       }));
    line.clear();
    for (const Precision::Unread& unread : told.unread)
        complain(unread.error);
    if (told.pictures > 0) {
        if (options.json)
            printJson(jsonOf(told, plan, dtypeName(dtype), all));
        else
            print(textOf(told, dtypeName(dtype), all));
    }
    return failed || told.pictures == 0 || !told.unread.empty() ? 1 : 0;
}

}  // namespace vitrine::commands

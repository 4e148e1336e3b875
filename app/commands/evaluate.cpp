// vitrine evaluate: whether the methods' maps can be trusted.
#include "app/commands/command.h"
#include "app/commands/evaluation_text.h"
#include "app/commands/images.h"
#include "app/commands/intervention_options.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/progress_line.h"
#include "core/explain/request.h"
#include "core/explain/room.h"
#include "core/faith/summary.h"
#include "core/model/intervention_check.h"
#include "core/model/packing.h"
#include "core/read_file.h"
#include "core/scene/intervention_words.h"
#include "core/scene/target.h"
#include "core/scene/words.h"

#include <algorithm>
#include <chrono>

namespace vitrine::commands {
namespace {

struct Options {
    std::vector<std::string> images;
    ModelRequest model;
    PictureSource like;
    std::vector<MapRequest> requests;
    std::string target;
    MeasureOptions measures;
    Intervention change;
    bool json = false;
    bool summary = false;
};

MapRequest requestOf(const std::string& method) {
    MapRequest request;
    request.method = method;
    return request;
}

/// "all, attention, ...", a new line where one would be longer than `width`.
std::string methodNames(size_t width = std::string::npos) {
    std::string names = "all";
    size_t line = 0;
    for (const Method& method : methods()) {
        const bool fits = names.size() + 2 + method.name.size() - line <= width;
        names += fits ? ", " : ",\n";
        line = fits ? line : names.size();
        names += method.name;
    }
    return names;
}

/// "chefer,ig", "all"; each once.
std::vector<MapRequest> readMethods(const Value& value) {
    std::vector<MapRequest> requests;
    const auto add = [&](const std::string& name) {
        if (std::find(requests.begin(), requests.end(), requestOf(name)) == requests.end())
            requests.push_back(requestOf(name));
    };
    for (size_t from = 0; from <= value.text.size();) {
        const size_t comma = std::min(value.text.find(',', from), value.text.size());
        const std::string name = value.text.substr(from, comma - from);
        if (name == "all")
            for (const Method& method : methods())
                add(method.name);
        else if (findMethod(name))
            add(name);
        else
            value.wrong((name.empty() ? "a name is missing" : name + " is none of them") + ": " + methodNames());
        from = comma + 1;
    }
    return requests;
}

void addOptions(CLI::App& app, Options& options) {
    addImages(app, options.images);
    addOption(app, "--method", "NAME,...",
              "which, several with commas (required); random and centre are measured beside them:\n" + methodNames(80),
              [&options](const Value& v) { options.requests = readMethods(v); });
    addOption(app, "--target", "A|A,-B",
              "the class explained and measured, by index or label (default: each picture's\n"
              "most probable); A,-B: maps of A against B, the probability of A",
              [&options](const Value& v) { options.target = v.text; });
    addOption(
        app, "--fill", "black|mean|blur",
        "what stands in the place of a patch that is taken away (default:\nblack); in those of --mask: --mask-fill",
        [&options](const Value& v) {
            if (v.text == "drop")
                v.wrong("must be one of black, mean, blur: patches are taken away one after the other, in one picture. "
                        "For those of --mask there is --mask-fill drop");
            options.measures.fill = v.oneOf<Fill>({{"black", Fill::Black}, {"mean", Fill::Mean}, {"blur", Fill::Blur}});
        });
    addOption(app, "--step", "N", "patches taken away at a time (default: 1): more is quicker, and coarser",
              [&options](const Value& v) { options.measures.step = int(v.integer(1, 1 << 20)); });
    app.add_flag("--json", options.json, "for programs: an array, one object a picture, each written as it is done");
    app.add_flag("--summary", options.summary, "for programs: one object with the means over all pictures");
    addInterventionOptions(app, options.change, "--mask-fill");
    addCutOptions(app, options.like);
    addModelOptions(app, options.model);
    app.footer("Examples:\n  vitrine evaluate cat.jpg --method all\n"
               "  vitrine evaluate holiday/ --method chefer,ig --fill blur\n"
               "  vitrine evaluate holiday/ --method all --step 8 --summary > means.json\n"
               "  vitrine evaluate cat.jpg --method gradcam --target dog --json");
}

/// How long it will still take at the speed so far: ", about 3 min left for this picture".
std::string leftWords(std::chrono::duration<double> took, int done, int total) {
    if (done < total / 50 || done < 1)
        return "";
    const int seconds = int(took.count() / done * (total - done)) + 1;
    return ", about " + (seconds < 90 ? std::to_string(seconds) + " s" : std::to_string((seconds + 30) / 60) + " min") +
           " left for this picture";
}

/// Goes through the pictures, and keeps what all of them say together.
class Evaluating {
public:
    Evaluating(const Options& options, const ModelPlan& plan, const Target& target)
        : m_options(options), m_plan(plan), m_target(target) {}

    void one(const Model& model, const std::filesystem::path& file, const Result& result) {
        std::vector<MapRequest> requests = withBaselines(m_options.requests);
        for (MapRequest& request : requests) {
            request.target = m_target;
            request.seed = m_all.size();  // another draw for every picture
        }
        MeasureOptions measures = m_options.measures;
        measures.of = m_target.of;
        const std::string name = "picture " + std::to_string(m_all.size() + 1) + ", " + nameOf(file) + ": ";
        const auto start = std::chrono::steady_clock::now();
        const Progress progress = progressOn(m_line, [&](int done, int total) {
            return name + std::to_string(100 * int64_t(done) / total) + " % of " + thousands(total) + " passes" +
                   leftWords(std::chrono::steady_clock::now() - start, done, total);
        });
        m_all.push_back(evaluate(*result.capture, requests, measures, progress));
        m_line.clear();
        if (m_options.json)
            printOne(file, model.plan);
    }

    void stopped() {
        m_line.clear();
        complain("stopped; the pictures that were done: " + std::to_string(m_all.size()));
    }

    void conclude() {
        if (m_options.json)
            m_array.end();
        else if (m_options.summary)
            printSummary();
        else if (!m_all.empty())
            print(summaryText(summarise(m_all), measured(), interventionText(m_options.change)) + emptyWords());
    }

private:
    /// The class, where it is the same for all pictures, and what the maps set it against.
    std::string measured() const {
        if (!m_target.of && m_all.size() > 1)
            return "";
        const std::string of = m_plan.label(m_target.of.value_or(m_all.front().of));
        return m_target.against ? of + " (its maps are of " + of + " against " + m_plan.label(*m_target.against) + ")"
                                : of;
    }

    void printSummary() const {
        Json json = summaryJson(summarise(m_all));
        addChange(json, m_options.change);
        printJson(json);
    }

    /// Why methods that explain a class from the class token have flat maps here.
    std::string emptyWords() const {
        const auto isEmpty = [](const MethodResult& result) {
            const Method& method = *findMethod(result.request.method);
            return method.usesTarget && method.usesQuery && result.faithfulness.flat;
        };
        const auto& methods = m_all.front().methods;
        if (!asksIdleToken(m_plan.config, {}) || std::none_of(methods.begin(), methods.end(), isEmpty))
            return "";
        return "\n  flat: this model's head reads the mean of the patches, so its last class token speaks for nothing.\n"
               "  The areas of a flat map are those of reading order, and tell nothing about the method.\n";
    }

    void printOne(const std::filesystem::path& file, const ModelPlan& plan) {
        Json json = evaluationJson(file, plan, m_all.back(), m_target);
        json["fill"] = wordOf(boardFillWords, m_options.measures.fill);
        addChange(json, m_options.change);
        m_array.add(json);
    }

    const Options& m_options;
    const ModelPlan& m_plan;
    Target m_target;
    ProgressLine m_line;
    JsonArray m_array;
    std::vector<Evaluation> m_all;
};

void check(const Options& options, const ModelPlan& plan) {
    if (!plan.config.hasHead())
        throw UsageError(plan.weights, "has no head, so there is no answer whose change could be measured");
    requireStep(options.measures.step, plan.config.rows() * plan.config.cols());
    for (const MapRequest& request : withBaselines(options.requests))
        requireRoom(request.method, matricesOf(request, matrixSizeOf(plan)), plan);
}

}  // namespace

int evaluate(int argc, char** argv) {
    CLI::App app(
        "Can a map be trusted? If it marks what the model relies on, the answer falls quickly as the marked patches are\n"
        "taken away (deletion) and comes back quickly as they are put in (insertion). Both run the model hundreds\n"
        "of times for every method, so a set of pictures takes minutes to hours. Prints the means over all\n"
        "pictures with their standard errors, each method against random and centre on the same pictures, and\n"
        "how alike the methods are. Pictures that cannot be read are told on standard error and left out; the\n"
        "exit status is 1 then. docs/faithfulness.md tells what the numbers mean.",
        "vitrine evaluate");
    Options options;
    addOptions(app, options);
    if (!parse(app, argc, argv))
        return 0;
    if (options.requests.empty())
        throw UsageError("--method", "which methods? Say all, or some of them: --method chefer,ig");
    if (options.json && options.summary)
        throw UsageError("--summary", "is one object, --json an array with one for each picture: choose one of them");
    checkIntervention(app, options.change, "--mask-fill");
    requireImages(options.images);
    const ModelPlan plan = planAloud(options.model);
    check(options, plan);
    requireThere(plan.config, options.change);
    Changed changed(options.change);
    Evaluating evaluating(options, plan, options.target.empty() ? Target{} : targetOf(plan, options.target));
    const auto use = [&](const Model& model, const std::filesystem::path& file, const Result& result) {
        packForBatches(*model.vit);
        evaluating.one(model, file, result);
    };
    int status = 1;
    try {
        status = forEachImage(options.images, plan, use, options.like, std::ref(changed));
    } catch (const Cancelled&) {
        evaluating.stopped();
    }
    evaluating.conclude();
    return status;
}

}  // namespace vitrine::commands

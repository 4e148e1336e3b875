#include "app/commands/evaluation_text.h"

#include "core/text.h"

#include <algorithm>

namespace vitrine::commands {
namespace {

constexpr size_t wide = 16;  // of a column: "-0.123 ± 0.012"

std::string estimateText(const Estimate& estimate, int decimals, bool isDifference = false) {
    if (estimate.n == 0)
        return "-";
    const std::string sign = isDifference && estimate.mean > 0 ? "+" : "";
    return sign + fixed(estimate.mean, decimals) +
           (estimate.error ? " ± " + fixed(*estimate.error, decimals) : std::string());
}

std::string pairedText(const std::optional<Paired>& paired) {
    if (!paired)
        return padLeft("-", wide) + padLeft("-", 8);
    return padLeft(estimateText(paired->difference, 3, true), wide) + padLeft(fixed(100 * paired->better, 0) + " %", 8);
}

size_t nameWidth(const Summary& summary) {
    size_t width = 6;
    for (const MethodSummary& method : summary.methods)
        width = std::max(width, characters(method.method));
    return width + 2;
}

std::string areasText(const Summary& summary, size_t names) {
    std::string text = padRight("method", names);
    for (const char* title : {"deletion ↓", "insertion ↑", "highest first ↓", "lowest first ↑", "sparsity"})
        text += padLeft(title, wide);
    text += padLeft("ms", 9) + "\n";
    for (const MethodSummary& method : summary.methods) {
        text += padRight(method.method, names) + padLeft(estimateText(method.deletion.value, 3), wide) +
                padLeft(estimateText(method.insertion.value, 3), wide) +
                padLeft(estimateText(method.positive.value, 1), wide) +
                padLeft(estimateText(method.negative.value, 1), wide) +
                padLeft(estimateText(method.sparsity, 2), wide) + padLeft(fixed(method.ms.mean, 1), 9);
        if (method.flat > 0)
            text += "  flat in " + std::to_string(method.flat) + " of " + std::to_string(summary.pictures);
        text += "\n";
    }
    return text;
}

std::string differencesText(const Summary& summary, size_t names) {
    std::string text = padRight("against", names);
    for (const char* title : {"del. - random", "del. - centre", "ins. - random", "ins. - centre"})
        text += padLeft(title, wide) + padLeft("better", 8);
    text += "\n";
    for (const MethodSummary& method : summary.methods) {
        text += padRight(method.method, names);
        for (const auto& paired :
             {method.deletion.random, method.deletion.centre, method.insertion.random, method.insertion.centre})
            text += pairedText(paired);
        text += "\n";
    }
    return text;
}

std::string correlationsText(const Summary& summary, size_t names) {
    std::string text = padRight("orders", names);
    for (size_t i = 0; i < summary.methods.size(); ++i)
        text += padLeft(std::to_string(i + 1), 7);
    text += "\n";
    for (size_t i = 0; i < summary.methods.size(); ++i) {
        text += padRight(summary.methods[i].method, names);
        for (const Estimate& correlation : summary.correlations[i])
            text += padLeft(correlation.n ? fixed(correlation.mean, 2) : "-", 7);
        text += padLeft(std::to_string(i + 1), 4) + "\n";
    }
    return text;
}

Json numbers(const std::vector<float>& values) {
    Json all = Json::array();
    for (const float value : values)
        all.push_back(shortest(value));
    return all;
}

Json perturbationJson(const Perturbation& perturbation) {
    return {{"probability", numbers(perturbation.probability.values)},
            {"auc", perturbation.probability.auc},
            {"top1", numbers(perturbation.top1.values)},
            {"top1_auc", perturbation.top1.auc}};
}

Json methodJson(const Faithfulness& result) {
    return {{"shares", numbers(result.deletion.shares)},
            {"deletion", numbers(result.deletion.values)},
            {"deletion_auc", result.deletion.auc},
            {"insertion", numbers(result.insertion.values)},
            {"insertion_auc", result.insertion.auc},
            {"perturbation",
             {{"positive", perturbationJson(result.positive)}, {"negative", perturbationJson(result.negative)}}},
            {"sparsity", result.sparsity},
            {"flat", result.flat},
            {"ms", result.ms}};
}

Json estimateJson(const Estimate& estimate) {
    return {{"n", estimate.n},
            {"mean", estimate.n ? Json(estimate.mean) : Json(nullptr)},
            {"standard_error", estimate.error ? Json(*estimate.error) : Json(nullptr)}};
}

Json measureJson(const MeasureSummary& measure) {
    Json json = estimateJson(measure.value);
    for (const auto& [name, paired] : {std::pair{"minus_random", &measure.random}, {"minus_centre", &measure.centre}})
        if (*paired) {
            json[name] = estimateJson((*paired)->difference);
            json[name]["better"] = (*paired)->better;
        }
    return json;
}

}  // namespace

std::string summaryText(const Summary& summary, const std::string& label, const std::string& change) {
    const size_t names = nameWidth(summary);
    return std::to_string(summary.pictures) +
           (summary.pictures == 1 ? " picture" : " pictures; means ± their standard errors") +
           (change.empty() ? "" : "\n  changed in the run: " + change) + "\n\n" + areasText(summary, names) +
           "\n  Areas under the probability of " +
           (label.empty() ? "the class that each picture is taken for" : oneLine(label)) +
           ".\n  deletion: patches are taken away, the map's highest first; insertion: they come back. From 0 to 1.\n"
           "  highest, lowest first: pixels go black, up to 90 % of them (Chefer et al.); in percent, so 90 at most.\n"
           "  ↓ lower, ↑ higher is better.\n\n" +
           differencesText(summary, names) +
           "\n  The same pictures, the method minus the baseline; better: in how many of them it beats it.\n\n" +
           correlationsText(summary, names) +
           "\n  Spearman's rank correlation of two methods' maps: 1 is the same order.\n";
}

Json evaluationJson(const std::filesystem::path& file, const ModelPlan& plan, const Evaluation& evaluation,
                    const Target& target) {
    const auto named = [&](int index) { return Json{{"index", index}, {"label", plan.label(index)}}; };
    Json json{{"image", file.string()}, {"target", named(evaluation.of)}, {"methods", Json::object()}};
    if (target.against)
        json["target"]["against"] = named(*target.against);
    Json correlations = Json::object();
    for (size_t i = 0; i < evaluation.methods.size(); ++i) {
        const std::string& name = evaluation.methods[i].request.method;
        json["methods"][name] = methodJson(evaluation.methods[i].faithfulness);
        for (size_t j = 0; j < evaluation.methods.size(); ++j) {
            const auto& correlation = evaluation.correlations[i][j];
            correlations[name][evaluation.methods[j].request.method] = correlation ? Json(*correlation) : Json(nullptr);
        }
    }
    json["rank_correlation"] = correlations;
    return json;
}

Json summaryJson(const Summary& summary) {
    Json json{{"pictures", summary.pictures}, {"methods", Json::object()}, {"rank_correlation", Json::object()}};
    for (size_t i = 0; i < summary.methods.size(); ++i) {
        const MethodSummary& method = summary.methods[i];
        json["methods"][method.method] = {{"flat", method.flat},
                                          {"deletion_auc", measureJson(method.deletion)},
                                          {"insertion_auc", measureJson(method.insertion)},
                                          {"positive_auc", measureJson(method.positive)},
                                          {"negative_auc", measureJson(method.negative)},
                                          {"positive_top1_auc", measureJson(method.positive_top1)},
                                          {"negative_top1_auc", measureJson(method.negative_top1)},
                                          {"sparsity", estimateJson(method.sparsity)},
                                          {"ms", estimateJson(method.ms)}};
        for (size_t j = 0; j < summary.methods.size(); ++j)
            json["rank_correlation"][method.method][summary.methods[j].method] =
                estimateJson(summary.correlations[i][j]);
    }
    return json;
}

}  // namespace vitrine::commands

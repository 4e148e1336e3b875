#include "core/export/evaluation_file.h"

#include "core/read_file.h"
#include "core/scene/words.h"

#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

bool isMeasured(const Evaluation& evaluation) {
    return !evaluation.methods.empty() && evaluation.methods.front().faithfulness.deletion.whole();
}

std::string csvHead(const Evaluation& evaluation) {
    std::string text = "method,deletion_auc,insertion_auc,sparsity,flat,ms";
    for (const MethodResult& method : evaluation.methods)
        text += ",correlation_" + method.request.method;
    if (isMeasured(evaluation))
        for (const char* name : {",deletion_", ",insertion_"})
            for (const float share : evaluation.methods.front().faithfulness.deletion.shares)
                text += name + shortestText(share);
    return text + "\n";
}

std::string csvLine(const Evaluation& evaluation, size_t i) {
    const Faithfulness& got = evaluation.methods[i].faithfulness;
    const bool measured = isMeasured(evaluation);
    std::string text = evaluation.methods[i].request.method;
    for (const Curve* curve : {&got.deletion, &got.insertion})
        text += "," + (measured ? shortestText(curve->auc) : std::string());
    text += "," + shortestText(got.sparsity) + (got.flat ? ",1," : ",0,") + shortestText(got.ms);
    for (const auto& correlation : evaluation.correlations[i])
        text += "," + (correlation ? shortestText(*correlation) : std::string());
    if (measured)
        for (const Curve* curve : {&got.deletion, &got.insertion})
            for (const float value : curve->values)
                text += "," + shortestText(value);
    return text + "\n";
}

Json numbers(const std::vector<float>& values) {
    Json all = Json::array();
    for (const float value : values)
        all.push_back(Json::parse(shortestText(value)));
    return all;
}

/// The same for all maps that explain a class.
std::optional<int> againstOf(const Evaluation& evaluation) {
    for (const MethodResult& method : evaluation.methods)
        if (method.request.target.against)
            return method.request.target.against;
    return {};
}

Json jsonOf(const Evaluation& evaluation, const EvaluationNames& names) {
    Json methods = Json::object(), correlations = Json::object();
    for (size_t i = 0; i < evaluation.methods.size(); ++i) {
        const std::string& name = evaluation.methods[i].request.method;
        const Faithfulness& got = evaluation.methods[i].faithfulness;
        Json& json = methods[name] = Json::object();
        if (isMeasured(evaluation)) {
            json["shares"] = numbers(got.deletion.shares);
            json["deletion"] = numbers(got.deletion.values);
            json["deletion_auc"] = got.deletion.auc;
            json["insertion"] = numbers(got.insertion.values);
            json["insertion_auc"] = got.insertion.auc;
        }
        json["sparsity"] = got.sparsity;
        json["flat"] = got.flat;
        json["ms"] = got.ms;
        for (size_t j = 0; j < evaluation.methods.size(); ++j) {
            const auto& value = evaluation.correlations[i][j];
            correlations[name][evaluation.methods[j].request.method] = value ? Json(*value) : Json();
        }
    }
    Json json{{"image", names.picture}, {"model", names.model}};
    if (isMeasured(evaluation)) {
        json["target"] = {{"index", evaluation.of}, {"label", names.label}};
        if (const auto against = againstOf(evaluation))
            json["target"]["against"] = {{"index", *against}, {"label", names.against}};
        json["fill"] = names.fill;
    }
    if (!names.change.empty())
        json["change"] = names.change;
    json["methods"] = methods;
    json["rank_correlation"] = correlations;
    return json;
}

}  // namespace

void writeEvaluation(const Evaluation& evaluation, const EvaluationNames& names, const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    std::string text;
    if (extension == ".csv") {
        text = csvHead(evaluation);
        for (size_t i = 0; i < evaluation.methods.size(); ++i)
            text += csvLine(evaluation, i);
    } else if (extension == ".json") {
        text = jsonOf(evaluation, names).dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
    } else {
        throw UsageError(nameOf(file), "must end in .csv or .json");
    }
    writeFile(file, {reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

}  // namespace vitrine

#include "core/faith/summary.h"

#include <cmath>
#include <functional>

namespace vitrine {

namespace {

Estimate estimateOf(const std::vector<double>& values) {
    Estimate estimate{.n = int(values.size())};
    for (const double value : values)
        estimate.mean += value / estimate.n;
    if (estimate.n < 2)
        return estimate;
    double squares = 0;
    for (const double value : values)
        squares += (value - estimate.mean) * (value - estimate.mean);
    estimate.error = std::sqrt(squares / (estimate.n - 1) / estimate.n);
    return estimate;
}

/// `sign`: -1 where lower is better.
Paired pairedOf(const std::vector<double>& values, const std::vector<double>& others, int sign) {
    std::vector<double> differences;
    double better = 0;
    for (size_t i = 0; i < values.size(); ++i) {
        differences.push_back(values[i] - others[i]);
        const double gain = sign * differences.back();
        better += gain > 0 ? 1 : gain == 0 ? 0.5 : 0;
    }
    return {estimateOf(differences), better / double(values.size())};
}

/// One number of one method, over all pictures where it was measured.
class Column {
public:
    using Read = std::function<double(const Faithfulness&)>;

    Column(const std::vector<Evaluation>& evaluations, Read read)
        : m_evaluations(evaluations), m_read(std::move(read)) {}

    std::vector<double> of(size_t method) const {
        std::vector<double> values;
        for (const Evaluation& evaluation : m_evaluations)
            values.push_back(m_read(evaluation.methods[method].faithfulness));
        return values;
    }

private:
    const std::vector<Evaluation>& m_evaluations;
    Read m_read;
};

std::optional<size_t> indexOf(const std::vector<MethodResult>& methods, const std::string& name) {
    for (size_t i = 0; i < methods.size(); ++i)
        if (methods[i].request.method == name)
            return i;
    return {};
}

MeasureSummary measureOf(const Column& column, const std::vector<MethodResult>& methods, size_t method, int sign) {
    const std::vector<double> values = column.of(method);
    const auto against = [&](const char* name) -> std::optional<Paired> {
        const auto other = indexOf(methods, name);
        if (!other || *other == method)
            return {};
        return pairedOf(values, column.of(*other), sign);
    };
    return {estimateOf(values), against("random"), against("centre")};
}

MethodSummary methodOf(const std::vector<Evaluation>& all, size_t method) {
    const std::vector<MethodResult>& methods = all.front().methods;
    const auto measure = [&](int sign, Column::Read read) {
        return measureOf(Column(all, std::move(read)), methods, method, sign);
    };
    MethodSummary summary;
    summary.method = methods[method].request.method;
    for (const Evaluation& evaluation : all)
        summary.flat += int(evaluation.methods[method].faithfulness.flat);
    summary.deletion = measure(-1, [](const Faithfulness& f) { return f.deletion.auc; });
    summary.insertion = measure(1, [](const Faithfulness& f) { return f.insertion.auc; });
    if (methods[method].faithfulness.positive.probability.whole()) {
        summary.positive = measure(-1, [](const Faithfulness& f) { return f.positive.probability.auc; });
        summary.negative = measure(1, [](const Faithfulness& f) { return f.negative.probability.auc; });
        summary.positive_top1 = measure(-1, [](const Faithfulness& f) { return f.positive.top1.auc; });
        summary.negative_top1 = measure(1, [](const Faithfulness& f) { return f.negative.top1.auc; });
    }
    summary.sparsity = estimateOf(Column(all, [](const Faithfulness& f) { return f.sparsity; }).of(method));
    summary.ms = estimateOf(Column(all, [](const Faithfulness& f) { return f.ms; }).of(method));
    return summary;
}

void requireAlike(const std::vector<Evaluation>& evaluations) {
    const auto same = [&](const Evaluation& evaluation) {
        const auto &a = evaluation.methods, &b = evaluations.front().methods;
        bool alike = a.size() == b.size();
        for (size_t i = 0; alike && i < a.size(); ++i)
            alike = a[i].request.method == b[i].request.method &&
                    a[i].faithfulness.positive.probability.whole() == b[i].faithfulness.positive.probability.whole();
        return alike;
    };
    for (const Evaluation& evaluation : evaluations)
        if (!same(evaluation))
            throw UsageError("the pictures", "were not all measured with the same methods");
}

}  // namespace

Summary summarise(const std::vector<Evaluation>& evaluations) {
    Summary summary;
    summary.pictures = int(evaluations.size());
    if (evaluations.empty())
        return summary;
    requireAlike(evaluations);
    const size_t methods = evaluations.front().methods.size();
    for (size_t i = 0; i < methods; ++i)
        summary.methods.push_back(methodOf(evaluations, i));
    summary.correlations.assign(methods, std::vector<Estimate>(methods));
    for (size_t i = 0; i < methods; ++i)
        for (size_t j = 0; j < methods; ++j) {
            std::vector<double> known;
            for (const Evaluation& evaluation : evaluations)
                if (const auto& correlation = evaluation.correlations[i][j])
                    known.push_back(*correlation);
            summary.correlations[i][j] = estimateOf(known);
        }
    return summary;
}

}  // namespace vitrine

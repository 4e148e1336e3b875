#include "core/explain/methods.h"
#include "core/faith/summary.h"
#include "tests/support/planted.h"

#include <QTest>

#include <set>

using namespace vitrine;
using namespace vitrine::test;

namespace {

MapRequest requestOf(const std::string& method, uint64_t seed = 0) {
    MapRequest request;
    request.method = method;
    request.seed = seed;
    return request;
}

std::vector<MapRequest> every() {
    std::vector<MapRequest> requests;
    for (const Method& method : methods())
        requests.push_back(requestOf(method.name));
    return requests;
}

const Faithfulness& resultOf(const Evaluation& evaluation, const std::string& method) {
    for (const MethodResult& result : evaluation.methods)
        if (result.request.method == method)
            return result.faithfulness;
    throw std::out_of_range(method);
}

}  // namespace

class EvaluateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void baselinesAreAlwaysThere();
    void plantedModelIsAsItSays();
    void classMethodsFindThePlantedPatch();
    void theOtherClassHasNoReasons();
    void deletionBeatsRandom();
    void correlationsAreOfTheMaps();
    void growsMethodByMethod();
    void stopsInAMethod();
};

void EvaluateTest::baselinesAreAlwaysThere() {
    const auto names = [](const std::vector<MapRequest>& requests) {
        std::vector<std::string> all;
        for (const MapRequest& request : withBaselines(requests))
            all.push_back(request.method);
        return all;
    };
    using Names = std::vector<std::string>;
    QCOMPARE(names({requestOf("ig")}), (Names{"ig", "random", "centre"}));
    QCOMPARE(names({requestOf("centre"), requestOf("ig")}), (Names{"centre", "ig", "random"}));
    QCOMPARE(withBaselines({requestOf("random", 7)}).front().seed, uint64_t(7));
}

/// Before methods are judged by it: only the red patch moves the answer.
void EvaluateTest::plantedModelIsAsItSays() {
    const Planted planted;
    QVERIFY(planted.capture->probabilities()[1] > 0.98F);
    for (int patch = 0; patch < 16; ++patch) {
        const auto without = planted.vit->forward(Planted::input(), {}, {{{patch / 4, patch % 4}}, Fill::Black, {}, {}});
        QCOMPARE(without->probabilities()[1] < 0.1F, patch == Planted::planted);
        QCOMPARE(without->probabilities()[1] > 0.98F, patch != Planted::planted);
    }
}

void EvaluateTest::classMethodsFindThePlantedPatch() {
    const Planted planted;
    std::set<std::string> explained;
    for (const Method& method : methods()) {
        if (!method.usesTarget)
            continue;
        explained.insert(method.name);
        const Map map = explain(*planted.capture, requestOf(method.name));
        const std::vector<int> order = descending(map.values);
        QVERIFY2(order[0] == Planted::planted, method.name.c_str());
        const float first = map.values[size_t(order[0])], second = map.values[size_t(order[1])];
        QVERIFY2(first > 5 * std::abs(second), method.name.c_str());  // and by far
    }
    for (const char* name :
         {"grad_rollout", "chefer", "attn_grad", "legrad", "gradcam", "input_grad", "ig", "occlusion"})
        QVERIFY2(explained.contains(name), name);
}

/// The logit of class 0 is 0 for every picture: a flat map, and no number that is none.
void EvaluateTest::theOtherClassHasNoReasons() {
    const Planted planted;
    std::vector<MapRequest> requests = every();
    for (MapRequest& request : requests)
        request.target.of = 0;
    MeasureOptions options;
    options.of = 0;
    const Evaluation evaluation = evaluate(*planted.capture, requests, options);
    QCOMPARE(evaluation.of, 0);
    for (const MethodResult& result : evaluation.methods) {
        const Faithfulness& f = result.faithfulness;
        const Method& method = *findMethod(result.request.method);
        QVERIFY2(f.flat == method.usesTarget, method.name.c_str());
        QVERIFY(std::isfinite(f.deletion.auc) && std::isfinite(f.insertion.auc) && std::isfinite(f.sparsity));
        QVERIFY(std::isfinite(f.negative.probability.auc));
    }
    const size_t count = evaluation.methods.size();
    for (size_t i = 0; i < count; ++i)
        for (size_t j = 0; j < count; ++j)
            QCOMPARE(evaluation.correlations[i][j].has_value(),
                     i == j || !(evaluation.methods[i].faithfulness.flat || evaluation.methods[j].faithfulness.flat));
    QCOMPARE(summarise({evaluation}).methods[2].flat, 1);
}

void EvaluateTest::deletionBeatsRandom() {
    const Planted planted;
    std::vector<Evaluation> evaluations;
    for (uint64_t seed = 0; seed < 4; ++seed) {
        std::vector<MapRequest> requests = every();
        for (MapRequest& request : requests)
            request.seed = seed;
        evaluations.push_back(evaluate(*planted.capture, requests));
    }
    for (const MethodSummary& method : summarise(evaluations).methods) {
        if (!findMethod(method.method)->usesTarget)
            continue;
        // Gone with the first of 16 patches, back with the first: all but half a step.
        QVERIFY2(method.deletion.value.mean < 0.1, method.method.c_str());
        QVERIFY2(method.insertion.value.mean > 0.9, method.method.c_str());
        QVERIFY2(method.deletion.random->difference.mean < -0.1, method.method.c_str());
        QVERIFY2(method.insertion.random->difference.mean > 0.1, method.method.c_str());
        QCOMPARE(method.deletion.random->better, 1.0);
        QVERIFY2(method.positive.value.mean < 10 && method.negative.value.mean > 80, method.method.c_str());
    }
}

void EvaluateTest::correlationsAreOfTheMaps() {
    const Planted planted;
    const Evaluation evaluation =
        evaluate(*planted.capture, {requestOf("attention"), requestOf("attention"), requestOf("ig")});
    QCOMPARE(evaluation.methods.size(), size_t(5));
    QCOMPARE(evaluation.correlations[0][1].value(), 1.0);
    const auto& attention = resultOf(evaluation, "attention").map.values;
    QCOMPARE(evaluation.correlations[4][0], rankCorrelation(attention, resultOf(evaluation, "centre").map.values));
    QCOMPARE(evaluation.correlations[0][4], evaluation.correlations[4][0]);
    QCOMPARE(resultOf(evaluation, "ig").map.values, explain(*planted.capture, requestOf("ig")).values);
    QVERIFY(resultOf(evaluation, "ig").ms > 0);
}

void EvaluateTest::growsMethodByMethod() {
    const Planted planted;
    std::vector<size_t> methodsSoFar;
    std::vector<int> done;
    int all = 0;
    const Evaluation whole = evaluate(
        *planted.capture, {requestOf("occlusion")}, {},
        [&](int count, int total) {
            done.push_back(count);
            all = total;
            return true;
        },
        [&](const Evaluation& soFar) {
            methodsSoFar.push_back(soFar.methods.size());
            QVERIFY(!soFar.methods.back().faithfulness.map.values.empty());
            for (size_t i = 0; i + 1 < soFar.methods.size(); ++i)
                QVERIFY(soFar.methods[i].faithfulness.negative.top1.whole());
        });
    QCOMPARE(all, 3 * (2 * 17 + 20));
    QCOMPARE(done.back(), all);
    QVERIFY(std::is_sorted(done.begin(), done.end()));
    QCOMPARE(methodsSoFar.front(), size_t(1));
    QCOMPARE(methodsSoFar.back(), whole.methods.size());
}

void EvaluateTest::stopsInAMethod() {
    const Planted planted;
    for (int steps = 0; steps < 12; ++steps) {
        int asked = 0;
        const auto stop = [&](int, int) { return asked++ < steps; };
        QVERIFY_EXCEPTION_THROWN(evaluate(*planted.capture, {requestOf("occlusion")}, {}, stop), Cancelled);
        QCOMPARE(asked, steps + 1);
    }
}

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"

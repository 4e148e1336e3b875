#include "core/capture/capture.h"
#include "core/explain/methods.h"
#include "core/faith/measures.h"
#include "tests/support/planted.h"
#include "tests/support/weights.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// A golden model that stays open, its run, and the map of `chefer` that PyTorch computed.
struct Case {
    Golden golden;
    std::shared_ptr<const Vit> vit;
    std::shared_ptr<const Capture> capture;
    Map map;

    explicit Case(const std::string& name, const Intervention& intervention = {})
        : golden(name),
          vit(std::make_shared<const Vit>(golden.config, golden.weights, testPlacement())),
          capture(vit->forward(golden.input(), {}, intervention)),
          map{golden.config.rows(), golden.config.cols(), {}} {
        const at::Tensor chefer = golden.expected.at("chefer").contiguous();
        map.values.assign(chefer.data_ptr<float>(), chefer.data_ptr<float>() + chefer.numel());
    }

    int top1() const { return int(tensorOf(capture->logits()).argmax().item<int64_t>()); }
    float probability(const Input& input, const Intervention& intervention = {}) const {
        return vit->forward(input, {}, intervention)->probabilities()[size_t(top1())];
    }
};

/// The patches from place `first` to `last` of an order.
std::vector<Cell> cells(const Map& map, const std::vector<int>& order, size_t first, size_t last) {
    std::vector<Cell> cells;
    for (size_t i = first; i < last; ++i)
        cells.push_back({order[i] / map.cols, order[i] % map.cols});
    return cells;
}

double trapezoids(const at::Tensor& y, const at::Tensor& x) {
    return at::trapezoid(y.to(at::kDouble), x.to(at::kDouble)).item<double>();
}

}  // namespace

class MeasuresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void patchesAreFilled_data();
    void patchesAreFilled();
    void perturbationIsChefers_data();
    void perturbationIsChefers();
    void anotherClass();
    void ofAChangedRun();
    void leftOutPatchesComeLast();
    void growsAndCounts();
    void stopsAtOnce();
    void oneCurveAlone();
    void flatMapsAreSaid();
    void wrongUsage();
};

void MeasuresTest::golden_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "plain";
    QTest::newRow("deep") << "deep";
}

void MeasuresTest::golden() {
    QFETCH(QString, name);
    const Case given(name.toStdString());
    const Faithfulness result = measure(*given.capture, given.map);
    COMPARE_TENSORS(tensorOf(result.deletion.values), given.golden.expected.at("deletion_chefer"), 1e-5);
    COMPARE_TENSORS(tensorOf(result.insertion.values), given.golden.expected.at("insertion_chefer"), 1e-5);
    const int64_t patches = int64_t(given.map.values.size());
    for (const Curve* curve : {&result.deletion, &result.insertion}) {
        QVERIFY(curve->whole());
        COMPARE_TENSORS(tensorOf(curve->shares), at::linspace(0, 1, patches + 1), 1e-6);
        const double area = trapezoids(tensorOf(curve->values), tensorOf(curve->shares));
        QVERIFY(std::abs(curve->auc - area) < 1e-6);
    }
    QCOMPARE(result.map.values, given.map.values);
    QCOMPARE(result.sparsity, giniIndex(given.map.values));
    QVERIFY(!result.flat);
}

void MeasuresTest::patchesAreFilled_data() {
    QTest::addColumn<int>("fill");
    QTest::addColumn<int>("step");
    QTest::newRow("black, all at once") << int(Fill::Black) << 64;
    QTest::newRow("mean, by 5") << int(Fill::Mean) << 5;  // 64 patches: the last step is shorter
    QTest::newRow("blur, by 16") << int(Fill::Blur) << 16;
}

/// Against single passes with the same patches masked.
void MeasuresTest::patchesAreFilled() {
    QFETCH(int, fill);
    QFETCH(int, step);
    const Case given("deep");
    MeasureOptions options;
    options.fill = Fill(fill);
    options.step = step;
    options.perturbation = false;
    const Faithfulness result = measure(*given.capture, given.map, options);
    const std::vector<int> order = descending(given.map.values);
    std::vector<float> shares, deleted, inserted;
    for (size_t gone = 0, last = 0; last < order.size(); gone += size_t(step)) {
        last = std::min(gone, order.size());
        shares.push_back(float(last) / float(order.size()));
        deleted.push_back(
            given.probability(given.golden.input(), {cells(given.map, order, 0, last), Fill(fill), {}, {}}));
        inserted.push_back(
            given.probability(given.golden.input(), {cells(given.map, order, last, order.size()), Fill(fill), {}, {}}));
    }
    COMPARE_TENSORS(tensorOf(result.deletion.shares), tensorOf(shares), 1e-6);
    COMPARE_TENSORS(tensorOf(result.deletion.values), tensorOf(deleted), 1e-5);
    COMPARE_TENSORS(tensorOf(result.insertion.values), tensorOf(inserted), 1e-5);
    QVERIFY(result.positive.probability.shares.empty());
    QCOMPARE(int(shares.size()) * 2, passesOf(*given.capture, options));
}

void MeasuresTest::perturbationIsChefers_data() { golden_data(); }

/// As their evaluation does it: the largest k of the large map are set to 0 in the pixels, which are then normalised.
void MeasuresTest::perturbationIsChefers() {
    QFETCH(QString, name);
    const Case given(name.toStdString());
    const Faithfulness result = measure(*given.capture, given.map);
    const at::Tensor mean = at::tensor({0.485F, 0.456F, 0.406F}).view({3, 1, 1}),
                     std = at::tensor({0.229F, 0.224F, 0.225F}).view({3, 1, 1});
    const at::Tensor pixels = given.golden.expected.at("input") * std + mean;  // (3, H, W)
    const at::Tensor large =
        at::upsample_bilinear2d(tensorOf(given.map.values).view({1, 1, given.map.rows, given.map.cols}),
                                pixels.sizes().slice(1), false)
            .flatten();
    for (const bool negative : {false, true}) {
        const at::Tensor order = at::argsort(large, /*stable=*/true, 0, /*descending=*/!negative);
        std::vector<float> probabilities, top1;
        for (const double share : {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}) {
            const at::Tensor dark = pixels.flatten(1).clone();  // (3, H * W)
            dark.index_fill_(1, order.slice(0, 0, int64_t(double(large.numel()) * share)), 0);
            const auto capture = given.vit->forward(inputOf((dark.view(pixels.sizes()) - mean) / std));
            probabilities.push_back(capture->probabilities()[size_t(given.top1())]);
            top1.push_back(tensorOf(capture->logits()).argmax().item<int64_t>() == given.top1() ? 1 : 0);
        }
        const Perturbation& measured = negative ? result.negative : result.positive;
        COMPARE_TENSORS(tensorOf(measured.probability.values), tensorOf(probabilities), 1e-5);
        COMPARE_TENSORS(tensorOf(measured.top1.values), tensorOf(top1), 0);
        const at::Tensor shares = at::arange(10) / 10.0;
        COMPARE_TENSORS(tensorOf(measured.top1.shares), shares, 1e-6);
        QVERIFY(std::abs(measured.probability.auc - 100 * trapezoids(tensorOf(probabilities), shares)) < 1e-3);
        QVERIFY(std::abs(measured.top1.auc - 100 * trapezoids(tensorOf(top1), shares)) < 1e-4);
    }
}

void MeasuresTest::anotherClass() {
    const Case given("plain");
    const int other = given.top1() == 0 ? 1 : 0;
    MeasureOptions options;
    options.of = other;
    const Faithfulness result = measure(*given.capture, given.map, options);
    QVERIFY(std::abs(result.deletion.values[0] - given.capture->probabilities()[size_t(other)]) < 1e-5F);
    QCOMPARE(result.positive.top1.values[0], 0.0F);
    QCOMPARE(measuredClass(*given.capture, {}), given.top1());
}

/// What was switched off stays off while patches go.
void MeasuresTest::ofAChangedRun() {
    const Intervention off{
        {{0, 1}}, Fill::Black, {{1, Part::Head, 0, Silence::Zero}, {0, Part::Mlp, 0, Silence::Mean}}, {}};
    const Case given("plain", off);
    const Faithfulness result = measure(*given.capture, given.map);
    const std::vector<int> order = descending(given.map.values);
    QVERIFY(std::abs(result.deletion.values[0] - given.probability(given.golden.input(), off)) < 1e-5F);
    Intervention half = off;
    const std::vector<Cell> gone = cells(given.map, order, 0, 8);
    std::copy_if(gone.begin(), gone.end(), std::back_inserter(half.masked), [](Cell cell) {
        return cell != Cell{0, 1};
    });
    QVERIFY(std::abs(result.deletion.values[8] - given.probability(given.golden.input(), half)) < 1e-5F);
    QVERIFY(std::abs(result.deletion.values[0] - Case("plain").probability(given.golden.input())) > 1e-3F);
}

/// A patch that is not in the sequence counts nowhere, whatever stands in its place.
void MeasuresTest::leftOutPatchesComeLast() {
    const Intervention drop{.masked = {{0, 1}, {2, 2}}, .fill = Fill::Drop, .off = {}, .graft = {}};
    const Case given("plain", drop);
    Map map = explain(*given.capture, {.method = "random"}), high = map;
    high.values[1] = high.values[size_t(2 * map.cols + 2)] = 100;
    const Faithfulness a = measure(*given.capture, map), b = measure(*given.capture, high);
    QVERIFY(a.deletion.values == b.deletion.values && a.insertion.values == b.insertion.values);
    QVERIFY(a.positive.probability.values == b.positive.probability.values);
    QVERIFY(a.negative.probability.values == b.negative.probability.values);
    QCOMPARE(a.sparsity, b.sparsity);
    QCOMPARE(a.sparsity, giniIndex(map.present()));
    QCOMPARE(mapCorrelation(map, high), std::optional(1.0));
    MeasureOptions mean;  // of the whole picture: what is left out stays a part of it
    mean.fill = Fill::Mean;
    mean.perturbation = false;
    Input even = given.golden.input();
    const size_t plane = even.values.size() / 3;
    for (size_t c = 0; c < 3; ++c) {
        const auto begin = even.values.begin() + std::ptrdiff_t(c * plane), end = begin + std::ptrdiff_t(plane);
        std::fill(begin, end, float(std::accumulate(begin, end, 0.0) / double(plane)));
    }
    const float expected = given.vit->forward(even, {}, drop)->probabilities()[size_t(given.top1())];
    QVERIFY(std::abs(measure(*given.capture, map, mean).deletion.values.back() - expected) < 1e-5F);
    const size_t all = a.deletion.values.size();  // the last two change nothing: they were not there
    QVERIFY(std::abs(a.deletion.values[all - 1] - a.deletion.values[all - 3]) < 1e-6F);
    QVERIFY(std::abs(a.deletion.values[all - 4] - a.deletion.values[all - 3]) > 1e-6F);
}

void MeasuresTest::growsAndCounts() {
    const Case given("deep");
    std::vector<int> done;
    int all = 0;
    std::vector<size_t> points;
    Faithfulness last;
    const auto progress = [&](int count, int total) {
        done.push_back(count);
        all = total;
        return true;
    };
    const Faithfulness result = measure(*given.capture, given.map, {}, progress, [&](const Faithfulness& soFar) {
        points.push_back(soFar.deletion.values.size() + soFar.insertion.values.size() +
                         soFar.positive.probability.values.size() + soFar.negative.top1.values.size());
        QCOMPARE(soFar.insertion.auc != 0, soFar.insertion.whole());
        last = soFar;
    });
    QCOMPARE(all, 65 + 65 + 20);
    QCOMPARE(all, passesOf(*given.capture, {}));
    QCOMPARE(done.front(), 0);
    QCOMPARE(done.back(), all);
    QVERIFY(std::is_sorted(done.begin(), done.end()));
    QVERIFY(points.size() > 4);
    QVERIFY(std::is_sorted(points.begin(), points.end()));
    QCOMPARE(points.back(), size_t(all));
    QCOMPARE(last.negative.probability.auc, result.negative.probability.auc);
}

void MeasuresTest::stopsAtOnce() {
    const Case given("plain");
    int asked = 0;
    const auto stop = [&](int done, int) {
        ++asked;
        return done == 0;
    };
    QVERIFY_EXCEPTION_THROWN(measure(*given.capture, given.map, {}, stop), Cancelled);
    QCOMPARE(asked, 2);
}

/// What is known is not measured again, and the other is what it would have been.
void MeasuresTest::oneCurveAlone() {
    const Case given("plain");
    const MeasureOptions both{.perturbation = false}, insertion{.perturbation = false, .deletion = false};
    const Faithfulness all = measure(*given.capture, given.map, both),
                       one = measure(*given.capture, given.map, insertion);
    QVERIFY(one.deletion.shares.empty() && one.insertion.values == all.insertion.values);
    QCOMPARE(passesOf(*given.capture, both), 2 * passesOf(*given.capture, insertion));
}

void MeasuresTest::flatMapsAreSaid() {
    Case given("plain");
    std::fill(given.map.values.begin(), given.map.values.end(), 0.25F);
    const Faithfulness result = measure(*given.capture, given.map);
    QVERIFY(result.flat);
    QCOMPARE(result.sparsity, 0.0);
    const float first = given.probability(given.golden.input(), {{{0, 0}}, Fill::Black, {}, {}});
    QVERIFY(std::abs(result.deletion.values[1] - first) < 1e-5F);  // in the order of reading
}

void MeasuresTest::wrongUsage() {
    Case given("plain");
    const auto why = [&](const Map& map, MeasureOptions options) {
        return whyNot([&] { measure(*given.capture, map, options); });
    };
    MeasureOptions options;
    options.of = 1000;
    QVERIFY(why(given.map, options).find("classes 0 to") != std::string::npos);
    options = {};
    options.fill = Fill::Drop;
    QVERIFY(why(given.map, options).find("black, mean or blur") != std::string::npos);
    options = {};
    options.step = 0;
    QVERIFY(why(given.map, options).find("1 or more") != std::string::npos);
    options.step = int(given.map.values.size()) + 1;
    QVERIFY(why(given.map, options).find("has " + std::to_string(given.map.values.size())) != std::string::npos);
    QVERIFY(why({2, 2, {1, 2, 3, 4}}, {}).empty() == false);
    Map nan = given.map;
    nan.values[3] = NAN;
    QVERIFY(why(nan, {}).find("NaN") != std::string::npos);
    given.vit.reset();
    QVERIFY(why(given.map, {}).find("closed") != std::string::npos);
}

QTEST_GUILESS_MAIN(MeasuresTest)
#include "measures_test.moc"

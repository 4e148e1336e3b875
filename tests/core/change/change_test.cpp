// What is found out by changing a run: which heads matter, and whether a map depends on the model.
#include "core/capture/capture_data.h"
#include "core/change/fill_image.h"
#include "core/change/rank_heads.h"
#include "core/change/sanity.h"
#include "core/explain/methods.h"
#include "core/model/pass_change.h"
#include "tests/support/reference.h"

#include <QTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::test;

namespace {

Intervention onlyOff(const Off& part) { return {.masked = {}, .fill = Fill::Black, .off = {part}, .graft = {}}; }

struct Run {
    Golden golden;
    std::shared_ptr<const Vit> vit;

    explicit Run(const std::string& name) : golden(name), vit(golden.vit()) {}
    std::shared_ptr<const Capture> with(const Intervention& intervention) const {
        return vit->forward(golden.input(), {}, intervention);
    }
};

}  // namespace

class ChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachHeadAsIfAlone_data();
    void eachHeadAsIfAlone();
    void theRestStaysChanged();
    void theMostImportantFirst();
    void ranksCanBeCancelled();
    void sanityGoesFromTheTopDown();
    void whatUsesNoModelStays();
    void aTargetStays();
    void withoutAHead();
    void sanityCanBeCancelled();
    void fillingIsWhatTheModelGets();
};

void ChangeTest::eachHeadAsIfAlone_data() {
    QTest::addColumn<int>("by");
    QTest::newRow("zero") << int(Silence::Zero);
    QTest::newRow("mean") << int(Silence::Mean);
}

/// The same as a whole run without that head.
void ChangeTest::eachHeadAsIfAlone() {
    QFETCH(int, by);
    const Run run("deep");
    const auto whole = run.with({});
    const Target target{3, 1};
    const auto effects = rankHeads(*whole, target, Silence(by));
    QCOMPARE(effects.size(), size_t(run.golden.config.num_layers * run.golden.config.num_heads));
    const auto score = [](const Capture& c) { return c.logits()[3] - c.logits()[1]; };
    float largest = 0;
    for (const HeadEffect& effect : effects) {
        const auto without = run.with(onlyOff({effect.layer, Part::Head, effect.head, Silence(by)}));
        QVERIFY(std::abs(effect.logit_drop - (score(*whole) - score(*without))) < 1e-4F);
        QVERIFY(std::abs(effect.probability_drop - (whole->probabilities()[3] - without->probabilities()[3])) < 1e-5F);
        largest = std::max(largest, std::abs(effect.logit_drop));
    }
    QVERIFY(largest > 1e-3F);
}

void ChangeTest::theRestStaysChanged() {
    const Run run("plain");
    const Off off{1, Part::Head, 0, Silence::Mean};
    Intervention both{.masked = {{1, 1}}, .fill = Fill::Drop, .off = {off}, .graft = {}};
    const auto changed = run.with(both);
    both.off.push_back({0, Part::Head, 1, Silence::Zero});
    const auto without = run.with(both);
    const auto effects = rankHeads(*changed, {2, {}});
    QVERIFY(std::abs(effects[1].logit_drop - (changed->logits()[2] - without->logits()[2])) < 1e-4F);
    QCOMPARE(effects[2].layer, 1);  // that head is off already
    QVERIFY(std::abs(effects[2].logit_drop) < 1e-4F);
}

void ChangeTest::theMostImportantFirst() {
    const std::vector<HeadEffect> sorted = byEffect({{0, 0, 0.5F, 0}, {0, 1, -2, 0}, {1, 0, 3, 0}, {1, 1, 0.5F, 0}});
    QCOMPARE(sorted[0], (HeadEffect{1, 0, 3, 0}));
    QCOMPARE(sorted[1], (HeadEffect{0, 0, 0.5F, 0}));
    QCOMPARE(sorted[2], (HeadEffect{1, 1, 0.5F, 0}));
    QCOMPARE(sorted[3], (HeadEffect{0, 1, -2, 0}));
}

void ChangeTest::ranksCanBeCancelled() {
    const Run run("plain");
    const auto whole = run.with({});
    QVERIFY_THROWS_EXCEPTION(Cancelled, rankHeads(*whole, {}, Silence::Zero, [](int done, int) { return done < 1; }));
    QVERIFY_THROWS_EXCEPTION(UsageError, rankHeads(*whole, {99, {}}));
}

/// The attention of layer 1 is the trained one until that layer is drawn anew itself.
void ChangeTest::sanityGoesFromTheTopDown() {
    const Run run("deep");
    const auto capture = run.with({});
    const int layers = run.golden.config.num_layers;
    const auto steps = sanityCheck(*capture, {.method = "attention", .layer = 1});
    QCOMPARE(steps.size(), size_t(layers) + 3);
    const std::vector<float> trained = explain(*capture, {.method = "attention", .layer = 1}).values;
    for (int i = 0; i < int(steps.size()); ++i) {
        const SanityStep& step = steps[size_t(i)];
        QCOMPARE(step.randomised, i);
        QCOMPARE(step.layer, i == 0 ? layers : i < int(steps.size()) - 1 ? layers - i + 1 : -1);
        const bool untouched = step.layer > 1;
        QCOMPARE(step.map.values == trained, untouched);
        QVERIFY(step.correlation && *step.correlation <= 1 + 1e-12);
        if (untouched)
            QCOMPARE(*step.correlation, 1.0);
        QCOMPARE(*step.correlation, *step.absolute_correlation);  // attention is never below 0
    }
    // The same draw is the same maps; another is not.
    QCOMPARE(sanityCheck(*capture, {.method = "attention", .layer = 1}).back().map.values, steps.back().map.values);
    QVERIFY(sanityCheck(*capture, {.method = "attention", .layer = 1}, 1).back().map.values != steps.back().map.values);
}

void ChangeTest::whatUsesNoModelStays() {
    const Run run("plain");
    for (const SanityStep& step : sanityCheck(*run.with({}), {.method = "centre"}))
        QCOMPARE(*step.correlation, 1.0);
}

/// The class explained is the trained model's, though the head that is drawn anew finds another one.
void ChangeTest::aTargetStays() {
    const Run run("plain");
    const auto capture = run.with({.masked = {{0, 1}}, .fill = Fill::Mean, .off = {}, .graft = {}});
    const auto& p = capture->probabilities();
    const int top = int(std::max_element(p.begin(), p.end()) - p.begin());
    const auto implied = sanityCheck(*capture, {.method = "gradcam"});
    const auto said = sanityCheck(*capture, {.method = "gradcam", .target = {top, {}}});
    QCOMPARE(implied.back().map.values, said.back().map.values);
    QCOMPARE(implied.front().map.values, explain(*capture, {.method = "gradcam"}).values);
    QVERIFY(implied[1].map.values != implied.front().map.values);  // the head is not zeros
    QVERIFY(implied[1].map.max() > 0);
}

/// The top of a model without a head is its final norm.
void ChangeTest::withoutAHead() {
    const Run run("plain");
    QVERIFY(sanityCheck(*run.with({}), {.method = "centre"}).front().hasHead);
    VitConfig config = run.golden.config;
    config.num_classes = 0;
    StateDict weights = run.golden.weights;
    weights.tensors.erase("heads.head.weight");
    weights.tensors.erase("heads.head.bias");
    const auto vit = std::make_shared<const Vit>(config, weights, testPlacement());
    const auto capture = vit->forward(run.golden.input());
    const auto steps = sanityCheck(*capture, {.method = "rollout"});
    QVERIFY(std::none_of(steps.begin(), steps.end(), [](const SanityStep& step) { return step.hasHead; }));
    QCOMPARE(steps[1].map.values, steps[0].map.values);
}

void ChangeTest::sanityCanBeCancelled() {
    const Run run("plain");
    const auto capture = run.with({});
    QVERIFY_THROWS_EXCEPTION(Cancelled,
                             sanityCheck(*capture, {.method = "rollout"}, 0, [](int done, int) { return done < 2; }));
    const auto grafted =
        run.vit->forward(run.golden.input(), {},
                         {.masked = {}, .fill = Fill::Black, .off = {}, .graft = Graft{1, {}, "b.png"}}, capture.get());
    QVERIFY_THROWS_EXCEPTION(UsageError, sanityCheck(*grafted, {.method = "rollout"}));
}

void ChangeTest::fillingIsWhatTheModelGets() {
    const Run run("plain");
    const Input input = run.golden.input();
    const Preprocessing imagenet;
    const Image black = fillImage(input, Fill::Black, imagenet, 16);
    QCOMPARE(black.width, 64);
    QVERIFY(std::all_of(black.pixels.begin(), black.pixels.end(), [](uint8_t v) { return v == 0; }));
    const Image mean = fillImage(input, Fill::Mean, imagenet, 16);
    QVERIFY(mean.pixels[0] > 0 && std::equal(mean.row(0), mean.row(0) + 3, mean.row(40) + 30));
    const auto masked = run.with({.masked = {{2, 1}}, .fill = Fill::Blur, .off = {}, .graft = {}});
    Input seen{64, 64, toVector(masked->data().input), input.black};
    const Image model = denormalise(seen, imagenet), blur = fillImage(input, Fill::Blur, imagenet, 16);
    for (int y = 32; y < 48; ++y)
        QVERIFY(std::equal(blur.row(y) + 16 * 3, blur.row(y) + 32 * 3, model.row(y) + 16 * 3));
    QVERIFY(!std::equal(blur.row(0), blur.row(1), model.row(0)));
}

QTEST_GUILESS_MAIN(ChangeTest)
#include "change_test.moc"

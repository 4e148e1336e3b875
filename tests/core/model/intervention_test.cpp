#include "core/model/intervention.h"

#include "core/capture/capture_data.h"
#include "core/explain/heads.h"
#include "core/explain/methods.h"
#include "core/inside/lens_map.h"
#include "core/inside/pca.h"
#include "core/inside/similarity.h"
#include "core/inspect/findings.h"
#include "core/model/batch.h"
#include "tests/support/reference.h"

#include <QTest>

#include <algorithm>

using namespace vitrine;
using namespace vitrine::test;

namespace {

struct Run {
    Golden golden;
    std::shared_ptr<const Vit> vit;

    explicit Run(const std::string& name) : golden(name), vit(golden.vit()) {}
    std::shared_ptr<const Capture> with(const Intervention& intervention, const Capture* donor = nullptr) const {
        return vit->forward(golden.input(), {}, intervention, donor);
    }
    at::Tensor logits(const Intervention& intervention, const Capture* donor = nullptr) const {
        return tensorOf(with(intervention, donor)->logits());
    }
    std::string reason(const Intervention& intervention) const {
        try {
            with(intervention);
        } catch (const UsageError& error) {
            return error.what();
        }
        return "no error";
    }
};

std::string block(int layer, const std::string& name) {
    return "encoder.layers.encoder_layer_" + std::to_string(layer) + "." + name;
}

/// The same model, run on another input.
at::Tensor logitsOf(const Golden& golden, const at::Tensor& input) {
    return tensorOf(golden.vit()->forward(inputOf(input))->logits());
}

}  // namespace

class InterventionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing();
    void batches();
    void fills_data();
    void fills();
    void dropped();
    void droppedIsAShorterPicture_data();
    void droppedIsAShorterPicture();
    void droppedHasNoMap();
    void headOff();
    void branchesOff();
    void meanOff();
    void grafts();
    void gradientsFollow();
    void gradientsThroughAGraft();
    void nothingLeftToRead();
    void whatIsNotThere();
};

void InterventionTest::nothing() {
    const Run run("plain");
    COMPARE_TENSORS(run.logits({}), run.golden.expected.at("logits"), 1e-5);
    QVERIFY(!Intervention{}.any());
}

void InterventionTest::batches() {
    const Run run("deep");
    const at::Tensor one = run.golden.expected.at("input").unsqueeze(0);
    const at::Tensor inputs = at::cat({one, one * 0.5, one.flip(3), at::zeros_like(one)});
    const at::Tensor logits = logitsOf(*run.vit, inputs);
    for (int64_t i = 0; i < inputs.size(0); ++i)
        COMPARE_TENSORS(logits[i], ::logitsOf(run.golden, inputs[i]), 1e-5);
}

void InterventionTest::fills_data() {
    QTest::addColumn<int>("fill");
    QTest::newRow("black") << int(Fill::Black);
    QTest::newRow("mean") << int(Fill::Mean);
    QTest::newRow("blur") << int(Fill::Blur);
}

/// The same as an input whose patches were painted over beforehand.
void InterventionTest::fills() {
    QFETCH(int, fill);
    const Run run("plain");
    const Intervention masked{.masked = {{0, 1}, {3, 2}}, .fill = Fill(fill), .off = {}, .graft = {}};
    at::Tensor input = run.golden.expected.at("input").clone();
    const at::Tensor whole = input.clone();
    const int64_t P = run.golden.config.patch_size;
    for (const Cell& cell : masked.masked) {
        at::Tensor patch = input.slice(1, cell.row * P, (cell.row + 1) * P).slice(2, cell.col * P, (cell.col + 1) * P);
        for (int64_t channel = 0; channel < 3; ++channel) {
            const Preprocessing imagenet;
            if (Fill(fill) == Fill::Black)
                patch[channel].fill_(-imagenet.mean[size_t(channel)] / imagenet.std[size_t(channel)]);
            else if (Fill(fill) == Fill::Mean)
                patch[channel].fill_(whole[channel].mean());
        }
        if (Fill(fill) == Fill::Blur) {  // straight from the definition: a Gaussian of half a patch, edges repeated
            const double sigma = double(P) / 2;
            const auto radius = int64_t(std::ceil(3 * sigma));
            const int64_t H = whole.size(1), W = whole.size(2);
            for (int64_t channel = 0; channel < 3; ++channel)
                for (int64_t y = cell.row * P; y < (cell.row + 1) * P; ++y)
                    for (int64_t x = cell.col * P; x < (cell.col + 1) * P; ++x) {
                        double sum = 0, weights = 0;
                        for (int64_t dy = -radius; dy <= radius; ++dy)
                            for (int64_t dx = -radius; dx <= radius; ++dx) {
                                const double w = std::exp(-double(dy * dy + dx * dx) / (2 * sigma * sigma));
                                sum +=
                                    w *
                                    whole.const_data_ptr<float>()[(channel * H + std::clamp(y + dy, int64_t(0), H - 1)) * W +
                                                                  std::clamp(x + dx, int64_t(0), W - 1)];
                                weights += w;
                            }
                        input[channel][y][x] = sum / weights;
                    }
        }
    }
    COMPARE_TENSORS(run.logits(masked), ::logitsOf(run.golden, input), 1e-4);
    QVERIFY((run.logits(masked) - run.golden.expected.at("logits")).abs().max().item<float>() > 1e-3);
}

/// A dropped patch is as if its token had never been put into the sequence.
void InterventionTest::dropped() {
    const Run run("plain");
    const Intervention drop{.masked = {{0, 0}, {2, 3}}, .fill = Fill::Drop, .off = {}, .graft = {}};
    at::Tensor x = run.vit->embed(run.golden.expected.at("input").unsqueeze(0));  // (1, N, D)
    std::vector<int64_t> kept;
    for (int64_t token = 0; token < x.size(1); ++token)
        if (token != 1 && token != 1 + 2 * 4 + 3)
            kept.push_back(token);
    const at::Tensor shorter = x.index_select(1, at::tensor(kept));
    COMPARE_TENSORS(run.logits(drop), logitsFrom(*run.vit, 0, shorter)[0], 1e-5);
    const auto capture = run.with(drop);
    COMPARE_TENSORS(capture->attention(1).sum(-1), at::ones({2, 17}), 1e-5);
}

void InterventionTest::droppedIsAShorterPicture_data() {
    QTest::addColumn<bool>("pooled");
    QTest::newRow("class token") << false;
    QTest::newRow("mean of the patches") << true;
}

/// Without its last row of patches a picture is one that is a patch lower: every map and figure of the one is the other's.
void InterventionTest::droppedIsAShorterPicture() {
    QFETCH(bool, pooled);
    Run whole("plain"), lower("plain");
    for (Run* run : {&whole, &lower})
        run->golden.config.pooling = pooled ? Pooling::PatchMean : Pooling::ClassToken;
    const int patch = whole.golden.config.patch_size, rows = whole.golden.config.rows() - 1,
              cols = whole.golden.config.cols(), size = whole.golden.config.image_size;
    lower.golden.config.image_width = size;
    lower.golden.config.image_size = size - patch;
    auto& tensors = lower.golden.weights.tensors;
    const at::Tensor positions = tensors.at("encoder.pos_embedding").slice(1, 0, 1 + rows * cols).contiguous();
    tensors.insert_or_assign("encoder.pos_embedding", positions);
    at::Tensor& input = lower.golden.expected.at("input");
    input = input.slice(1, 0, size - patch).contiguous();
    for (Run* run : {&whole, &lower})
        run->vit = run->golden.vit();
    Intervention drop{.masked = {}, .fill = Fill::Drop, .off = {{1, Part::Mlp}}, .graft = {}};
    const auto expected = lower.with(drop);
    for (int col = 0; col < cols; ++col)
        drop.masked.push_back({rows, col});
    const auto capture = whole.with(drop);
    COMPARE_TENSORS(tensorOf(capture->logits()), tensorOf(expected->logits()), 1e-5);
    const auto patches = [&](const Map& map) {
        return tensorOf(std::vector<float>(map.values.begin(), map.values.begin() + std::ptrdiff_t(rows) * cols));
    };
    for (const char* method : {"attention", "rollout", "grad_rollout", "chefer", "attn_grad", "legrad", "gradcam"})
        for (const double discard : {0.0, 0.3}) {
            const MapRequest request{.method = method, .query = {Cell{1, 2}}, .discard = discard};
            const at::Tensor wanted = tensorOf(explain(*expected, request).values);
            COMPARE_TENSORS(patches(explain(*capture, request)), wanted, 1e-5 * wanted.abs().max().item<double>());
        }
    for (size_t after = 0; after < 3; ++after) {
        COMPARE_TENSORS(patches(tokenSimilarity(*capture, {})[after].map),
                        tensorOf(tokenSimilarity(*expected, {})[after].map.values), 1e-5);
        const auto colours = patchColours(*capture, int(after)), others = patchColours(*expected, int(after));
        COMPARE_TENSORS(patches(colours.pictures[0].scores[0]), tensorOf(others.pictures[0].scores[0].values), 1e-4);
        QCOMPARE(colours.pictures[0].image.pixels.back(), uint8_t(0));
        const LensMap lens = lensMaps(*capture, 0)[after], other = lensMaps(*expected, 0)[after];
        COMPARE_TENSORS(patches(lens.target), tensorOf(other.target.values), 1e-5);
        QVERIFY(classCounts(lens) == classCounts(other));
        const Norms norms = tokenNorms(capture->data(), tokenLengths(capture->data()), int(after)),
                    lowers = tokenNorms(expected->data(), tokenLengths(expected->data()), int(after));
        QVERIFY(std::abs(norms.median - lowers.median) < 1e-5 && std::abs(norms.threshold - lowers.threshold) < 1e-4);
    }
}

void InterventionTest::droppedHasNoMap() {
    const Run run("plain");
    const auto capture = run.with({.masked = {{1, 1}}, .fill = Fill::Drop, .off = {}, .graft = {}});
    for (const Method& method : methods()) {
        const Map map = explain(*capture, {.method = method.name});
        QVERIFY2(map.at(1, 1) == 0 && map.isDropped(1, 1) && !map.isDropped(0, 1), method.name.c_str());
        std::vector<float> others = map.values;
        others.erase(others.begin() + map.cols + 1);
        QCOMPARE(map.present(), others);
        QCOMPARE(map.min(), *std::min_element(others.begin(), others.end()));  // its 0 is in no range
        QCOMPARE(map.max(), *std::max_element(others.begin(), others.end()));
    }
    for (const Map& map : headGrid(*capture, {}).maps)
        QVERIFY(map.isDropped(1, 1));
    QVERIFY(explain(*run.with({}), {.method = "random"}).dropped.empty());
    QVERIFY_THROWS_EXCEPTION(UsageError, explain(*capture, {.method = "attention", .query = {Cell{1, 1}}}));
}

/// A head that gives zeros is one whose columns of out_proj are zero.
void InterventionTest::headOff() {
    Run run("deep");
    const at::Tensor changed = run.logits({.masked = {},
                                           .fill = Fill::Black,
                                           .off = {{2, Part::Head, 1, Silence::Zero}, {4, Part::Head, 3, Silence::Zero}},
                                           .graft = {}});
    const int64_t d = run.golden.config.head_dim();
    run.golden.weights.tensors.at(block(2, "self_attention.out_proj.weight")).narrow(1, d, d).zero_();
    run.golden.weights.tensors.at(block(4, "self_attention.out_proj.weight")).narrow(1, 3 * d, d).zero_();
    COMPARE_TENSORS(changed, tensorOf(run.golden.run()->logits()), 1e-5);
    QVERIFY((changed - run.golden.expected.at("logits")).abs().max().item<float>() > 1e-3);
}

void InterventionTest::branchesOff() {
    const Run run("plain");
    for (const auto& [part, module] :
         {std::pair{Part::Attention, "self_attention.out_proj"}, std::pair{Part::Mlp, "mlp.3"}}) {
        Golden other("plain");
        other.weights.tensors.at(block(1, module + std::string(".weight"))).zero_();
        other.weights.tensors.at(block(1, module + std::string(".bias"))).zero_();
        COMPARE_TENSORS(
            run.logits({.masked = {}, .fill = Fill::Black, .off = {{1, part, 0, Silence::Zero}}, .graft = {}}),
            tensorOf(other.run()->logits()), 1e-5);
    }
}

/// All heads of a layer by their means: every token gets the same from the attention.
void InterventionTest::meanOff() {
    const Run run("plain");
    Intervention heads, branch;
    for (int head = 0; head < run.golden.config.num_heads; ++head)
        heads.off.push_back({1, Part::Head, head, Silence::Mean});
    branch.off.push_back({1, Part::Attention, 0, Silence::Mean});
    COMPARE_TENSORS(run.logits(heads), run.logits(branch), 1e-5);
    QVERIFY((run.logits(heads) - run.golden.expected.at("logits")).abs().max().item<float>() > 1e-4);
}

void InterventionTest::grafts() {
    const Run run("deep");
    const auto donor = run.vit->forward(inputOf(run.golden.expected.at("input").flip(2)));
    const auto own = run.with({});
    const int last = run.golden.config.num_layers;
    const auto graft = [](int index, std::vector<Cell> patches = {}) {
        return Intervention{
            .masked = {}, .fill = Fill::Black, .off = {}, .graft = Graft{index, std::move(patches), "b.png"}};
    };
    for (const int index : {0, 3, last}) {
        COMPARE_TENSORS(run.logits(graft(index), donor.get()), tensorOf(donor->logits()), 1e-5);
        COMPARE_TENSORS(run.logits(graft(index), own.get()), tensorOf(own->logits()), 1e-5);
    }
    // Patches after the last block reach no answer that is read from the class token; before it they do.
    COMPARE_TENSORS(run.logits(graft(last, {{1, 1}}), donor.get()), tensorOf(own->logits()), 1e-5);
    const auto one = run.with(graft(2, {{1, 1}}), donor.get());
    const int64_t token = 1 + own->cols() + 1;
    COMPARE_TENSORS(one->tokens(2)[token], donor->tokens(2)[token], 0);
    COMPARE_TENSORS(one->tokens(2)[token + 1], own->tokens(2)[token + 1], 0);
    QVERIFY((tensorOf(one->logits()) - tensorOf(own->logits())).abs().max().item<float>() > 1e-5);
}

/// The methods explain the run as it was changed: numeric derivative through a switched-off head and a graft.
void InterventionTest::gradientsFollow() {
    const Run run("plain");
    const Intervention off{.masked = {{1, 2}},
                           .fill = Fill::Mean,
                           .off = {{1, Part::Head, 0, Silence::Zero}, {2, Part::Mlp, 0, Silence::Mean}},
                           .graft = {}};
    const auto capture = run.with(off);
    const at::Tensor ig = tensorOf(explain(*capture, {.method = "ig", .target = {2, {}}}).values);
    const at::Tensor black = fillPicture(capture->data().input, Fill::Black, capture->data().black, 16);
    const at::Tensor ends =
        logitsOf(*run.vit, at::cat({capture->data().input, black}), {}, capture->data().change).select(1, 2);
    QVERIFY(std::abs((ig.sum() - (ends[0] - ends[1])).item<float>()) < 0.05F);
    COMPARE_TENSORS(ends[0], tensorOf(capture->logits())[2], 1e-5);
    // What was grafted in at the top does not depend on this picture.
    const auto donor = run.vit->forward(inputOf(run.golden.expected.at("input").flip(2)));
    const auto grafted =
        run.with({.masked = {}, .fill = Fill::Black, .off = {}, .graft = Graft{3, {}, "b.png"}}, donor.get());
    COMPARE_TENSORS(tensorOf(explain(*grafted, {.method = "input_grad"}).values), at::zeros(16), 0);
    COMPARE_TENSORS(tensorOf(explain(*grafted, {.method = "chefer"}).values), at::zeros(16), 0);
}

/// Some tokens of some state come from another picture: against the change of the answer from black to this picture.
void InterventionTest::gradientsThroughAGraft() {
    const Run run("plain");
    const auto donor = run.vit->forward(inputOf(run.golden.expected.at("input").flip(2)));
    for (const int index : {0, 1, 2}) {
        const Intervention graft{
            .masked = {}, .fill = Fill::Black, .off = {}, .graft = Graft{index, {{0, 0}, {1, 1}, {2, 3}}, "b.png"}};
        const auto capture = run.with(graft, donor.get());
        const at::Tensor map = tensorOf(explain(*capture, {.method = "ig", .target = {2, {}}}).values);
        const at::Tensor input = capture->data().input;
        const at::Tensor black = fillPicture(input, Fill::Black, capture->data().black, 16);
        const at::Tensor ends = logitsOf(*run.vit, at::cat({input, black}), {}, capture->data().change).select(1, 2);
        const double change = (ends[0] - ends[1]).item<double>(), told = map.sum().item<double>();
        QVERIFY2(std::abs(change - told) < 0.02 * std::abs(change) + 1e-3,
                 qPrintable(QStringLiteral("%1: %2 %3").arg(index).arg(change).arg(told)));
        COMPARE_TENSORS(ends[0], tensorOf(capture->logits())[2], 1e-5);
        if (index == 0)
            QCOMPARE(map[1 * 4 + 1].item<float>(), 0.0F);  // its own pixels are not looked at
    }
}

void InterventionTest::nothingLeftToRead() {
    VitConfig config;
    config.image_size = 32;
    config.pooling = Pooling::PatchMean;
    Intervention all;
    all.fill = Fill::Drop;
    all.masked = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    QVERIFY_THROWS_EXCEPTION(UsageError, passChange(config, all, nullptr, at::TensorOptions(at::kFloat)));
    all.masked.pop_back();
    QCOMPARE(passChange(config, all, nullptr, at::TensorOptions(at::kFloat)).present.sum().item<float>(), 1.0F);
}

void InterventionTest::whatIsNotThere() {
    const Run run("plain");
    const auto off = [](Off part) {
        return Intervention{.masked = {}, .fill = Fill::Black, .off = {part}, .graft = {}};
    };
    QCOMPARE(run.reason({.masked = {{4, 0}}, .fill = Fill::Black, .off = {}, .graft = {}}),
             std::string("patch 4, 0 is not there: this model has rows 0 to 3 and columns 0 to 3"));
    QCOMPARE(run.reason(off({0, Part::Head, 2, Silence::Zero})),
             std::string("head 2 is not there: this model has heads 0 to 1"));
    QCOMPARE(run.reason(off({3, Part::Mlp, 0, Silence::Zero})),
             std::string("layer 3 is not there: this model has layers 0 to 2"));
    QVERIFY(run.reason({.masked = {}, .fill = Fill::Black, .off = {}, .graft = Graft{0, {}, "b.png"}})
                .starts_with("tokens of another picture"));
}

QTEST_GUILESS_MAIN(InterventionTest)
#include "intervention_test.moc"

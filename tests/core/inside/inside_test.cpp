// Looking inside: every view against formulas of its own, on small exact cases and on PyTorch's own tensors.
#include "core/inside/inside.h"

#include "core/inside/components.h"
#include "core/inside/table.h"
#include "core/inside/tokens.h"
#include "tests/support/reference.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace vitrine;
using namespace vitrine::test;

namespace {

const Golden& deep() {
    static const Golden golden("deep");
    return golden;
}
const Capture& deepRun() {
    static const auto capture = deep().run();
    return *capture;
}
/// PyTorch's tokens after so many blocks, without the class token. (P, D) float64
at::Tensor patchesAfter(int after) { return deep().expected.at("tokens")[after].slice(0, 1).to(at::kDouble); }
at::Tensor tokensAfter(int after) { return deep().expected.at("tokens")[after].to(at::kDouble); }

std::shared_ptr<const Tokens> tokensOf(int rows, int cols, const at::Tensor& patches) {
    return std::make_shared<Tokens>(
        Tokens{rows, cols, {patches.to(at::kFloat).contiguous()}, at::arange(int64_t(rows) * cols)});
}

at::Tensor scoresOf(const PatchColours::Picture& picture) {
    std::vector<at::Tensor> columns;
    for (const Map& map : picture.scores)
        columns.push_back(tensorOf(map.values));
    return at::stack(columns, 1);  // (P, 3)
}

/// By another way: the right singular vectors of the centred rows, the largest number of each positive. (n, 3)
at::Tensor scoresBySvd(const at::Tensor& rows) {
    const at::Tensor x = rows - rows.mean(0);
    at::Tensor v = std::get<2>(at::linalg_svd(x, /*full_matrices=*/false)).slice(0, 0, 3);  // (3, D)
    v = v * v.gather(1, v.abs().argmax(1, true)).sign();
    return at::matmul(x, v.mT());
}

}  // namespace

class InsideTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void componentsOfAnExactCase();
    void signsDoNotDependOnTheLibrary();
    void fewComponents();
    void coloursAgreeWithSvd_data();
    void coloursAgreeWithSvd();
    void coloursSpanPercentiles();
    void jointColoursAreThoseOfAllTokens();
    void coloursRefuse();
    void similarity();
    void similarityWithoutClassToken();
    void norms();
    void lens();
    void lensRefuses();
    void headFigures();
    void stops();
    void tables();
};

// Four points on a line through (3, 4) / 5, and a little across: the eigenvectors are known.
void InsideTest::componentsOfAnExactCase() {
    const at::Tensor along = at::tensor({-3.0, -1.0, 1.0, 3.0}, at::kDouble),
                     across = at::tensor({1.0, -1.0, -1.0, 1.0}, at::kDouble);
    const at::Tensor rows = along.unsqueeze(1) * at::tensor({-0.6, -0.8}, at::kDouble) +
                            across.unsqueeze(1) * at::tensor({0.8, -0.6}, at::kDouble) + 7;  // (4, 2), not centred
    const Components found = principalComponents(rows, 3);
    COMPARE_TENSORS(found.vectors, at::tensor({0.6, 0.8, 0.8, -0.6, 0.0, 0.0}, at::kDouble).view({3, 2}), 1e-12);
    COMPARE_TENSORS(found.share, at::tensor({20.0 / 24, 4.0 / 24, 0.0}, at::kDouble), 1e-12);
    COMPARE_TENSORS(found.scores, at::stack({-along, across, at::zeros_like(along)}, 1), 1e-12);
    // Fewer rows than columns: the other product, the same answer.
    const at::Tensor wide = at::cat({rows, at::zeros({4, 6}, at::kDouble)}, 1);  // (4, 8)
    COMPARE_TENSORS(principalComponents(wide, 2).scores, found.scores.slice(1, 0, 2), 1e-12);
}

// (1, -1) / sqrt 2: both are as large, the first decides. The same data the other way round are the same components.
void InsideTest::signsDoNotDependOnTheLibrary() {
    const at::Tensor rows = at::tensor({1.0, -1.0, -1.0, 1.0, 2.0, -2.0}, at::kDouble).view({3, 2});
    const double half = std::sqrt(0.5);
    for (const double sign : {1.0, -1.0})
        COMPARE_TENSORS(principalComponents(rows * sign, 1).vectors,
                        at::tensor({half, -half}, at::kDouble).view({1, 2}), 1e-12);
    const at::Tensor x = patchesAfter(3);
    COMPARE_TENSORS(principalComponents(-x, 3).vectors, principalComponents(x, 3).vectors, 1e-9);
    const at::Tensor vectors = principalComponents(x, 3).vectors;
    QVERIFY((vectors.gather(1, vectors.abs().argmax(1, true)) > 0).all().item<bool>());
}

void InsideTest::fewComponents() {
    const at::Tensor one =
        at::tensor({0.0F, 1.0F, 2.0F, 3.0F}).unsqueeze(1) * at::tensor({2.0F, 1.0F, 0.0F});  // one direction
    const PatchColours line = patchColours({tokensOf(2, 2, one)}, 0);
    QVERIFY(std::abs(line.share[0] - 1) < 1e-6F);
    QCOMPARE(line.share[1], 0.0F);
    QVERIFY(line.range[1].flat());
    QCOMPARE(int(line.pictures[0].image.pixels[1]), 128);  // green says nothing
    const PatchColours same = patchColours({tokensOf(2, 2, at::ones({4, 5}))}, 0);
    QCOMPARE(same.share[0], 0.0F);
    for (const uint8_t value : same.pictures[0].image.pixels)
        QCOMPARE(int(value), 128);
}

void InsideTest::coloursAgreeWithSvd_data() {
    QTest::addColumn<int>("after");
    for (int after = 0; after <= 6; ++after)
        QTest::addRow("after %d blocks", after) << after;
}
void InsideTest::coloursAgreeWithSvd() {
    QFETCH(int, after);
    const PatchColours colours = patchColours(deepRun(), after);
    QCOMPARE(colours.after, after);
    QCOMPARE(colours.pictures.size(), size_t(1));
    const at::Tensor x = patchesAfter(after), expected = scoresBySvd(x);
    COMPARE_TENSORS(scoresOf(colours.pictures[0]), expected, 1e-3 * expected.abs().max().item<double>());
    const double all = (x - x.mean(0)).square().sum().item<double>();
    for (int i = 0; i < 3; ++i)
        QVERIFY(std::abs(colours.share[size_t(i)] - expected.select(1, i).square().sum().item<double>() / all) < 1e-4);
    QCOMPARE(colouredLayers({patchTokens(deepRun())})[size_t(after)].pictures[0].image, colours.pictures[0].image);
}

void InsideTest::coloursSpanPercentiles() {
    const PatchColours colours = patchColours(deepRun(), 6);
    const Image& image = colours.pictures[0].image;
    QCOMPARE(image.width, 8);
    QCOMPARE(image.height, 8);
    for (size_t channel = 0; channel < 3; ++channel) {
        const at::Tensor scores = tensorOf(colours.pictures[0].scores[channel].values).to(at::kDouble);
        const double low = at::quantile(scores, 0.01).item<double>(), high = at::quantile(scores, 0.99).item<double>();
        QVERIFY(std::abs(colours.range[channel].low - low) < 1e-5 && std::abs(colours.range[channel].high - high) < 1e-5);
        for (int i = 0; i < 64; ++i) {
            const double t = std::clamp((scores[i].item<double>() - low) / (high - low), 0.0, 1.0);
            QVERIFY(std::abs(image.pixels[size_t(i) * 3 + channel] - 255 * t) < 0.51);
        }
    }
}

void InsideTest::jointColoursAreThoseOfAllTokens() {
    at::Tensor other = at::roll(deep().expected.at("input"), 9, 2) * 0.5 + 0.3;
    const auto run = Vit(deep().config, deep().weights, testPlacement()).forward(inputOf(other));
    const auto a = patchTokens(deepRun()), b = patchTokens(*run);
    const PatchColours joint = patchColours({a, b}, 4);
    QCOMPARE(joint.pictures.size(), size_t(2));
    const at::Tensor all = at::cat({a->after[4], b->after[4]});
    const PatchColours one = patchColours({tokensOf(16, 8, all)}, 0);  // one tall picture of both
    COMPARE_TENSORS(at::cat({scoresOf(joint.pictures[0]), scoresOf(joint.pictures[1])}), scoresOf(one.pictures[0]), 0.0);
    std::vector<uint8_t> pixels = joint.pictures[0].image.pixels;
    pixels.insert(pixels.end(), joint.pictures[1].image.pixels.begin(), joint.pictures[1].image.pixels.end());
    QVERIFY(pixels == one.pictures[0].image.pixels);
    QVERIFY(joint.pictures[0].image != patchColours(deepRun(), 4).pictures[0].image);  // alone it has others
    const PatchColours twice = patchColours({a, a}, 4);
    QVERIFY(twice.pictures[0].image == twice.pictures[1].image);
}

void InsideTest::coloursRefuse() {
    const std::vector<std::shared_ptr<const Tokens>> none;
    QVERIFY_EXCEPTION_THROWN(patchColours(none, 0), UsageError);
    QVERIFY_EXCEPTION_THROWN(patchColours(deepRun(), 7), UsageError);
    QVERIFY_EXCEPTION_THROWN(patchColours(deepRun(), -1), UsageError);
    const auto narrow = tokensOf(2, 2, at::ones({4, 5}));
    QVERIFY_EXCEPTION_THROWN(patchColours({patchTokens(deepRun()), narrow}, 0), UsageError);
}

void InsideTest::similarity() {
    for (const int token : {0, 1, 22, 64}) {
        const Query query = token ? Query{Cell{(token - 1) / 8, (token - 1) % 8}} : Query{};
        const std::vector<Similarity> layers = tokenSimilarity(deepRun(), query);
        QCOMPARE(layers.size(), size_t(7));
        for (int after = 0; after <= 6; ++after) {
            const at::Tensor x = tokensAfter(after), own = x[token];
            std::vector<double> cosines;
            for (int i = 0; i < 65; ++i)
                cosines.push_back((x[i] * own).sum().item<double>() /
                                  std::sqrt((x[i] * x[i]).sum().item<double>() * (own * own).sum().item<double>()));
            const at::Tensor expected = at::tensor(cosines, at::kDouble);
            COMPARE_TENSORS(tensorOf(layers[size_t(after)].map.values), expected.slice(0, 1), 1e-5);
            QVERIFY(std::abs(double(layers[size_t(after)].classToken.value()) - cosines[0]) < 1e-5);
        }
    }
    QVERIFY_EXCEPTION_THROWN(tokenSimilarity(deepRun(), {Cell{8, 0}}), UsageError);
}

// Without a class token the patches' mean asks.
void InsideTest::similarityWithoutClassToken() {
    VitConfig config = deep().config;
    config.class_token = false;
    config.position_prefix = 0;
    config.pooling = Pooling::PatchMean;
    StateDict weights = deep().weights;
    weights.tensors.erase("class_token");
    weights.tensors["encoder.pos_embedding"] = weights.at("encoder.pos_embedding").slice(1, 1).contiguous();
    const auto run = Vit(config, weights, testPlacement()).forward(deep().input());
    const std::vector<Similarity> layers = tokenSimilarity(*run, {});
    QVERIFY(!layers[2].classToken);
    const at::Tensor x = run->tokens(2).to(at::kDouble), mean = x.mean(0);
    COMPARE_TENSORS(tensorOf(layers[2].map.values), at::matmul(x, mean) / (x.norm(2, {1}) * mean.norm()), 1e-5);
    QCOMPARE(lookInside(*run, {InsideView::Norms, {}, -1}).map(3)->values.size(), size_t(64));
}

void InsideTest::norms() {
    const std::vector<Norms> layers = normsByLayer(deepRun());
    QCOMPARE(layers.size(), size_t(7));
    for (int after = 0; after <= 6; ++after) {
        QCOMPARE(layers[size_t(after)].after, after);
        COMPARE_TENSORS(tensorOf(layers[size_t(after)].map.values), patchesAfter(after).square().sum(1).sqrt(), 1e-4);
    }
}

void InsideTest::lens() {
    const int target = 3;
    const std::vector<LensMap> layers = lensMaps(deepRun(), target);
    QCOMPARE(layers.size(), size_t(7));
    const StateDict& w = deep().weights;
    for (int after = 0; after <= 6; ++after) {
        const at::Tensor x = patchesAfter(after), centred = x - x.mean(1, true);
        const at::Tensor normal = centred / (centred.square().mean(1, true) + 1e-6).sqrt() * w.at("encoder.ln.weight") +
                                  w.at("encoder.ln.bias");
        const bool hidden = deep().config.representation_size.has_value();
        const at::Tensor features =
            hidden ? at::tanh(at::matmul(normal, w.at("heads.pre_logits.weight").mT().to(at::kDouble)) +
                              w.at("heads.pre_logits.bias"))
                   : normal;
        const at::Tensor probabilities = at::softmax(
            at::matmul(features, w.at("heads.head.weight").mT().to(at::kDouble)) + w.at("heads.head.bias"), 1);
        const LensMap& map = layers[size_t(after)];
        COMPARE_TENSORS(tensorOf(map.target.values), probabilities.select(1, target), 1e-5);
        COMPARE_TENSORS(tensorOf(map.top_probability.values), probabilities.amax(1), 1e-5);
        const at::Tensor top = probabilities.argmax(1);
        for (int i = 0; i < 64; ++i)
            QCOMPARE(int64_t(map.top[size_t(i)]), top[i].item<int64_t>());
        int patches = 0;
        for (const ClassCount& count : classCounts(map)) {
            QCOMPARE(int64_t(count.patches), (top == count.index).sum().item<int64_t>());
            patches += count.patches;
        }
        QCOMPARE(patches, 64);
    }
    const std::vector<Map> maps = classMaps({0, {1, 3, {}}, {2, 1, 2}, {1, 3, {0.5F, 0.6F, 0.7F}}}, 6);
    QCOMPARE(maps.size(), size_t(2));
    QVERIFY((maps[0].values == std::vector<float>{0.5F, 0, 0.7F} && maps[1].values == std::vector<float>{0, 0.6F, 0}));
    QCOMPARE(classMaps({0, {1, 3, {}}, {2, 1, 2}, {1, 3, {0.5F, 0.6F, 0.7F}}}, 1).size(), size_t(1));
    QVERIFY((classCounts({0, {}, {4, 2, 4, 1, 2}, {}}) == std::vector<ClassCount>{{2, 2}, {4, 2}, {1, 1}}));
}

void InsideTest::lensRefuses() {
    QVERIFY_EXCEPTION_THROWN(lensMaps(deepRun(), -1), UsageError);
    QVERIFY_EXCEPTION_THROWN(lensMaps(deepRun(), deep().config.num_classes), UsageError);
    VitConfig config = deep().config;
    config.num_classes = 0;
    config.representation_size.reset();
    StateDict weights = deep().weights;
    for (const char* name : {"heads.head.weight", "heads.head.bias", "heads.pre_logits.weight", "heads.pre_logits.bias"})
        weights.tensors.erase(name);
    const auto headless = Vit(config, weights, testPlacement()).forward(deep().input());
    QVERIFY_EXCEPTION_THROWN(lensMaps(*headless, 0), UsageError);
}

void InsideTest::headFigures() {
    const HeadFigures figures = vitrine::headFigures(deepRun());
    QCOMPARE(figures.layers, 6);
    QCOMPARE(figures.heads, 4);
    QCOMPARE(figures.distance_px.size(), size_t(24));
    for (int layer = 0; layer < 6; ++layer)
        for (int head = 0; head < 4; ++head) {
            const at::Tensor A = deep().expected.at("attention")[layer][head].to(at::kDouble);  // (N, N)
            double bits = 0, distance = 0;
            for (int from = 0; from < 65; ++from)
                for (int to = 0; to < 65; ++to) {
                    const double a = A[from][to].item<double>();
                    bits -= a > 0 ? a * std::log2(a) / 65 : 0;
                }
            for (int from = 1; from < 65; ++from) {
                double weighted = 0, share = 0;
                for (int to = 1; to < 65; ++to) {
                    const double a = A[from][to].item<double>();
                    weighted += a * deepRun().patch_size() *
                                std::hypot((from - 1) / 8 - (to - 1) / 8, (from - 1) % 8 - (to - 1) % 8);
                    share += a;
                }
                distance += weighted / share / 64;
            }
            const size_t at = figures.index(layer, head);
            QVERIFY(std::abs(figures.entropy_bits[at] - bits) < 1e-3);
            QVERIFY(std::abs(figures.distance_px[at] - distance) < 1e-3);
        }
}

void InsideTest::stops() {
    for (const InsideView view : {InsideView::Pca, InsideView::Lens, InsideView::Heads}) {
        std::vector<int> steps;
        int all = 0;
        const auto count = [&](int done, int total) {
            steps.push_back(done);
            all = total;
            return true;
        };
        lookInside(deepRun(), {view, {}, 0}, count);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()) && steps.front() == 0 &&
                steps.back() + (view == InsideView::Lens) == all);
        const Progress stop = [](int done, int) { return done < 2; };
        QVERIFY_EXCEPTION_THROWN(lookInside(deepRun(), {view, {}, 0}, stop), Cancelled);
    }
}

void InsideTest::tables() {
    const auto label = [](int index) {
        return index == 0 ? std::string("cat, \"tabby\"") : "class " + std::to_string(index);
    };
    const auto lines = [&](InsideView view, int after) {
        const Inside inside = lookInside(deepRun(), {view, {}, 1});
        return QString::fromStdString(insideTable(inside, after, label, {"a,b.png"})).split('\n', Qt::SkipEmptyParts);
    };
    const QStringList pca = lines(InsideView::Pca, 2);
    QCOMPARE(pca.size(), 65);
    QCOMPARE(pca[0], QStringLiteral("picture,row,col,pc1,pc2,pc3,red,green,blue"));
    QVERIFY2(pca[10].startsWith(QStringLiteral("\"a,b.png\",1,1,")), qPrintable(pca[10]));
    const PatchColours colours = patchColours(deepRun(), 2);
    QCOMPARE(pca[10].section(',', 4, 4).toFloat(), colours.pictures[0].scores[0].values[9]);
    QCOMPARE(pca[10].section(',', 9, 9).toInt(), int(colours.pictures[0].image.pixels[9 * 3 + 2]));
    const QStringList cosines = lines(InsideView::Similarity, 6);
    QCOMPARE(cosines[0], QStringLiteral("row,col,cosine"));
    QCOMPARE(cosines[9].section(',', 2).toFloat(), tokenSimilarity(deepRun(), {})[6].map.values[8]);
    const QStringList norms = lines(InsideView::Norms, 0);
    QCOMPARE(norms[0], QStringLiteral("row,col,norm,outlier"));
    QCOMPARE(norms.filter(QRegularExpression(QStringLiteral(",1$"))).size(),
             qsizetype(normsByLayer(deepRun())[0].outliers.size()));
    const QStringList lens = lines(InsideView::Lens, 6);
    const LensMap map = lensMaps(deepRun(), 1)[6];
    QCOMPARE(lens[0], QStringLiteral("row,col,class,label,probability,target_probability"));
    for (int i = 0; i < 64; ++i)
        QVERIFY2(lens[i + 1].startsWith(QStringLiteral("%1,%2,%3,").arg(i / 8).arg(i % 8).arg(map.top[size_t(i)])),
                 qPrintable(lens[i + 1]));
    const QStringList heads = lines(InsideView::Heads, 0);
    QCOMPARE(heads.size(), 25);
    QVERIFY(heads[8].startsWith(QStringLiteral("1,3,")));
    Inside named{.request = {InsideView::Lens, {}, 0}};
    named.lens = {{0, {1, 1, {0.5F}}, {0}, {1, 1, {0.75F}}}};
    QCOMPARE(QString::fromStdString(insideTable(named, 0, label, {})).section('\n', 1, 1),
             QStringLiteral("0,0,0,\"cat, \"\"tabby\"\"\",0.75,0.5"));
    named.dropped = {{0, 0}};
    QCOMPARE(QString::fromStdString(insideTable(named, 0, label, {})).section('\n', 1, 1), QStringLiteral("0,0,-1,,,"));
    Inside lengths{.request = {InsideView::Norms, {}, 0}, .dropped = {{0, 1}}};
    lengths.norms = {{.map = {1, 3, {2, 0, 3}}}};
    QVERIFY(lengths.drawn(0)->values == (std::vector<float>{2, 2, 3}));
    QVERIFY(!lengths.drawn(1));
    QVERIFY(insideTable(lengths, 0, label, {}).ends_with("0,0,2,0\n0,1,,0\n0,2,3,0\n"));
}

QTEST_GUILESS_MAIN(InsideTest)
#include "inside_test.moc"

#include "core/explain/gradient.h"
#include "core/explain/presets.h"
#include "core/model/batch.h"
#include "tests/support/reference.h"

#include <ATen/CPUGeneratorImpl.h>

#include <QTest>

#include <cmath>
#include <thread>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// A golden model that stays, and its run.
struct Run {
    Golden golden;
    std::shared_ptr<const Vit> vit = golden.vit();
    std::shared_ptr<const Capture> capture = vit->forward(golden.input());

    explicit Run(const std::string& name) : golden(name) {}
    const at::Tensor& expected(const std::string& key) const { return golden.expected.at(key); }
    int top() const { return int(at::argmax(expected("logits")).item<int64_t>()); }
    at::Tensor map(const MapRequest& request) const { return tensorOf(explain(*capture, request).values); }
};

void addModels() {
    QTest::addColumn<QString>("model");
    for (const char* model : {"plain", "deep"})
        QTest::newRow(model) << QString::fromLatin1(model);
}

std::string reasonOf(const Run& run, const MapRequest& request) {
    try {
        explain(*run.capture, request);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "no error";
}

}  // namespace

class GradientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void attentionGradients_data() { addModels(); }
    void attentionGradients();
    void maps_data();
    void maps();
    void everyHead_data() { addModels(); }
    void everyHead();
    void completeness_data() { addModels(); }
    void completeness();
    void numericDerivative_data() { addModels(); }
    void numericDerivative();
    void difference_data();
    void difference();
    void queries();
    void layers();
    void around();
    void matrixHasEveryRow();
    void baselines();
    void presets();
    void zeroHead();
    void requests();
    void modelIsGone();
    void severalReaders();
    void oneCaptureOfSeveralTargets();
    void halfPrecision();
    void stops();
};

void GradientTest::attentionGradients() {
    QFETCH(QString, model);
    const Run run(model.toStdString());
    const Capture::Data& data = run.capture->data();
    const MapRequest request{.method = "chefer", .target = {run.top(), {}}};
    int seen = 0;
    descend(descentOf(data, *run.vit, request, {}), 0, [&](const BlockGradient& block) {
        COMPARE_TENSORS(block.attention[0], run.expected("attention")[block.layer], 1e-5);
        COMPARE_TENSORS(block.attention_grad[0], run.expected("attention_grad")[block.layer], 1e-5);
        ++seen;
    });
    QCOMPARE(seen, run.golden.config.num_layers);
}

void GradientTest::maps_data() {
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("method");
    QTest::addColumn<double>("discard");
    for (const char* model : {"plain", "deep"}) {
        const auto row = [&](const char* key, const char* method, double discard = 0) {
            QTest::addRow("%s %s", model, key)
                << QString::fromLatin1(model) << QString::fromLatin1(key) << QString::fromLatin1(method) << discard;
        };
        row("chefer", "chefer");
        row("grad_rollout", "grad_rollout");
        row("grad_rollout_discard_0.9", "grad_rollout", 0.9);
        row("legrad", "legrad");
        row("gradcam", "gradcam");
        row("input_grad", "input_grad");
        row("ig", "ig");
        row("occlusion", "occlusion");
    }
}

void GradientTest::maps() {
    QFETCH(QString, model);
    QFETCH(QString, key);
    QFETCH(QString, method);
    QFETCH(double, discard);
    const Run run(model.toStdString());
    const at::Tensor map = run.map({.method = method.toStdString(), .discard = discard});
    const at::Tensor expected = run.expected(key.toStdString());
    const at::Tensor largest = expected.abs().max().clamp_min(1e-6);
    QVERIFY(largest.item<float>() > 1e-6 || key == "gradcam");  // plain's is zero everywhere, and PyTorch's too
    COMPARE_TENSORS(map / largest, expected / largest, 1e-4);
}

void GradientTest::everyHead() {
    QFETCH(QString, model);
    const Run run(model.toStdString());
    const at::Tensor expected = run.expected("attn_grad");  // (H, patches) of the last layer
    for (int head = 0; head < run.golden.config.num_heads; ++head)
        COMPARE_TENSORS(run.map({.method = "attn_grad", .head = {head, Fusion::Mean}}), expected[head], 1e-5);
    COMPARE_TENSORS(run.map({.method = "attn_grad"}), expected.mean(0), 1e-5);
    COMPARE_TENSORS(run.map({.method = "attn_grad", .head = {-1, Fusion::Max}}), expected.amax(0), 1e-5);
    // An earlier layer, from the expected attention and its gradient.
    const at::Tensor first = at::relu(run.expected("attention")[0] * run.expected("attention_grad")[0]);
    COMPARE_TENSORS(run.map({.method = "attn_grad", .layer = 0, .head = {1, Fusion::Mean}}), first[1][0].slice(0, 1),
                    1e-6);
    COMPARE_TENSORS(run.map({.method = "attn_grad",
                             .layer = 0,
                             .head = {1, Fusion::Mean},
                             .query = {Cell{1, 2}},
                             .direction = Direction::To}),
                    first[1].select(1, 1 + run.capture->cols() + 2).slice(0, 1), 1e-6);
}

void GradientTest::completeness() {
    QFETCH(QString, model);
    const Run run(model.toStdString());
    const Map map = explain(*run.capture, {.method = "ig"});
    QVERIFY(map.completeness_error.has_value());
    const float sum = tensorOf(map.values).sum().item<float>(), delta = run.expected("ig_delta").item<float>();
    QVERIFY(std::abs(sum - delta - *map.completeness_error) < 1e-4);
    QVERIFY(std::abs(*map.completeness_error) < 0.05 * std::max(1.0F, std::abs(delta)));
    QVERIFY(!explain(*run.capture, {.method = "occlusion"}).completeness_error);
}

void GradientTest::numericDerivative() {
    QFETCH(QString, model);
    const Run run(model.toStdString());
    const Capture::Data& data = run.capture->data();
    const Target target{run.top(), (run.top() + 1) % run.golden.config.num_classes};
    Descent descent = descentOf(data, *run.vit, {.method = "ig", .target = target}, {});
    descent.wantsAttention = false;
    const at::Tensor gradient = inputGradient(*run.vit, data.input, descend(descent, 0, [](const BlockGradient&) {}));
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(3);
    for (int i = 0; i < 4; ++i) {
        const at::Tensor way = at::randn(data.input.sizes(), generator, at::TensorOptions(at::kFloat));
        const double step = 0.001;
        const at::Tensor ends =
            valueOf(target, logitsOf(*run.vit, at::cat({data.input + step * way, data.input - step * way})));
        const double slope = (ends[0] - ends[1]).item<double>() / (2 * step),
                     told = (gradient * way).sum().item<double>();
        QVERIFY2(std::abs(slope - told) < 1e-2 * std::max(1.0, std::abs(told)),
                 qPrintable(QStringLiteral("%1 %2").arg(slope).arg(told)));
    }
}

void GradientTest::difference_data() {
    QTest::addColumn<QString>("method");
    for (const char* method : {"ig", "occlusion"})  // these are linear in the target
        QTest::newRow(method) << QString::fromLatin1(method);
}

void GradientTest::difference() {
    QFETCH(QString, method);
    const Run run("plain");
    const std::string name = method.toStdString();
    const at::Tensor both = run.map({.method = name, .target = {2, 5}});
    COMPARE_TENSORS(both, run.map({.method = name, .target = {2, {}}}) - run.map({.method = name, .target = {5, {}}}),
                    1e-5);
    COMPARE_TENSORS(both, -run.map({.method = name, .target = {5, 2}}), 1e-5);
    QVERIFY(both.min().item<float>() < 0 && both.max().item<float>() > 0);
}

/// By the definition, with whole matrices, from the expected attention and gradients.
void GradientTest::queries() {
    const Run run("deep");
    const int64_t N = run.capture->num_tokens();
    at::Tensor R = at::eye(N);
    for (int layer = 1; layer < 5; ++layer)
        R = R +
            at::matmul(at::relu(run.expected("attention")[layer] * run.expected("attention_grad")[layer]).mean(0), R);
    const MapRequest request{.method = "chefer", .query = {Cell{3, 4}}, .layers = {1, 5}};
    const int64_t query = 1 + 3 * run.capture->cols() + 4;
    COMPARE_TENSORS(run.map(request), R[query].slice(0, 1), 1e-5);
    MapRequest to = request;
    to.direction = Direction::To;
    COMPARE_TENSORS(run.map(to), R.select(1, query).slice(0, 1), 1e-5);
}

void GradientTest::layers() {
    const Run run("plain");
    // legrad of a range is the mean of its layers' own.
    const at::Tensor whole = run.map({.method = "legrad", .layers = {1, 3}});
    COMPARE_TENSORS(
        whole, (run.map({.method = "legrad", .layers = {1, 2}}) + run.map({.method = "legrad", .layers = {2, 3}})) / 2,
        1e-7);
}

/// What the window shows beside the map are maps of requests.
void GradientTest::around() {
    const Run run("deep");
    for (const char* method : {"chefer", "grad_rollout", "legrad"}) {
        MapRequest request{.method = method, .layers = {1, 4}};
        const MapSet set = explainAround(*run.capture, request);
        COMPARE_TENSORS(tensorOf(set.map.values), run.map(request), 1e-6);
        QCOMPARE(int(set.byLayer.size()), run.capture->layers());
        QCOMPARE(set.byHead.size(), findMethod(method)->usesFusion ? size_t(3) : size_t(0));
        for (size_t fusion = 0; fusion < set.byHead.size(); ++fusion) {
            MapRequest fused = request;
            fused.head.fusion = Fusion(fusion);
            COMPARE_TENSORS(tensorOf(set.byHead[fusion].values), run.map(fused), 1e-6);
        }
        for (int layer = 0; layer < run.capture->layers(); ++layer) {
            request.layers = layer < 1 ? LayerRange{layer, layer + 1} : LayerRange{1, layer + 1};
            COMPARE_TENSORS(tensorOf(set.byLayer[size_t(layer)].values), run.map(request), 1e-6);
        }
    }
    MapRequest request{.method = "attn_grad", .layer = 2};
    const MapSet set = explainAround(*run.capture, request);
    QCOMPARE(int(set.byHead.size()), 3 + run.capture->heads());
    request.head = {1, Fusion::Mean};
    COMPARE_TENSORS(tensorOf(set.byHead[4].values), run.map(request), 1e-7);
    const MapSet plain = explainAround(*run.capture, {.method = "gradcam"});
    QVERIFY(plain.byHead.empty() && plain.byLayer.empty());
    COMPARE_TENSORS(tensorOf(plain.map.values), run.map({.method = "gradcam"}), 1e-7);
}

void GradientTest::matrixHasEveryRow() {
    const Run run("plain");
    for (const char* method : {"chefer", "grad_rollout"}) {
        const TokenMatrix matrix = explainMatrix(*run.capture, {.method = method});
        COMPARE_TENSORS(tensorOf(matrix.row(0).values), run.map({.method = method}), 1e-6);
        COMPARE_TENSORS(tensorOf(matrix.row(matrix.token({Cell{2, 1}})).values),
                        run.map({.method = method, .query = {Cell{2, 1}}}), 1e-6);
    }
    QVERIFY_THROWS_EXCEPTION(UsageError, explainMatrix(*run.capture, {.method = "gradcam"}));
}

void GradientTest::baselines() {
    const Run run("deep");
    const at::Tensor first = run.map({.method = "random"});
    COMPARE_TENSORS(first, run.map({.method = "random"}), 0);
    QVERIFY(!at::equal(first, run.map({.method = "random", .seed = 1})));
    QVERIFY(first.min().item<float>() >= 0 && first.max().item<float>() < 1);
    const Map centre = explain(*run.capture, {.method = "centre"});
    QCOMPARE(centre.at(0, 0), 0.0F);
    QCOMPARE(centre.at(3, 3), centre.at(4, 4));
    QVERIFY(centre.at(3, 3) > centre.at(3, 2) && centre.at(3, 2) > centre.at(3, 1));
}

void GradientTest::presets() {
    const Run run("plain");
    for (const RolloutPreset& preset : rolloutPresets()) {
        const MapRequest request = with(preset, {.method = "rollout"});
        QVERIFY(presetOf(request) == &preset);
        run.map(request);
    }
    COMPARE_TENSORS(run.map(with(rolloutPresets()[0], {.method = "rollout"})), run.expected("rollout_mean"), 1e-5);
    QVERIFY(!presetOf({.method = "rollout", .discard = 0.5}));
}

/// torchvision's random head is all zeros: no gradient, and no NaN either.
void GradientTest::zeroHead() {
    Run run("plain");
    run.golden.weights.tensors.at("heads.head.weight").zero_();
    run.vit = run.golden.vit();
    run.capture = run.vit->forward(run.golden.input());
    for (const Method& method : methods())
        if (method.usesTarget)
            COMPARE_TENSORS(run.map({.method = method.name}), at::zeros({run.capture->rows() * run.capture->cols()}), 0);
}

void GradientTest::requests() {
    const Run run("plain");
    QCOMPARE(reasonOf(run, {.method = "chefer", .target = {7, {}}}),
             std::string("class 7 is not there: this model has classes 0 to 6"));
    QVERIFY(reasonOf(run, {.method = "chefer", .target = {3, 3}}).starts_with("class 3 against itself"));
    QVERIFY(reasonOf(run, {.method = "chefer", .target = {{}, run.top()}}).find("against itself") != std::string::npos);
    QVERIFY(reasonOf(run, {.method = "chefer", .head = {1, Fusion::Mean}}).starts_with("heads cannot be chosen"));
    QVERIFY(reasonOf(run, {.method = "grad_rollout", .head = {1, Fusion::Mean}}).starts_with("head 1 cannot be chosen"));
    const MapRequest much{.method = "gradcam", .layer = 1, .query = {Cell{1, 1}}, .discard = 0.5, .target = {2, {}}};
    QVERIFY(relevant(much) == (MapRequest{.method = "gradcam", .target = {2, {}}}));
    const auto name = [](int index) { return "name " + std::to_string(index); };
    QCOMPARE(caption(*run.capture, {.method = "chefer", .target = {2, 5}}, name),
             std::string("Chefer · for name 2 against name 5 · of the class token · layers 0 to 2"));
    QCOMPARE(caption(*run.capture, {.method = "occlusion", .target = {2, {}}}), std::string("Occlusion · for class 2"));
    QCOMPARE(caption(*run.capture, {.method = "centre"}), std::string("Centre"));
}

void GradientTest::modelIsGone() {
    Run run("plain");
    run.vit.reset();
    QVERIFY(!explain(*run.capture, {.method = "rollout"}).values.empty());
    QVERIFY_THROWS_EXCEPTION(Error, explain(*run.capture, {.method = "chefer"}));
}

/// What is kept of one target is not given for another.
void GradientTest::oneCaptureOfSeveralTargets() {
    const Run kept("plain");
    for (const char* method : {"chefer", "grad_rollout", "attn_grad"})
        for (const Target& target : {Target{2, {}}, Target{2, 5}, Target{5, {}}, Target{2, {}}})
            COMPARE_TENSORS(kept.map({.method = method, .target = target}),
                            Run("plain").map({.method = method, .target = target}), 1e-7);
}

/// The same order of patches, nearly; and numbers.
void GradientTest::halfPrecision() {
    const Golden golden("deep");
    const auto whole = golden.vit(), half = golden.vit(Dtype::BFloat16);
    const auto one = whole->forward(golden.input()), other = half->forward(golden.input());
    for (const Method& method : methods()) {
        const MapRequest request{.method = method.name, .target = method.usesTarget ? Target{1, {}} : Target{}};
        const at::Tensor a = tensorOf(explain(*one, request).values), b = tensorOf(explain(*other, request).values);
        QVERIFY2(at::isfinite(b).all().item<bool>(), method.name.c_str());
        const at::Tensor ranks = a.argsort().argsort().to(at::kDouble), others = b.argsort().argsort().to(at::kDouble);
        const double n = double(a.numel());
        const double spearman = 1 - 6 * (ranks - others).pow(2).sum().item<double>() / (n * (n * n - 1));
        QVERIFY2(spearman > 0.7, qPrintable(QStringLiteral("%1 %2").arg(method.name.c_str()).arg(spearman)));
    }
}

void GradientTest::severalReaders() {
    const Run run("deep");
    const at::Tensor expected = run.map({.method = "chefer"}),
                     other = run.map({.method = "attn_grad", .target = {1, {}}});
    std::vector<std::string> failures(4);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < failures.size(); ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < 4; ++n) {
                // Another target, whose matrices take the place of these.
                run.map({.method = i % 2 ? "chefer" : "attn_grad", .target = {3 + n, {}}});
                failures[i] += vitrine::test::difference(i % 2 ? run.map({.method = "chefer"})
                                                               : run.map({.method = "attn_grad", .target = {1, {}}}),
                                                         i % 2 ? expected : other, 1e-6);
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    for (const std::string& failure : failures)
        QVERIFY2(failure.empty(), failure.c_str());
}

void GradientTest::stops() {
    const Run run("deep");
    for (const Method& method : methods()) {
        if (!method.usesTarget)
            continue;
        int asked = 0;
        const Progress stop = [&](int, int) { return ++asked < 1; };
        QVERIFY_THROWS_EXCEPTION(Cancelled, explain(*run.capture, {.method = method.name, .target = {0, {}}}, stop));
    }
}

QTEST_GUILESS_MAIN(GradientTest)
#include "gradient_test.moc"

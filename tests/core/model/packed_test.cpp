// Packed weights: the same numbers as plain ones, whatever is run, and nothing that is not given back.
#include "core/capture/capture_data.h"
#include "core/explain/methods.h"
#include "core/explore.h"
#include "core/model/blocks.h"
#include "core/model/vit.h"
#include "core/resources.h"

#include <ATen/ATen.h>
#include <QTest>
#include <torch/csrc/autograd/autograd.h>

#include <limits>
#include <thread>

using namespace vitrine;

namespace {

constexpr PackedUse always{std::numeric_limits<int64_t>::max(), false};
constexpr PackedUse fused{std::numeric_limits<int64_t>::max(), true};

Affine layerOf(int64_t in, int64_t out, bool bias = true) {
    return {at::randn({out, in}), bias ? at::randn({out}) : at::Tensor()};
}

/// With nothing but the packed weight.
Affine packedOnly(const Affine& plain, const PackedUse& use = always) {
    return {{}, plain.bias, packedWeight(plain.weight), use};
}

bool close(const at::Tensor& a, const at::Tensor& b) { return at::allclose(a, b, 1e-4, 1e-4); }

}  // namespace

class PackedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void layers_data();
    void layers();
    void fewRowsAlone();
    void isUnpackedBitForBit();
    void isNotDifferentiated();
    void blocks_data();
    void blocks();
    void inMemoryOnce();
    void stopsBetweenBlocks();
    void besideARun();
    void wholeModels_data();
    void wholeModels();
};

void PackedTest::initTestCase() {
    at::manual_seed(1);
    if (!packedWeight(at::randn({8, 8})).defined())
        QSKIP("this CPU packs no weights");
}

void PackedTest::layers_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("in");
    QTest::addColumn<int>("out");
    QTest::addColumn<bool>("bias");
    QTest::newRow("one row") << 1 << 64 << 192 << true;
    QTest::newRow("odd sizes") << 17 << 37 << 53 << true;
    QTest::newRow("no bias") << 50 << 96 << 40 << false;
    QTest::newRow("many rows") << 700 << 48 << 64 << true;
}

void PackedTest::layers() {
    QFETCH(int, rows);
    QFETCH(int, in);
    QFETCH(int, out);
    QFETCH(bool, bias);
    const Affine plain = layerOf(in, out, bias);
    const at::Tensor x = at::randn({2, rows, in}), other = at::randn({2, rows, out});
    const at::Tensor y = at::linear(x, plain.weight, plain.bias);
    for (const PackedUse& use : {always, fused}) {
        const Affine packed = packedOnly(plain, use);
        QVERIFY(close(linear(x, packed), y));
        QVERIFY(close(linearGelu(x, packed), at::gelu(y)));
        const at::Tensor kept = other.clone();
        QVERIFY(close(linearPlus(x, packed, other), y + other));
        QVERIFY(at::equal(other, kept));
        QVERIFY(close(linear(x.transpose(0, 1), packed), y.transpose(0, 1)));  // not contiguous
    }
}

void PackedTest::fewRowsAlone() {
    Affine layer = layerOf(64, 64);
    const at::Tensor few = at::randn({4, 64}), many = at::randn({5, 64});
    layer.packed = packedWeight(at::zeros({64, 64}));  // whose results can be told from the plain ones
    layer.use = {4, false};
    QVERIFY(close(linear(few, layer), layer.bias.expand({4, 64})));
    QVERIFY(close(linear(many, layer), at::linear(many, layer.weight, layer.bias)));
}

void PackedTest::isUnpackedBitForBit() {
    for (const int64_t in : {37, 64, 768}) {
        const Affine plain = layerOf(in, 51);
        QVERIFY(at::equal(packedOnly(plain).plain(), plain.weight));
    }
}

void PackedTest::isNotDifferentiated() {
    const Affine plain = layerOf(32, 16), packed = packedOnly(plain);
    const auto gradient = [](const Affine& layer) {
        const at::AutoGradMode enabled(true);
        const at::Tensor x = at::ones({3, 32}).requires_grad_();
        return torch::autograd::grad({linearPlus(linearGelu(x, layer), layerOf(16, 16), x.slice(1, 0, 16)).sum()},
                                     {x})[0];
    };
    at::manual_seed(7);
    const at::Tensor expected = gradient(plain);
    at::manual_seed(7);
    QVERIFY(at::equal(gradient(packed), expected));
}

void PackedTest::blocks_data() {
    QTest::addColumn<bool>("layerScale");
    QTest::addColumn<bool>("fuses");
    QTest::newRow("plain") << false << false;
    QTest::newRow("fused") << false << true;
    QTest::newRow("layer scale, fused") << true << true;
}

namespace {

VitConfig smallConfig() {
    VitConfig config;
    config.image_size = 64;
    config.patch_size = 16;
    config.num_layers = 3;
    config.num_heads = 2;
    config.hidden_dim = 32;
    config.mlp_dim = 64;
    config.num_classes = 7;
    return config;
}

void fill(Blocks& blocks, const VitConfig& config) {
    at::manual_seed(3);
    std::map<std::string, Shape> shapes;
    for (const Parameter& parameter : stateDict(buildTree(config)))
        shapes[parameter.name] = parameter.shape;
    for (int i = 0; i < config.num_layers; ++i)
        blocks.add(makeBlock(config, i, [&](const std::string& name) { return at::randn(shapes.at(name)) * 0.2; }));
}

}  // namespace

void PackedTest::blocks() {
    QFETCH(bool, layerScale);
    QFETCH(bool, fuses);
    VitConfig config = smallConfig();
    config.layer_scale = layerScale;
    Blocks plain, packed;
    fill(plain, config);
    fill(packed, config);
    packed.pack({}, fuses ? fused : always);
    QVERIFY(packed.isPacked());
    const at::Tensor x = at::randn({2, 17, 32});
    BlockChange off;
    off.mlp = Silence::Mean;
    for (int i = 0; i < config.num_layers; ++i) {
        QVERIFY(packed.at(i)->mlp_0.packed.defined());
        QVERIFY(close(runBlock(config, *packed.at(i), x), runBlock(config, *plain.at(i), x)));
        QVERIFY(close(runBlock(config, *packed.at(i), x, off), runBlock(config, *plain.at(i), x, off)));
    }
}

void PackedTest::inMemoryOnce() {
    const VitConfig config = smallConfig();
    const std::string name = "encoder.layers.encoder_layer_1.mlp.0.weight";
    Blocks blocks;
    fill(blocks, config);
    const at::Tensor before = blocks.weight(name).clone();
    blocks.pack({}, always);
    QVERIFY(blocks.plainWeights().empty());  // no plain weight is left
    QVERIFY(at::equal(blocks.weight(name), before));
    QVERIFY(!blocks.weight("encoder.layers.encoder_layer_1.ln_1.weight").defined());
    QVERIFY(!blocks.weight("encoder.layers.encoder_layer_9.mlp.0.weight").defined());

    Blocks both;  // small
    fill(both, config);
    both.pack({}, {4, false});
    QVERIFY(both.at(0)->mlp_0.packed.defined());
    QCOMPARE(both.plainWeights().size(), size_t(12));
}

void PackedTest::stopsBetweenBlocks() {
    const VitConfig config = smallConfig();
    Blocks blocks;
    fill(blocks, config);
    QVERIFY_THROWS_EXCEPTION(Cancelled, blocks.pack([](int done, int) { return done < 1; }, always));
    QVERIFY(!blocks.isPacked());
    QVERIFY(blocks.at(0)->mlp_3.packed.defined());
    QVERIFY(!blocks.at(1)->mlp_3.packed.defined());
    int steps = 0;
    blocks.pack(
        [&](int, int all) {
            ++steps;
            return all == 3;
        },
        always);
    QCOMPARE(steps, 4);
    QVERIFY(blocks.isPacked() && blocks.at(2)->mlp_3.packed.defined());
}

void PackedTest::besideARun() {
    const VitConfig config = smallConfig();
    Blocks blocks;
    fill(blocks, config);
    Blocks plain;
    fill(plain, config);
    const at::Tensor x = at::randn({1, 17, 32});
    std::thread packing([&] { blocks.pack({}, always); });
    for (int round = 0; round < 50; ++round)
        for (int i = 0; i < config.num_layers; ++i)
            QVERIFY(close(runBlock(config, *blocks.at(i), x), runBlock(config, *plain.at(i), x)));
    packing.join();
}

void PackedTest::wholeModels_data() {
    QTest::addColumn<QString>("weights");
    QTest::newRow("mapped, float32") << QFINDTESTDATA("../../data/golden/plain/model.safetensors");
    QTest::newRow("in memory") << "bundled";
}

/// What it says and what explains it.
void PackedTest::wholeModels() {
    QFETCH(QString, weights);
    ModelRequest request;
    request.weights = weights.toStdString();
    if (weights != "bundled")
        request.heads = 2;
    const ModelPlan plan = vitrine::plan(request);
    const auto plain = load(plan), packed = load(plan);
    packed->vit->pack();
    QVERIFY(packed->vit->isPacked() && !plain->vit->isPacked());
    QVERIFY(packed->vit->block(0)->mlp_0.packed.defined());
    QVERIFY(packed->vit->block(0)->mlp_0.weight.defined());  // stays in the file
    const Result a = look(*plain, PictureSource{resource("samples/coffee.png"), {}});
    const Result b = look(*packed, PictureSource{resource("samples/coffee.png"), {}});
    for (size_t i = 0; i < a.capture->logits().size(); ++i)
        QVERIFY(std::abs(a.capture->logits()[i] - b.capture->logits()[i]) < 1e-4F);
    for (const char* method : {"attention", "rollout", "chefer", "gradcam", "input_grad"}) {
        const Map first = explain(*a.capture, {.method = method}), second = explain(*b.capture, {.method = method});
        for (size_t i = 0; i < first.values.size(); ++i)
            QVERIFY2(std::abs(first.values[i] - second.values[i]) <= 1e-3F * first.max() + 1e-6F, method);
    }
    const std::string name = "encoder.layers.encoder_layer_0.self_attention.in_proj_weight";
    QVERIFY(at::equal(plain->vit->parameter(name), packed->vit->parameter(name)));
    QVERIFY_THROWS_EXCEPTION(std::out_of_range, packed->vit->parameter("encoder.layers.encoder_layer_0.mlp.1.weight"));
}

QTEST_GUILESS_MAIN(PackedTest)
#include "packed_test.moc"

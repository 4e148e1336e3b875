// The forward pass against PyTorch's tensors: tests/data/golden and tests/data/everyday.
#include "core/capture/capture_data.h"
#include "core/model/init.h"
#include "core/model/vit.h"
#include "core/weights/checkpoint.h"
#include "core/weights/infer.h"
#include "tests/support/reference.h"

#include <ATen/record_function.h>
#include <QTest>

#include <atomic>

using namespace vitrine;
using namespace vitrine::test;

namespace {

std::atomic<int> blocksRun = 0;

std::unique_ptr<at::ObserverContext> countBlock(const at::RecordFunction& function) {
    if (std::string(function.name()) == "aten::scaled_dot_product_attention")
        ++blocksRun;
    return nullptr;
}

/// Counts what torch really runs, not what was reported: one attention a block.
class BlockCounter {
public:
    BlockCounter() {
        blocksRun = 0;
        m_handle = at::addGlobalCallback(at::RecordFunctionCallback(&countBlock).scopes({at::RecordScope::FUNCTION}));
    }
    ~BlockCounter() { at::removeCallback(m_handle); }

private:
    at::CallbackHandle m_handle = 0;
};

std::string reasonOf(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.reason();
    }
    return "no error";
}

}  // namespace

class VitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_data();
    void golden();
    void everyday_data();
    void everyday();
    void fromFiles_data();
    void fromFiles();
    void reducedPrecision_data();
    void reducedPrecision();
    void sharesItsWeights();
    void stopsWithinOneBlock_data();
    void stopsWithinOneBlock();
    void refusesOtherWeights_data();
    void refusesOtherWeights();
    void refusesOtherInput();
    void zeroHead();
    void everyNormHasTheEpsOfTheModel_data();
    void everyNormHasTheEpsOfTheModel();
    void poolsThePatchesAlone();
};

void VitTest::golden_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("plain") << "plain";
    QTest::newRow("deep") << "deep";
}

void VitTest::golden() {
    QFETCH(QString, name);
    const Golden golden(name.toStdString());
    const auto capture = golden.run();
    COMPARE_TENSORS(tensorOf(capture->logits()), golden.expected.at("logits"), 1e-4);
    COMPARE_TENSORS(tensorOf(capture->probabilities()), golden.expected.at("probabilities"), 1e-5);
    COMPARE_TENSORS(capture->logitLens(), golden.expected.at("logit_lens"), 1e-4);
    std::vector<at::Tensor> attention, tokens;
    for (int i = 0; i < capture->layers(); ++i)
        attention.push_back(capture->attention(i));
    for (int i = 0; i <= capture->layers(); ++i)
        tokens.push_back(capture->tokens(i));
    COMPARE_TENSORS(at::stack(attention), golden.expected.at("attention"), 1e-5);
    COMPARE_TENSORS(at::stack(tokens), golden.expected.at("tokens"), 1e-4);
}

void VitTest::everyday_data() {
    QTest::addColumn<QString>("picture");
    for (const char* picture : {"astronaut", "chelsea", "coffee", "rocket"})
        QTest::newRow(picture) << picture;
}

void VitTest::everyday() {
    QFETCH(QString, picture);
    static const Bundled bundled;
    const auto capture = bundled.run(picture.toStdString());
    COMPARE_TENSORS(tensorOf(capture->logits()), bundled.expected.at(picture.toStdString() + ".logits"), 1e-4);
}

void VitTest::fromFiles_data() {
    QTest::addColumn<QString>("weights");
    QTest::addColumn<QString>("folder");
    QTest::newRow("safetensors") << "golden/plain/model.safetensors"
                                 << "golden/plain";
    QTest::newRow("pth") << "golden/deep/model.pth"
                         << "golden/deep";
    QTest::newRow("the published files' old names") << "formats/torchvision-old-names/model.pth"
                                                    << "formats/torchvision-old-names";
    QTest::newRow("another image size") << "formats/torchvision-old-names/model.pth"
                                        << "formats/resized-torchvision";
}

/// Vitrine's own readers, then the model: what a person gets who opens the file.
void VitTest::fromFiles() {
    QFETCH(QString, weights);
    QFETCH(QString, folder);
    const auto facts = readJson(data(folder.toStdString() + "/case.json"));
    const Tensors expected = readReference(data(folder.toStdString() + "/expected.safetensors"));
    const auto checkpoint = Checkpoint::open(data(weights.toStdString()));
    VitConfig config = inferModel(*checkpoint, facts.at("num_heads").get<int>()).config;
    config.image_size = facts.at("image_size");
    const Vit vit(config, readStateDict(checkpoint, config), testPlacement());
    const auto capture = vit.forward(inputOf(expected.at("input")));
    COMPARE_TENSORS(tensorOf(capture->logits()), expected.at("logits"), 1e-4);
}

void VitTest::reducedPrecision_data() {
    QTest::addColumn<int>("dtype");
    QTest::addColumn<double>("atol");  // of logits of size 1: 8 and 11 bits of mantissa, through six blocks
    QTest::newRow("bfloat16") << int(Dtype::BFloat16) << 0.1;
    QTest::newRow("float16") << int(Dtype::Float16) << 0.015;
}

void VitTest::reducedPrecision() {
    QFETCH(int, dtype);
    QFETCH(double, atol);
    const Golden golden("deep");
    const auto capture = golden.run(Dtype(dtype));
    COMPARE_TENSORS(tensorOf(capture->logits()), golden.expected.at("logits"), atol);
    QVERIFY(!difference(tensorOf(capture->logits()), golden.expected.at("logits"), 1e-6).empty());  // it is that dtype
    COMPARE_TENSORS(capture->attention(2), golden.expected.at("attention")[2], atol);
    QCOMPARE(capture->attention(2).scalar_type(), at::kFloat);
    QCOMPARE(capture->tokens(0).scalar_type(), at::kFloat);
    QCOMPARE(capture->logitLens().scalar_type(), at::kFloat);
}

void VitTest::sharesItsWeights() {
    if (testPlacement().device != "cpu")
        QSKIP("weights move to the device");
    const Golden golden("plain");
    const Vit vit(golden.config, golden.weights, testPlacement());
    const auto before = vit.forward(golden.input());
    at::Tensor bias = golden.weights.at("heads.head.bias");
    bias += 1;
    COMPARE_TENSORS(tensorOf(vit.forward(golden.input())->logits()), tensorOf(before->logits()) + 1, 1e-5);
}

void VitTest::stopsWithinOneBlock_data() {
    QTest::addColumn<int>("stopAt");
    for (const int stopAt : {1, 2, 4, 7})
        QTest::addRow("after step %d", stopAt) << stopAt;
}

void VitTest::stopsWithinOneBlock() {
    QFETCH(int, stopAt);
    const Golden golden("deep");
    const Vit vit(golden.config, golden.weights, testPlacement());
    const BlockCounter counter;
    std::vector<int> steps;
    const Progress progress = [&](int done, int total) {
        steps.push_back(done);
        return total == 7 && done < stopAt;
    };
    QVERIFY_THROWS_EXCEPTION(Cancelled, vit.forward(golden.input(), progress));
    QCOMPARE(int(steps.size()), stopAt);
    QCOMPARE(blocksRun.load(), stopAt - 1);  // the embedding is the first step

    blocksRun = 0;
    vit.forward(golden.input(), [](int, int) { return true; });
    QCOMPARE(blocksRun.load(), 6);
}

void VitTest::refusesOtherWeights_data() {
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << "missing"
                             << "missing: encoder.ln.bias";
    QTest::newRow("unexpected") << "unexpected"
                                << "unexpected: heads.extra.weight";
    QTest::newRow("another shape") << "shape"
                                   << "another shape: heads.head.weight is 5 × 48 instead of 7 × 48";
}

void VitTest::refusesOtherWeights() {
    QFETCH(QString, change);
    QFETCH(QString, reason);
    Golden golden("plain");
    if (change == "missing")
        golden.weights.tensors.erase("encoder.ln.bias");
    else if (change == "unexpected")
        golden.weights.tensors["heads.extra.weight"] = at::zeros({1});
    else
        golden.weights.tensors["heads.head.weight"] = at::zeros({5, 48});
    const std::string actual = reasonOf([&] { Vit(golden.config, golden.weights, testPlacement()); });
    QVERIFY2(QString::fromStdString(actual).endsWith(reason), actual.c_str());
}

void VitTest::refusesOtherInput() {
    const Golden golden("plain");
    const Vit vit(golden.config, golden.weights, testPlacement());
    QCOMPARE(reasonOf([&] {
                 vit.forward(Input{32, 64, std::vector<float>(3 * 32 * 64)});
             }),
             std::string("this model takes 64×64 px, the input is 64×32"));
    QVERIFY(reasonOf([&] { vit.forward(Input{64, 64, {}}); }) != "no error");
}

void VitTest::zeroHead() {
    const VitConfig small{"small", 32, 16, 2, 2, 8, 16, 5, {}};
    const Vit vit(small, randomStateDict(small, 0), testPlacement());
    const auto capture = vit.forward(Input{32, 32, std::vector<float>(3 * 32 * 32, 0.5F)});
    QCOMPARE(capture->logits(), std::vector<float>(5, 0.0F));
    QCOMPARE(capture->probabilities(), std::vector<float>(5, 0.2F));
}

void VitTest::everyNormHasTheEpsOfTheModel_data() {
    QTest::addColumn<bool>("fc_norm");
    QTest::newRow("encoder.ln") << false;
    QTest::newRow("fc_norm") << true;
}

/// Of tokens so small that eps is most of what a norm divides by.
void VitTest::everyNormHasTheEpsOfTheModel() {
    QFETCH(bool, fc_norm);
    VitConfig config{"small", 32, 16, 1, 2, 8, 16, 5, {}};
    config.eps = 0.1;
    config.qk_norm = true;
    config.fc_norm = fc_norm;
    config.final_norm = !fc_norm;
    config.pooling = fc_norm ? Pooling::PatchMean : Pooling::ClassToken;
    at::manual_seed(1);
    StateDict weights;
    for (const Parameter& parameter : stateDict(buildTree(config)))
        weights.tensors[parameter.name] = at::randn(parameter.shape) * 0.1;
    const Vit vit(config, weights, {.device = "cpu"});
    const auto capture = vit.forward(Input{32, 32, std::vector<float>(3 * 32 * 32, 0.01F)});
    const auto norm = [&](const at::Tensor& x, const std::string& name) {
        return at::layer_norm(x, {x.size(-1)}, weights.at(name + ".weight"), weights.at(name + ".bias"), 0.1);
    };
    const std::string layer = "encoder.layers.encoder_layer_0.", attention = layer + "self_attention.";
    const at::Tensor first = capture->tokens(0), last = capture->tokens(1);
    QVERIFY(first.var().item<float>() < 0.1);
    const at::Tensor qkv = at::linear(norm(first, layer + "ln_1"), weights.at(attention + "in_proj_weight"),
                                      weights.at(attention + "in_proj_bias"));
    const auto split = [&](int64_t which) {  // (H, N, d)
        return qkv.narrow(1, 8 * which, 8).reshape({5, 2, 4}).transpose(0, 1);
    };
    COMPARE_TENSORS(capture->data().query(0), norm(split(0), attention + "q_norm"), 1e-6);
    COMPARE_TENSORS(capture->data().key(0), norm(split(1), attention + "k_norm"), 1e-6);
    const at::Tensor read = fc_norm ? norm(last.slice(0, 1).mean(0, true), "fc_norm") : norm(last, "encoder.ln");
    const at::Tensor logits = at::linear(read[0], weights.at("heads.head.weight"), weights.at("heads.head.bias"));
    COMPARE_TENSORS(tensorOf(capture->logits()), logits, 1e-6);
}

/// Whatever stands before them: nothing, a class token, registers.
void VitTest::poolsThePatchesAlone() {
    const at::Tensor tokens = at::arange(12, at::kFloat).reshape({6, 2}).square();
    for (const int prefix : {0, 1, 3}) {
        ReadOut readOut;
        readOut.prefix = prefix;
        readOut.pooling = Pooling::PatchMean;
        const at::Tensor mean = tokens.slice(0, prefix).mean(0, true);
        COMPARE_TENSORS(readOut.pool(tokens), mean, 1e-6);
        readOut.pooling = Pooling::ClassAndPatchMean;
        COMPARE_TENSORS(readOut.pool(tokens), at::cat({tokens.slice(0, 0, 1), mean}, 1), 1e-6);
    }
}

QTEST_GUILESS_MAIN(VitTest)
#include "vit_test.moc"

// Checkpoints as other projects write them, from the file to the logits: tests/data/formats, each held against what the
// library that wrote it computed.
#include "core/explain/methods.h"
#include "core/model/vit.h"
#include "core/weights/checkpoint.h"
#include "core/weights/infer.h"
#include "tests/support/reference.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// The checkpoint of a folder; its case.json may point at another's.
std::filesystem::path weightsOf(const std::filesystem::path& folder, const nlohmann::json& facts) {
    if (facts.contains("weights"))
        return folder / facts.at("weights").get<std::string>();
    for (const char* file : {"model.safetensors", "model.safetensors.index.json", "model.pth"})
        if (std::filesystem::exists(folder / file))
            return folder / file;
    return folder;
}

struct Case {
    nlohmann::json facts;
    Tensors expected;
    std::shared_ptr<const Checkpoint> checkpoint;
    CheckpointModel model;
    VitConfig config;

    explicit Case(const std::string& name) {
        const auto folder = data("formats/" + name);
        facts = readJson(folder / "case.json");
        expected = readReference(folder / "expected.safetensors");
        checkpoint = Checkpoint::open(weightsOf(folder, facts));
        model = inferModel(*checkpoint, facts.at("num_heads").get<int>());
        config = model.config;
        config.image_size = facts.at("image_size");
        config.image_width = facts.value("image_width", 0);
    }
    std::shared_ptr<const Capture> run() const {
        return Vit(config, readStateDict(checkpoint, config), testPlacement()).forward(inputOf(expected.at("input")));
    }
};

/// R = I; for each layer R = norm(mean_h(A) + I) R, norm dividing each row by its sum. (N, N)
at::Tensor rolloutOf(const Capture& capture) {
    const at::Tensor identity = at::eye(capture.num_tokens());  // (N, N)
    at::Tensor R = identity;
    for (int layer = 0; layer < capture.layers(); ++layer) {
        const at::Tensor step = capture.attention(layer).mean(0) + identity;  // (N, N)
        R = at::matmul(step / step.sum(1, true), R);
    }
    return R;
}

}  // namespace

class FormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsItsLibrary_data() {
        QTest::addColumn<QString>("project");
        for (const auto& [folder, project] :
             std::vector<std::pair<const char*, const char*>>{{"torchvision-old-names", "torchvision"},
                                                              {"torchvision-data-parallel", "torchvision"},
                                                              {"torchvision-legacy-pickle", "torchvision"},
                                                              {"torchvision-training-checkpoint", "torchvision"},
                                                              {"timm", "timm"},
                                                              {"timm-avgpool", "timm"},
                                                              {"timm-dinov2-registers", "timm"},
                                                              {"timm-qknorm", "timm"},
                                                              {"timm-oblong", "timm"},
                                                              {"timm-class-token-avgpool", "timm"},
                                                              {"timm-clip", "timm"},
                                                              {"timm-reg-positions", "timm"},
                                                              {"timm-fc-norm-token", "timm"},
                                                              {"timm-siglip", "timm"},
                                                              {"timm-siglip-tanh", "timm"},
                                                              {"timm-training-ema", "timm"},
                                                              {"deit-distilled", "timm"},
                                                              {"dino", "timm"},
                                                              {"mae-authors", "timm"},
                                                              {"huggingface-vit", "Hugging Face"},
                                                              {"huggingface-vit-sharded", "Hugging Face"},
                                                              {"huggingface-vit-state-dict", "Hugging Face"},
                                                              {"huggingface-dinov2", "Hugging Face"},
                                                              {"huggingface-dinov2-headless", "Hugging Face"},
                                                              {"huggingface-dinov2-registers", "Hugging Face"},
                                                              {"huggingface-dinov2-swiglu", "Hugging Face"},
                                                              {"deit-huggingface", "Hugging Face"},
                                                              {"mae", "Hugging Face"},
                                                              {"ijepa", "Hugging Face"},
                                                              {"clip", "Hugging Face CLIP/SigLIP"},
                                                              {"clip-whole", "Hugging Face CLIP/SigLIP"},
                                                              {"clip-classification", "Hugging Face CLIP/SigLIP"},
                                                              {"siglip", "Hugging Face CLIP/SigLIP"},
                                                              {"siglip-classification", "Hugging Face CLIP/SigLIP"},
                                                              {"clip-openai", "OpenAI CLIP"},
                                                              {"resized-torchvision", "torchvision"},
                                                              {"resized-timm", "timm"},
                                                              {"resized-huggingface-dinov2", "Hugging Face"},
                                                              {"resized-huggingface-dinov2-registers", "Hugging Face"}})
            QTest::newRow(folder) << project;
    }
    void equalsItsLibrary() {
        QFETCH(QString, project);
        const Case c(QTest::currentDataTag());
        QCOMPARE(QString::fromStdString(c.model.project), project);
        QCOMPARE(c.config.patch_size, c.facts.at("patch_size").get<int>());
        if (c.facts.contains("num_params"))
            QCOMPARE(buildTree(c.config).num_params, c.facts.at("num_params").get<int64_t>());
        const auto capture = c.run();
        QCOMPARE(capture->hasHead(), c.expected.contains("logits"));
        if (capture->hasHead()) {
            COMPARE_TENSORS(tensorOf(capture->logits()), c.expected.at("logits"), 1e-4);
            COMPARE_TENSORS(capture->logitLens()[capture->layers()], c.expected.at("logits"), 1e-4);
        } else {
            QVERIFY(capture->logits().empty());
            COMPARE_TENSORS(capture->lastHiddenState(), c.expected.at("last_hidden_state"), 1e-4);
        }
        QCOMPARE(capture->num_tokens(), c.config.num_tokens());
    }

    void mapsAreOfThePatches_data() { equalsItsLibrary_data(); }
    void mapsAreOfThePatches() {
        const Case c(QTest::currentDataTag());
        const auto capture = c.run();
        const int T = capture->prefix();
        const at::Tensor R = rolloutOf(*capture);
        const at::Tensor asked = c.config.class_token ? R[0] : R.slice(0, T).mean(0);               // (N)
        const at::Tensor answered = c.config.class_token ? R.select(1, 0) : R.slice(1, T).mean(1);  // (N)
        for (const auto& [direction, row] : {std::pair(Direction::From, asked), {Direction::To, answered}}) {
            const MapSet set = explainAround(*capture, {.method = "rollout", .direction = direction});
            QCOMPARE(set.map.rows, c.config.rows());
            QCOMPARE(set.map.cols, c.config.cols());
            COMPARE_TENSORS(tensorOf(set.map.values), row.slice(0, T), 1e-6);
        }
        // The row that explain() takes, from the matrix that the definition names.
        const at::Tensor attention = capture->attention(1);  // (H, N, N)
        const at::Tensor row = c.config.class_token ? attention.select(1, 0) : attention.slice(1, T).mean(1);  // (H, N)
        const Map map = explain(*capture, {.layer = 1, .head = {1}});
        COMPARE_TENSORS(tensorOf(map.values), row[1].slice(0, T), 1e-6);
    }
};

QTEST_GUILESS_MAIN(FormatsTest)
#include "formats_test.moc"

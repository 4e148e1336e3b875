#include "core/weights/sidecar.h"

#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace vitrine;
using namespace vitrine::test;

class SidecarTest : public QObject {
    Q_OBJECT

    static std::vector<uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }
    static Sidecar config(const std::string& text) { return readSidecar(SidecarFiles{bytes(text), {}, {}}); }
    static SidecarTransforms processor(const std::string& text) {
        return readSidecar(SidecarFiles{{}, bytes(text), {}}).transforms;
    }

private Q_SLOTS:
    void readsTransformers() {
        for (const char* path : {"formats/huggingface-vit", "formats/huggingface-vit/model.safetensors",
                                 "formats/huggingface-vit-sharded/model.safetensors.index.json"}) {
            const Sidecar sidecar = readSidecar(data(path));
            QCOMPARE(sidecar.architecture, std::string("ViTForImageClassification"));
            QCOMPARE(sidecar.num_attention_heads, std::optional(2));
            QCOMPARE(sidecar.layer_norm_eps, std::optional(1e-12));
            QCOMPARE(sidecar.hidden_act, std::string("gelu"));
            QVERIFY(sidecar.image_size == (Extent{64, 64}));
            QCOMPARE(sidecar.labels.size(), size_t(6));
            QCOMPARE(sidecar.labels[5], std::string("kind 5"));
            QVERIFY(sidecar.transforms.resize == (Extent{64, 64}));
            QVERIFY(!sidecar.transforms.shortest_edge && !sidecar.transforms.crop);
            QCOMPARE(sidecar.transforms.interpolation, std::optional(Interpolation::Bilinear));
            QCOMPARE(sidecar.transforms.mean, (std::optional(std::array{0.5F, 0.5F, 0.5F})));
            QCOMPARE(sidecar.transforms.do_normalize, std::optional(true));
            QCOMPARE(sidecar.transforms.rescale_factor, std::optional(1 / 255.0));
            QVERIFY2(sidecar.ignored.empty(), sidecar.ignored.empty() ? "" : sidecar.ignored[0].c_str());
        }
    }

    void readsTimm() {
        const Sidecar sidecar = config(R"({
            "architecture": "vit_small_patch14_reg4_dinov2", "num_classes": 3, "global_pool": "token",
            "model_args": {"num_heads": 6, "reg_tokens": 4, "global_pool": "avg", "patch_size": 14},
            "label_names": ["n01", "n02", "other"], "label_descriptions": {"n01": "tench", "n02": "goldfish"},
            "pretrained_cfg": {"input_size": [3, 224, 224], "crop_pct": 0.9, "crop_mode": "center", "interpolation":
                "bicubic", "mean": [0.1, 0.2, 0.3], "std": [1, 2, 3], "url": null, "num_classes": 3}})");
        QVERIFY(sidecar.isTimm && !sidecar.pool_include_prefix);
        QCOMPARE(sidecar.architecture, std::string("vit_small_patch14_reg4_dinov2"));
        QCOMPARE(sidecar.global_pool, std::string("avg"));
        QCOMPARE(sidecar.num_attention_heads, std::optional(6));
        QVERIFY(sidecar.image_size == (Extent{224, 224}));
        QCOMPARE(sidecar.labels, (std::vector<std::string>{"tench", "goldfish", "other"}));
        QCOMPARE(sidecar.transforms.shortest_edge, std::optional(248));  // floor(224 / 0.9)
        QVERIFY(sidecar.transforms.crop == (Extent{224, 224}) && !sidecar.transforms.resize);
        QCOMPARE(sidecar.transforms.interpolation, std::optional(Interpolation::Bicubic));
        QCOMPARE(sidecar.transforms.std, (std::optional(std::array{1.0F, 2.0F, 3.0F})));
        QVERIFY(sidecar.ignored.empty());
    }

    void readsTimmsCropModes() {
        const auto transforms = [](const std::string& cfg) {
            return config("{\"architecture\": \"vit\", \"pretrained_cfg\": {" + cfg + "}}").transforms;
        };
        QCOMPARE(transforms(R"("input_size": [3, 224, 224])").shortest_edge, std::optional(256));  // timm's 0.875
        const auto squash = transforms(R"("input_size": [3, 384, 384], "crop_pct": 1.0, "crop_mode": "squash")");
        QVERIFY(squash.resize == (Extent{384, 384}) && !squash.shortest_edge);
        const auto wide = transforms(R"("input_size": [3, 128, 256], "crop_pct": 1.0)");
        QVERIFY(wide.resize == (Extent{128, 256}) && !wide.shortest_edge);
        QVERIFY(!transforms(R"("input_size": [1, 28, 28])").crop);
    }

    void readsVisionConfigs() {
        const Sidecar sidecar = config(R"({"model_type": "clip", "hidden_act": "gelu", "vision_config": {"model_type":
            "clip_vision_model", "num_attention_heads": 12, "image_size": 336, "patch_size": 14, "hidden_act":
            "quick_gelu", "layer_norm_eps": 1e-5}, "text_config": {"num_attention_heads": 8}})");
        QCOMPARE(sidecar.num_attention_heads, std::optional(12));
        QCOMPARE(sidecar.hidden_act, std::string("quick_gelu"));
        QVERIFY(sidecar.image_size == (Extent{336, 336}));
        QCOMPARE(sidecar.layer_norm_eps, std::optional(1e-5));
    }

    void readsSizesOfEveryKind_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<int>("shortest");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("shortest edge") << R"({"size": {"shortest_edge": 256}})" << 256 << 0 << 0;
        QTest::newRow("square") << R"({"size": {"height": 224, "width": 224}})" << 0 << 224 << 224;
        QTest::newRow("oblong") << R"({"size": [128, 256]})" << 0 << 128 << 256;
        QTest::newRow("ViT's number") << R"({"feature_extractor_type": "ViTFeatureExtractor", "size": 224})" << 0 << 224
                                      << 224;
        QTest::newRow("bare number") << R"({"size": 224})" << 0 << 224 << 224;
        QTest::newRow("number that is cropped") << R"({"size": 224, "do_center_crop": true})" << 224 << 0 << 0;
        QTest::newRow("CLIP's number") << R"({"feature_extractor_type": "CLIPFeatureExtractor", "size": 224})" << 224
                                       << 0 << 0;
        QTest::newRow("DeiT's number")
            << R"({"image_processor_type": "DeiTImageProcessor", "size": 256, "do_center_crop": true})" << 0 << 256
            << 256;
        QTest::newRow("negative") << R"({"size": -224})" << 0 << 0 << 0;
        QTest::newRow("huge") << R"({"size": {"shortest_edge": 100000000}})" << 0 << 0 << 0;
        QTest::newRow("fraction") << R"({"size": 224.5})" << 0 << 0 << 0;
        QTest::newRow("text") << R"({"size": "224"})" << 0 << 0 << 0;
    }
    void readsSizesOfEveryKind() {
        QFETCH(QString, json);
        const auto transforms = processor(json.toStdString());
        QTEST(transforms.shortest_edge.value_or(0), "shortest");
        QTEST(transforms.resize.value_or(Extent()).height, "height");
        QTEST(transforms.resize.value_or(Extent()).width, "width");
    }

    void knowsPillowsNumbersAndNames() {
        QCOMPARE(processor(R"({"resample": 2})").interpolation, std::optional(Interpolation::Bilinear));
        QCOMPARE(processor(R"({"resample": 3})").interpolation, std::optional(Interpolation::Bicubic));
        QCOMPARE(processor(R"({"resample": "BICUBIC"})").interpolation, std::optional(Interpolation::Bicubic));
        const Sidecar lanczos = readSidecar(SidecarFiles{{}, bytes(R"({"resample": 1})"), {}});
        QVERIFY(!lanczos.transforms.interpolation);
        QCOMPARE(lanczos.ignored,
                 (std::vector<std::string>{
                     "preprocessor_config.json: resample is lanczos, and Vitrine resizes bilinear or bicubic"}));
    }

    void ignoresWhatMakesNoSense_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("note");
        QTest::newRow("negative heads") << QByteArray(R"({"num_attention_heads": -3})")
                                        << "config.json: num_attention_heads is -3";
        QTest::newRow("heads as text") << QByteArray(R"({"num_attention_heads": "12"})")
                                       << "config.json: num_attention_heads is \"12\"";
        QTest::newRow("2^64 heads") << QByteArray(R"({"num_attention_heads": 18446744073709551615})")
                                    << "config.json: num_attention_heads is 18446744073709551615";
        QTest::newRow("list of heads") << QByteArray(R"({"num_attention_heads": [1, 2]})")
                                       << "config.json: num_attention_heads makes no sense";
        QTest::newRow("infinite eps") << QByteArray(R"({"layer_norm_eps": 1e999})")
                                      << "config.json: it is no JSON object";
        QTest::newRow("eps of 0") << QByteArray(R"({"layer_norm_eps": 0})") << "config.json: layer_norm_eps is 0";
        QTest::newRow("control characters")
            << QByteArray("{\"hidden_act\": 1, \"model_type\": \"v\\u001b[2J\"}") << "config.json: hidden_act is 1";
        QTest::newRow("image of three sides")
            << QByteArray(R"({"image_size": [3, 224, 224]})") << "config.json: image_size makes no sense";
        QTest::newRow("labels with a gap") << QByteArray(R"({"id2label": {"0": "a", "2": "b"}})")
                                           << "config.json: id2label does not name every class once, from 0 upwards";
        QTest::newRow("labels twice") << QByteArray(R"({"id2label": {"0": "a", "00": "b"}})")
                                      << "config.json: id2label does not name every class once, from 0 upwards";
        QTest::newRow("a list") << QByteArray("[]") << "config.json: it is no JSON object";
        QTest::newRow("no JSON") << QByteArray("<html>") << "config.json: it is no JSON object";
        QTest::newRow("deep") << QByteArray("{\"id2label\": ") + QByteArray(500'000, '[')
                              << "config.json: it is no JSON object";
    }
    void ignoresWhatMakesNoSense() {
        QFETCH(QByteArray, json);
        const Sidecar sidecar = config(json.toStdString());
        QCOMPARE(sidecar.ignored.size(), size_t(1));
        QTEST(QString::fromStdString(sidecar.ignored[0]), "note");
        QVERIFY(!sidecar.num_attention_heads && !sidecar.layer_norm_eps && !sidecar.image_size && sidecar.labels.empty());
        QVERIFY(sidecar.ignored[0].find('\x1b') == std::string::npos);
    }

    void labelsInATextFileComeFirst() {
        const Sidecar sidecar = readSidecar(SidecarFiles{
            bytes(R"({"id2label": {"0": "a", "1": "b"}})"), {}, bytes("\xef\xbb\xbftench\r\n\nx\x1b\n\n\n")});
        QCOMPARE(sidecar.labels, (std::vector<std::string>{"tench", "", "x?"}));
        QVERIFY(readSidecar(SidecarFiles{{}, {}, bytes(std::string(200'000, '\n'))}).labels.empty());
    }

    /// Nothing but regular files are read, and none of them for ever.
    void readsNoDevices() {
        QTemporaryDir folder;
        const auto at = [&](const char* name) { return std::filesystem::path(folder.path().toStdString()) / name; };
        QCOMPARE(::mkfifo(at("config.json").c_str(), 0600), 0);
        std::filesystem::create_symlink("/dev/zero", at("preprocessor_config.json"));
        writeFile(at("labels.txt"), std::string(9 << 20, 'x'));
        const Sidecar sidecar = readSidecar(at("model.safetensors"));
        QCOMPARE(sidecar.ignored.size(), size_t(3));
        QVERIFY(sidecar.labels.empty());
    }
};

QTEST_GUILESS_MAIN(SidecarTest)
#include "sidecar_test.moc"

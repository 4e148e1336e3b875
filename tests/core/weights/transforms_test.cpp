// How a picture is prepared: what the files beside a checkpoint say, and what its family usually has.
#include "core/weights/transforms.h"

#include "core/image/decode.h"
#include "core/weights/sidecar.h"
#include "tests/support/reference.h"

#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

namespace {

using Kind = Family::Kind;

constexpr std::array kImageNetMean{0.485F, 0.456F, 0.406F}, kImageNetStd{0.229F, 0.224F, 0.225F};
constexpr std::array kClipMean{0.48145466F, 0.4578275F, 0.40821073F}, kClipStd{0.26862954F, 0.26130258F, 0.27577711F};
constexpr std::array kHalf{0.5F, 0.5F, 0.5F};

const Family& family(Kind kind) {
    return *std::find_if(families().begin(), families().end(), [kind](const Family& f) { return f.kind == kind; });
}

VitConfig sized(int height, int width = 0) {
    VitConfig config;
    config.image_size = height;
    config.image_width = width;
    config.patch_size = 8;
    return config;
}

std::vector<uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }

Sidecar processor(const std::string& text) { return readSidecar(SidecarFiles{{}, bytes(text), {}}); }

}  // namespace

class TransformsTest : public QObject {
    Q_OBJECT

    static void compare(const Preprocessing& is, const Preprocessing& expected) {
        QCOMPARE(is.resize, expected.resize);
        QCOMPARE(is.crop, expected.crop);
        QCOMPARE(is.crop_width, expected.crop_width);
        QCOMPARE(is.fit, expected.fit);
        QCOMPARE(is.interpolation, expected.interpolation);
        QCOMPARE(is.mean, expected.mean);
        QCOMPARE(is.std, expected.std);
    }

private Q_SLOTS:
    void usualOfEveryFamily_data() {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<VitConfig>("config");
        QTest::addColumn<Preprocessing>("expected");
        const Preprocessing crop{256, 224, 0, Fit::Crop, Interpolation::Bicubic, kImageNetMean, kImageNetStd};
        const Preprocessing squash{224, 224, 0, Fit::Squash, Interpolation::Bilinear, kHalf, kHalf};
        VitConfig dinov2 = sized(224), siglip = sized(224), deit = sized(224);
        dinov2.layer_scale = true;
        siglip.class_token = false;
        deit.dist_token = true;
        Preprocessing clip{224, 224, 0, Fit::Crop, Interpolation::Bicubic, kClipMean, kClipStd};
        Preprocessing siglips = squash;
        siglips.interpolation = Interpolation::Bicubic;
        QTest::newRow("timm") << Kind::Timm << sized(224) << crop;
        QTest::newRow("timm, 384") << Kind::Timm << sized(384) << crop.atSize(384);
        QTest::newRow("timm, oblong") << Kind::Timm << sized(48, 80) << crop.atSize(48, 80);
        QTest::newRow("ViT") << Kind::HuggingFace << sized(224) << squash;
        QTest::newRow("DINOv2") << Kind::HuggingFace << dinov2 << crop;
        QTest::newRow("DeiT") << Kind::HuggingFace << deit << crop;
        QTest::newRow("CLIP") << Kind::VisionTower << sized(224) << clip;
        QTest::newRow("CLIP, 336") << Kind::VisionTower << sized(336) << clip.atSize(336);
        QTest::newRow("OpenAI's CLIP") << Kind::OpenClip << sized(224) << clip;
        QTest::newRow("SigLIP") << Kind::VisionTower << siglip << siglips;
    }
    void usualOfEveryFamily() {
        QFETCH(Kind, kind);
        QFETCH(VitConfig, config);
        QFETCH(Preprocessing, expected);
        const auto usual = usualTransforms(family(kind), config);
        QVERIFY(usual);
        compare(*usual, expected);
    }
    void torchvisionsAreItsEntries() { QVERIFY(!usualTransforms(family(Kind::Torchvision), sized(224))); }

    void ofTheModelsSize() {
        const auto at384 = usualTransforms(family(Kind::Timm), sized(384));
        QCOMPARE(at384->resize, 439);  // 256 / 224 of it
        QCOMPARE(at384->crop, 384);
        const auto oblong = usualTransforms(family(Kind::Timm), sized(48, 80));
        QCOMPARE(oblong->crop, 48);
        QCOMPARE(oblong->width(), 80);
        QCOMPARE(oblong->fit, Fit::Squash);
    }

    /// Bit for bit the pixels, and what becomes of them to a float's last digits: the libraries' own Pillow processors.
    void equalsTheLibrarysProcessor_data() {
        QTest::addColumn<Kind>("kind");
        for (const char* name : {"vit", "vit-no-normalize", "vit-no-rescale", "vit-other-rescale", "dinov2"})
            QTest::newRow(name) << Kind::HuggingFace;
        for (const char* name : {"clip", "siglip"})
            QTest::newRow(name) << Kind::VisionTower;
        for (const char* name : {"timm", "timm-squash", "timm-defaults"})
            QTest::newRow(name) << Kind::Timm;
    }
    void equalsTheLibrarysProcessor() {
        QFETCH(Kind, kind);
        const std::string name = QTest::currentDataTag();
        const auto files = readJson(data("formats/processors.json")).at(name);
        const auto file = [&](const char* which) {
            return files.contains(which) ? bytes(files.at(which).dump()) : std::vector<uint8_t>();
        };
        const Sidecar sidecar = readSidecar(SidecarFiles{file("config.json"), file("preprocessor_config.json"), {}});
        QVERIFY(sidecar.ignored.empty());
        const auto transforms = transformsOf(sidecar, family(kind), sized(32));
        QVERIFY(transforms);
        const Image photo = decodePicture(data("golden/plain/photo.png")).image;
        const Input input = normalise(modelView(photo, *transforms), *transforms);
        const at::Tensor expected = readReference(data("formats/processors.safetensors")).at(name);  // (3, 32, 32)
        const float digits = expected.abs().max().item<float>() * 1e-6F;
        COMPARE_TENSORS(tensorOf(input.values).reshape({3, 32, 32}), expected, digits);
    }

    void whatIsNotSaidIsTheFamilys() {
        const auto clip = transformsOf(processor(R"({"do_resize": true, "do_center_crop": true})"),
                                       family(Kind::VisionTower), sized(224));
        compare(*clip, {224, 224, 0, Fit::Crop, Interpolation::Bicubic, kClipMean, kClipStd});
        const auto timm = transformsOf(processor(R"({"pretrained_cfg": {"input_size": [3, 224, 224]}})"),
                                       family(Kind::Timm), sized(224));
        compare(*timm, {256, 224, 0, Fit::Crop, Interpolation::Bicubic, kImageNetMean, kImageNetStd});
        const Sidecar name = readSidecar(SidecarFiles{bytes(R"({"architecture": "vit_tiny"})"), {}, {}});
        QVERIFY(!transformsOf(name, family(Kind::Timm), sized(224)));
    }

    void anotherSizeMovesThem() {
        const auto moved = transformsOf(processor(R"({"size": {"shortest_edge": 256}, "crop_size": 224,
            "do_center_crop": true})"),
                                        family(Kind::HuggingFace), sized(448));
        QCOMPARE(moved->resize, 512);
        QCOMPARE(moved->crop, 448);
    }

    void whatCannotBeDoneIsNoted_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("note");
        QTest::newRow("no resize") << R"({"do_resize": false})"
                                   << "do_resize is false";
        QTest::newRow("DeiT's size") << R"({"size": {"height": 256, "width": 256}, "crop_size": 224,
            "do_center_crop": true})"
                                     << "keeps its proportions";
        QTest::newRow("bars") << R"({"pretrained_cfg": {"input_size": [3, 32, 32], "crop_pct": 1.0, "crop_mode":
            "border"}})"
                              << "bars";
        QTest::newRow("squash and cut") << R"({"pretrained_cfg": {"input_size": [3, 32, 32], "crop_pct": 0.9,
            "crop_mode": "squash"}})"
                                        << "crop_pct";
        QTest::newRow("factor") << R"({"rescale_factor": 1e-9})"
                                << "rescale_factor is 1e-09";
        QTest::newRow("huge mean") << R"({"do_rescale": false, "image_mean": [1e30, 0, 0]})"
                                   << "image_mean";
        QTest::newRow("tiny std") << R"({"image_std": [1e-30, 1, 1]})"
                                  << "image_std";
    }
    void whatCannotBeDoneIsNoted() {
        QFETCH(QString, json);
        QFETCH(QString, note);
        const Sidecar sidecar = processor(json.toStdString());
        QCOMPARE(sidecar.ignored.size(), size_t(1));
        const QString said = QString::fromStdString(sidecar.ignored[0]);
        QVERIFY2(said.startsWith("preprocessor_config.json: ") && said.contains(note), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TransformsTest)
#include "transforms_test.moc"

// What names and shapes alone tell, with nothing beside the file.
#include "core/model/module_tree.h"
#include "core/weights/checkpoint.h"
#include "core/weights/infer.h"
#include "core/weights/misfit.h"
#include "core/weights/safetensors.h"
#include "core/weights/sizes.h"
#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <QTemporaryDir>
#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class NamesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    /// Three layers as transformers names them, queries, keys and values apart; to be changed by the test.
    static std::vector<NamedArray> apart() {
        const VitConfig config{.name = "apart",
                               .image_size = 16,
                               .patch_size = 8,
                               .num_layers = 3,
                               .num_heads = 1,
                               .hidden_dim = 4,
                               .mlp_dim = 8,
                               .num_classes = 2};
        const Family& family = *std::find_if(families().begin(), families().end(),
                                             [](const Family& f) { return f.kind == Family::Kind::HuggingFace; });
        std::vector<NamedArray> arrays;
        for (const Parameter& parameter : stateDict(buildTree(config))) {
            const size_t joined = parameter.name.find(".in_proj_");
            if (joined == std::string::npos) {
                arrays.push_back({theirName(family, parameter.name), parameter.shape,
                                  std::vector<float>(size_t(parameter.numel()))});
                continue;
            }
            Shape shape = parameter.shape;
            shape.front() /= 3;
            for (const char* part : {".q.", ".k.", ".v."})
                arrays.push_back({theirName(family, parameter.name.substr(0, joined) + part +
                                                        parameter.name.substr(joined + std::strlen(".in_proj_"))),
                                  shape, std::vector<float>(size_t(parameter.numel() / 3))});
        }
        return arrays;
    }
    static NamedArray& find(std::vector<NamedArray>& arrays, const std::string& name) {
        return *std::find_if(arrays.begin(), arrays.end(), [&](const NamedArray& a) { return a.name == name; });
    }
    std::filesystem::path saved(const std::vector<NamedArray>& arrays) const {
        auto file = std::filesystem::path(m_folder.path().toStdString()) / "apart.safetensors";
        writeSafetensors(file, arrays, {});
        return file;
    }
    static std::vector<Misfit> misfits(const std::filesystem::path& file) {
        try {
            inferModel(*Checkpoint::open(file), 1);
        } catch (const DoesNotFit& why) {
            return why.misfits();
        }
        return {};
    }

private Q_SLOTS:
    void epsIsTheFamilys_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("eps");
        QTest::newRow("torchvision") << "torchvision-old-names/model.pth" << 1e-6;
        QTest::newRow("timm") << "timm/model.safetensors" << 1e-6;
        QTest::newRow("timm's DINOv2") << "timm-dinov2-registers/model.safetensors" << 1e-6;
        QTest::newRow("ViT") << "huggingface-vit/model.safetensors" << 1e-12;
        QTest::newRow("DINOv2") << "huggingface-dinov2/model.safetensors" << 1e-6;
        QTest::newRow("DINOv2 giant") << "huggingface-dinov2-swiglu/model.safetensors" << 1e-6;
        QTest::newRow("CLIP") << "clip/model.safetensors" << 1e-5;
        QTest::newRow("OpenAI's CLIP") << "clip-openai/model.pth" << 1e-5;
        QTest::newRow("SigLIP") << "siglip/model.safetensors" << 1e-6;
    }
    void epsIsTheFamilys() {
        QFETCH(QString, file);
        const auto checkpoint = Checkpoint::open(data("formats/" + file.toStdString()));
        QTEST(sizesOf(inOurNames(*checkpoint), "some").config.eps, "eps");
    }

    void whatLiesApartIsJoined() { QVERIFY(misfits(saved(apart())).empty()); }

    void oneOddKeyIsOneLayersMisfit() {
        std::vector<NamedArray> arrays = apart();
        find(arrays, "encoder.layer.0.attention.attention.key.weight").shape = {2, 8};
        const std::vector<Misfit> found = misfits(saved(arrays));
        QCOMPARE(found.size(), size_t(4));  // the joined one is missing, and its three parts are not expected
        QCOMPARE(found[0].kind, Misfit::Kind::Missing);
        for (const Misfit& misfit : found)
            QVERIFY2(misfit.name.find("layer_0.") != std::string::npos ||
                         misfit.name.find("layer.0.") != std::string::npos,
                     misfit.name.c_str());
    }

    void everyPartMustBeComputable() {
        const auto file = saved(apart());
        std::string bytes = readFile(file);
        const size_t name = bytes.find("encoder.layer.1.attention.attention.value.bias");
        bytes.replace(bytes.find("\"F32\"", name), 5, "\"I32\"");
        writeFile(file, bytes);
        const std::vector<Misfit> found = misfits(file);
        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].kind, Misfit::Kind::OtherDtype);
        QCOMPARE(found[0].dtype, std::string("int32"));
    }
};

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"

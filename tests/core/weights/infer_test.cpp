#include "core/weights/infer.h"
#include "core/weights/misfit.h"

#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/weights/checkpoint.h"
#include "core/weights/safetensors.h"
#include "tests/support/paths.h"
#include "tests/support/weights.h"

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QTest>

using namespace vitrine;
using namespace vitrine::test;

class InferTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    using Arrays = std::vector<NamedArray>;

    /// The zeros of a small ViT, to be changed by the test.
    static Arrays small(int width = 48, std::optional<int> representation = {}) {
        const VitConfig config{.name = "small",
                               .image_size = 32,
                               .patch_size = 8,
                               .num_layers = 2,
                               .num_heads = 1,
                               .hidden_dim = width,
                               .mlp_dim = 40,
                               .num_classes = 5,
                               .representation_size = representation};
        Arrays arrays;
        for (const Parameter& parameter : stateDict(buildTree(config)))
            arrays.push_back({parameter.name, parameter.shape, std::vector<float>(size_t(parameter.numel()))});
        return arrays;
    }
    static NamedArray zeros(const std::string& name, const Shape& shape) {
        int64_t numel = 1;
        for (const int64_t size : shape)
            numel *= size;
        return {name, shape, std::vector<float>(size_t(numel))};
    }
    std::shared_ptr<const Checkpoint> saved(const Arrays& arrays,
                                            const std::map<std::string, std::string>& metadata = {}) const {
        const auto file = std::filesystem::path(m_folder.path().toStdString()) / "some vit.safetensors";
        writeSafetensors(file, arrays, metadata);
        return Checkpoint::open(file);
    }
    /// small() by timm's names, but for the positions.
    static Arrays asTimm(int width) {
        Arrays arrays = small(width);
        std::erase_if(arrays, [](const NamedArray& array) { return array.name == "encoder.pos_embedding"; });
        rename(arrays, "class_token", "cls_token");
        rename(arrays, "conv_proj", "patch_embed.proj");
        rename(arrays, "encoder.ln", "norm");
        rename(arrays, "heads.head", "head");
        for (const std::string layer : {"0", "1"})
            for (const auto& [ours, theirs] : {std::pair("ln_1", "norm1"),
                                               {"self_attention.in_proj_weight", "attn.qkv.weight"},
                                               {"self_attention.in_proj_bias", "attn.qkv.bias"},
                                               {"self_attention.out_proj", "attn.proj"},
                                               {"ln_2", "norm2"},
                                               {"mlp.0", "mlp.fc1"},
                                               {"mlp.3", "mlp.fc2"}})
                rename(arrays, "encoder.layers.encoder_layer_" + layer + "." + ours, "blocks." + layer + "." + theirs);
        return arrays;
    }
    static void rename(Arrays& arrays, const std::string& from, const std::string& to) {
        for (NamedArray& array : arrays)
            if (array.name.starts_with(from))
                array.name = to + array.name.substr(from.size());
    }

private Q_SLOTS:
    void sizesOfTheGoldens_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("plain") << "plain";
        QTest::newRow("deep") << "deep";
    }
    void sizesOfTheGoldens() {
        QFETCH(QString, folder);
        const auto path = data("golden/" + folder.toStdString());
        const auto sizes = nlohmann::json::parse(readFile(path / "case.json"));
        for (const char* file : {"model.pth", "model.safetensors"}) {
            const CheckpointModel model = inferModel(*Checkpoint::open(path / file), sizes["num_heads"].get<int>());
            const VitConfig expected{.name = folder.toStdString(),  // "model" says nothing
                                     .image_size = sizes["image_size"],
                                     .patch_size = sizes["patch_size"],
                                     .num_layers = sizes["num_layers"],
                                     .num_heads = sizes["num_heads"],
                                     .hidden_dim = sizes["hidden_dim"],
                                     .mlp_dim = sizes["mlp_dim"],
                                     .num_classes = sizes["num_classes"]};
            QVERIFY(model.config == expected);
            QVERIFY(!model.headsGuessed && !model.preprocessing && model.labels.empty());
        }
    }

    void readsTheBundledModelsCard() {
        const CheckpointModel model = inferModel(*Checkpoint::open(shipped("bundled/everyday.safetensors")));
        const VitConfig expected{.name = "ViT-S/14 everyday",
                                 .image_size = 224,
                                 .patch_size = 14,
                                 .num_layers = 12,
                                 .num_heads = 6,
                                 .hidden_dim = 384,
                                 .mlp_dim = 1536,
                                 .num_classes = 105};
        QVERIFY(model.config == expected);
        QVERIFY(!model.headsGuessed);
        QVERIFY((model.preprocessing ==
                 Preprocessing{.resize = 256, .crop = 224, .interpolation = Interpolation::Bicubic}));
        QCOMPARE(model.labels.size(), size_t(105));
        QCOMPARE(model.labels[16], std::string("cat"));
        QCOMPARE(model.licence, std::string("Apache-2.0"));
    }

    void mapsTheOldNames() {
        const auto checkpoint = Checkpoint::open(data("formats/torchvision-old-names/model.pth"));
        const CheckpointModel model = inferModel(*checkpoint, 2);
        QCOMPARE(model.config.image_size, 64);
        QCOMPARE(model.config.patch_size, 8);
        const StateDict weights = readStateDict(checkpoint, model.config);
        for (const Parameter& parameter : stateDict(buildTree(model.config)))
            QVERIFY2((weights.at(parameter.name).sizes() == at::IntArrayRef(parameter.shape)), parameter.name.c_str());
        const std::string layer = "encoder.layers.encoder_layer_0.mlp.";
        QCOMPARE(weights.at(layer + "0.weight").data_ptr(), checkpoint->tensor(layer + "linear_1.weight").data_ptr());
        QCOMPARE(weights.at(layer + "3.bias").data_ptr(), checkpoint->tensor(layer + "linear_2.bias").data_ptr());
    }

    void stateDictIsTheMapping() {
        auto checkpoint = Checkpoint::open(data("golden/plain/model.safetensors"));
        const StateDict weights = readStateDict(checkpoint, inferModel(*checkpoint, 2).config);
        QCOMPARE(weights.tensors.size(), checkpoint->tensors().size());
        for (const TensorInfo& tensor : checkpoint->tensors())
            QCOMPARE(weights.at(tensor.name).data_ptr(), checkpoint->tensor(tensor.name).data_ptr());
        checkpoint.reset();
        QVERIFY(std::isfinite(weights.at("heads.head.weight").sum().item<float>()));
    }

    void representationSize() {
        const CheckpointModel model = inferModel(*saved(small(48, 24)), 4);
        QCOMPARE(model.config.representation_size.value_or(0), 24);
        QCOMPARE(model.config.num_classes, 5);
        QCOMPARE(model.config.name, std::string("some vit"));
    }

    void resamplesPositionsAsTorchvision() {
        const auto expected = Checkpoint::open(data("weights/positions.safetensors"));
        Arrays arrays = small(6);
        const at::Tensor positions = expected->tensor("positions").contiguous();
        for (NamedArray& array : arrays)
            if (array.name == "encoder.pos_embedding")
                array = {array.name,
                         {1, 17, 6},
                         {positions.data_ptr<float>(), positions.data_ptr<float>() + positions.numel()}};
        const auto checkpoint = saved(arrays);
        VitConfig config = inferModel(*checkpoint, 2).config;
        QCOMPARE(config.image_size, 32);
        for (const int side : {3, 4, 7}) {
            config.image_size = side * config.patch_size;
            const at::Tensor found = readStateDict(checkpoint, config).at("encoder.pos_embedding");
            const at::Tensor wanted = side == 4 ? positions : expected->tensor("side_" + std::to_string(side));
            QVERIFY(at::allclose(found, wanted, 0, 1e-6));
        }
        config.num_classes = 6;
        QCOMPARE(whyNot([&] { readStateDict(checkpoint, config); }),
                 std::string("heads.head.weight is 5 × 6 instead of 6 × 6"));
    }

    /// DINO's, DINOv2's and MAE's authors have timm's names and ways of their own.
    void resamplesPositionsAsTheirAuthors_data() {
        QTest::addColumn<QString>("beside");  // what gives them away
        QTest::addColumn<QString>("way");
        QTest::newRow("DINO") << "head.last_layer.weight"
                              << "dino";
        QTest::newRow("DINOv2") << "mask_token"
                                << "dino";
        QTest::newRow("DINOv2 with registers") << "mask_token register_tokens"
                                               << "registers";
        QTest::newRow("MAE") << "decoder_pos_embed"
                             << "mae";
        QTest::newRow("timm") << ""
                              << "registers";
    }
    void resamplesPositionsAsTheirAuthors() {
        QFETCH(QString, beside);
        QFETCH(QString, way);
        const auto given = Checkpoint::open(data("weights/positions.safetensors"))->tensor("positions").contiguous();
        const auto expected = Checkpoint::open(data("weights/positions_authors.safetensors"));
        Arrays arrays = asTimm(6);
        arrays.push_back({"pos_embed", {1, 17, 6}, {given.data_ptr<float>(), given.data_ptr<float>() + given.numel()}});
        for (const QString& name : beside.split(' ', Qt::SkipEmptyParts))
            arrays.push_back(zeros(name.toStdString(), name == "register_tokens" ? Shape{1, 2, 6} : Shape{1, 6}));
        const auto checkpoint = saved(arrays);
        VitConfig config = inferModel(*checkpoint, 2).config;
        for (const auto& [rows, cols] : {std::pair(3, 3), {7, 7}, {3, 6}}) {
            config.image_size = rows * 8;
            config.image_width = cols * 8;
            const at::Tensor found = readStateDict(checkpoint, config).at("encoder.pos_embedding");
            const std::string name = way.toStdString() + "_" + std::to_string(rows) + "x" + std::to_string(cols);
            QVERIFY2(at::allclose(found, expected->tensor(name), 0, 1e-5), name.c_str());
        }
    }

    /// Positions that more than one grid has: what is known decides, else the likeliest is taken, and told.
    void readsGrids_data() {
        QTest::addColumn<int>("positions");
        QTest::addColumn<int>("registers");
        QTest::addColumn<QSize>("asked");  // in patches
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QSize>("grid");
        QTest::addColumn<bool>("guessed");
        const QSize none;
        QTest::newRow("square") << 17 << 0 << none << QByteArray() << QSize(4, 4) << false;
        QTest::newRow("no position of the class") << 16 << 0 << none << QByteArray() << QSize(4, 4) << true;
        QTest::newRow("asked") << 16 << 0 << QSize(5, 3) << QByteArray() << QSize(5, 3) << false;
        QTest::newRow("asked for another size") << 16 << 0 << QSize(7, 7) << QByteArray() << QSize(4, 4) << true;
        QTest::newRow("config.json") << 16 << 0 << none << QByteArray(R"({"image_size": [24, 40]})") << QSize(5, 3)
                                     << false;
        QTest::newRow("config.json before asked")
            << 16 << 0 << QSize(4, 4) << QByteArray(R"({"image_size": [24, 40]})") << QSize(5, 3) << false;
        QTest::newRow("nearest to a square") << 18 << 3 << none << QByteArray() << QSize(6, 3) << true;
    }
    void readsGrids() {
        QFETCH(int, positions);
        QFETCH(int, registers);
        QFETCH(QSize, asked);
        QFETCH(QByteArray, config);
        QFETCH(QSize, grid);
        QFETCH(bool, guessed);
        Arrays arrays = asTimm(48);
        arrays.push_back(zeros("pos_embed", {1, positions, 48}));
        if (registers)
            arrays.push_back(zeros("reg_token", {1, registers, 48}));
        const auto checkpoint = saved(arrays);
        const auto beside = writeFile(checkpoint->path().parent_path() / "config.json", config.toStdString());
        if (config.isEmpty())
            std::filesystem::remove(beside);
        const CheckpointModel model =
            inferModel(*checkpoint, 2,
                       asked.isValid() ? std::optional(std::pair(asked.height() * 8, asked.width() * 8)) : std::nullopt);
        std::filesystem::remove(beside);
        QCOMPARE(QSize(model.config.cols(), model.config.rows()), grid);
        QCOMPARE(!model.notes.empty(), guessed);
    }

    /// What wraps a network in the hands of others.
    void readsThroughWrappers_data() {
        QTest::addColumn<QString>("prefix");
        for (const char* prefix : {"module.", "model.", "net.", "backbone.", "model.backbone.", "module._orig_mod."})
            QTest::newRow(prefix) << prefix;
    }
    void readsThroughWrappers() {
        QFETCH(QString, prefix);
        for (const bool timm : {true, false}) {
            Arrays arrays = timm ? asTimm(48) : small(48);
            if (timm)
                arrays.push_back(zeros("pos_embed", {1, 17, 48}));
            for (NamedArray& array : arrays)
                array.name = prefix.toStdString() + array.name;
            arrays.push_back(zeros("n_averaged", {}));
            arrays.push_back(zeros(prefix.toStdString() + "register_tokens", {1, 0, 48}));
            const CheckpointModel model = inferModel(*saved(arrays), 2);
            QCOMPARE(model.config.num_layers, 2);
            QCOMPARE(model.config.num_classes, 5);
        }
    }

    void choosesHeads_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<QString>("metadata");
        QTest::addColumn<int>("asked");
        QTest::addColumn<int>("heads");
        QTest::addColumn<bool>("guessed");
        QTest::newRow("asked") << 48 << "" << 3 << 3 << false;
        QTest::newRow("asked beats the file") << 48 << "4" << 3 << 3 << false;
        QTest::newRow("the file") << 48 << "4" << 0 << 4 << false;
        QTest::newRow("the file beats the usual") << 192 << "6" << 0 << 6 << false;
        QTest::newRow("usual") << 192 << "" << 0 << 3 << false;
        QTest::newRow("a file that makes no sense") << 192 << "five" << 0 << 3 << false;
        QTest::newRow("a file that does not divide") << 192 << "5" << 0 << 3 << false;
        QTest::newRow("a negative file") << 128 << "-2" << 0 << 2 << true;
        QTest::newRow("guessed") << 128 << "" << 0 << 2 << true;
        for (const auto& [width, heads] :
             {std::pair(384, 6), {768, 12}, {1024, 16}, {1152, 16}, {1280, 16}, {1408, 16}, {1536, 24}, {1664, 16}})
            QTest::addRow("usual of %d", width) << width << "" << 0 << heads << false;
    }
    void choosesHeads() {
        QFETCH(int, width);
        QFETCH(QString, metadata);
        QFETCH(int, asked);
        QFETCH(int, heads);
        QFETCH(bool, guessed);
        std::map<std::string, std::string> card;
        if (!metadata.isEmpty())
            card["num_heads"] = metadata.toStdString();
        const CheckpointModel model =
            inferModel(*saved(small(width), card), asked ? std::optional(asked) : std::nullopt);
        QCOMPARE(model.config.num_heads, heads);
        QCOMPARE(model.headsGuessed, guessed);
    }

    void headsThatCannotBe() {
        const auto checkpoint = saved(small(48));
        for (const int heads : {5, 0, -1, 96})
            QVERIFY_THROWS_EXCEPTION(UsageError, inferModel(*checkpoint, heads));
        try {
            inferModel(*checkpoint);
            QFAIL("48 does not tell the heads");
        } catch (const HeadsUnknown& unknown) {
            QCOMPARE(unknown.width(), 48);
            QVERIFY(unknown.reason().find("--heads N: 1, 2, 3, 4 or 6") != std::string::npos);
            QVERIFY(unknown.reason().ends_with("with a wrong number all its answers are wrong"));
        }
    }

    void metadataThatMakesNoSenseIsIgnored() {
        const std::string deep(100'000, '[');
        const CheckpointModel model = inferModel(*saved(small(), {{"labels", R"(["a", {"b": 1}])"},
                                                                  {"mean", "[1, 2]"},
                                                                  {"std", "[1, 0, 1]"},
                                                                  {"resize", "many"},
                                                                  {"crop", deep},
                                                                  {"interpolation", "lanczos"},
                                                                  {"name", ""}}),
                                                 2);
        QVERIFY(model.labels.empty() && !model.preprocessing);
        QCOMPARE(model.config.name, std::string("some vit"));
        QVERIFY(inferModel(*saved(small(), {{"labels", deep}, {"mean", deep}}), 2).labels.empty());
        const auto partly = inferModel(
            *saved(small(), {{"mean", "[0.5, 0.5, 0.5]"}, {"labels", R"(["a", "b", "c", "d", "e", "f"])"}}), 2);
        QCOMPARE(partly.preprocessing->mean[2], 0.5F);
        QCOMPARE(partly.preprocessing->crop, 32);  // the model's own size
        QCOMPARE(partly.labels.size(), size_t(5));
        const auto enormous = inferModel(*saved(small(), {{"resize", "1048576"}, {"crop", "1"}}), 2);
        QCOMPARE(enormous.preprocessing->resize, 1 << 20);
        QCOMPARE(enormous.preprocessing->crop, 32);
    }

    void saysWhatDoesNotFit_data() {
        QTest::addColumn<int>("change");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << 0 << "1 tensor is missing (encoder.ln.bias)";
        QTest::newRow("other shape") << 1 << "1 tensor has another shape (encoder.ln.bias is 47 instead of 48)";
        QTest::newRow("not expected") << 2 << "1 tensor is not expected (gamma)";
        QTest::newRow("a layer lost") << 3 << "10 tensors are missing (encoder.layers.encoder_layer_0.ln_1.weight";
        QTest::newRow("convolution stem") << 4 << "has a convolution stem (conv_proj.conv_bn_relu_0";
        QTest::newRow("no square") << 5 << "has 18 positions, which are not a class token and a grid";
        QTest::newRow("grey") << 6 << "takes pictures of 1 channels";
        QTest::newRow("oblong patches") << 7 << "patches that are not square";
        QTest::newRow("no blocks") << 8
                                   << "it lacks 2 tensors that tell its sizes (encoder.layers.encoder_layer_0.mlp.0";
        QTest::newRow("dimensions") << 9 << "conv_proj.weight is 48 × 192, not (width, 3, patch, patch)";
        QTest::newRow("old and new names") << 10 << "encoder.layers.encoder_layer_0.mlp.0.weight twice, under two names";
        QTest::newRow("layers without end") << 11 << "more than the 256";
    }
    void saysWhatDoesNotFit() {
        QFETCH(int, change);
        QFETCH(QString, says);
        Arrays arrays = small();
        const auto replace = [&](const std::string& name, const Shape& shape) {
            std::erase_if(arrays, [&](const NamedArray& array) { return array.name == name; });
            arrays.push_back(zeros(name, shape));
        };
        const auto drop = [&](const std::string& start) {
            std::erase_if(arrays, [&](const NamedArray& array) { return array.name.starts_with(start); });
        };
        switch (change) {
        case 0: drop("encoder.ln.bias"); break;
        case 1: replace("encoder.ln.bias", {47}); break;
        case 2: arrays.push_back(zeros("gamma", {1})); break;
        case 3:
            rename(arrays, "encoder.layers.encoder_layer_0.", "encoder.layers.encoder_layer_2.");
            arrays.push_back(zeros("encoder.layers.encoder_layer_0.mlp.0.weight", {40, 48}));
            arrays.push_back(zeros("encoder.layers.encoder_layer_0.mlp.3.weight", {48, 40}));
            break;
        case 4: arrays.push_back(zeros("conv_proj.conv_bn_relu_0.0.weight", {4, 3, 3, 3})); break;
        case 5: replace("encoder.pos_embedding", {1, 18, 48}); break;
        case 6: replace("conv_proj.weight", {48, 1, 8, 8}); break;
        case 7: replace("conv_proj.weight", {48, 3, 8, 4}); break;
        case 8: drop("encoder.layers."); break;
        case 9: replace("conv_proj.weight", {48, 192}); break;
        case 10: arrays.push_back(zeros("encoder.layers.encoder_layer_0.mlp.linear_1.weight", {40, 48})); break;
        default: arrays.push_back(zeros("encoder.layers.encoder_layer_999.ln_1.weight", {48}));
        }
        const auto checkpoint = saved(arrays);
        const auto reason = QString::fromStdString(whyNot([&] { inferModel(*checkpoint, 2); }));
        QVERIFY2(reason.contains(says), qPrintable(reason));
    }

    void tableOfWhatDoesNotFit() {
        Arrays arrays = small();
        std::erase_if(arrays, [](const NamedArray& array) { return array.name == "encoder.ln.bias"; });
        rename(arrays, "heads.head.bias", "heads.head.bias_");
        try {
            inferModel(*saved(arrays), 2);
            QFAIL("it does not fit");
        } catch (const DoesNotFit& error) {
            QCOMPARE(error.misfits().size(), size_t(2));
            QCOMPARE(QString::fromStdString(misfitTable(error.misfits())),
                     QStringLiteral("WHAT          TENSOR            SHOULD BE  IS\n"
                                    "missing       encoder.ln.bias   48\n"
                                    "not expected  heads.head.bias_             5\n"));
        }
    }

    void endlessNamesFillTheTableAndNotTheSentence() {
        Arrays arrays = small();
        for (const char c : {'a', 'b', 'c', 'd', 'e', 'f'})
            arrays.push_back(zeros(std::string(900, c), {1}));
        try {
            inferModel(*saved(arrays), 2);
            QFAIL("it does not fit");
        } catch (const DoesNotFit& error) {
            QVERIFY2(error.reason().size() < 1000, error.what());
            QVERIFY(error.misfits().front().name.size() > 400);
        }
    }

    /// The same names and shapes, computed otherwise: config.json tells.
    void refusesOtherComputations_data() {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("says");
        const auto timm = [](const char* rest) {
            return QByteArray(R"({"architecture": "vit_base_patch8_32")") + rest + "}";
        };
        QTest::newRow("nothing odd") << timm("") << "";
        QTest::newRow("max") << timm(R"(, "global_pool": "max")") << "pools its tokens by \"max\"";
        QTest::newRow("avgmax") << timm(R"(, "model_args": {"global_pool": "avgmax"})")
                                << "pools its tokens by \"avgmax\"";
        QTest::newRow("map") << timm(R"(, "global_pool": "map")") << "pools its tokens by \"map\"";
        QTest::newRow("prefix in the mean")
            << timm(R"(, "global_pool": "avg", "model_args": {"pool_include_prefix": true})")
            << "into the mean of its patches";
        QTest::newRow("norms behind the branches")
            << QByteArray(R"({"architecture": "vit_base_patch16_rpn_224"})") << "is a vit_base_patch16_rpn_224";
        QTest::newRow("relu") << QByteArray(R"({"architectures": ["ViTModel"], "hidden_act": "relu"})")
                              << "computes its MLP with relu";
        QTest::newRow("an activation of CLIP's")
            << QByteArray(R"({"vision_config": {"hidden_act": "silu"}})") << "computes its MLP with silu";
        QTest::newRow("timm's relu") << timm(R"(, "model_args": {"act_layer": "relu"})") << "computes its MLP with relu";
        QTest::newRow("timm's tanh") << timm(R"(, "model_args": {"act_layer": "gelu_tanh"})") << "";
        QTest::newRow("gelu") << QByteArray(R"({"architectures": ["ViTModel"], "hidden_act": "gelu_fast"})") << "";
    }
    void refusesOtherComputations() {
        QFETCH(QByteArray, config);
        QFETCH(QString, says);
        const auto checkpoint = saved(small());
        const auto beside = writeFile(checkpoint->path().parent_path() / "config.json", config.toStdString());
        const auto reason = QString::fromStdString(whyNot([&] { inferModel(*checkpoint, 2); }));
        std::filesystem::remove(beside);
        QVERIFY2(says.isEmpty() ? reason.isEmpty() : reason.contains(says), qPrintable(reason));
    }

    void refusesAttentionPooling() {
        Arrays arrays;
        const auto timm = Checkpoint::open(data("formats/timm-siglip/model.safetensors"));
        for (const TensorInfo& tensor : timm->tensors())
            arrays.push_back(zeros(tensor.name, tensor.shape));
        arrays.push_back(zeros("attn_pool.latent", {1, 1, 32}));
        const auto reason = QString::fromStdString(whyNot([&] { inferModel(*saved(arrays), 2); }));
        QVERIFY2(reason.contains("by attention pooling (attn_pool)"), qPrintable(reason));
        std::erase_if(arrays, [](const NamedArray& array) { return array.name.starts_with("head."); });
        QVERIFY(!inferModel(*saved(arrays), 2).config.hasHead());
    }

    void saysWhatItLooksLike_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("BEiT") << "blocks.0.attn.relative_position_bias_table"
                              << "is a ViT with relative positions";
        QTest::newRow("EVA") << "blocks.0.attn.q_bias"
                             << "is a ViT with rotary or relative positions";
        QTest::newRow("hybrid") << "patch_embed.backbone.stem.conv.weight"
                                << "is a hybrid";
        QTest::newRow("SwiGLU in three") << "blocks.0.mlp.w1.weight"
                                         << "is a ViT whose MLP has a gate of its own";
        QTest::newRow("anything") << "gamma"
                                  << "does not fit a plain ViT";
    }
    void saysWhatItLooksLike() {
        QFETCH(QString, name);
        QFETCH(QString, says);
        Arrays arrays = small();
        arrays.push_back(zeros(name.toStdString(), {1}));
        const auto reason = QString::fromStdString(whyNot([&] { inferModel(*saved(arrays), 2); }));
        QVERIFY2(reason.startsWith(says) && reason.contains(name), qPrintable(reason));
    }

    void saysWhoseNamesTheyAre_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("half a ViT") << "patch_embed.proj.weight"
                                    << "is no whole ViT: it lacks 3 tensors";
        QTest::newRow("Swin") << "layers.0.blocks.0.attn.qkv.weight"
                              << "is a Swin Transformer";
        QTest::newRow("ResNet") << "layer1.0.conv1.weight"
                                << "is a ResNet";
        QTest::newRow("VGG") << "features.0.weight"
                             << "is a convolutional network";
        QTest::newRow("anything") << "w\x1b[31m"
                                  << "has no Vision Transformer in it: its 1 tensors are named otherwise (w?[31m)";
    }
    void saysWhoseNamesTheyAre() {
        QFETCH(QString, name);
        QFETCH(QString, says);
        const auto checkpoint = saved({zeros(name.toStdString(), {1})});
        const auto reason = QString::fromStdString(whyNot([&] { inferModel(*checkpoint); }));
        QVERIFY2(reason.contains(says), qPrintable(reason));
        QCOMPARE(whyNot([&] { inferModel(*saved({})); }), std::string("has no tensors in it"));
    }
};

QTEST_GUILESS_MAIN(InferTest)
#include "infer_test.moc"

// plan(), load() and look(): from a request to a result.
#include "core/explore.h"

#include "core/explain/lens.h"
#include "core/inspect/inspect.h"
#include "core/model/variants.h"
#include "core/weights/safetensors.h"
#include "tests/support/paths.h"
#include "tests/support/safetensors_file.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>

using namespace vitrine;

namespace {

ModelRequest golden(const std::string& name, int heads) {
    ModelRequest request;
    request.weights = test::data("golden/" + name + "/model.pth").string();
    request.heads = heads;
    if (const char* device = std::getenv("VITRINE_TEST_DEVICE"))
        request.placement.device = device;
    return request;
}

/// A .safetensors of `config`'s names and shapes, its numbers (all 0) a hole in the file.
void writeHollow(const VitConfig& config, const std::filesystem::path& file, const char* dtype = "F16") {
    const int64_t bytes = dtype == std::string("F16") ? 2 : 4;
    nlohmann::json header;
    int64_t end = 0;
    for (const Parameter& parameter : stateDict(buildTree(config))) {
        const int64_t begin = end;
        end += parameter.numel() * bytes;
        header[parameter.name] = {{"dtype", dtype}, {"shape", parameter.shape}, {"data_offsets", {begin, end}}};
    }
    std::string text = header.dump();
    text.append(8 - text.size() % 8, ' ');  // aligned, as libraries write it
    const uint64_t length = text.size();
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(&length), 8) << text;
    std::filesystem::resize_file(file, 8 + length + uint64_t(end));
}

/// Memory of this process that no file stands behind, in MiB.
int64_t anonymousMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("RssAnon:"))
            return std::stoll(line.substr(8)) / 1024;
    return -1;
}

/// What plan() threw, "usage: WHAT: WHY" or "error: WHAT: WHY"; empty when nothing.
QString complaint(const ModelRequest& request) {
    try {
        plan(request);
        return {};
    } catch (const UsageError& error) {
        return QString("usage: ") + error.what();
    } catch (const Error& error) {
        return QString("error: ") + error.what();
    }
}

}  // namespace

class ExploreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsOfOnesOwn() {
        QTemporaryDir folder;
        const auto file = std::filesystem::path(folder.path().toStdString()) / "names.txt";
        std::ofstream(file) << "\xef\xbb\xbfred\r\ngreen\n\n";
        ModelRequest request;
        request.labels = file.string();
        QCOMPARE(plan(request).label(0), std::string("red"));
        QCOMPARE(plan(request).label(1), std::string("green"));
        QCOMPARE(plan(request).label(2), std::string("class 2"));
        std::ofstream(file) << "\n";
        QVERIFY_THROWS_EXCEPTION(Error, plan(request));
        std::ofstream(file, std::ios::binary) << std::string("a\0b", 3);
        QVERIFY_THROWS_EXCEPTION(Error, plan(request));
        request.labels = (file.parent_path() / "none.txt").string();
        QVERIFY_THROWS_EXCEPTION(Error, plan(request));
    }

    void numbersAreNoImage() {
        const auto of = [](const char* file) {
            PictureSource source;
            source.file = file;
            return source;
        };
        QVERIFY(isImage(of("a.png")));
        QVERIFY(!isImage(of("a.safetensors")));
        QVERIFY(!isImage(of("A.SAFETENSORS")));
        PictureSource source = of("A.SAFETENSORS");
        source.image = std::make_shared<const Image>(1, 1);
        QVERIFY(isImage(source));
        source = {};
        source.dummySeed = 0;
        QVERIFY(!isImage(source));
    }

    void initTestCase() {
        QVERIFY(m_home.isValid());
        qputenv("TORCH_HOME", m_home.path().toUtf8());  // an empty one: nothing is on this disk
    }

    void bundledIsTheDefault() {
        const ModelPlan made = plan({});
        QCOMPARE(made.weights, std::string("bundled"));
        QCOMPARE(made.config.num_heads, 6);
        QCOMPARE(made.config.num_classes, 105);
        QCOMPARE(made.label(16), std::string("cat"));
        QCOMPARE(made.label(105), std::string("class 105"));
        QCOMPARE(made.label(-1), std::string("class -1"));
        QVERIFY(!made.isRandom && !made.headsGuessed && std::filesystem::exists(made.file));
        const Preprocessing expected{.resize = 256, .crop = 224, .interpolation = Interpolation::Bicubic};
        QVERIFY(made.preprocessing == expected);
        QCOMPARE(made.tree.num_params, 21'660'009);
        QCOMPARE(made.weightBytes(Dtype::Float32), 4 * 21'660'009);
        QCOMPARE(made.weightBytes(Dtype::BFloat16), 2 * 21'660'009);
    }

    void randomIsTheConstructors() {
        const ModelPlan made = plan({.model = "vit_l_16", .weights = "random", .seed = 7});
        QVERIFY(made.isRandom && made.file.empty());
        QCOMPARE(made.weights, std::string("random, seed 7"));
        QCOMPARE(made.config.name, std::string("vit_l_16"));
        QVERIFY(made.preprocessing == Preprocessing());
        QCOMPARE(made.label(281), std::string("tabby"));
    }

    // The sanity check: the architecture, labels and transforms of the weights, their numbers drawn anew.
    void randomisedKeepsAllButTheNumbers() {
        ModelRequest request = golden("plain", 2);
        request.resize = 72;
        request.crop = 64;
        const ModelPlan trained = plan(request);
        request.randomised = true;
        request.seed = 5;
        const ModelPlan made = plan(request);
        QVERIFY(made.isRandom && made.file.empty());
        QCOMPARE(made.weights, std::string("random, seed 5"));
        QCOMPARE(made.config, trained.config);
        QVERIFY(made.preprocessing == trained.preprocessing);
        QVERIFY(made.labels == trained.labels);
        const PictureSource photo{test::data("golden/plain/photo.png"), {}, {}};
        QVERIFY(look(*load(made), photo).zeroLogits);  // torchvision's head is 0 at first
        QVERIFY(!look(*load(trained), photo).zeroLogits);
        const ModelPlan bundled = plan({.model = {}, .weights = "bundled", .randomised = true});
        QCOMPARE(bundled.label(16), std::string("cat"));
        QCOMPARE(bundled.weights, std::string("random, seed 0"));
    }

    void randomisedNeedsNoFile() {
        const ModelPlan made =
            plan({.model = {}, .weights = "vit_l_16/IMAGENET1K_SWAG_E2E_V1", .seed = 2, .randomised = true});
        QCOMPARE(made.config.image_size, 512);
        QVERIFY(made.preprocessing.interpolation == Interpolation::Bicubic);
        QCOMPARE(made.preprocessing.crop, 512);
        QVERIFY(made.isRandom);
        QVERIFY(complaint({.model = {}, .weights = "vit_l_16/IMAGENET1K_SWAG_E2E_V1", .seed = 2})
                    .startsWith("usage: --seed 2"));
    }

    void imageSizeMovesEverything() {
        const ModelPlan made = plan({.model = "vit_b_16", .weights = "random", .image_size = 448});
        QCOMPARE(made.config.image_size, 448);
        QCOMPARE(made.preprocessing.crop, 448);
        QCOMPARE(made.preprocessing.resize, 512);
        QVERIFY(made.tree.num_params > 86'567'656);  // more positions
    }

    void optionsBeatTheDefaults() {
        ModelRequest request = golden("plain", 3);
        request.resize = 70;
        request.crop = 64;
        request.interpolation = Interpolation::Bicubic;
        request.mean = {0.1F, 0.2F, 0.3F};
        request.std = {1, 2, 3};
        const ModelPlan made = plan(request);
        const Preprocessing expected{70, 64, 0, Fit::Crop, Interpolation::Bicubic, {0.1F, 0.2F, 0.3F}, {1, 2, 3}};
        QVERIFY(made.preprocessing == expected);
        QCOMPARE(made.config.num_heads, 3);
        QCOMPARE(made.weights, std::string("model.pth"));
        QCOMPARE(made.label(6), std::string("class 6"));
    }

    void sizesOfAVariantGetItsName_data() {
        QTest::addColumn<int>("classes");
        QTest::addColumn<QString>("tabby");
        QTest::newRow("1000 classes are ImageNet's") << 1000 << "tabby";
        QTest::newRow("500 are somebody's own") << 500 << "class 281";
    }
    void sizesOfAVariantGetItsName() {
        QFETCH(int, classes);
        QFETCH(QString, tabby);
        VitConfig config = findVariant("vit_b_32")->config;
        config.num_classes = classes;
        config.image_size = 384;
        const std::filesystem::path file = std::filesystem::path(m_home.path().toStdString()) / "mine.safetensors";
        writeHollow(config, file);
        const ModelPlan made = plan({.model = "vit_b_32", .weights = file.string()});
        QCOMPARE(made.config.name, std::string("vit_b_32"));
        QCOMPARE(made.config.image_size, 384);
        QCOMPARE(made.preprocessing.crop, 384);
        QCOMPARE(QString::fromStdString(made.label(281)), tabby);
        QVERIFY(complaint({.model = "vit_b_16", .weights = file.string()}).startsWith("usage: --model vit_b_16: "));
    }

    void missingEntryNamesTheFile() {
        const QString text = complaint({.model = "vit_b_16", .weights = {}});
        QVERIFY2(text.startsWith("error: vit_b_16/IMAGENET1K_V1: not on this disk"), qPrintable(text));
        QVERIFY(text.contains("vitrine fetch vit_b_16/IMAGENET1K_V1"));
        QVERIFY(text.contains(m_home.path() + "/hub/checkpoints"));
        QCOMPARE(complaint({.model = "vit_b_16", .weights = "DEFAULT"}), text);
        QCOMPARE(complaint({.model = {}, .weights = "vit_b_16/IMAGENET1K_V1"}), text);
        QCOMPARE(complaint({.model = "vit_b_16", .weights = "IMAGENET1K_V1"}), text);
    }

    void wrongRequests_data() {
        QTest::addColumn<ModelRequest>("request");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, ModelRequest request, const char* expected) {
            QTest::newRow(name) << std::move(request) << QString(expected);
        };
        row("no such variant", {.model = "vit_b_17", .weights = {}}, "usage: --model vit_b_17: ");
        row("random what", {.model = {}, .weights = "random"}, "usage: --weights random: ");
        row("default of what", {.model = {}, .weights = "DEFAULT"}, "usage: --weights DEFAULT: ");
        row("no such entry", {.model = "vit_b_16", .weights = "IMAGENET1K_V9"}, "usage: --weights IMAGENET1K_V9: ");
        row("no such entry of a variant", {.model = {}, .weights = "vit_b_16/NONE"}, "usage: --weights vit_b_16/NONE: ");
        row("an entry of another", {.model = "vit_b_16", .weights = "vit_b_32/IMAGENET1K_V1"},
            "usage: --weights vit_b_32/IMAGENET1K_V1: ");
        row("bundled is no ViT-B", {.model = "vit_b_16", .weights = "bundled"}, "usage: --model vit_b_16: ");
        row("not a multiple", {.model = {}, .weights = {}, .image_size = 225}, "usage: --image-size 225: ");
        row("smaller than a patch", {.model = {}, .weights = {}, .image_size = 7}, "usage: --image-size 7: ");
        row("crop is not the input", {.model = {}, .weights = {}, .crop = 200}, "usage: --crop 200: ");
        row("crop against image size", {.model = {}, .weights = {}, .image_size = 448, .crop = 224},
            "usage: --crop 224: ");
        row("resize without crop", {.model = {}, .weights = {}, .resize = 300, .fit = Fit::Squash},
            "usage: --resize 300: ");
        row("heads", {.model = "vit_b_16", .weights = "random", .heads = 7}, "usage: --heads 7: ");
        row("heads of a file", {.model = {}, .weights = {}, .heads = 7}, "usage: --heads 7: ");
        row("std", {.model = {}, .weights = {}, .std = std::array{1.0F, 0.0F, 1.0F}}, "usage: --std: ");
        row("mean", {.model = {}, .weights = {}, .mean = std::array{1.0F, NAN, 1.0F}}, "usage: --mean: ");
        row("no such file", {.model = {}, .weights = "/nowhere/model.pth"}, "error: /nowhere/model.pth: ");
    }
    void wrongRequests() {
        QFETCH(ModelRequest, request);
        QFETCH(QString, expected);
        const QString text = complaint(request);
        QVERIFY2(text.startsWith(expected), qPrintable(text));
        QVERIFY2(text.size() > expected.size() + 10, "it says why");
    }

    void dummyIsTorchRandn_data() {
        QTest::addColumn<QString>("text");
        std::ifstream stream(test::data("dummy.json"));
        for (const nlohmann::json& entry : nlohmann::json::parse(stream))
            QTest::newRow(entry.at("seed").dump().c_str()) << QString::fromStdString(entry.dump());
    }
    void dummyIsTorchRandn() {
        QFETCH(QString, text);
        const nlohmann::json expected = nlohmann::json::parse(text.toStdString());
        ModelPlan made = plan({.model = "vit_b_16", .weights = "random"});
        made.config.image_size = expected.at("size");
        PictureSource source;
        source.dummySeed = expected.at("seed").get<uint64_t>();
        const Picture picture = prepare(made, source);
        const std::vector<float>& values = picture.input.values;
        QCOMPARE(int(values.size()), 3 * made.config.image_size * made.config.image_size);
        for (size_t i = 0; i < 4; ++i) {
            QVERIFY(std::abs(values[i] - expected["first"][i].get<float>()) < 1e-6F);
            QVERIFY(std::abs(values[values.size() - 4 + i] - expected["last"][i].get<float>()) < 1e-6F);
        }
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        QVERIFY(std::abs(sum - expected["sum"].get<double>()) < 1e-2);
        QCOMPARE(picture.image->width, made.config.image_size);
        QVERIFY((picture.seen == Box{0, 0, double(picture.image->width), double(picture.image->height)}));
    }

    void tensorFileIsThePicture() {
        const ModelPlan made = plan(golden("plain", 2));
        Milliseconds ms;
        const Picture picture = prepare(made, {test::data("golden/plain/expected.safetensors"), {}, {}}, &ms);
        QVERIFY(picture.input.values ==
                test::SafetensorsFile(test::data("golden/plain/expected.safetensors")).floats("input"));
        QVERIFY(*picture.image == denormalise(picture.input, made.preprocessing));
        QVERIFY(ms.decode > 0);
    }

    void tensorFilesThatAreNoPicture_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QList<int>>("shape");
        QTest::addColumn<float>("value");
        QTest::addColumn<QString>("why");
        QTest::newRow("name") << "picture" << QList<int>{3, 64, 64} << 0.0F << "no tensor `input`";
        QTest::newRow("size") << "input" << QList<int>{3, 80, 80} << 0.0F << "3 × 64 × 64";
        QTest::newRow("rank") << "input" << QList<int>{3, 4096} << 0.0F << "3 × 64 × 64";
        QTest::newRow("nan") << "input" << QList<int>{3, 64, 64} << float(NAN) << "not finite";
    }
    void tensorFilesThatAreNoPicture() {
        QFETCH(QString, name);
        QFETCH(QList<int>, shape);
        QFETCH(float, value);
        QFETCH(QString, why);
        NamedArray array{name.toStdString(), Shape(shape.begin(), shape.end()), {}};
        array.values.assign(size_t(std::accumulate(shape.begin(), shape.end(), int64_t(1), std::multiplies<>())), value);
        const std::filesystem::path file = std::filesystem::path(m_home.path().toStdString()) / "picture.safetensors";
        writeSafetensors(file, {array});
        try {
            prepare(plan(golden("plain", 2)), {file, {}, {}});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).startsWith("picture.safetensors: "), error.what());
            QVERIFY2(QString(error.what()).contains(why), error.what());
        }
    }

    void lookRanksAndCounts() {
        std::vector<std::pair<int, int>> steps;
        const auto model = load(plan(golden("deep", 4)));
        const PictureSource source{test::data("golden/deep/expected.safetensors"), {}, {}};
        const Result result = look(*model, source, [&](int done, int total) {
            steps.emplace_back(done, total);
            return true;
        });
        const std::vector<float> logits = test::SafetensorsFile(source.file).floats("logits");
        QCOMPARE(result.top.size(), logits.size());
        for (size_t i = 0; i < result.top.size(); ++i) {
            const Prediction& p = result.top[i];
            QVERIFY(std::abs(p.logit - logits[size_t(p.index)]) < 1e-4F);
            QVERIFY(i == 0 || result.top[i - 1].logit >= p.logit);
        }
        QCOMPARE(result.top.front().index, 2);
        QVERIFY(!result.zeroLogits);
        QVERIFY(result.ms.decode > 0 && result.ms.forward > 0);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps.front(), std::pair(0, 7));
        QCOMPARE(steps.back(), std::pair(7, 7));  // the embedding and six blocks

        const Result again = look(*model, std::make_shared<const Picture>(prepare(model->plan, source)));
        QCOMPARE(again.top.front().logit, result.top.front().logit);
        QCOMPARE(again.ms.decode, 0.0);
    }

    /// float32 weights are used where they lie; half precision is widened once.
    void mappedWeightsTakeNoMemory_data() {
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<int>("least");  // MiB of 330
        QTest::addColumn<int>("most");
        QTest::newRow("F32") << "F32" << 0 << 40;
        QTest::newRow("F16") << "F16" << 300 << 380;
    }
    void mappedWeightsTakeNoMemory() {
        QFETCH(QString, dtype);
        if (std::getenv("VITRINE_TEST_DEVICE"))
            QSKIP("on a GPU the weights are copied there");
        const auto file = std::filesystem::path(m_home.path().toStdString()) / "hollow.safetensors";
        VitConfig config = findVariant("vit_b_16")->config;
        config.image_size = 64;
        writeHollow(config, file, qPrintable(dtype));
        look(*load(plan(golden("deep", 4))),
             PictureSource{test::data("golden/deep/photo.png"), {}, {}});  // what LibTorch needs
        const int64_t before = anonymousMemory();
        ModelRequest request;
        request.weights = file.string();
        const auto model = load(plan(request));
        const Result result = look(*model, PictureSource{test::data("golden/deep/photo.png"), {}, {}});
        QVERIFY(result.zeroLogits);
        const int64_t taken = anonymousMemory() - before;
        QFETCH(int, least);
        QFETCH(int, most);
        QVERIFY2(least - 5 <= taken && taken <= most, qPrintable(QString("%1 MiB").arg(taken)));
    }

    /// Its weights are used where they lie: what a cut file answers is told, never shown.
    void aFileThatIsCutUnderTheModel() {
        if (std::getenv("VITRINE_TEST_DEVICE"))
            QSKIP("on a GPU the weights are copied there");
        const auto file = std::filesystem::path(m_home.path().toStdString()) / "cut.safetensors";
        std::filesystem::copy_file(test::data("golden/plain/model.safetensors"), file);
        ModelRequest request = golden("plain", 2);
        request.weights = file.string();
        const auto model = load(plan(request));
        const PictureSource photo{test::data("golden/plain/photo.png"), {}, {}};
        const Result before = look(*model, photo);
        std::filesystem::resize_file(file, 4096);
        const auto failsOnFile = [&](const auto& work) {
            try {
                work();
            } catch (const Error& error) {
                return error.subject() == file.string() && error.reason().starts_with("was changed or cut");
            }
            return false;
        };
        QVERIFY(failsOnFile([&] { look(*model, photo); }));
        QVERIFY(failsOnFile([&] { logitLens(*before.capture, {}, 0); }));
        QVERIFY(failsOnFile([&] { Inspector().inspect(*model, before, {.node = "conv_proj"}); }));
        look(*load(plan(golden("plain", 2))), photo);  // another file is whole
        std::filesystem::copy_file(test::data("golden/plain/model.safetensors"), file,
                                   std::filesystem::copy_options::overwrite_existing);
        QVERIFY(failsOnFile([&] { look(*model, photo); }));  // zeros were read
        QCOMPARE(look(*load(plan(request)), photo).top.front().logit, before.top.front().logit);
    }

    /// Half precision is widened by load() and read there alone.
    void aFileThatIsCutWhileItIsLoaded() {
        const auto file = std::filesystem::path(m_home.path().toStdString()) / "cut-half.safetensors";
        VitConfig config = findVariant("vit_b_32")->config;
        config.image_size = 64;
        config.num_layers = 2;
        writeHollow(config, file);
        ModelRequest request;
        request.weights = file.string();
        const ModelPlan made = plan(request);
        QVERIFY_THROWS_EXCEPTION(Error, load(made, [&](int done, int) {
                                     if (done == 1)
                                         std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
                                     return true;
                                 }));
    }

    void cancelStopsAtOnce() {
        const auto model = load(plan(golden("deep", 4)));
        const PictureSource source{test::data("golden/deep/expected.safetensors"), {}, {}};
        for (int stopAt = 0; stopAt < 7; ++stopAt) {
            int last = -1;
            const Progress stop = [&](int done, int) {
                last = done;
                return done < stopAt;
            };
            QVERIFY_EXCEPTION_THROWN(look(*model, source, stop), Cancelled);
            QCOMPARE(last, stopAt);  // nothing was counted after it
        }
        QVERIFY_EXCEPTION_THROWN(load(model->plan, [](int, int) { return false; }), Cancelled);
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(ExploreTest)
#include "explore_test.moc"

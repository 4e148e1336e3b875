// Scenes: every field goes out and comes back; what others wrote is read with care.
#include "core/error.h"
#include "core/image/decode.h"
#include "core/scene/base64.h"
#include "core/scene/scene.h"
#include "core/scene/target.h"
#include "core/weights/sha256.h"
#include "tests/support/paths.h"

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <QTemporaryDir>
#include <QtTest>

using namespace vitrine;
using namespace vitrine::test;
using Json = nlohmann::ordered_json;

namespace {

/// Everything other than its default.
Scene fullScene(const std::filesystem::path& folder) {
    Scene scene;
    ModelRequest& model = scene.model;
    model.weights = (folder / "models/mine.safetensors").string();
    model.heads = 3;
    model.image_size = 112;
    model.resize = 128;
    model.crop = 112;
    model.labels = (folder / "names.txt").string();
    model.image_width = 448;
    model.fit = Fit::Pad;
    model.interpolation = Interpolation::Bicubic;
    model.mean = {0.1F, 0.2F, 0.3F};
    model.std = {0.4F, 0.5F, 0.6F};
    model.randomised = true;
    model.seed = 9;
    model.placement = {"cuda:1", Dtype::BFloat16, 3};
    scene.modelName = "ViT-S/14, mine";
    scene.weightsHash = std::string(64, 'a');
    scene.picture.file = folder / "photos/cat.png";
    scene.picture.framing = {Fit::Squash, Box{1, 2, 30.5, 40}};
    scene.picture.frame = 3;
    scene.picture.url = "https://example.org/cat.png";
    scene.pictureName = "cat.png";
    View& view = scene.view;
    view.map = {"rollout", 7, {-1, Fusion::Max}, {Cell{3, 4}}, Direction::To, 0.25, {2, 8}};
    view.pins = {{1, 2}, {5, 6}};
    view.map.target = {17, 3};
    view.map.seed = 5;
    view.style = {findColormap("viridis"), 0.5, false, 0.3, true, Blend::Screen, true};
    view.page = Page::Matrix;
    view.grid_scale = GridScale::Layer;
    view.matrix_log = false;
    view.inside = {InsideView::Lens, true, true};
    view.board = {{"legrad", "ig"}, true, true, Fill::Blur, 4};
    view.node = "encoder.layers.encoder_layer_7";
    scene.theme = "light";
    scene.textPercent = 150;
    scene.width = 1024;
    scene.height = 700;
    scene.columns = {300, 400, 324};
    return scene;
}

/// The difference in words, or empty.
QByteArray difference(const Scene& a, const Scene& b) {
    QByteArray words;
    const auto check = [&](bool same, const char* what) {
        if (!same)
            words += QByteArray(what) + " ";
    };
    check(a.model == b.model, "model");
    check(a.modelName == b.modelName, "modelName");
    check(a.weightsHash == b.weightsHash, "weightsHash");
    check(a.picture.file == b.picture.file, "file");
    check(a.picture.dummySeed == b.picture.dummySeed, "dummySeed");
    check((a.picture.image && b.picture.image) ? *a.picture.image == *b.picture.image
                                               : !a.picture.image == !b.picture.image,
          "image");
    check(a.picture.framing == b.picture.framing, "framing");
    check(a.pictureName == b.pictureName, "pictureName");
    check(a.view.map == b.view.map, "map");
    check(a.view.pins == b.view.pins, "pins");
    check(a.view.map.target == b.view.map.target, "target");
    check(a.view.map.seed == b.view.map.seed, "seed");
    check(a.view.style == b.view.style, "style");
    check(a.view.page == b.view.page, "page");
    check(a.view.grid_scale == b.view.grid_scale, "grid_scale");
    check(a.view.matrix_log == b.view.matrix_log, "matrix_log");
    check(a.view.inside == b.view.inside, "inside");
    check(a.view.board == b.view.board, "board");
    check(a.view.node == b.view.node, "node");
    check(a.theme == b.theme, "theme");
    check(a.textPercent == b.textPercent, "text");
    check(a.picture.frame == b.picture.frame, "frame");
    check(a.picture.url == b.picture.url, "url");
    check(a.width == b.width && a.height == b.height, "size");
    check(a.columns == b.columns, "columns");
    return words;
}

}  // namespace

class SceneTest : public QObject {
    Q_OBJECT

    const std::filesystem::path m_folder = "/somewhere/scenes";

    /// The reason of the error; empty when the text is read.
    static QByteArray refusal(const std::string& text) {
        try {
            parseScene(text, "/somewhere", "x.json");
        } catch (const Error& error) {
            return QByteArray::fromStdString(error.what());
        }
        return {};
    }

private Q_SLOTS:
    void everyFieldComesBack_data() {
        QTest::addColumn<int>("change");
        for (int i = 0; i < int(changes().size()); ++i)
            QTest::newRow(changes()[size_t(i)].first) << i;
    }
    void everyFieldComesBack() {
        QFETCH(int, change);
        Scene scene = fullScene(m_folder);
        changes()[size_t(change)].second(scene);
        const Scene read = parseScene(sceneText(scene, m_folder), m_folder, "x.json");
        const QByteArray words = difference(read, scene);
        QVERIFY2(words.isEmpty(), words.constData());
        if (change > 0)  // and the change is one
            QVERIFY(!difference(read, fullScene(m_folder)).isEmpty());
    }

    void pathsAreSeenFromTheScene() {
        const Json json = Json::parse(sceneText(fullScene(m_folder), m_folder));
        QCOMPARE(json["image"]["file"].get<std::string>(), std::string("photos/cat.png"));
        QCOMPARE(json["model"]["weights_file"].get<std::string>(), std::string("models/mine.safetensors"));
        const Scene moved = parseScene(sceneText(fullScene(m_folder), m_folder), "/elsewhere", "x.json");
        QCOMPARE(moved.picture.file.string(), std::string("/elsewhere/photos/cat.png"));
        const Json up = Json::parse(sceneText(fullScene(m_folder), m_folder / "deep/er"));
        QCOMPARE(up["image"]["file"].get<std::string>(), std::string("../../photos/cat.png"));
    }

    void isReadableAndInOrder() {
        const std::string text = sceneText(fullScene(m_folder), m_folder);
        QVERIFY(text.starts_with("{\n  \"vitrine\": \"scene\",\n  \"version\": 1,\n"));
        QVERIFY(text.find("0.1,\n") != text.npos);  // not 0.10000000149
    }

    void unknownFieldsAreIgnored() {
        Json json = Json::parse(sceneText(fullScene(m_folder), m_folder));
        json["later"] = {{"x", 1}};
        json["view"]["later"] = "x";
        json["style"]["later"] = nullptr;
        QCOMPARE(difference(parseScene(json.dump(), m_folder, "x.json"), fullScene(m_folder)), QByteArray());
    }

    void missingFieldsHaveDefaults() {
        const Scene scene =
            parseScene(R"({"vitrine": "scene", "version": 1, "image": {"file": "a.png"}})", "/f", "x.json");
        QCOMPARE(scene.picture.file.string(), std::string("/f/a.png"));
        QCOMPARE(scene.pictureName, std::string("a.png"));
        QCOMPARE(scene.width, 1440);
        QVERIFY(scene.model == ModelRequest() && scene.view.map == MapRequest() && scene.view.page == Page::Picture);
    }

    void filesGoAround() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a scene.json").toStdString();
        const std::filesystem::path home = folder.path().toStdString();
        writeScene(fullScene(home), file);
        const QByteArray words = difference(readScene(file), fullScene(home));
        QVERIFY2(words.isEmpty(), words.constData());
    }

    void wrongValuesAreSaid_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* pointer, const char* value, const char* words) {
            QTest::newRow(pointer) << QByteArray(pointer) << QByteArray(value) << QByteArray(words);
        };
        row("/version", "2", "saved by a later Vitrine");
        row("/version", "0", "does not say its version");
        row("/vitrine", "\"lesson\"", "no scene of Vitrine");
        row("/model", "[]", "model must be an object");
        row("/model/seed", "-1", "model.seed must be a whole number");
        row("/model/heads", "0", "model.heads must be a whole number from 1");
        row("/model/fit", "\"tear\"", "model.fit must be one of crop, squash, pad");
        row("/model/mean", "[1, 2]", "model.mean must be a list of 3 numbers");
        row("/model/dtype", "7", "model.dtype must be one of float32");
        row("/image/file", "7", "image.file must be a short text");
        row("/image/file", "\"a\\u0000b\"", "image.file must be a text without NUL");
        row("/image/png", "\"!!\"", "image.png must be a picture in base64");
        row("/image/crop", "[0, 0, -3, 4]", "image.crop must be [x, y, width, height]");
        row("/image/crop", "[0, 0, 1e300, 4]", "image.crop must be a number from");
        row("/view/method", "\"magic\"", "view.method must be one of attention, rollout");
        row("/view/layer", "1.5", "view.layer must be a whole number");
        row("/view/layer", "18446744073709551615", "view.layer must be a whole number");
        row("/view/head", "\"median\"", "view.head must be one of mean, max, min");
        row("/view/head", "-3", "view.head must be a whole number from 0");
        row("/view/query", "[1]", "view.query must be a patch, [row, column]");
        row("/view/pins", "{}", "view.pins must be a list");
        row("/view/discard", "\"0\"", "view.discard must be a number from 0 to 1");
        row("/view/target", "-1", "view.target must be a whole number");
        row("/view/page", "\"back\"", "view.page must be one of picture, input, grid, matrix");
        row("/style/colormap", "\"jet\"", "style.colormap must be one of inferno");
        row("/style/smooth", "1", "style.smooth must be true or false");
        row("/window/size", "[99999, 10]", "window.size must be a whole number from 320 to 8192");
        row("/window/theme", "\"pink\"", "window.theme must be dark or light");
        row("/window/columns", "[-1]", "window.columns must be a whole number");
    }
    void wrongValuesAreSaid() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, words);
        nlohmann::json json = nlohmann::json::parse(sceneText(fullScene(m_folder), m_folder));
        json[nlohmann::json::json_pointer(pointer.toStdString())] = nlohmann::json::parse(value.toStdString());
        const QByteArray why = refusal(json.dump());
        QVERIFY2(why.startsWith("x.json: ") && why.contains(words), why.constData());
    }

    void aTargetMayBeCalledByItsName_data() {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("index");  // -1: refused
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* value, int index, const char* words = "") {
            QTest::newRow(value) << QByteArray(value) << index << QByteArray(words);
        };
        row("1", 1);
        row("\"tabby cat\"", 1);
        row("\"Tabby CAT\"", 1);
        row("\"tab\"", 1);
        row("\"cat\"", 2);  // the whole name, though others have it in them
        row("\"3\"", 4);    // a class may be called by a digit
        row("\"5\"", 5);
        row("\"crane\"", -1, "target crane: may be one of several classes: 0 crane, 3 crane; say which, by its number");
        row("\"zebra\"", -1, "target zebra: no class of this model is called that; a number from 0 to 5 will do");
        row("\"\"", -2);
    }
    void aTargetMayBeCalledByItsName() {
        QFETCH(QByteArray, value);
        QFETCH(int, index);
        ModelPlan plan;
        plan.config.num_classes = 6;
        plan.labels = {"crane", "tabby cat", "cat", "crane", "3", "", "beyond the classes"};
        const std::string text = R"({"vitrine": "scene", "version": 1, "image": {"file": "a.png"}, "view": {"target": )";
        Scene scene = parseScene(text + value.toStdString() + "}}", m_folder, "x.json");
        try {
            findTarget(scene, plan);
            QCOMPARE(scene.view.map.target.of.value_or(-2), index);
            QVERIFY(scene.targetName.empty());
        } catch (const UsageError& error) {
            QFETCH(QByteArray, words);
            QVERIFY2(index == -1 && QByteArray(error.what()).contains(words), error.what());
        }
    }

    void hostileTextIsRefused() {
        const std::string scene = R"({"vitrine": "scene", "version": 1, "image": {"file": "a.png"})";
        for (const std::string& text :
             {std::string(), std::string("null"), std::string("[]"), std::string("{"), std::string("\xff\xfe"),
              std::string(1'000'000, '['), scene + R"(, "view": )" + std::string(500'000, '{'),
              scene + R"(, "style": {"opacity": 1e999}})"})
            QVERIFY2(refusal(text).startsWith("x.json: "), text.substr(0, 80).c_str());
        // Deep, but closed: what is below is dropped, not built.
        std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
        QCOMPARE(refusal(scene + R"(, "later": )" + deep + "}"), QByteArray());
        QVERIFY(refusal(R"({"vitrine": "scene", "version": 1})").contains("image names no picture"));
        const auto view = [&](const std::string& fields) { return refusal(scene + R"(, "view": {)" + fields + "}}"); };
        QVERIFY(view(R"("method": "rollout", "layer": 11, "layers": [2, 5])").contains("leave one of them out"));
        QCOMPARE(view(R"("method": "rollout", "layer": 4, "layers": [2, 5])"), QByteArray());
        QCOMPARE(view(R"("pins": [[0,0],[0,1],[0,2],[0,3],[0,4],[0,5]])"), QByteArray());
        QVERIFY(view(R"("pins": [[0,0],[0,1],[0,2],[0,3],[0,4],[0,5],[0,6]])").contains("at most 6 patches"));
    }

    void weightsAreTold() {
        Scene scene = fullScene(m_folder);
        QVERIFY(otherWeights(scene, scene.weightsHash).empty());
        QVERIFY(otherWeights(scene, "").empty());
        QVERIFY(otherWeights(scene, std::string(64, 'b')).find("bbbbbbbb…") != std::string::npos);
    }

    void hashesAreSha256() {  // FIPS 180-4's examples, and lengths around a block
        const auto hash = [](const std::string& text) {
            return sha256({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
        };
        QCOMPARE(hash("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hash(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QTemporaryDir folder;
        for (const int length : {1, 55, 56, 63, 64, 65, 119, 120, (1 << 20) - 1, 1 << 20, (1 << 20) + 77}) {
            const QByteArray bytes(length, char('a' + length % 26));
            const QString file = folder.filePath("bytes");
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(bytes) == length);
            out.close();
            const std::string expected =
                QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
            QCOMPARE(hash(bytes.toStdString()), expected);
            QCOMPARE(sha256OfFile(file.toStdString()), expected);
        }
    }

    void base64IsQts() {
        for (int length = 0; length < 10; ++length) {
            const QByteArray bytes = QByteArray::fromHex("00ff7f80aa5511223344").left(length);
            const std::vector<uint8_t> plain(bytes.begin(), bytes.end());
            QCOMPARE(toBase64(plain), bytes.toBase64().toStdString());
            QVERIFY(fromBase64(toBase64(plain)) == plain);
        }
        for (const char* bad : {"A", "AA=A", "====", "A===", "AAA*", "AA==AAAA"})
            QVERIFY2(!fromBase64(bad), bad);
    }

private:
    using Change = std::pair<const char*, std::function<void(Scene&)>>;
    static const std::vector<Change>& changes() {
        static const std::vector<Change> all{
            {"all", [](Scene&) {}},
            {"random",
             [](Scene& s) { s.model.model = "vit_b_16", s.model.weights = "random", s.model.seed = UINT64_MAX; }},
            {"entry", [](Scene& s) { s.model.weights = "vit_b_16/IMAGENET1K_V1"; }},
            {"bundled", [](Scene& s) { s.model = {}; }},
            {"hash", [](Scene& s) { s.weightsHash.clear(); }},
            {"model name", [](Scene& s) { s.modelName = "\"ü\\"; }},
            {"heads", [](Scene& s) { s.model.heads.reset(); }},
            {"fit", [](Scene& s) { s.model.fit = Fit::Crop; }},
            {"interpolation", [](Scene& s) { s.model.interpolation = Interpolation::Bilinear; }},
            {"mean",
             [](Scene& s) {
                 s.model.mean = {1.0F / 3, 1e-7F, 0};
             }},
            {"std", [](Scene& s) { s.model.std.reset(); }},
            {"device", [](Scene& s) { s.model.placement.device = "cpu"; }},
            {"dtype", [](Scene& s) { s.model.placement.dtype = Dtype::Float16; }},
            {"threads", [](Scene& s) { s.model.placement.threads = 0; }},
            {"embedded",
             [](Scene& s) {
                 auto image = std::make_shared<Image>(3, 2);
                 for (size_t i = 0; i < image->pixels.size(); ++i)
                     image->pixels[i] = uint8_t(i * 13);
                 s.picture.file.clear();
                 s.picture.image = image;
             }},
            {"dummy", [](Scene& s) { s.picture.file.clear(), s.picture.dummySeed = 5; }},
            {"picture", [](Scene& s) { s.picture.file = "/elsewhere/Ünï 'x'.png"; }},
            {"framing", [](Scene& s) { s.picture.framing = {}; }},
            {"framing fit", [](Scene& s) { s.picture.framing.fit = Fit::Pad; }},
            {"crop",
             [](Scene& s) {
                 s.picture.framing.crop = Box{0.1, -5, 1e6, 1};
             }},
            {"picture name", [](Scene& s) { s.pictureName = "other"; }},
            {"method", [](Scene& s) { s.view.map.method = "attention"; }},
            {"layer",
             [](Scene& s) {
                 s.view.map.layer = 0;
                 s.view.map.layers = {2, 0 + 1};
             }},
            {"head",
             [](Scene& s) {
                 s.view.map.head = {5, Fusion::Mean};
             }},
            {"fusion",
             [](Scene& s) {
                 s.view.map.head = {-1, Fusion::Min};
             }},
            {"query", [](Scene& s) { s.view.map.query = {}; }},
            {"direction", [](Scene& s) { s.view.map.direction = Direction::From; }},
            {"discard", [](Scene& s) { s.view.map.discard = 0.1; }},
            {"layers",
             [](Scene& s) {
                 s.view.map.layers = {0, -1};
             }},
            {"pins", [](Scene& s) { s.view.pins.clear(); }},
            {"target", [](Scene& s) { s.view.map.target.of = 16; }},
            {"against", [](Scene& s) { s.view.map.target.against.reset(); }},
            {"seed", [](Scene& s) { s.view.map.seed = 6; }},
            {"colormap", [](Scene& s) { s.view.style.colormap = findColormap("cividis"); }},
            {"opacity", [](Scene& s) { s.view.style.opacity = 1.0 / 3; }},
            {"smooth", [](Scene& s) { s.view.style.smooth = true; }},
            {"keep", [](Scene& s) { s.view.style.keep = 1; }},
            {"contour", [](Scene& s) { s.view.style.contour = false; }},
            {"blend", [](Scene& s) { s.view.style.blend = Blend::Light; }},
            {"shared", [](Scene& s) { s.view.style.shared = false; }},
            {"page", [](Scene& s) { s.view.page = Page::Grid; }},
            {"grid_scale", [](Scene& s) { s.view.grid_scale = GridScale::All; }},
            {"matrix_log", [](Scene& s) { s.view.matrix_log = true; }},
            {"inside", [](Scene& s) { s.view.inside.view = InsideView::Heads; }},
            {"board", [](Scene& s) { s.view.board.methods.clear(); }},
            {"board fill", [](Scene& s) { s.view.board.fill = Fill::Mean; }},
            {"node", [](Scene& s) { s.view.node.clear(); }},
            {"frame", [](Scene& s) { s.picture.frame = 0; }},
            {"url", [](Scene& s) { s.picture.url.clear(); }},
            {"randomised", [](Scene& s) { s.model.randomised = false, s.model.seed = 0; }},
            {"text", [](Scene& s) { s.textPercent = 80; }},
            {"theme", [](Scene& s) { s.theme = "dark"; }},
            {"size", [](Scene& s) { s.width = 3840, s.height = 2160; }},
            {"columns", [](Scene& s) { s.columns.clear(); }},
        };
        return all;
    }
};

QTEST_GUILESS_MAIN(SceneTest)
#include "scene_test.moc"

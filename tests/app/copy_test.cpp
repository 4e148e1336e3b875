// "Copy as command" and "Copy as Python": the line and the script make the same picture and the same numbers.
#include "core/image/decode.h"
#include "core/overlay/blend.h"
#include "core/resources.h"
#include "core/scene/command.h"
#include "core/scene/python.h"
#include "tests/support/paths.h"
#include "tests/support/photo_server.h"
#include "tests/support/program.h"
#include "tests/support/safetensors_file.h"

#include <cmath>
#include <functional>
#include <map>
#include <QTemporaryDir>
#include <QtTest>

using namespace vitrine;
using namespace vitrine::test;

namespace {

/// A Python with torch and torchvision: VITRINE_TEST_PYTHON, else python3. Empty: there is none.
const QString& python() {
    static const QString found = [] {
        const QString candidate = qEnvironmentVariable("VITRINE_TEST_PYTHON", "python3");
        QProcess probe;
        probe.start(candidate, {"-c", "import torch, torchvision, PIL"});
        return probe.waitForFinished(300'000) && probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0
                   ? candidate
                   : QString();
    }();
    return found;
}

/// Runs scripts, all in one Python (torch takes seconds to start), and tells their results by name:
/// {"NAME": {"logits": [...], "map": [...]}}.
nlohmann::json runPython(const std::map<std::string, std::string>& scripts, const QString& folder) {
    QStringList arguments{"-c", "import json, runpy, sys, contextlib\n"
                                "results = {}\n"
                                "for name, path in zip(sys.argv[1::2], sys.argv[2::2]):\n"
                                "    with contextlib.redirect_stdout(sys.stderr):\n"
                                "        g = runpy.run_path(path)\n"
                                "    results[name] = {'logits': g['logits'].tolist(),"
                                " 'map': g['attention_map'].flatten().tolist()}\n"
                                "print(json.dumps(results))\n"};
    for (const auto& [name, script] : scripts) {
        QFile file(folder + QString("/copied%1.py").arg(arguments.size()));
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(script.data(), qint64(script.size()));
        arguments << QString::fromStdString(name) << file.fileName();
    }
    QProcess process;
    process.start(python(), arguments);
    process.waitForFinished(500'000);
    const QByteArray out = process.readAllStandardOutput();
    if (process.exitCode() != 0 || out.isEmpty())
        qWarning("%s", process.readAllStandardError().constData());
    return nlohmann::json::parse(out.begin(), out.end(), nullptr, false);
}

float largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size() || a.empty())
        return INFINITY;
    float largest = 0;
    for (size_t i = 0; i < a.size(); ++i)
        largest = std::isfinite(a[i] - b[i]) ? std::max(largest, std::abs(a[i] - b[i])) : INFINITY;
    return largest;
}

Scene plainScene() {
    Scene scene;
    scene.model.weights = data("golden/plain/model.safetensors").string();
    scene.model.heads = 2;
    scene.model.resize = 72;
    scene.model.crop = 64;
    scene.model.placement = {"cpu", Dtype::Float32, 1};
    scene.picture.file = data("golden/plain/photo.png");
    scene.pictureName = "photo.png";
    scene.view.map.layer = 1;
    return scene;
}

Scene deepScene() {
    Scene scene;
    scene.model.weights = data("golden/deep/model.pth").string();  // the old names, mlp.linear_1
    scene.model.heads = 4;
    scene.model.resize = 128;
    scene.model.crop = 112;
    scene.model.interpolation = Interpolation::Bicubic;
    scene.model.placement = {"cpu", Dtype::Float32, 1};
    scene.picture.file = data("golden/deep/photo.png");
    scene.pictureName = "photo.png";
    scene.view.map = {"rollout", 5, {}, {}, Direction::From, 0, {0, 6}};
    return scene;
}

Scene with(Scene scene, const std::function<void(Scene&)>& change) {
    change(scene);
    return scene;
}

}  // namespace

Q_DECLARE_METATYPE(vitrine::Scene)

class CopyTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    nlohmann::json m_python;  // of all scripts

    /// What is copied, by name.
    static std::map<std::string, Scene> scenes() {
        std::map<std::string, Scene> all;
        const auto row = [&all](const char* name, const Scene& scene) { all.emplace(name, scene); };
        row("attention", plainScene());
        row("head and patch", with(plainScene(), [](Scene& s) {
                s.view.map.head.head = 1;
                s.view.map.query.patch = Cell{2, 3};
            }));
        row("max", with(plainScene(), [](Scene& s) { s.view.map.head.fusion = Fusion::Max; }));
        row("min, squashed", with(plainScene(), [](Scene& s) {
                s.view.map.head.fusion = Fusion::Min;
                s.picture.framing.fit = Fit::Squash;
            }));
        row("padded", with(plainScene(), [](Scene& s) { s.picture.framing.fit = Fit::Pad; }));
        row("bicubic, mean and std", with(plainScene(), [](Scene& s) {
                s.model.interpolation = Interpolation::Bicubic;
                s.model.mean = {0.5F, 0.25F, 0.125F};
                s.model.std = {0.3F, 0.2F, 1.0F / 3};
            }));
        row("another size", with(plainScene(), [](Scene& s) {
                s.model.resize.reset();
                s.model.crop.reset();
                s.model.image_size = 96;
            }));
        row("a tensor",
            with(plainScene(), [](Scene& s) { s.picture.file = data("golden/plain/expected.safetensors"); }));
        row("rollout of an old .pth", deepScene());
        row("rollout, max, discard, patch, some layers", with(deepScene(), [](Scene& s) {
                s.view.map = {"rollout", 4, {-1, Fusion::Max}, {Cell{1, 6}}, Direction::From, 0.9, {2, 5}};
            }));
        row("attention of the others", with(plainScene(), [](Scene& s) {
                s.view.map.direction = Direction::To;
                s.view.map.query.patch = Cell{1, 2};
            }));
        row("rollout of the others", with(deepScene(), [](Scene& s) {
                s.view.map = {"rollout", 4, {}, {Cell{3, 3}}, Direction::To, 0, {1, 5}};
            }));
        row("a part", with(plainScene(), [](Scene& s) {
                s.model.resize.reset();
                s.picture.framing.crop = Box{5, 7, 40, 30};
            }));
        row("a part between pixels", with(plainScene(), [](Scene& s) {
                s.model.resize.reset();
                s.picture.framing.crop = Box{5.5, 7.375, 40.75, 30.25};  // the sums round otherwise than their parts
            }));
        row("a frame", with(plainScene(), [](Scene& s) {
                s.picture.file = data("odd/three.tif");
                s.picture.frame = 1;
                s.pictureName = "three.tif";
            }));
        row("an address", with(plainScene(), [](Scene& s) { s.picture.url = PhotoServer::url(); }));
        row("randomised", with(plainScene(), [](Scene& s) {
                s.model.randomised = true;
                s.model.seed = 5;
            }));
        row("random", with(plainScene(), [](Scene& s) {
                s.model = {};
                s.model.model = "vit_b_32";
                s.model.weights = "random";
                s.model.seed = 3;
                s.view.map.layer = 11;
            }));
        row("bundled", with(plainScene(), [](Scene& s) {
                s.model = {};
                s.picture.file = shipped("samples/chelsea.png");
                s.pictureName = "chelsea.png";
            }));
        for (const char* name : {"alpha.png", "grey-alpha.png", "palette-alpha.png", "grey16.png",
                                 "grey16-transparent.png", "rgb16.png", "turned-6.jpg", "turned-8.png"})
            row(name, with(plainScene(), [name](Scene& s) {
                    s.picture.file = data(std::string("images/") + name);
                    s.pictureName = name;
                }));
        return all;
    }
    static void rows() {
        QTest::addColumn<Scene>("scene");
        for (const auto& [name, scene] : scenes())
            QTest::newRow(name.c_str()) << scene;
    }

private Q_SLOTS:
    void theScriptComputesTheSame_data() { rows(); }
    void theScriptComputesTheSame() {
        if (python().isEmpty())
            QSKIP("no Python with torch, torchvision and Pillow (VITRINE_TEST_PYTHON names one)");
        QFETCH(Scene, scene);
        const ModelPlan made = plan(scene.model);
        const auto model = load(made);
        const Result result = look(*model, scene.picture);
        const Map map = explain(*result.capture, scene.view.map);
        if (m_python.is_null()) {
            std::map<std::string, std::string> scripts;
            for (const auto& [name, one] : scenes())
                scripts[name] = pythonScript(one, plan(one.model), {});
            m_python = runPython(scripts, m_folder.path());
        }
        QVERIFY(m_python.contains(QTest::currentDataTag()));
        const nlohmann::json& copied = m_python[QTest::currentDataTag()];
        const float logits = largestDifference(copied["logits"].get<std::vector<float>>(), result.capture->logits());
        QVERIFY2(logits < 1e-4F, qPrintable(QString("logits differ by %1").arg(logits)));
        const float values = largestDifference(copied["map"].get<std::vector<float>>(), map.values);
        QVERIFY2(values < 1e-5F, qPrintable(QString("maps differ by %1").arg(values)));
    }

    void theLineMakesThePicture_data() { rows(); }
    void theLineMakesThePicture() {
        QFETCH(Scene, scene);
        const std::filesystem::path out = m_folder.filePath("it's a $picture.png").toStdString();
        const Run run = shellRun(QString::fromStdString(shellLine(explainCommand(scene, out))));
        COMPARE_STATUS(run, 0);
        const auto model = load(plan(scene.model));
        const Result result = look(*model, scene.picture);
        const Image expected = blend(*result.picture->image, result.picture->seen,
                                     explain(*result.capture, scene.view.map), scene.view.style);
        QVERIFY(decodeFile(out) == expected);
    }

    void theLineDrawsTheWindow() {
        Scene scene = plainScene();
        scene.view.map.head.head = 1;
        scene.view.pins = {{0, 1}, {2, 2}};
        scene.view.map.target.of = 2;
        scene.view.style.opacity = 0.4;
        scene.view.style.smooth = false;
        scene.view.node = "encoder.ln";
        scene.theme = "light";
        scene.textPercent = 120;
        scene.width = 1200;
        scene.height = 760;
        scene.columns = {300, 580, 318};
        const std::filesystem::path file = m_folder.filePath("window.json").toStdString();
        writeScene(scene, file);
        COMPARE_STATUS(vitrineRun({"shot", QString::fromStdString(file.string())}), 0);
        const std::filesystem::path out = m_folder.filePath("line.png").toStdString();
        COMPARE_STATUS(shellRun(QString::fromStdString(shellLine(shotCommand(scene, out)))), 0);
        QVERIFY(decodeFile(out) == decodeFile(m_folder.filePath("window.png").toStdString()));
    }

    void namesThatShellsWouldRead() {
        Scene scene = plainScene();
        const std::filesystem::path odd = m_folder.filePath("a 'b' $(touch hit) `x` \"q\" ü;&.png").toStdString();
        std::filesystem::copy_file(scene.picture.file, odd);
        scene.picture.file = odd;
        const Run run = shellRun(
            QString::fromStdString(shellLine(explainCommand(scene, m_folder.filePath("odd.png").toStdString()))));
        COMPARE_STATUS(run, 0);
        QVERIFY(QFile::exists(m_folder.filePath("odd.png")) && !QFile::exists("hit"));
    }

    void aScriptIsAnOutput() {
        const QString out = m_folder.filePath("script.py");
        const Run run = vitrineRun({"explain", shippedFile("samples/chelsea.png"), "--method", "attention", "-o", out});
        COMPARE_STATUS(run, 0);
        QFile file(out);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray script = file.readAll();
        QVERIFY(script.contains("import torch\n") && script.contains("model.load_state_dict(weights)"));
        QVERIFY(script.contains("# Vitrine says: cat 79.96 %"));
    }
};

QTEST_GUILESS_MAIN(CopyTest)
#include "copy_test.moc"

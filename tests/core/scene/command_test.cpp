// "Copy as command" and "Copy as Python": the words. That they make the same picture and numbers is app/copy's to show.
#include "core/scene/command.h"
#include "core/scene/python.h"
#include "tests/support/paths.h"

#include <QProcess>
#include <QtTest>

#include <algorithm>
#include <functional>

using namespace vitrine;

class CommandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNameOfTheHubIsNoFile() {
        Scene scene;
        scene.model.weights = "hf:owner/name";
        scene.picture.file = "/photos/cat.png";
        QVERIFY(!weightsAreFile(scene.model));
        const std::vector<std::string> line = shotCommand(scene, "cat.png");
        QVERIFY(std::find(line.begin(), line.end(), "hf:owner/name") != line.end());
        const auto file = std::filesystem::path(QDir::tempPath().toStdString()) / "hub-scene.json";
        writeScene(scene, file);
        QCOMPARE(readScene(file).model.weights, scene.model.weights);
        std::filesystem::remove(file);
    }

    void aShellReadsEveryWordBack_data() {
        QTest::addColumn<QByteArray>("word");
        for (const char* word : {"plain.png", "two words", "it's", "''", "", "$HOME", "`ls`", "a\\b", "\"q\"", "*?[x]",
                                 "~root", "#x", "!1", "a;b&c|d<e>f(g)", "two\nlines", "ünï", "-o", "{a,b}", "tab\there"})
            QTest::newRow(word) << QByteArray(word);
    }
    void aShellReadsEveryWordBack() {
        QFETCH(QByteArray, word);
        QProcess shell;
        shell.start("/bin/sh", {"-c", QString::fromStdString("printf %s " + shellLine({word.toStdString(), "end"}))});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(shell.readAllStandardOutput(), word + "end");
    }

    void onlyWhatDiffersIsSaid() {
        Scene scene;
        scene.picture.file = "/photos/cat.png";
        scene.view.map.layer = 10;
        QCOMPARE(shellLine(explainCommand(scene, "out.png")),
                 std::string("vitrine explain /photos/cat.png --method attention --layer 10 -o out.png"));
        scene.model.model = "vit_b_16";
        scene.model.weights = "random";
        scene.model.seed = 7;
        scene.model.mean = {0.1F, 0.2F, 0.3F};
        scene.picture.framing.fit = Fit::Pad;
        scene.view.map = {"rollout", 11, {-1, Fusion::Max}, {Cell{1, 2}}, Direction::From, 0.9, {0, 12}};
        scene.view.style.colormap = findColormap("viridis");
        scene.view.style.opacity = 0.5;
        QCOMPARE(
            shellLine(explainCommand(scene, "a b.svg")),
            std::string("vitrine explain /photos/cat.png --model vit_b_16 --weights random --seed 7 --mean 0.1,0.2,0.3"
                        " --fit pad --method rollout --layers 0:12 --head max --query 1,2 --discard 0.9"
                        " --opacity 0.5 --colormap viridis -o 'a b.svg'"));
    }

    void thePageInsideIsSaid() {
        Scene scene;
        scene.picture.file = "/photos/cat.png";
        scene.view.map.layer = 3;
        scene.view.page = Page::Inside;
        scene.view.inside = {InsideView::Norms, false, true};
        const std::string line = shellLine(shotCommand(scene, "out.png"));
        QVERIFY2(line.find(" --page inside --inside norms --embedding ") != line.npos, line.c_str());
    }

    void theLineStartsVitrineAsItWasStarted() {
        Scene scene;
        scene.picture.file = "/photos/cat.png";
        qputenv("VITRINE_COMMAND", "/home/me/my vitrine/run");
        const std::string line = shellLine(explainCommand(scene, "out.png"));
        qunsetenv("VITRINE_COMMAND");
        QVERIFY2(line.rfind("'/home/me/my vitrine/run' explain /photos/cat.png", 0) == 0, line.c_str());
    }

    void namesSayWhatIsShown() {
        Scene scene;
        scene.pictureName = "chelsea.png";
        scene.view.map.layer = 10;
        QCOMPARE(proposedName(scene), std::string("chelsea-attention-L10-mean"));
        scene.view.page = Page::Inside;
        QCOMPARE(proposedName(scene), std::string("chelsea-pca-L10"));
        scene.view.inside = {InsideView::Norms, false, true};
        QCOMPARE(proposedName(scene), std::string("chelsea-norms-in"));
        scene.view.inside.view = InsideView::Heads;
        QCOMPARE(proposedName(scene), std::string("chelsea-heads"));
        scene.view.page = Page::Board;
        QCOMPARE(proposedName(scene), std::string("chelsea-board"));
        scene.view.page = Page::Grid;
        QCOMPARE(proposedName(scene), std::string("chelsea-all-heads"));
        scene.view.page = Page::Picture;
        scene.view.map.head.head = 4;
        QCOMPARE(proposedName(scene), std::string("chelsea-attention-L10-H4"));
        scene.view.map.query.patch = Cell{3, 12};
        QCOMPARE(proposedName(scene), std::string("chelsea-attention-L10-H4-P3-12"));
        scene.view.map = {"rollout", 7, {-1, Fusion::Max}, {}, Direction::To, 0, {2, 8}};
        scene.pictureName = "a/b\\c:\nd.tar.png";
        QCOMPARE(proposedName(scene), std::string("a_b_c__d.tar-rollout-L2-7-max-to").substr(2));
    }

    void pythonTextIsSafe_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("literal");
        QTest::newRow("plain") << QByteArray("/a/b.png") << QByteArray("\"/a/b.png\"");
        QTest::newRow("quote") << QByteArray("a\"b") << QByteArray("\"a\\\"b\"");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("\"a\\\\b\"");
        QTest::newRow("line") << QByteArray("a\nb") << QByteArray("\"a\\x0ab\"");
        QTest::newRow("utf-8") << QByteArray("ü") << QByteArray("\"ü\"");
        QTest::newRow("no utf-8") << QByteArray("a\xff") << QByteArray("\"a\\udcff\"");
    }
    void pythonTextIsSafe() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, literal);
        QCOMPARE(QByteArray::fromStdString(pythonText(text.toStdString())), literal);
    }

    void noScriptForWhatTorchvisionHasNot() {
        const std::vector<std::pair<const char*, std::function<void(VitConfig&)>>> changes{
            {"not square", [](VitConfig& c) { c.image_width = 448; }},
            {"no head", [](VitConfig& c) { c.num_classes = 0; }},
            {"activation", [](VitConfig& c) { c.activation = Activation::QuickGelu; }},
            {"eps", [](VitConfig& c) { c.eps = 1e-12; }},
            {"no class token", [](VitConfig& c) { c.class_token = false; }},
            {"more tokens", [](VitConfig& c) { c.register_tokens = 4; }},
            {"more tokens", [](VitConfig& c) { c.dist_token = true; }},
            {"parts", [](VitConfig& c) { c.position_prefix = 0; }},
            {"parts", [](VitConfig& c) { c.conv_bias = false; }},
            {"parts", [](VitConfig& c) { c.qkv_bias = false; }},
            {"parts", [](VitConfig& c) { c.ln_pre = true; }},
            {"parts", [](VitConfig& c) { c.layer_scale = true; }},
            {"parts", [](VitConfig& c) { c.qk_norm = true; }},
            {"parts", [](VitConfig& c) { c.final_norm = false; }},
            {"parts", [](VitConfig& c) { c.fc_norm = true; }},
            {"parts", [](VitConfig& c) { c.head_bias = false; }},
            {"parts", [](VitConfig& c) { c.mask_token = true; }},
            {"parts", [](VitConfig& c) { c.pooling = Pooling::PatchMean; }},
            {"parts", [](VitConfig& c) { c.resampling = PositionResampling::Timm; }}};
        ModelPlan plan;
        plan.config.representation_size = 64;
        QCOMPARE(whyNoPython(plan), std::string());
        for (const auto& [words, change] : changes) {
            ModelPlan other = plan;
            change(other.config);
            const std::string why = whyNoPython(other);
            QVERIFY2(why.find(words) != std::string::npos, (words + (": " + why)).c_str());
            QVERIFY_THROWS_EXCEPTION(Error, pythonScript({}, other, {}));
        }
    }
};

QTEST_GUILESS_MAIN(CommandTest)
#include "command_test.moc"

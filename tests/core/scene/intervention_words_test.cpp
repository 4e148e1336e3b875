// What is changed in a run, as words of a command line and as JSON of a scene: both ways.
#include "core/scene/intervention_words.h"

#include "core/error.h"
#include "core/scene/command.h"
#include "core/scene/scene.h"

#include <QtTest>

using namespace vitrine;

namespace {

Intervention everything() {
    return {.masked = {{2, 3}, {2, 4}, {3, 3}, {3, 4}, {0, 0}},
            .fill = Fill::Drop,
            .off = {{3, Part::Head, 1, Silence::Zero}, {5, Part::Mlp, 0, Silence::Mean}, {0, Part::Attention}},
            .graft = Graft{4, {{1, 1}, {1, 2}}, "/photos/dog.jpg"}};
}

Scene sceneOf(const Intervention& intervention) {
    Scene scene;
    scene.picture.file = "/photos/cat.png";
    scene.view.intervention = intervention;
    return scene;
}

}  // namespace

class InterventionWordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void patches_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("count");  // -1: none of the form
        QTest::newRow("one") << "0,5" << 1;
        QTest::newRow("a range leaves its end out") << "2:5,7" << 3;
        QTest::newRow("a rectangle") << "2:5,7:9" << 6;
        QTest::newRow("several") << "2:5,7:9;0,0;1,1" << 8;
        QTest::newRow("each once") << "0,0;0,0;0:2,0" << 2;
        for (const char* text : {"", ";", "1", "1,", ",1", "1,2;", "a,b", "-1,2", "3:3,1", "5:2,1", "1,2,3", "1 ,2",
                                 "0:60000,0:60000", "99999999999,1"})
            QTest::newRow(text) << text << -1;
    }
    void patches() {
        QFETCH(QString, text);
        QFETCH(int, count);
        const auto read = readPatches(text.toStdString());
        QCOMPARE(read ? int(read->size()) : -1, count);
        if (read)
            QCOMPARE(int(readPatches(patchesText(*read))->size()), count);
    }

    void patchesAreSaidShortly() {
        QCOMPARE(patchesText({{2, 4}, {3, 3}, {2, 3}, {3, 4}, {0, 0}}), std::string("0,0;2:4,3:5"));
        QCOMPARE(patchesText({{7, 7}}), std::string("7,7"));
    }

    void parts() {
        for (const char* text : {"3.head.1", "0.attention", "11.mlp", "5.mlp=mean", "2.head.0=mean"})
            QCOMPARE(offText(*readOff(text)), std::string(text));
        QCOMPARE(offText(*readOff("1.mlp=zero")), std::string("1.mlp"));
        for (const char* text :
             {"", "3", "3.", "head.1", "3.head", "3.head.", "3.heads.1", "-1.mlp", "3.mlp=max", "x.mlp"})
            QVERIFY2(!readOff(text), text);
    }

    void aPartIsOffOnce() {
        Intervention change;
        switchOff(change, {1, Part::Head, 2, Silence::Zero});
        switchOff(change, {1, Part::Head, 2, Silence::Mean});
        switchOff(change, {1, Part::Mlp, 0, Silence::Zero});
        QCOMPARE(change.off.size(), size_t(2));
        QCOMPARE(change.off[0].by, Silence::Mean);
        QVERIFY(isOff(change, {1, Part::Mlp, 7, Silence::Mean}) && !isOff(change, {1, Part::Head, 3}));
        switchOn(change, {1, Part::Head, 2});
        QCOMPARE(change.off.size(), size_t(1));
    }

    void aSceneKeepsIt() {
        const Intervention all = everything();
        const std::string text = sceneText(sceneOf(all), "/photos");
        QVERIFY(text.find("\"file\": \"dog.jpg\"") != text.npos);
        QVERIFY(parseScene(text, "/photos", "s.json").view.intervention == all);
        QVERIFY(sceneText(sceneOf({}), "/photos").find("intervention") == std::string::npos);
    }

    void wrongScenes_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("mask") << R"({"masked": [[1]]})"
                              << "view.intervention.masked";
        QTest::newRow("fill") << R"({"masked": [[1, 1]], "fill": "pink"})"
                              << "must be one of black, mean, blur, drop";
        QTest::newRow("off") << R"({"off": ["3.hat.1"]})"
                             << "view.intervention.off";
        QTest::newRow("off is numbers") << R"({"off": [3]})"
                                        << "view.intervention.off";
        QTest::newRow("no file") << R"({"patch_from": {"layer": 2}})"
                                 << "view.intervention.patch_from.file";
        QTest::newRow("layer") << R"({"patch_from": {"file": "a.png", "layer": -2}})"
                               << "patch_from.layer";
    }
    void wrongScenes() {
        QFETCH(QString, json);
        QFETCH(QString, says);
        const std::string text =
            R"({"vitrine": "scene", "version": 1, "image": {"file": "a.png"}, "view": {"intervention": )" +
            json.toStdString() + "}}";
        try {
            parseScene(text, "/photos", "s.json");
            QFAIL("was read");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(says), error.what());
        }
    }

    void aCommandSaysIt() {
        const std::string line = shellLine(explainCommand(sceneOf(everything()), "o.png"));
        QVERIFY2(line.find("--mask '0,0;2:4,3:5' --fill drop --off 3.head.1 --off 5.mlp=mean --off 0.attention "
                           "--patch-from /photos/dog.jpg --patch-layer 3 --patch-tokens 1,1:3") != line.npos,
                 line.c_str());
        QCOMPARE(shellLine(explainCommand(sceneOf({}), "o.png")),
                 std::string("vitrine explain /photos/cat.png --method attention -o o.png"));
        QCOMPARE(
            interventionText({.masked = {{1, 1}}, .fill = Fill::Blur, .off = {}, .graft = Graft{0, {}, "/a/dog.jpg"}}),
            std::string("masked 1,1 (blur) · tokens before layer 0 from dog.jpg"));
    }
};

QTEST_GUILESS_MAIN(InterventionWordsTest)
#include "intervention_words_test.moc"

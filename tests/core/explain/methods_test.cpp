#include "core/explain/methods.h"
#include "core/model/vit.h"
#include "tests/support/reference.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace vitrine;
using namespace vitrine::test;

Q_DECLARE_METATYPE(vitrine::MapRequest)

class MethodsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void registry();
    void refuses_data();
    void refuses();
    void captions_data();
    void captions();
    void neverGivesWhatIsNoNumber();
    void fastEnoughToHover_data();
    void fastEnoughToHover();
};

void MethodsTest::registry() {
    for (const Method& method : methods()) {
        QCOMPARE(findMethod(method.name), &method);
        QVERIFY(!method.title.empty() && method.summary.size() > 80 && method.compute);
    }
    QVERIFY(findMethod("attention") && findMethod("rollout"));
    QVERIFY(!findMethod("") && !findMethod("Attention"));
}

void MethodsTest::refuses_data() {
    QTest::addColumn<MapRequest>("request");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const MapRequest& request, const char* message) {
        QTest::newRow(name) << request << message;
    };
    row("method", {.method = "magic"},
        "method magic is not there: choose one of attention, rollout, grad_rollout, chefer, attn_grad, legrad, "
        "gradcam, input_grad, ig, occlusion, random, centre");
    row("layer", {.layer = 14}, "layer 14 is not there: this model has layers 0 to 5");
    row("layer below", {.layer = -2}, "layer -2 is not there: this model has layers 0 to 5");
    row("head", {.head = {4, Fusion::Mean}}, "head 4 is not there: this model has heads 0 to 3");
    row("head below", {.head = {-2, Fusion::Mean}}, "head -2 is not there: this model has heads 0 to 3");
    row("row", {.query = {Cell{8, 0}}}, "patch 8, 0 is not there: this model has rows 0 to 7 and columns 0 to 7");
    row("column", {.query = {Cell{0, -1}}}, "patch 0, -1 is not there: this model has rows 0 to 7 and columns 0 to 7");
    row("rollout of a head", {.method = "rollout", .head = {2, Fusion::Mean}},
        "head 2 cannot be chosen: rollout follows all heads at once; choose mean, max or min");
    row("range", {.method = "rollout", .layers = {2, 9}}, "layers 2:9 are not there: this model has layers 0 to 5");
    row("range below", {.method = "rollout", .layers = {-3, 2}},
        "layers -3:2 are not there: this model has layers 0 to 5");
    row("empty range", {.method = "rollout", .layers = {4, 4}}, "layers 4:4 are none: 2:5 means the layers 2, 3 and 4");
    row("discard", {.method = "rollout", .discard = 1},
        "discard 1.000000 cannot be: it is the share of attention to leave out, from 0 to less than 1");
    row("discard NaN", {.method = "rollout", .discard = std::nan("")},
        "discard nan cannot be: it is the share of attention to leave out, from 0 to less than 1");
}

void MethodsTest::refuses() {
    static const auto capture = Golden("deep").run();
    QFETCH(MapRequest, request);
    QFETCH(QString, message);
    for (const bool around : {false, true}) {
        try {
            around ? void(explainAround(*capture, request)) : void(explain(*capture, request));
            QFAIL("accepted");
        } catch (const UsageError& error) {
            QCOMPARE(QString(error.what()), message);
        }
    }
}

void MethodsTest::captions_data() {
    QTest::addColumn<MapRequest>("request");
    QTest::addColumn<QString>("words");
    const auto row = [](const MapRequest& request, const char* words) { QTest::newRow(words) << request << words; };
    row({}, "attention of the class token · layer 5 · mean of 4 heads");
    row({.layer = 2, .head = {3, Fusion::Mean}, .query = {Cell{6, 6}}}, "attention of patch 6, 6 · layer 2 · head 3");
    row({.head = {-1, Fusion::Min}}, "attention of the class token · layer 5 · minimum of 4 heads");
    row({.layer = 2, .query = {Cell{6, 6}}, .direction = Direction::To},
        "attention of the others to patch 6, 6 · layer 2 · mean of 4 heads");
    row({.method = "rollout", .direction = Direction::To},
        "rollout of the others to the class token · layers 0 to 5 · mean of heads");
    row({.method = "rollout"}, "rollout of the class token · layers 0 to 5 · mean of heads");
    row({.method = "rollout", .head = {-1, Fusion::Max}, .query = {Cell{0, 1}}, .discard = 0.9, .layers = {2, 3}},
        "rollout of patch 0, 1 · layer 2 · maximum of heads · lowest 90 % left out");
}

void MethodsTest::captions() {
    static const auto capture = Golden("deep").run();
    QFETCH(MapRequest, request);
    QTEST(QString::fromStdString(caption(*capture, request)), "words");
}

// Weights so large that the answer is still a number, but gradients are not.
void MethodsTest::neverGivesWhatIsNoNumber() {
    const Golden golden("deep");
    StateDict weights = golden.weights;
    weights.tensors["heads.head.weight"] = weights.at("heads.head.weight") * 1e30;
    const auto vit = std::make_shared<const Vit>(golden.config, weights, testPlacement());
    const auto run = vit->forward(golden.input());
    for (const float logit : run->logits())
        QVERIFY(std::isfinite(logit));
    MapRequest request{.method = "chefer"};
    request.target.of = 0;
    for (const bool around : {false, true})
        try {
            around ? explainAround(*run, request).map : explain(*run, request);
            QFAIL("a map of no numbers");
        } catch (const UsageError& error) {
            QFAIL(error.what());
        } catch (const Error& error) {
            QVERIFY2(std::string(error.what()).find("chefer: gives values that are no numbers") == 0, error.what());
        }
    QVERIFY(explain(*run, {}).values.size() == 64);  // attention has no gradients
}

void MethodsTest::fastEnoughToHover_data() {
    QTest::addColumn<QString>("method");
    QTest::newRow("attention") << "attention";
    QTest::newRow("rollout") << "rollout";
}

void MethodsTest::fastEnoughToHover() {
    static const auto capture = Bundled().run("chelsea");
    QFETCH(QString, method);
    useThreads(1);
    QElapsedTimer timer;
    std::vector<double> times;
    for (int i = 0; i < 41; ++i) {
        timer.start();
        const MapSet set = explainAround(*capture, {.method = method.toStdString(), .query = {Cell{i % 16, i / 3}}});
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(set.byLayer.size(), size_t(12));
    }
    const double first = times.front();
    std::sort(times.begin(), times.end());
    qInfo("%s around one query, one core: first %.1f ms, then %.2f ms", qPrintable(method), first,
          times[times.size() / 2]);
    QVERIFY(times[times.size() / 2] < 50);  // a busy machine's bound; 8 ms is the aim
}

QTEST_GUILESS_MAIN(MethodsTest)
#include "methods_test.moc"

// The session: what the window shows is what core computes, the latest request wins, a cancel cancels, failures are
// told in place, and closing in mid-run is safe.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/session.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <fstream>

using namespace vitrine;
using namespace vitrine::test;
using vitrine::ui::FilmItem;
using vitrine::ui::Session;

class SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTreeIsThereBeforeTheWeights() {
        Session session;
        bool hadModel = true;
        connect(&session, &Session::planChanged, &session, [&] { hadModel = session.model() != nullptr; });
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(!hadModel);
        QVERIFY(session.model());
        QCOMPARE(session.plan()->config.num_layers, 3);
        QCOMPARE(session.selectedNode(), QStringLiteral("encoder.layers.encoder_layer_2.self_attention"));
    }

    void showsWhatCoreComputes() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        const auto model = load(plan(goldenRequest()));
        const Result expected = look(*model, fileSource(data("golden/plain/photo.png")));
        QVERIFY(session.result());
        QCOMPARE(session.result()->capture->logits(), expected.capture->logits());
        MapRequest request;
        request.layer = 2;
        QVERIFY(session.maps());
        QCOMPARE(session.maps()->map.values, explain(*expected.capture, request).values);
        QCOMPARE(session.mapsRequest(), request);
        QVERIFY(session.film()[0].top1->startsWith(QString::fromStdString(expected.top[0].label)));
    }

    void aViewIsTakenWholeAndAsFarAsTheModelHasIt() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        View wanted = session.view();
        wanted.map.layer = 1;
        wanted.map.head = {1, Fusion::Mean};
        wanted.map.query.patch = Cell{1, 2};
        wanted.pins = {{0, 0}, {500, 0}};
        wanted.map.target.of = 3;
        wanted.style.smooth = false;
        wanted.page = Page::Input;
        wanted.node = "conv_proj";
        session.setView(wanted);
        QVERIFY(settle(session));
        wanted.pins = {{0, 0}};  // there is no row 500
        QVERIFY(session.view() == wanted);
        QCOMPARE(session.mapsRequest().layer, 1);
        QCOMPARE(session.mapsRequest().query.patch, std::optional(Cell{1, 2}));
        View foreign = wanted;  // of a deeper model with more classes
        foreign.map.layer = 30;
        foreign.map.head = {15, Fusion::Mean};
        foreign.map.query.patch = Cell{36, 36};
        foreign.map.target.of = 100000;
        session.setView(foreign);
        QVERIFY(settle(session));
        QCOMPARE(session.view().map.layer, 2);
        QVERIFY(session.view().map.head == HeadChoice());
        QVERIFY(!session.view().map.query.patch);
        QVERIFY(!session.view().map.target.of);
        QVERIFY(session.maps());
    }

    void theLastPictureShownWins() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), name);
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 2);
        const Picture expected = prepare(*session.plan(), fileSource(shipped("samples/astronaut.png")));
        QVERIFY(*session.picture()->image == *expected.image);
        QVERIFY(session.result()->picture->input.values == expected.input.values);
        for (const FilmItem& item : session.film())  // the others were looked at in the background
            QVERIFY2(item.top1 && !item.top1->isEmpty() && !item.thumbnail.isNull(), qPrintable(item.name));
        session.showPicture(0);
        session.showPicture(1);
        session.showPicture(0);
        QVERIFY(settle(session));
        QVERIFY(*session.picture()->image == *prepare(*session.plan(), fileSource(shipped("samples/chelsea.png"))).image);
        QVERIFY(session.result()->picture->image == session.picture()->image);
    }

    void closingInMidRunIsSafe() {
        for (int wait : {0, 30, 200}) {
            auto session = std::make_unique<Session>();
            ModelRequest big;
            big.model = "vit_b_16";
            big.weights = "random";
            session->openModel(big);
            session->addPicture(fileSource(shipped("samples/chelsea.png")), "chelsea.png");
            QTest::qWait(wait);
            session.reset();  // waits for the work, which stops at its next step
        }
    }

    void badFilesAreToldInPlace_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << "empty.jpg" << QByteArray();
        QTest::newRow("text") << "letter.png" << QByteArray("Dear Sir or Madam");
        QTest::newRow("half a png") << "half.png" << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10", 20);
    }
    void badFilesAreToldInPlace() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath(name).toStdString();
        std::ofstream(file, std::ios::binary).write(bytes.constData(), bytes.size());
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        session.openFiles({file});
        QVERIFY(settle(session));
        QVERIFY(session.pictureError().subject.contains(name));
        QVERIFY(session.pictureError().reason.size() > 10);
        QVERIFY(!session.picture());
        QVERIFY(!session.result());
        QVERIFY(session.film().back().error.any());
        session.showPicture(0);
        QVERIFY(settle(session));
        QVERIFY(session.result());
        QVERIFY(!session.pictureError().any());
    }

    void filesFoldersAndCheckpointsGoWhereTheyBelong() {
        QTemporaryDir folder;
        for (const char* name : {"b10.png", "b9.png"})
            std::filesystem::copy_file(data("golden/plain/photo.png"), folder.filePath(name).toStdString());
        std::ofstream(folder.filePath("notes.txt").toStdString()) << "no picture";
        Session session;
        session.openFiles({folder.path().toStdString(), data("golden/deep/photo.png")});
        session.openFiles({shipped("bundled/everyday.safetensors"), data("everyday/nothing.png")});
        QVERIFY(settle(session));
        QStringList names;
        for (const FilmItem& item : session.film())
            names << item.name;
        QCOMPARE(names, QStringList({"b9.png", "b10.png", "photo.png", "nothing.png"}));
        QCOMPARE(session.plan()->config.hidden_dim, 384);
    }

    void thePatchUnderTheMouseIsTheQuery() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        const auto expect = [&](std::optional<Cell> cell) {
            MapRequest request;
            request.layer = 1;
            request.query.patch = cell;
            return explain(*session.result()->capture, request).values;
        };
        session.setLayer(1);
        session.setHover(Cell{2, 3});
        QVERIFY(settle(session));
        QCOMPARE(session.maps()->map.values, expect(Cell{2, 3}));
        session.pin(Cell{0, 1});
        session.setHover({});
        QVERIFY(settle(session));
        QCOMPARE(session.maps()->map.values, expect(Cell{0, 1}));
        session.pin({});
        QVERIFY(settle(session));
        QCOMPARE(session.maps()->map.values, expect({}));
        for (int i = 0; i < 16; ++i)  // a quick hand: the last patch is what stays
            session.setHover(Cell{i / 4, i % 4});
        QVERIFY(settle(session));
        QCOMPARE(session.maps()->map.values, expect(Cell{3, 3}));
    }

    void mapsOfPinsAreThoseOfTheRunShown() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        session.setPins({{1, 1}, {2, 3}});
        QVERIFY(settle(session));
        QVERIFY(session.pinMaps());
        int asked = 0, foreign = 0;
        const auto look = [&] {
            const auto pins = session.pinMaps();
            ++asked;
            foreign += pins && (!session.result() || pins->capture != session.result()->capture) ? 1 : 0;
        };
        for (const auto signal : {&Session::resultChanged, &Session::pictureChanged, &Session::mapsChanged})
            connect(&session, signal, &session, look);
        session.setFraming({{}, Box{0, 0, 40, 40}});
        QVERIFY(settle(session));
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(session.pinMaps());
        session.setPins({{0, 0}, {3, 3}});  // as many, others
        QVERIFY(!session.pinMaps());
        QVERIFY(settle(session));
        QVERIFY(session.pinMaps()->pins == session.view().pins);
        QVERIFY(asked > 5);
        QCOMPARE(foreign, 0);
    }

    void aRemovedPictureLeavesNothingBehind() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        session.setPins({{1, 1}});
        QVERIFY(settle(session));
        const std::weak_ptr<const Capture> capture = session.result()->capture;
        const std::weak_ptr<const Image> pixels = session.picture()->image;
        session.removePicture(0);
        QVERIFY(settle(session));
        QTRY_VERIFY(capture.expired());
        QTRY_VERIFY(pixels.expired());
    }

    /// What one model cannot do another may.
    void aFaultOfTheModelDoesNotStickToThePictures() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("damaged.safetensors").toStdString();
        std::filesystem::copy_file(data("golden/plain/model.safetensors"), file);
        {
            std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
            out.seekp(-int(sizeof(float)) * 4096, std::ios::end);
            for (int i = 0; i < 4096; ++i)
                out.write("\x00\x00\xc0\x7f", 4);  // NaN
        }
        ModelRequest damaged = goldenRequest();
        damaged.weights = file.string();
        Session session;
        session.openModel(damaged);
        for (const char* name : {"one.png", "two.png"})
            session.addPicture(fileSource(data("golden/plain/photo.png")), name, false);
        session.showPicture(0);
        QVERIFY(settle(session));
        QVERIFY2(session.pictureError().reason.contains("no numbers"), qPrintable(session.pictureError().reason));
        for (const FilmItem& item : session.film())
            QVERIFY(item.error.any() && !item.thumbnail.isNull());
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(session.result());
        for (const FilmItem& item : session.film())
            QVERIFY(!item.error.any() && item.top1 && !item.top1->isEmpty());
    }

    void anotherCropTakesTheSamePixels() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(shipped("samples/chelsea.png")), "chelsea.png");
        QVERIFY(settle(session));
        const auto pixels = session.picture()->image;
        const Framing cut{{}, Box{10, 20, 100, 100}};
        session.setFraming(cut);
        QVERIFY(settle(session));
        QCOMPARE(session.picture()->image, pixels);
        PictureSource source = fileSource(shipped("samples/chelsea.png"));
        source.framing = cut;
        QVERIFY(session.picture()->input.values == prepare(*session.plan(), source).input.values);
    }

    void choosingALayerMovesTheSelectionAlong() {
        Session session;
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        session.selectNode("encoder.layers.encoder_layer_0.mlp.3");
        QCOMPARE(session.view().map.layer, 0);
        session.setLayer(2);
        QCOMPARE(session.selectedNode(), QStringLiteral("encoder.layers.encoder_layer_2.mlp.3"));
        session.selectNode("heads.head");
        session.setLayer(1);
        QCOMPARE(session.selectedNode(), QStringLiteral("heads.head"));
    }

    void rolloutRunsThroughTheChosenLayer() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        session.setHead({1, Fusion::Mean});
        session.setMethod("rollout");
        session.setLayer(1);
        QVERIFY(settle(session));
        MapRequest request;
        request.method = "rollout";
        request.layers = {0, 2};
        QCOMPARE(session.maps()->map.values, explain(*session.result()->capture, request).values);
    }

    void whatOnlyAViewCanSetIsKept() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        View view = session.view();
        view.map.method = "rollout";
        view.map.layer = 2;
        view.map.layers = {1, 3};
        session.setView(view);
        QVERIFY(settle(session));
        QCOMPARE(session.view().map.layers, (LayerRange{1, 3}));
        MapRequest request;
        request.method = "rollout";
        request.layers = {1, 3};
        const Capture& capture = *session.result()->capture;
        QCOMPARE(session.maps()->map.values, explain(capture, request).values);
        request.layers = {0, 3};
        QVERIFY(session.maps()->map.values != explain(capture, request).values);
        view.map.layers = {2, 3};  // nothing else differs
        session.setView(view);
        QVERIFY(settle(session));
        request.layers = {2, 3};
        QCOMPARE(session.maps()->map.values, explain(capture, request).values);
        view.map.layer = 1;  // a chain never begins behind its end
        session.setView(view);
        QCOMPARE(session.view().map.layers, (LayerRange{1, 2}));
    }

    void aRandomHeadHasNoOpinion() {
        Session session;
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        session.openModel(request);
        session.addDummyInput(0);
        QVERIFY(settle(session));
        QVERIFY(session.result());
        QVERIFY(session.result()->zeroLogits);
        QCOMPARE(session.result()->capture->logits().size(), size_t(1000));
        QVERIFY(session.film()[0].top1->isEmpty());
    }

    void removingPicturesShowsTheNeighbourThenNothing() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"chelsea.png", "coffee.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), name);
        QVERIFY(settle(session));
        session.removePicture(1);
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 0);
        QVERIFY(session.result());
        session.removePicture(0);
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), -1);
        QVERIFY(!session.picture());
        QVERIFY(!session.result());
        QVERIFY(!session.maps());
    }
};

QTEST_MAIN(SessionTest)
#include "session_test.moc"

// The session and its models: the latest one wins, a cancelled or broken one leaves the one before.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/core_words.h"
#include "ui/session.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <fstream>

using namespace vitrine;
using namespace vitrine::test;
using vitrine::ui::Session;

class SessionModelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anotherModelKeepsLayerAndHeadWhereItHasThem() {
        Session session;
        session.openModel(goldenRequest());  // 3 layers, 2 heads
        QVERIFY(settle(session));
        session.setLayer(1);
        session.setHead({1, Fusion::Mean});
        ModelRequest random;
        random.model = "vit_b_32";  // 12 layers, 12 heads
        random.weights = "random";
        session.openModel(random);
        QVERIFY(settle(session));
        QCOMPARE(session.view().map.layer, 1);
        QVERIFY(session.view().map.head == (HeadChoice{1, Fusion::Mean}));
        QCOMPARE(session.selectedNode(), QStringLiteral("encoder.layers.encoder_layer_1.self_attention"));
        session.setLayer(7);
        session.setHead({5, Fusion::Mean});
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QCOMPARE(session.view().map.layer, 2);
        QVERIFY(session.view().map.head == HeadChoice());
        session.openModel(random);  // the last one stays the last one
        QVERIFY(settle(session));
        QCOMPARE(session.view().map.layer, 11);
    }

    /// A gigabyte is given back by another thread than the window's, and before the next model needs the room.
    void theModelBeforeIsFreedElsewhere() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        const std::weak_ptr<const Model> before = session.model();
        const std::weak_ptr<const Capture> run = session.result()->capture;
        bool kept = false, freed = false;
        connect(&session, &Session::planChanged, &session, [&] { kept = !before.expired() && !run.expired(); });
        connect(&session, &Session::modelChanged, &session, [&] {
            if (session.model())
                return;
            QDeadlineTimer patience(10'000);  // the window's thread is here all the while
            while (!(before.expired() && run.expired()) && !patience.hasExpired())
                QThread::msleep(1);
            freed = before.expired() && run.expired();
        });
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(kept);
        QVERIFY(freed);
    }

    /// It is the model's failure, not the picture's, and loading the file again helps.
    void aCheckpointThatIsCutWhileItIsOpen() {
        QTemporaryDir folder;
        const auto whole = data("golden/plain/model.safetensors");
        const auto file = std::filesystem::path(folder.path().toStdString()) / "model.safetensors";
        std::filesystem::copy_file(whole, file);
        ModelRequest request = goldenRequest();
        request.weights = file.string();
        Session session;
        session.openModel(request);
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        const float logit = session.result()->top.front().logit;
        std::filesystem::resize_file(file, 4096);
        session.addPicture(fileSource(data("golden/deep/photo.png")), "another.png");
        QVERIFY(settle(session));
        QCOMPARE(session.modelError().subject, QString::fromStdString(file.string()));
        QVERIFY(ui::reasonWords(session.modelError().reason).startsWith("was changed or cut"));
        QVERIFY(!session.model() && !session.result() && !session.pictureError().any());
        for (const ui::FilmItem& item : session.film())
            QVERIFY(!item.error.any());
        std::filesystem::copy_file(whole, file, std::filesystem::copy_options::overwrite_existing);
        session.openModel(ModelRequest(session.request()));
        session.showPicture(0);
        QVERIFY(settle(session));
        QVERIFY(!session.modelError().any() && session.result());
        QCOMPARE(session.result()->top.front().logit, logit);
    }

    void theLastModelOpenedWins() {
        Session session;
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        ModelRequest big;
        big.model = "vit_l_16";
        big.weights = "random";
        session.openModel(big);
        QTRY_VERIFY(session.plan());
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QCOMPARE(session.plan()->config.num_layers, 3);
        QCOMPARE(session.model()->plan.config.hidden_dim, 48);
        QCOMPARE(session.result()->top.size(), size_t(7));
    }

    void cancelStopsLoadingAndTheSessionLivesOn() {
        Session session;
        ModelRequest big;
        big.model = "vit_l_16";
        big.weights = "random";
        session.openModel(big);
        QTRY_VERIFY(session.plan());
        QVERIFY(!session.activity().what.isEmpty());
        session.cancel();
        QVERIFY(session.settled());
        QVERIFY(session.activity().what.isEmpty());
        QVERIFY(!session.model());
        QVERIFY(session.modelError().any());
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(session.model());
        QVERIFY(!session.modelError().any());
    }

    void aPictureChosenAfterACancelledLoadLoadsTheModel() {
        Session session;
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        session.addPicture(fileSource(data("golden/deep/photo.png")), "other.png", false);
        session.openModel(goldenRequest());
        session.cancel();  // before it is known what it is
        QVERIFY(settle(session));
        QVERIFY(session.modelError().any());
        session.showPicture(1);
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 1);
        QVERIFY(session.result() && session.maps());

        Session other;
        other.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        other.openModel(goldenRequest());
        QSignalSpy planned(&other, &Session::planChanged);
        QVERIFY(planned.wait(60'000));
        other.cancel();  // while it loads
        QVERIFY(other.modelError().any());
        other.showPicture(0);  // the same one
        QVERIFY(settle(other));
        QVERIFY(other.result() && !other.modelError().any());
    }

    void aCancelledModelGivesTheOneBeforeBack() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        ModelRequest big;
        big.model = "vit_l_16";
        big.weights = "random";
        session.openModel(big);
        QTRY_COMPARE(session.plan()->config.num_layers, 24);
        session.cancel();
        QVERIFY(settle(session));
        QCOMPARE(session.plan()->config.num_layers, 3);
        QCOMPARE(session.request(), goldenRequest());
        QVERIFY(session.result() && session.maps());
        QVERIFY(!session.modelError().any());
    }

    void aBadCheckpointLeavesTheModelThatIsThere() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("model.pth").toStdString();
        std::ofstream(file) << "not a checkpoint";
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        QSignalSpy told(&session, &Session::notice);
        session.openFiles({file});
        QVERIFY(settle(session));
        QCOMPARE(told.size(), 1);
        QVERIFY(told[0][0].toString().contains("model.pth"));
        QVERIFY(!session.modelError().any());
        QCOMPARE(session.plan()->config.num_layers, 3);
        QVERIFY(session.model() && session.result());
        QCOMPARE(session.request(), goldenRequest());
        session.addPicture(fileSource(shipped("samples/coffee.png")), "coffee.png");
        session.openCheckpoint(file);  // while a picture is being opened: it is shown all the same
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 1);
        QVERIFY(session.result());
        QVERIFY(*session.result()->picture->image ==
                *prepare(*session.plan(), fileSource(shipped("samples/coffee.png"))).image);
    }

    void aBadCheckpointGivenFirstLeavesTheModelThatWasOnItsWay() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("bad.pth").toStdString();
        std::ofstream(file) << "junk";
        Session session;
        QSignalSpy told(&session, &Session::notice);
        session.openModel(goldenRequest());
        session.openCheckpoint(file);
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        QCOMPARE(told.size(), 1);
        QVERIFY(session.result());
        QCOMPARE(session.request(), goldenRequest());
    }

    void aModelThatCannotBeLoadedAnyMoreIsToldOnce() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("model.safetensors").toStdString();
        std::filesystem::copy_file(data("golden/plain/model.safetensors"), file);
        ModelRequest request = goldenRequest();
        request.weights = file.string();
        Session session;
        session.openModel(request);
        QVERIFY(settle(session));
        QVERIFY(session.model());
        std::filesystem::remove(file);
        session.openModel(request);
        QVERIFY(settle(session));  // the model that is there stays
        QVERIFY(session.model());
        ModelRequest big;
        big.model = "vit_l_16";
        big.weights = "random";
        session.openModel(big);
        QTRY_COMPARE(session.plan()->config.num_layers, 24);
        session.cancel();  // back to a file that is gone: said, and no going round in circles
        QVERIFY(settle(session));
        QVERIFY(session.modelError().any());
    }

    void aCheckpointThatDoesNotTellItsHeadsIsAskedAbout() {
        Session session;
        QSignalSpy wanted(&session, &Session::headsWanted);
        session.openFiles({data("golden/plain/model.safetensors")});  // 48 wide: 48 / 64 is no number of heads
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(session));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][1].toInt(), 48);
        QVERIFY(!session.model());
        session.answerHeads(2);
        QVERIFY(settle(session));
        QVERIFY(session.result());
        QCOMPARE(session.plan()->config.num_heads, 2);
    }

    void whatIsIgnoredBesideACheckpointIsTold() {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("model.safetensors").toStdString();
        std::filesystem::copy_file(data("golden/plain/model.safetensors"), file);
        std::ofstream(folder.filePath("config.json").toStdString()) << "{\"num_attention_heads\": -3}";
        Session session;
        QSignalSpy told(&session, &Session::notice);
        ModelRequest request;
        request.weights = file.string();
        request.heads = 2;
        session.openModel(request);
        QVERIFY(settle(session));
        QVERIFY(session.model());
        QCOMPARE(told.size(), 1);
        QCOMPARE(told[0][0].toString(), QString("model.safetensors"));
        QVERIFY(told[0][1].toString().contains("config.json: num_attention_heads is -3"));
    }
};

QTEST_MAIN(SessionModelsTest)
#include "session_models_test.moc"

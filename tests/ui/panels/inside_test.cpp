// The page Inside with the real session: each view shows what core finds, the mouse asks and reads, pictures together.
#include "core/resources.h"
#include "core/scene/words.h"
#include "tests/support/mouse.h"
#include "tests/support/session_fixture.h"
#include "ui/controls.h"
#include "ui/inspect/map_figure.h"
#include "ui/inspect/paint.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/panels/image_view.h"
#include "ui/panels/inside_heads.h"
#include "ui/panels/inside_maps.h"
#include "ui/panels/inside_page.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/stage.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class InsidePageTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Stage> m_stage;

    void open(const ModelRequest& request = goldenRequest()) {
        m_session->openModel(request);
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        m_session->addPicture(fileSource(data("golden/deep/photo.png")), "other.png", false);
        m_session->setPage(Page::Inside);
        QVERIFY(settle(*m_session));
    }
    void choose(InsideView view, bool joint = false) {
        m_session->setInside({view, joint, false});
        QVERIFY(settle(*m_session));
    }
    InsidePage& page() { return *m_stage->insidePage(); }
    InsideMaps& maps() { return *page().maps(); }
    const Capture& run() { return *m_session->result()->capture; }

private Q_SLOTS:
    void initTestCase() { beginWindowTest(m_settings.path(), "inside_test"); }
    void init() {
        m_session = std::make_unique<Session>();
        m_stage = std::make_unique<Stage>(*m_session);
        m_stage->resize(900, 700);
        m_stage->show();
    }
    void cleanup() {
        m_stage.reset();
        m_session.reset();
    }

    void everyViewShowsWhatCoreFinds_data() {
        QTest::addColumn<InsideView>("view");
        for (const auto& word : insideWords)
            QTest::newRow(word.text) << word.value;
    }
    void everyViewShowsWhatCoreFinds() {
        QFETCH(InsideView, view);
        open();
        QVERIFY(page().isVisible() && !m_stage->layers()->isVisible());
        Segments& views = *page().views();
        QTest::mouseClick(&views, Qt::LeftButton, {}, {int((int(view) + 0.5) * views.width() / 5), views.height() / 2});
        QVERIFY(m_session->view().inside.view == view);
        QVERIFY(settle(*m_session));
        const auto answer = page().answer();
        QVERIFY(answer);
        const Inside expected = lookInside(run(), {view, {}, m_session->result()->top.front().index});
        if (view == InsideView::Heads) {
            QVERIFY(page().heads()->isVisible() && !maps().isVisible());
            QVERIFY(page().heads()->entropies()->data().values[2][1] == expected.heads.entropy_bits[5]);
            QVERIFY(page().heads()->distances()->data().values[1][0] == expected.heads.distance_px[2]);
            return;
        }
        QVERIFY(maps().isVisible() && maps().picture()->isVisible() && maps().map()->isVisible());
        QCOMPARE(maps().strip()->count(), 4);  // the embedding and three layers
        QCOMPARE(maps().strip()->current(), 3);
        QVERIFY(maps().title().endsWith("after layer 2"));
        for (int after = 0; after <= 3; ++after) {
            if (view == InsideView::Pca)
                QVERIFY(answer->inside.colours[size_t(after)].pictures[0].image ==
                        expected.colours[size_t(after)].pictures[0].image);
            else
                QVERIFY(answer->inside.map(after)->values == expected.map(after)->values);
        }
        QCOMPARE(maps().map()->mapRect().width(), maps().picture()->width());
        QCOMPARE(maps().legend().isEmpty(), view != InsideView::Lens);
    }

    void theStripAndKeysGoThroughTheLayers() {
        open();
        choose(InsideView::Norms);
        MapStrip& strip = *maps().strip();
        const auto press = [&](int index) {
            QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.thumbnailRect(index).center());
        };
        press(0);
        QVERIFY(m_session->view().inside.embedding);
        QVERIFY(maps().title().endsWith("before layer 0"));
        press(1);
        QVERIFY(!m_session->view().inside.embedding);
        QCOMPARE(m_session->view().map.layer, 0);
        QCOMPARE(strip.current(), 1);
        press(0);
        m_session->setLayer(2);  // by whatever way: it is meant
        QCOMPARE(strip.current(), 3);
    }

    void thePictureAsksAndTheMapIsRead() {
        open();
        choose(InsideView::Similarity);
        QVERIFY(maps().title().contains("the class token"));
        SeenView& picture = *maps().picture();
        QTRY_VERIFY(!picture.cropRect().isEmpty());
        moveTo(picture, picture.patchRect({1, 2}).center().toPoint());
        QVERIFY(settle(*m_session));
        QVERIFY(maps().title().contains("patch 1, 2"));
        const Inside expected = lookInside(run(), {InsideView::Similarity, {Cell{1, 2}}, -1});
        QVERIFY(page().answer()->inside.map(3)->values == expected.map(3)->values);
        QTest::mouseClick(&picture, Qt::LeftButton, {}, picture.patchRect({1, 2}).center().toPoint());
        leave(picture);
        MapFigure& map = *maps().map();
        const QRect all = map.mapRect();
        moveTo(map, all.topLeft() + QPoint(all.width() / 8, all.height() * 7 / 8));  // 4 x 4: row 3, column 0
        QVERIFY(settle(*m_session));
        QVERIFY(!m_session->hover());
        QVERIFY(maps().title().contains("patch 1, 2"));
        QVERIFY2(maps().value().startsWith("patch 3, 0: cosine "), qPrintable(maps().value()));
        leave(map);
        choose(InsideView::Norms);
        moveTo(map, all.topLeft() + QPoint(all.width() / 8, all.height() * 7 / 8));
        QCOMPARE(m_session->hover(), std::optional(Cell{3, 0}));
        QVERIFY2(maps().value().startsWith("patch 3, 0: length"), qPrintable(maps().value()));
    }

    void cosinesOfAllLayersHaveOneScale() {
        open();
        choose(InsideView::Similarity);
        double most = 0;
        for (const Map& map : page().answer()->inside.maps())
            for (const float value : map.values)
                most = std::max(most, std::abs(double(value)));
        for (int layer = 0; layer < 3; ++layer) {
            m_session->setLayer(layer);
            QVERIFY(settle(*m_session));
            QCOMPARE(maps().map()->range().high, most);
            QCOMPARE(maps().map()->range().low, -most);
            const Map& here = *page().answer()->inside.map(layer + 1);
            const QString range =
                "Here from " + shortNumber(double(here.min())) + " to " + shortNumber(double(here.max()));
            QVERIFY2(maps().about().contains(range), qPrintable(maps().about()));
        }
    }

    void theValueIsMarkedAtItsHeight() {
        open();
        choose(InsideView::Norms);
        MapFigure& map = *maps().map();
        const Map& values = *page().answer()->inside.map(3);
        QVERIFY(!map.valueHeight());
        const auto heightOf = [&](float value) {
            const auto at = std::find(values.values.begin(), values.values.end(), value) - values.values.begin();
            map.setMarks({}, Cell{int(at) / values.cols, int(at) % values.cols});
            return map.valueHeight().value_or(-1);
        };
        QCOMPARE(heightOf(values.max()), 0);
        QCOMPARE(heightOf(values.min()), map.mapRect().height() - 1);
    }

    void theLensFollowsTheTarget() {
        open();
        choose(InsideView::Lens);
        m_session->setTarget(4);
        QVERIFY(settle(*m_session));
        QVERIFY(page().answer()->inside.map(2)->values == lensMaps(run(), 4)[2].target.values);
        QVERIFY(maps().about().contains("has only ever been trained on the class token"));
        QVERIFY(maps().title().contains(QString::fromStdString(m_session->plan()->label(4))));
    }

    void withoutAHeadThereIsNoLens() {
        ModelRequest request;
        request.weights = data("formats/huggingface-dinov2-headless").string();
        request.placement.device = "cpu";
        open(request);
        choose(InsideView::Lens);
        QVERIFY(!page().answer());
        QVERIFY(maps().about().contains("no head"));
        QVERIFY(!maps().map()->isVisible() && maps().picture()->isVisible());
        choose(InsideView::Pca);
        QVERIFY(page().answer() && maps().map()->isVisible());
    }

    void aDotOfAHeadGoesThere() {
        open();
        choose(InsideView::Heads);
        LayerPlot& plot = *page().heads()->distances();
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.pointAt(1, 1).toPoint());
        QCOMPARE(m_session->view().map.layer, 1);
        QCOMPARE(m_session->view().map.head.head, 1);
        QCOMPARE(plot.wordsOf(1, 1).section(' ', -1), QStringLiteral("px"));
        QVERIFY(page().heads()->entropies()->wordsOf(2, 0).startsWith("layer 2 · head 0 · "));
    }

    void picturesShareTheirColours() {
        open();
        m_session->addPicture(fileSource(data("golden/plain/case.json")), "broken", false);
        QVERIFY(settle(*m_session));
        const auto other = look(*m_session->model(), fileSource(data("golden/deep/photo.png")));
        const PatchColours expected = patchColours({patchTokens(run()), patchTokens(*other.capture)}, 3);
        QVERIFY(page().together()->isVisible());
        choose(InsideView::Pca, true);
        const auto both = page().answer();
        QCOMPARE(both->pictures, (QStringList{"photo.png", "other.png"}));
        QVERIFY(both->inside.colours[3].pictures[0].image == expected.pictures[0].image);
        QVERIFY(both->inside.colours[3].pictures[1].image == expected.pictures[1].image);
        QVERIFY(maps().tiles()->isVisible());
        QCOMPARE(maps().tiles()->count(), 2);
        QVERIFY(maps().about().contains("The 2 pictures share"));
        QTest::mouseClick(maps().tiles(), Qt::LeftButton, {}, maps().tiles()->tileRect(1).center());
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->currentIndex(), 1);
        QCOMPARE(page().answer()->inside.picture, size_t(1));
        QVERIFY(page().answer()->inside.colours[3].pictures[1].image == expected.pictures[1].image);
        choose(InsideView::Pca, false);
        QVERIFY(!maps().tiles()->isVisible());
        m_session->removePictures({1, 2});
        QVERIFY(settle(*m_session));
        QVERIFY(!page().together()->isVisible());  // with one picture there is no choice
    }

    void theFirstSixteenAreTaken() {
        open();
        for (int i = 0; i < 18; ++i)
            m_session->addPicture(fileSource(data("golden/plain/photo.png")), QString::number(i), i == 17);
        QVERIFY(settle(*m_session));
        const JointPictures joint = jointPicturesOf(*m_session);
        QCOMPARE(joint.pictures.size(), size_t(mostJoint));
        QCOMPARE(joint.left, 4);
        QCOMPARE(joint.shown, size_t(15));
        QCOMPARE(joint.pictures.back().name, QStringLiteral("17"));  // the one shown is always among them
        choose(InsideView::Pca, true);
        QVERIFY2(maps().about().contains("4 more in the film strip are left out"), qPrintable(maps().about()));
    }

    void aLongWaitIsShownAndCancelled() {
        m_session->openModel({});
        for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"})
            m_session->addPicture(fileSource(resource(std::string("samples/") + name)), name,
                                  std::string(name) == "chelsea.png");
        m_session->setPage(Page::Inside);
        QVERIFY(settle(*m_session));
        m_session->setInside({InsideView::Pca, true, false});
        QTRY_COMPARE(m_session->activity().what, QStringLiteral("Looking at all pictures"));
        QVERIFY(m_session->activity().total > 0);
        m_session->cancel();
        QVERIFY(!m_session->view().inside.joint);
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->activity().what.isEmpty());
        QVERIFY(page().answer() && page().answer()->pictures.isEmpty());
    }

    void nothingIsKeptOfAPageThatIsLeft() {
        open();
        QVERIFY(page().answer());
        m_session->setPage(Page::Picture);
        QVERIFY(!page().answer());
    }

    void everySizeShowsAllOfIt_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("narrow") << QSize(420, 700);
        QTest::newRow("low") << QSize(1000, 420);
        QTest::newRow("large") << QSize(2000, 1300);
    }
    void everySizeShowsAllOfIt() {
        QFETCH(QSize, size);
        open();
        choose(InsideView::Lens);
        m_stage->resize(size);
        QVERIFY(settle(*m_session));
        const QRect all = maps().rect();
        for (const QWidget* part : {static_cast<QWidget*>(maps().picture()), static_cast<QWidget*>(maps().map()),
                                    static_cast<QWidget*>(maps().strip())}) {
            QTRY_VERIFY(part->isVisible() && all.contains(part->geometry()));
            QVERIFY(part->width() >= 64);
        }
        QVERIFY(!maps().map()->geometry().intersects(maps().picture()->geometry()));
        QVERIFY(!maps().map()->geometry().intersects(maps().strip()->geometry()));
    }
};

QTEST_MAIN(InsidePageTest)
#include "inside_test.moc"

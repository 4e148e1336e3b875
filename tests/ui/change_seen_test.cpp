// What is seen of a change in the run: on the picture, under it, in its caption, on the page Inside and in a presentation.
#include "tests/support/mouse.h"
#include "tests/support/window_fixture.h"
#include "ui/board/board_page.h"
#include "ui/board/board_tiles.h"
#include "ui/change_words.h"
#include "ui/head_place.h"
#include "ui/inspect/map_figure.h"
#include "ui/language.h"
#include "ui/panels/changes_line.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/first_steps.h"
#include "ui/panels/grid_page.h"
#include "ui/panels/image_view.h"
#include "ui/panels/inside_heads.h"
#include "ui/panels/inside_maps.h"
#include "ui/panels/inside_page.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/matrix_page.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/stage.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_tools.h"
#include "ui/presentation.h"
#include "ui/presentation_parts.h"

#include <QtGui/QContextMenuEvent>
#include <QtWidgets/QMenu>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class ChangeSeenTest : public WindowFixture {
    Q_OBJECT

    ImageView& view() { return *part<Stage>()->view(); }
    const Intervention& change() { return m_session->intervention(); }
    static QAction* action(QMenu& menu, const QString& words) {
        const auto all = menu.actions();
        const auto at = std::find_if(all.begin(), all.end(), [&](const QAction* one) { return one->text() == words; });
        return at == all.end() ? nullptr : *at;
    }
    void dropOne(Page page) {
        m_session->setPage(page);
        m_session->setIntervention({.masked = {{1, 1}}, .fill = Fill::Drop, .off = {}, .graft = {}});
        QVERIFY(settle(*m_session));
    }

private Q_SLOTS:
    void initTestCase() {
        beginCase("change_seen");
        useLanguage("en");  // its plurals
    }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    void tokensOfAnotherPictureAreOutlined() {
        const auto pixels = [&] { return view().grab().toImage(); };
        const QImage before = pixels();
        m_session->setGraft(Graft{3, {{1, 1}, {1, 2}}, data("golden/deep/photo.png").string()});  // after the last layer
        QVERIFY(settle(*m_session));
        QVERIFY(view().isTaken({1, 2}) && !view().isTaken({0, 0}));
        const QColor dash(0xff, 0xb4, 0x6b);
        const auto dashes = [&](const QImage& image, const QRectF& in) {
            const QRect part = QRectF(in.topLeft() * view().devicePixelRatio(), in.size() * view().devicePixelRatio())
                                   .toAlignedRect()
                                   .intersected(image.rect());
            int count = 0;
            for (int y = part.top(); y <= part.bottom(); ++y)
                for (int x = part.left(); x <= part.right(); ++x)
                    count += image.pixelColor(x, y) == dash ? 1 : 0;
            return count;
        };
        QCOMPARE(dashes(before, view().cropRect()), 0);
        QVERIFY(dashes(pixels(), view().patchRect({1, 1})) > 20);
        QCOMPARE(dashes(pixels(), view().patchRect({3, 0})), 0);
        m_session->setGraft(Graft{3, {}, data("golden/deep/photo.png").string()});  // all of them
        QVERIFY(settle(*m_session));
        QVERIFY(view().isTaken({3, 0}) && dashes(pixels(), view().patchRect({3, 0})) > 20);
        QCOMPARE(part<Stage>()->picture()->changes(), QString("with all tokens after layer 2 from photo.png"));
        m_session->setGraft(std::nullopt);
        QCOMPARE(dashes(pixels(), view().cropRect()), 0);
        QVERIFY(settle(*m_session));
    }

    void paintedPatchesAreSeenOnEveryPage() {
        OverlayStyle style = m_session->style();
        style.opacity = 0;  // the pictures alone
        m_session->setStyle(style);
        const auto middleOf = [](const QWidget& picture, const QRectF& patch) {
            const QImage seen = const_cast<QWidget&>(picture).grab().toImage();
            return seen.pixelColor((patch.center() * seen.devicePixelRatio()).toPoint());
        };
        const auto isPainted = [&](const ImageView& picture) {
            return middleOf(picture, picture.patchRect({1, 1})) == QColor(Qt::black) &&
                   middleOf(picture, picture.patchRect({1, 2})) != QColor(Qt::black);
        };
        Stage& stage = *part<Stage>();
        m_session->setMasked({{1, 1}});
        QVERIFY(settle(*m_session));
        QVERIFY(isPainted(view()));
        for (const Page page : {Page::Grid, Page::Matrix, Page::Inside}) {
            m_session->setPage(page);
            QVERIFY(settle(*m_session));
            const ImageView& picture = *(page == Page::Grid     ? stage.gridPage()->picture()
                                         : page == Page::Matrix ? stage.matrixPage()->picture()
                                                                : stage.insidePage()->maps()->picture());
            QVERIFY2(isPainted(picture), qPrintable(QString::number(int(page))));
        }
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        const auto tile = [&] { return stage.boardPage()->tiles()->images().front(); };
        const auto at = [](const QImage& image, int col) {
            return image.pixelColor(image.width() * (2 * col + 1) / 8, image.height() * 3 / 8);
        };
        QCOMPARE(at(tile(), 1), QColor(Qt::black));
        QVERIFY(at(tile(), 2) != QColor(Qt::black));
        m_session->setMasked({});
        QVERIFY(settle(*m_session));
        QVERIFY(at(tile(), 1) != QColor(Qt::black));
    }

    void paintedPatchesStayUnderAMapThatMultiplies() {
        OverlayStyle style = m_session->style();
        style.blend = Blend::Multiply;
        m_session->setStyle(style);
        m_session->setMasked({{1, 1}});
        QVERIFY(settle(*m_session));
        const QImage seen = view().grab().toImage();
        const QPointF middle = view().patchRect({1, 1}).center() * seen.devicePixelRatio();
        QCOMPARE(seen.pixelColor(middle.toPoint()), QColor(Qt::black));
    }

    void headsBelowThePictureAreCrossedOut() {
        m_session->setLayer(1);
        QVERIFY(settle(*m_session));
        MapStrip& heads = *part<Stage>()->heads();
        const int place = placeOf({1, Fusion::Mean});
        QContextMenuEvent wanted(QContextMenuEvent::Mouse, heads.thumbnailRect(place).center(), QPoint(40, 40));
        QCoreApplication::sendEvent(&heads, &wanted);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        action(*menu, "Layer 1, head 1 off")->trigger();
        menu->close();
        QCOMPARE(change().off, (std::vector<Off>{{1, Part::Head, 1}}));
        QVERIFY(settle(*m_session));
        QVERIFY(heads.isOff(place) && !heads.isOff(place - 1) && !part<Stage>()->layers()->isOff(1));
        m_session->setLayer(0);  // it is layer 1's
        QVERIFY(!heads.isOff(place));
        m_session->switchPart({0, Part::Attention}, true);
        QVERIFY(heads.isOff(place) && heads.isOff(0) && part<Stage>()->layers()->isOff(0));
        QVERIFY(settle(*m_session));
    }

    void theBrushsWordsCoverNoPatch() {
        QVERIFY(part<FirstSteps>()->open().front().contains("where does that patch look?"));
        press(Qt::Key_K);
        QVERIFY(part<FirstSteps>()->open().front().contains("paint patches out"));
        QCoreApplication::processEvents();
        const ViewTools* tools = view().tools();
        QVERIFY(tools->isVisible() && tools->width() <= part<Stage>()->width());
        const auto placed = [](const QWidget* part) { return QRect(part->mapToGlobal(QPoint()), part->size()); };
        QTRY_VERIFY(!placed(tools).intersects(placed(&view())));
        const QRectF before = view().cropRect();
        m_session->setMasked({{1, 1}});  // a stroke moves nothing
        QVERIFY(settle(*m_session));
        QCoreApplication::processEvents();
        QCOMPARE(view().cropRect(), before);
        press(Qt::Key_K);
        QVERIFY(view().isAncestorOf(tools));
        QVERIFY(part<FirstSteps>()->open().front().contains("where does that patch look?"));
    }

    void thePresentationTellsWhatIsChanged() {
        m_session->switchPart({1, Part::Attention}, true);
        QVERIFY(settle(*m_session));
        press(Qt::Key_F11);
        const auto* presentation = part<Presentation>();
        QCOMPARE(presentation->scale()->changes(), QString("with layer 1, attention off"));
        const Prediction& now = m_session->result()->top.front();
        double before = 0;
        for (const Prediction& p : m_session->original()->top)
            before = p.index == now.index ? double(p.probability) : before;
        const QString change = QLatin1Char('(') + pointsText(before, double(now.probability)) + QLatin1Char(')');
        QVERIFY2(presentation->classes()->words().contains(change), qPrintable(presentation->classes()->words()));
        QVERIFY(presentation->classes()->words().endsWith("percentage points since the change"));
        press(Qt::Key_Escape);
        QCOMPARE(pointsText(0.8, 0.494), QString("−30.6"));
        QCOMPARE(pointsText(0.1, 0.1001), QString("0.0"));
    }

    void thePictureStaysFromMethodToMethod() {
        QCoreApplication::processEvents();
        const QRectF before = view().cropRect();
        for (const char* method : {"chefer", "rollout", "occlusion", "attention"}) {  // no heads, fusions alone, neither
            m_session->setMethod(method);
            QVERIFY(settle(*m_session));
            QCoreApplication::processEvents();
            QCOMPARE(view().cropRect(), before);
        }
        m_session->switchPart({2, Part::Head, 1}, true);
        QVERIFY(settle(*m_session));
        QCoreApplication::processEvents();
        QCOMPARE(view().cropRect(), before);
    }

    void whatIsChangedIsNeverLostFromTheCaption() {
        Stage& stage = *part<Stage>();
        m_session->switchPart({2, Part::Head, 1}, true);
        QVERIFY(settle(*m_session));
        const QString words = QStringLiteral("with layer 2, head 1 off");
        for (const QSize size : {QSize(784, 748), QSize(520, 700), QSize(540, 400)}) {
            stage.resize(size);
            QCoreApplication::processEvents();
            QStringList shown;
            for (const ElidedLabel* label : stage.findChildren<ElidedLabel*>())
                if (label->isVisible() && label->width() > 0)
                    shown += label->shownText().split(QLatin1Char('\n'));
            QVERIFY2(shown.contains(words), qPrintable(shown.join(QLatin1Char('|'))));
        }
    }

    void allChangesAreToldWhereThereIsRoom() {
        Stage& stage = *part<Stage>();
        m_session->setIntervention({.masked = {{1, 1}},
                                    .fill = Fill::Mean,
                                    .off = {{2, Part::Head, 1}, {1, Part::Mlp}},
                                    .graft = Graft{1, {{0, 0}}, data("golden/deep/photo.png").string()}});
        QVERIFY(settle(*m_session));
        const QString words = QStringLiteral("with ") + changeWords(change());
        QVERIFY(words.count(QStringLiteral(" · ")) == 3);
        for (const QSize size : {QSize(1200, 700), QSize(680, 560),
                                 QSize(600, 560)}) {  // beside the colour bar, below it in one line, in two
            stage.resize(size);
            QCoreApplication::processEvents();
            QString shown;
            for (const ElidedLabel* label : stage.findChildren<ElidedLabel*>())
                if (label->isVisible() && label->width() > 0)
                    shown += label->shownText().replace(QLatin1Char('\n'), QStringLiteral(" · ")) + QLatin1Char('\n');
            QVERIFY2(shown.contains(words), qPrintable(shown));
        }
    }

    void aChangedRunSaysSo() {
        m_session->setPage(Page::Inside);
        m_session->setInside({InsideView::Heads, false, false});
        QVERIFY(settle(*m_session));
        InsidePage& page = *part<Stage>()->insidePage();
        QVERIFY(!page.changes()->isVisible());
        m_session->switchPart({1, Part::Head, 1}, true);
        QVERIFY(settle(*m_session));
        QVERIFY(page.changes()->isVisible());
        QCOMPARE(page.changes()->shownText(), QString("with layer 1, head 1 off"));
        const LayerPlot& plot = *page.heads()->distances();
        QVERIFY(plot.wordsOf(1, 1).endsWith("off") && !plot.wordsOf(1, 0).endsWith("off"));
        QCOMPARE(plot.data().axis, QString("layer"));
        Stage& stage = *part<Stage>();
        for (const Page other : {Page::Grid, Page::Matrix}) {
            m_session->setPage(other);
            QVERIFY(settle(*m_session));
            const ElidedLabel& line =
                other == Page::Grid ? *stage.gridPage()->changes() : *stage.matrixPage()->changes();
            QVERIFY(line.isVisible() && line.height() >= line.sizeHint().height());
            QCOMPARE(line.shownText(), QString("with layer 1, head 1 off"));
        }
        m_session->setPage(Page::Inside);
        m_session->setIntervention({});
        QVERIFY(settle(*m_session));
        QVERIFY(!page.changes()->isVisible() && !plot.wordsOf(1, 1).endsWith("off"));
    }

    void aDroppedPatchHasNoNumber() {
        dropOne(Page::Inside);
        InsideMaps& maps = *part<Stage>()->insidePage()->maps();
        MapFigure& map = *maps.map();
        const QPointF hole = QRectF(map.mapRect()).center();
        for (const InsideView view : {InsideView::Pca, InsideView::Similarity, InsideView::Norms, InsideView::Lens}) {
            m_session->setInside({view, false, false});
            QVERIFY(settle(*m_session));
            QCOMPARE(part<Stage>()->insidePage()->answer()->inside.dropped, (std::vector<Cell>{{1, 1}}));
            moveTo(map, (hole - QPointF(map.mapRect().width(), map.mapRect().height()) / 8).toPoint());  // of 4 x 4
            QCOMPARE(maps.value(), QString("patch 1, 1 is not in the sequence"));
            QCOMPARE(map.valueWords(), QString("left out"));
            QVERIFY(!map.valueHeight() && !m_session->hover());
            leave(map);
            QVERIFY(maps.value() != QString("patch 1, 1 is not in the sequence"));
            if (view != InsideView::Norms)
                continue;
            const Map& lengths = *part<Stage>()->insidePage()->answer()->inside.map(3);
            QVERIFY(lengths.at(1, 1) == 0 && map.range().low > 0);
            const auto last = [&] { return maps.strip()->grab(maps.strip()->thumbnailRect(3)).toImage(); };
            const QImage before = last();
            maps.strip()->setDropped({});
            QVERIFY(before != last());
        }
    }

    void aDroppedPatchIsHatchedInTheSmallMaps() {
        dropOne(Page::Picture);
        const Timeline& timeline = *part<Timeline>();
        for (MapStrip* strip : {timeline.layers(), timeline.heads()}) {
            const auto first = [&] { return strip->grab(strip->thumbnailRect(0)).toImage(); };
            const QImage before = first();
            strip->setDropped({});
            QVERIFY(before != first());
        }
        m_session->setMasked({});
        QVERIFY(settle(*m_session));
    }

    void aDroppedPatchAsksNothingInTheMatrix() {
        dropOne(Page::Matrix);
        MatrixPage& page = *part<Stage>()->matrixPage();
        MatrixView& view = *page.matrix();
        const auto values = page.values();
        const int dropped = values->token({Cell{1, 1}}), other = values->token({Cell{2, 0}});
        QVERIFY(values->isDropped(dropped) && !values->isDropped(other));
        QVERIFY(values->at(dropped, other) == 0 && values->at(other, dropped) == 0 && values->at(other, other) > 0);
        moveTo(view, view.entryRect({dropped, other}).center().toPoint());
        QCOMPARE(page.mapWords(), QString("patch 1, 1 is not in the sequence"));
        QCOMPARE(page.valueWords(), page.mapWords());
        QVERIFY(!page.shownMap() && !m_session->hover());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.entryRect({dropped, other}).center().toPoint());
        QVERIFY(!m_session->view().map.query.patch);
        moveTo(view, view.entryRect({other, dropped}).center().toPoint());
        QCOMPARE(page.mapWords(), QString("what patch 2, 0 looks at"));
        QCOMPARE(page.valueWords(), QString("patch 1, 1 is not in the sequence"));
    }
};

QTEST_MAIN(ChangeSeenTest)
#include "change_seen_test.moc"

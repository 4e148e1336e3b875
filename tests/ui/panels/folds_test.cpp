// The folds that ask many runs: which heads matter, and whether a map depends on what the model has learnt.
#include "core/change/rank_heads.h"
#include "tests/support/window_fixture.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/panels/rank_panel.h"
#include "ui/panels/reveal.h"
#include "ui/panels/sanity_panel.h"
#include "ui/panels/sanity_words.h"
#include "ui/panels/summary_fold.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class FoldsTest : public WindowFixture {
    Q_OBJECT

    const Intervention& change() { return m_session->intervention(); }

private Q_SLOTS:
    void initTestCase() { beginCase("folds"); }
    void init() { beginTest(); }
    void cleanup() { endTest(); }

    void headsAreRanked() {
        auto* panel = part<RankPanel>();
        QVERIFY(panel->effects().empty());
        panel->setOpen(true);
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects(), byEffect(rankHeads(*m_session->original()->capture)));
        QCOMPARE(panel->rows(), 6);
        const HeadEffect first = panel->effects().front();
        panel->goButton(0)->click();
        QCOMPARE(m_session->view().map.layer, first.layer);
        QCOMPARE(m_session->view().map.head.head, first.head);
        panel->offButton(0)->click();
        QCOMPARE(change().off, (std::vector<Off>{{first.layer, Part::Head, first.head}}));
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects().front(), first);  // it stays where it was
        QVERIFY(panel->offButton(0)->isChecked());
        m_session->setIntervention({});
        QVERIFY(!panel->offButton(0)->isChecked());
        QVERIFY(settle(*m_session));
    }

    // What is painted out is part of the question; a head that is switched off in the list is not.
    void headsAreRankedOfThePaintedPicture() {
        auto* panel = part<RankPanel>();
        m_session->setIntervention({.masked = {{0, 1}, {1, 1}}, .fill = Fill::Black, .off = {}, .graft = {}});
        panel->setOpen(true);
        QVERIFY(settle(*m_session));
        const auto painted = m_session->result();
        QVERIFY(painted != m_session->original());
        const std::vector<HeadEffect> expected = byEffect(rankHeads(*painted->capture));
        QCOMPARE(panel->effects(), expected);
        QVERIFY(expected != byEffect(rankHeads(*m_session->original()->capture)));
        QVERIFY2(panel->about().contains("in the run with 2 patch"), qPrintable(panel->about()));
        panel->offButton(0)->click();
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects(), expected);
        Intervention change = m_session->intervention();
        change.off.clear();
        m_session->setIntervention({.masked = {}, .fill = Fill::Black, .off = {{0, Part::Head, 0}}, .graft = {}});
        QVERIFY(settle(*m_session));
        change.off = m_session->intervention().off;
        m_session->setIntervention(change);  // off first, then painted: the run as it is
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects(), byEffect(rankHeads(*m_session->result()->capture)));
        change.off.clear();
        m_session->setIntervention(change);  // and on again: not of the run with it off any more
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects(), expected);
        m_session->setIntervention({});
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->effects(), byEffect(rankHeads(*m_session->original()->capture)));
    }

    void aLossIsAboveZero() {
        auto* panel = part<RankPanel>();
        panel->setOpen(true);
        QVERIFY(settle(*m_session));
        QVERIFY(panel->effects().front().logit_drop > 0);
        QCOMPARE(panel->valueText(0), QString::number(double(panel->effects().front().logit_drop), 'f', 2));
        for (int i = 0; i < panel->rows(); ++i)
            QCOMPARE(panel->valueText(i).startsWith(QChar(0x2212)), panel->effects()[size_t(i)].logit_drop <= -0.005F);
    }

    void noHeadMattersToAHeadOfZeros() {
        auto* panel = part<RankPanel>();
        panel->setOpen(true);
        ModelRequest request;
        request.model = "vit_b_32";
        request.weights = "random";
        request.image_size = 64;
        request.placement.device = "cpu";
        m_session->openModel(request);
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->original()->zeroLogits);
        QVERIFY(panel->effects().empty());
        QVERIFY2(panel->about().contains("zeros"), qPrintable(panel->about()));
    }

    void sanity() {
        auto* panel = part<SanityPanel>();
        panel->setOpen(true);
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->steps().size(), size_t(6));
        QVERIFY(panel->plot()->isVisible() && panel->maps()->isVisible());
        QVERIFY2(panel->about().startsWith("Asked: the class token."), qPrintable(panel->about()));
        View pinned = m_session->view();
        pinned.pins = {{0, 2}, {1, 1}};  // several together: the first one asks
        m_session->setView(pinned);
        QVERIFY(settle(*m_session));
        QVERIFY2(panel->about().startsWith("Asked: patch 0, 2."), qPrintable(panel->about()));
        MapRequest first = m_session->view().map;
        first.query.patch = Cell{0, 2};
        QCOMPARE(panel->steps().front().map.values, explain(*m_session->result()->capture, first).values);
        pinned.pins.clear();
        m_session->setView(pinned);
        QVERIFY(settle(*m_session));
        m_session->setHover(Cell{1, 1});  // a moving mouse asks for nothing new
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->steps().size(), size_t(6));
        QVERIFY(panel->sentence().contains("Attention"));
        m_session->setMethod("rollout");  // of the old steps nothing is told in its name
        QVERIFY(panel->steps().empty() && !panel->plot()->isVisible());
        QVERIFY2(!panel->sentence().contains("Rollout") && !panel->sentence().contains("Attention"),
                 qPrintable(panel->sentence()));
        QVERIFY(settle(*m_session));
        QCOMPARE(panel->steps().size(), size_t(6));
        QVERIFY(panel->sentence().contains("Rollout"));
    }

    void whatASanityCheckTells() {
        const auto steps = [](const std::vector<double>& values) {  // head, layers 2 to 0, the embedding
            std::vector<SanityStep> all{{0, 3, {}, 1, 1}};
            for (const double value : values)
                all.push_back({int(all.size()), all.size() == 5 ? -1 : 4 - int(all.size()), {}, value, value});
            return all;
        };
        const auto says = [&](const char* method, const std::vector<double>& values, int layer = -1) {
            MapRequest request{.method = method, .layer = layer};
            return sanityVerdict(request, steps(values));
        };
        QCOMPARE(
            says("rollout", {1, 0.9, 0.79, 0.3, 0.09}),
            QString("Rollout stays alike (rank correlation 0.79 or more) until layer 0 is drawn anew; 0.09 at the end"));
        QCOMPARE(says("chefer", {0.4, 0.3, 0.2, 0.2, -0.1}),
                 QString("Chefer changes from the head on (rank correlation −0.10 at the end)"));
        QCOMPARE(says("attention", {1, 0.3, 0.2, 0.2, 0.21}),
                 QString("Attention changes from layer 2 on (rank correlation 0.21 at the end)"));
        QCOMPARE(says("attention", {1, 1, 1, 0.2, 0.3}, 0),
                 QString("Attention changes from layer 0 on (rank correlation 0.30 at the end)"));
        QCOMPARE(says("input_grad", {1, 0.9, 0.9, 0.8, 0.75}),
                 QString("Input × gradient stays alike to the end (rank correlation 0.75 or more): it shows the picture, "
                         "not what was learnt"));
        QCOMPARE(says("chefer", {0.9, 0.5, 0.4, 0.6, 0.8}),
                 QString("Chefer changes from layer 2 on, but ends alike (rank correlation 0.80)"));
        QVERIFY(says("centre", {1, 1, 1, 1, 1}).contains("does not look at the model"));
        const auto reach = [&](const char* method, int layer) {
            return sanityReach({.method = method, .layer = layer}, steps({1, 1, 1, 1, 1}));
        };
        QVERIFY(reach("attention", 1).contains("above layer 1") && reach("rollout", -1).contains("The head"));
        QCOMPARE(reach("chefer", -1), QString());  // a class is read through all of it
        auto headless = steps({0.4, 0.3, 0.2, 0.2, -0.1});
        for (SanityStep& step : headless)
            step.hasHead = false;
        QCOMPARE(drawnWords(headless[1]), QString("the final norm"));
        QVERIFY(sanityReach({.method = "rollout"}, headless).startsWith("The final norm"));
    }

    void anAxisReachesBelowZeroWithItsCurve() {
        PlotFigure figure;
        Plot plot;
        plot.shape = Plot::Shape::Line;
        plot.fromZero = true;
        plot.series.push_back({"x", {1, 0.4, -0.13}, Ink::Accent});
        figure.setPlot(plot);
        QVERIFY2(figure.accessibleDescription().contains("from −0.5"), qPrintable(figure.accessibleDescription()));
    }

    void whatIsOpenedIsScrolledIntoView() {
        m_window->resize(1000, 620);
        auto* panel = part<SanityPanel>();
        panel->setOpen(true);
        QVERIFY(settle(*m_session));
        auto* area = areaAround(*panel);
        QVERIFY(area);
        const auto top = [&] { return panel->mapTo(area->viewport(), QPoint(0, 0)).y(); };
        auto* other = part<RankPanel>();
        other->setOpen(true);  // the last one opened is the one to see, whatever comes in the other
        m_session->setMethod("rollout");
        QVERIFY(settle(*m_session));
        QTest::qWait(20);
        QVERIFY(QRect(QPoint(), area->viewport()->size()).contains(other->fold()->mapTo(area->viewport(), QPoint(0, 0))));
        other->setOpen(false);
        panel->setOpen(true);
        QTRY_VERIFY(top() >= 0 &&
                    top() + std::min(panel->height(), area->viewport()->height()) <= area->viewport()->height());
    }
};

QTEST_MAIN(FoldsTest)
#include "folds_test.moc"

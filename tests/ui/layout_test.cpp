// How the window gives its room: the picture is the largest thing in it, whatever the size of window and text.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/panels/edge_tab.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/first_steps.h"
#include "ui/panels/fold_panel.h"
#include "ui/panels/image_view.h"
#include "ui/panels/reveal.h"
#include "ui/panels/stage.h"
#include "ui/panels/summary_fold.h"
#include "ui/panels/timeline.h"
#include "ui/panels/tree_panel.h"
#include "ui/panels/view_tools.h"
#include "ui/presentation.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QEnterEvent>
#include <QtTest/QtTest>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class LayoutTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    template <class T>
    T* part() {
        return m_window->findChild<T*>();
    }
    void setText(int percent) {
        Preferences wanted = m_window->preferences();
        wanted.textPercent = percent;
        m_window->setPreferences(wanted);
        QTRY_COMPARE(textScale(), percent / 100.0);
    }

private Q_SLOTS:
    void initTestCase() { beginWindowTest(m_settings.path(), "Layout"); }
    void init() {
        QSettings().clear();
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(*m_session));
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
        setTextScale(1);
        applyTheme(*qApp, ThemeChoice::Dark);
    }

    void thePictureStaysTheLargestThing_data() {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("thin");  // the film strip
        QTest::newRow("laptop") << QSize(1440, 900) << 100 << false;
        QTest::newRow("small") << QSize(1024, 700) << 100 << true;
        QTest::newRow("laptop, large text") << QSize(1440, 900) << 150 << true;
        QTest::newRow("laptop, largest text") << QSize(1440, 900) << 200 << true;
    }
    void thePictureStaysTheLargestThing() {
        QFETCH(QSize, size);
        QFETCH(int, percent);
        QFETCH(bool, thin);
        setText(percent);
        m_window->resize(size);
        QTest::qWait(20);
        const ImageView* view = part<Stage>()->view();
        const auto* film = part<FilmStrip>();
        QCOMPARE(film->isThin(), thin);
        QVERIFY2(view->height() > size.height() * 7 / 20, qPrintable(QString::number(view->height())));
        QVERIFY2(view->height() > 2 * part<Timeline>()->height(), qPrintable(QString::number(view->height())));
        QVERIFY(view->height() > 3 * film->height());
    }

    void noPartOfTheWindowLiesBare() {
        setText(200);
        for (const QSize size : {QSize(1024, 700), QSize(1440, 900), QSize(2400, 1200), QSize(1024, 700)}) {
            m_window->resize(size);
            QTest::qWait(20);
            int wide = 0;
            for (const EdgeTab* tab : m_window->findChildren<EdgeTab*>())
                wide += tab->isVisible() ? tab->width() : 0;
            for (const QWidget* panel : part<QSplitter>()->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
                wide += panel->isVisible() ? panel->width() : 0;
            QVERIFY2(wide >= size.width(), qPrintable(QString::number(wide)));
        }
    }

    void largeTextLeavesTheGreaterPartToThePicture() {
        setText(200);
        m_window->resize(1440, 900);
        QTest::qWait(20);
        auto* side = part<QScrollArea>();
        QVERIFY(part<Stage>()->width() > side->width() * 7 / 5);
        QVERIFY2(side->widget()->width() <= side->viewport()->width(),
                 qPrintable(QString::number(side->widget()->width())));
    }

    // Where there is room for one of them, a tab at the edge stands for the other.
    void theTreeIsAClickAwayWhereThereIsNoRoom() {
        const auto tabs = [this] {
            QStringList words;
            for (const EdgeTab* tab : m_window->findChildren<EdgeTab*>())
                if (tab->isVisible())
                    words << tab->text();
            return words;
        };
        m_window->resize(1440, 900);
        QVERIFY(part<TreePanel>()->isVisible() && tabs().isEmpty());
        setText(200);
        QTRY_VERIFY(!part<TreePanel>()->isVisible());
        QTRY_COMPARE(tabs(), QStringList("Tree"));
        const auto click = [this](const char* words) {
            for (EdgeTab* tab : m_window->findChildren<EdgeTab*>())
                if (tab->text() == QLatin1String(words))
                    QTest::mouseClick(tab, Qt::LeftButton);
        };
        click("Tree");
        QVERIFY(part<TreePanel>()->isVisible() && !part<QScrollArea>()->isVisible());
        QCOMPARE(tabs(), QStringList("Results"));
        click("Results");
        QVERIFY(!part<TreePanel>()->isVisible() && part<QScrollArea>()->isVisible());
        m_window->resize(2400, 1200);  // room for both: neither was sent away
        QTRY_VERIFY(part<TreePanel>()->isVisible() && part<QScrollArea>()->isVisible());
        QVERIFY(tabs().isEmpty());
    }

    void firstStepsLeaveThePictureStill() {
        m_window->beginUse();
        QVERIFY(settle(*m_session));
        auto* steps = part<FirstSteps>();
        QTRY_VERIFY(steps->isVisible());  // the window was made anew: it is shown by the loop of events
        QTest::qWait(20);
        const auto place = [this] {
            return QRect(part<Stage>()->view()->mapToGlobal(QPoint()), part<Stage>()->view()->size());
        };
        const QRect before = place();
        auto* close = steps->findChild<QPushButton*>();
        QVERIFY(steps->open().size() == 3);
        m_session->setHover(Cell{1, 1});  // done with the mouse over the picture
        m_session->setHover(std::nullopt);
        QTest::qWait(20);
        QVERIFY(steps->open().size() == 2 && place() == before);
        QTest::mouseClick(close, Qt::LeftButton);  // the mouse is not over the picture: its room goes at once
        QVERIFY(steps->open().isEmpty() && steps->isHidden());
        QTRY_VERIFY(place().height() > before.height());
    }

    void nothingIsWiderThanTheRightSide_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(1440, 900);
        QTest::newRow("small") << QSize(1280, 720);
    }
    void nothingIsWiderThanTheRightSide() {
        QFETCH(QSize, size);
        setText(200);
        m_window->resize(size);
        m_session->setIntervention(
            {.masked = {{0, 0}, {1, 1}}, .fill = Fill::Black, .off = {{1, Part::Head, 1}}, .graft = {}});
        m_session->setMethod(QStringLiteral("gradcam"));
        m_session->setTarget(Target{0, 1});
        QVERIFY(settle(*m_session));
        for (FoldPanel* fold : m_window->findChildren<FoldPanel*>())
            fold->setOpen(true);
        QVERIFY(settle(*m_session));
        QTest::qWait(20);
        for (const FoldPanel* panel : m_window->findChildren<FoldPanel*>())  // and no sentence is cut below
            QVERIFY(panel->fold()->height() >= panel->fold()->heightForWidth(panel->fold()->width()));
        const QScrollArea* area = areaAround(*part<FoldPanel>());
        QCOMPARE(area->horizontalScrollBar()->maximum(), 0);
        for (const QWidget* widget : area->widget()->findChildren<QWidget*>())
            if (widget->isVisible()) {
                const int right = widget->mapTo(area->widget(), QPoint(widget->width(), 0)).x();
                QVERIFY2(right <= area->viewport()->width(),
                         qPrintable(QStringLiteral("%1 in %2: %3")
                                        .arg(widget->metaObject()->className(),
                                             widget->parent()->metaObject()->className(), QString::number(right))));
            }
    }

    // --- presenting ----------------------------------------------------------------------------------------------

    void presentationShowsThePictureWithoutTools() {
        const auto toolsUnderTheMouse = [](ImageView* view) {
            const QPointF at = view->imageRect().center();
            QEnterEvent enter(at, at, view->mapToGlobal(at));
            QCoreApplication::sendEvent(view, &enter);
            return view->findChild<ViewTools*>()->isVisible();
        };
        QVERIFY(toolsUnderTheMouse(part<Stage>()->view()));
        m_window->present(true);
        QVERIFY(!toolsUnderTheMouse(part<Presentation>()->view()));
    }
};

QTEST_MAIN(LayoutTest)
#include "layout_test.moc"

// What a screen reader tells, and where Tab goes.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/sheet.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollBar>

#include <algorithm>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

namespace {

/// "BarButton in TopBar in MainWindow", for a failure that can be found.
QString whereIs(const QWidget* widget) {
    QStringList path;
    for (; widget; widget = widget->parentWidget())
        path << QString::fromLatin1(widget->metaObject()->className());
    return path.join(QStringLiteral(" in "));
}

bool takesFocus(const QWidget& widget) { return widget.focusPolicy() & Qt::TabFocus && !widget.focusProxy(); }

}  // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    void everyControlHasAName() {
        int controls = 0;
        for (QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (!takesFocus(*widget) || qobject_cast<QScrollBar*>(widget))
                continue;
            QAccessibleInterface* told = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(told, qPrintable(whereIs(widget)));
            QVERIFY2(!told->text(QAccessible::Name).trimmed().isEmpty(), qPrintable("no name: " + whereIs(widget)));
            QVERIFY2(told->role() != QAccessible::NoRole, qPrintable("no role: " + whereIs(widget)));
            ++controls;
        }
        QVERIFY(controls > 5);
    }

    /// The widgets that Tab visits, from where the focus is until it comes around.
    QList<QWidget*> tabOrder() {
        QList<QWidget*> visited;
        for (int i = 0; i < 200; ++i) {
            QWidget* at = QApplication::focusWidget();
            if (!at || visited.contains(at))
                break;
            visited << at;
            QTest::keyClick(at, Qt::Key_Tab);
        }
        return visited;
    }

private Q_SLOTS:
    void initTestCase() {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_settings.path());
        applyTheme(*qApp, ThemeChoice::Dark);
    }
    void init() {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(*m_session));
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
    }

    void everyControlOfTheWindowHasAName() { everyControlHasAName(); }

    void everyControlOfASheetHasAName_data() {
        QTest::addColumn<QString>("command");
        for (const char* id : {"window.palette", "window.keys", "window.settings"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void everyControlOfASheetHasAName() {
        QFETCH(QString, command);
        m_window->actions().find(command)->trigger();
        auto* sheet = m_window->findChild<Sheet*>();
        QVERIFY(sheet && !sheet->accessibleName().isEmpty());
        everyControlHasAName();
    }

    void everyPageHasNames_data() {
        QTest::addColumn<int>("page");
        for (const Page page : {Page::Picture, Page::Input, Page::Grid, Page::Matrix, Page::Inside, Page::Board})
            QTest::newRow(qPrintable(QString::number(int(page)))) << int(page);
    }
    void everyPageHasNames() {
        QFETCH(int, page);
        m_session->setPage(Page(page));
        QVERIFY(settle(*m_session));
        everyControlHasAName();
    }

    // Tab reaches every control that is to be seen, goes through the window in reading order, and comes around.
    void tabGoesThroughTheWindowInOrder() {
        const QList<QWidget*> order = tabOrder();
        QSet<QWidget*> missing;
        for (QWidget* widget : m_window->findChildren<QWidget*>())
            if (takesFocus(*widget) && widget->isVisible() && widget->isEnabled() &&
                widget->window() == m_window.get() && !order.contains(widget))
                missing << widget;
        QStringList visited;
        for (QWidget* widget : order)
            visited << whereIs(widget).section(" in QSplitter", 0, 0);
        for (QWidget* widget : missing)
            QFAIL(qPrintable("Tab does not reach " + whereIs(widget) + "; it goes through\n" + visited.join('\n')));
        // Each big part of the window is gone through in one go.
        QStringList parts;
        for (QWidget* widget : order) {
            for (QWidget* up = widget; up != m_window.get(); up = up->parentWidget()) {
                const QString name = QString::fromLatin1(up->metaObject()->className()).section("::", -1);
                static const QStringList big{"TopBar",    "TreePanel", "Stage",      "PredictionPanel",
                                             "LookPanel", "NodeCard",  "FirstSteps", "FilmStrip"};
                if (big.contains(name)) {
                    if (parts.isEmpty() || parts.last() != name)
                        parts << name;
                    break;
                }
            }
        }
        if (parts.size() > 1 && parts.first() == parts.last())
            parts.removeLast();  // it began in the middle of one
        QSet<QString> once(parts.begin(), parts.end());
        QVERIFY2(once.size() == parts.size(), qPrintable(parts.join(", ")));
        const auto at = [&](const char* name) { return parts.indexOf(QLatin1String(name)); };
        const qsizetype n = parts.size();
        const auto follows = [&](const char* a, const char* b) {  // around the circle, from the top bar on
            const qsizetype top = at("TopBar");
            return (at(a) - top + n) % n < (at(b) - top + n) % n;
        };
        QVERIFY2(follows("TopBar", "TreePanel") && follows("TreePanel", "Stage") && follows("Stage", "LookPanel") &&
                     follows("LookPanel", "FilmStrip"),
                 qPrintable(parts.join(", ")));
    }

    void theFocusIsSeen() {
        const QList<QWidget*> order = tabOrder();
        QVERIFY(order.size() > 5);
        m_window->activateWindow();
        for (QWidget* widget : order) {
            if (widget->visibleRegion().isEmpty())
                continue;
            order.first() == widget ? order.last()->setFocus(Qt::TabFocusReason)
                                    : order.first()->setFocus(Qt::TabFocusReason);
            const QImage without = widget->grab().toImage();
            widget->setFocus(Qt::TabFocusReason);
            if (QApplication::focusWidget() != widget)
                continue;
            const QImage with = widget->grab().toImage();
            QVERIFY2(with != without, qPrintable("looks the same with the focus: " + whereIs(widget)));
        }
    }

    void sheetsReturnTheFocus() {
        QWidget* before = QApplication::focusWidget();
        m_window->actions().find("window.settings")->trigger();
        QTest::keyClick(m_window->findChild<Sheet*>(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), before);
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"

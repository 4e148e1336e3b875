// The window's habits: layout, and what is kept from one time to the next.
#include "ui/export/save_queue.h"
#include "ui/history.h"
#include "ui/main_window.h"
#include "ui/panels/edge_tab.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/first_steps.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/stage.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/picture_fetcher.h"
#include "ui/run_times.h"
#include "ui/session.h"
#include "ui/sheet.h"

#include <QtCore/QSettings>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QApplication>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>

#include <algorithm>
#include <utility>

namespace vitrine::ui {
namespace {

constexpr Px treeWidth = units(40), leastTree = units(34);
constexpr Px sideWidth = units(42), leastSide = units(38), mostSide = units(64);
constexpr Px narrowWindow{1200};   // below: panels as narrow as they can be
constexpr Px crampedWindow{1000};  // below: the tree or the right side, not both
constexpr Px stepsWindow{620};     // below: no first steps
constexpr Px lowWindow{720};       // below: one line of each picture in the film strip

}  // namespace

// --- layout -----------------------------------------------------------------------------------------------------------

bool MainWindow::isCramped() const { return width() < crampedWindow; }

void MainWindow::fitPanels() {
    const int most = std::max(240, width() * 2 / 5);  // of large text the picture keeps the greater part
    m_tree->setMinimumWidth(std::min(int(leastTree), most));
    m_side->setMinimumWidth(std::min(int(leastSide), most));
    m_side->setMaximumWidth(mostSide);  // a splitter leaves bare what no panel may take: never less than it gives
    m_side->setHorizontalScrollBarPolicy(most < leastSide ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    // The grid of all heads and the board take the whole width, the matrix and the page Inside where there is little.
    const Page page = m_stage->shownPage();
    const bool whole = page == Page::Grid || page == Page::Board;
    const bool wide =
        m_presentsPage || whole || ((page == Page::Matrix || page == Page::Inside) && width() < narrowWindow);
    const bool wasWide = m_side->isHidden() && m_tree->isHidden();
    if (wide && !wasWide)
        m_panelWidths = m_splitter->sizes();
    const bool one = isCramped() && m_wantsTree && m_wantsSide;
    QWidget* focus = focusWidget();
    m_tree->setVisible(!wide && m_wantsTree && !(one && !m_treeFirst));
    m_side->setVisible(!wide && m_wantsSide && !(one && m_treeFirst));
    m_treeTab->setVisible(!wide && m_wantsTree && m_tree->isHidden());
    m_sideTab->setVisible(!wide && m_wantsSide && m_side->isHidden());
    m_bar->setVisible(!m_presentsPage);
    m_bar->setLow(height() < lowWindow);
    m_film->setThin(height() < lowWindow);
    const bool picture = page != Page::Board && page != Page::Inside;  // there is nothing of what they say
    m_firstSteps->setRoom(picture && !m_presentsPage && height() >= stepsWindow);
    m_film->setVisible(m_wantsFilm && !m_presentsPage && (!whole || height() >= units(125)) &&
                       ((page != Page::Matrix && page != Page::Inside) || height() >= units(75)));
    m_foot->setVisible(!m_film->isHidden() || !m_firstSteps->isHidden());
    keepFocus(focus);
    if (!wide && wasWide && m_panelWidths.size() == m_splitter->count())
        m_splitter->setSizes(m_panelWidths);
}

// Keys that went to a panel which is hidden now go to the page shown, and to the panel again once it is back.
void MainWindow::keepFocus(QWidget* had) {
    if (had && isAncestorOf(had) && !had->isVisibleTo(this)) {
        m_focusBefore = had;
        m_stage->setFocus();
    } else if (m_focusBefore && m_focusBefore->isVisibleTo(this)) {
        if (m_stage->isAncestorOf(focusWidget()))
            m_focusBefore->setFocus();
        m_focusBefore.clear();
    }
}

void MainWindow::togglePanel(QWidget* panel) {
    bool& wanted = panel == m_tree ? m_wantsTree : panel == m_film ? m_wantsFilm : m_wantsSide;
    const bool show = panel->isHidden();
    wanted = show;
    if (show && panel != m_film)
        m_treeFirst = panel == m_tree;
    fitPanels();
}

void MainWindow::resetLayout() {
    m_wantsTree = m_wantsSide = m_wantsFilm = true;
    m_treeFirst = false;
    fitPanels();
    spreadPanels();
}

void MainWindow::spreadPanels() {
    const bool narrow = width() < narrowWindow;
    const int tree = m_tree->isHidden() ? 0 : narrow ? m_tree->minimumWidth() : int(treeWidth);
    const int side = narrow ? m_side->minimumWidth() : int(sideWidth);
    m_splitter->setSizes({tree, width() - tree - side, side});
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    const bool isNarrow = width() < narrowWindow;
    const bool wasNarrow = event->oldSize().isValid() && event->oldSize().width() < narrowWindow;
    m_firstSteps->leavePlace();
    fitPanels();
    const bool tooWide = m_splitter->sizes().last() > std::max(width() / 2, m_side->minimumWidth());
    if (isNarrow != wasNarrow || tooWide || !event->oldSize().isValid())
        spreadPanels();
    QMainWindow::resizeEvent(event);
}

// --- Tab --------------------------------------------------------------------------------------------------------------

// Panels make and remove controls as they go; the order of making them is nobody's order of reading.
QList<QWidget*> MainWindow::focusOrder() const {
    QList<QWidget*> order;
    for (QWidget* panel :
         {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_tree), static_cast<QWidget*>(m_stage),
          static_cast<QWidget*>(m_side), static_cast<QWidget*>(m_firstSteps), static_cast<QWidget*>(m_film)}) {
        QList<QWidget*> here;
        for (QWidget* widget : panel->findChildren<QWidget*>())
            if (widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy() && widget->isVisible() &&
                widget->isEnabled() && widget->window() == this)
                here << widget;
        const auto place = [panel](const QWidget* widget) {
            const QPoint at = widget->mapTo(panel, QPoint(0, 0));
            return std::pair(at.y() / (2 * unit), at.x());  // what is nearly in one line is read from the left
        };
        std::stable_sort(here.begin(), here.end(),
                         [&](const QWidget* a, const QWidget* b) { return place(a) < place(b); });
        order += here;
    }
    return order;
}

bool MainWindow::focusNextPrevChild(bool next) {
    const QList<QWidget*> order = focusOrder();
    if (order.isEmpty())
        return QMainWindow::focusNextPrevChild(next);
    const qsizetype at = order.indexOf(focusWidget()), n = order.size();
    const qsizetype to = at < 0 ? (next ? 0 : n - 1) : (at + (next ? 1 : n - 1)) % n;
    order[to]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

// --- back and forward by the mouse's own buttons ----------------------------------------------------------------------

bool MainWindow::eventFilter(QObject* object, QEvent* event) {
    if ((event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick) &&
        object->isWidgetType() && static_cast<QWidget*>(object)->window() == this) {
        const Qt::MouseButton button = static_cast<QMouseEvent*>(event)->button();
        if (button == Qt::BackButton)
            m_history->back();
        else if (button == Qt::ForwardButton)
            m_history->forward();
        if (button == Qt::BackButton || button == Qt::ForwardButton)
            return true;
    }
    const bool isKey = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (isKey && !isPresenting() && m_notice->isVisible() && isActiveWindow() && !findChild<Sheet*>() &&
        !QApplication::activePopupWidget() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {  // first the notice goes, then what Esc is for
        event->accept();
        if (event->type() == QEvent::KeyPress)
            m_notice->hide();
        return true;
    }
    return QMainWindow::eventFilter(object, event);
}

// --- kept -------------------------------------------------------------------------------------------------------------

void MainWindow::beginUse() {
    m_keepsSettings = true;
    new RunTimes(m_session, this);
    m_preferences = m_kept = Preferences::load();
    connect(&m_session, &Session::headsWanted, this, &MainWindow::askHeads, Qt::QueuedConnection);
    const QSettings settings;
    if (const QScreen* at = screen())  // the first time: no larger than the screen with a frame around
        resize(size().boundedTo(at->availableSize() - QSize(2 * unit, 5 * unit)));
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    m_wantsTree = settings.value(QStringLiteral("layout/tree"), true).toBool();
    m_wantsSide = settings.value(QStringLiteral("layout/side"), true).toBool();
    m_wantsFilm = settings.value(QStringLiteral("layout/film"), true).toBool();
    m_session.setOpacity(settings.value(QStringLiteral("opacity"), m_session.style().opacity).toDouble());
    m_session.setColormap(m_preferences.colormap);
    rebuild();
    m_splitter->restoreState(settings.value(QStringLiteral("panels")).toByteArray());
    fitPanels();
    if (const QStringList lost = SaveQueue::takeFailedLast(); !lost.isEmpty())
        m_notice->tell(tr("Not saved when the window was closed"), lost.join(QStringLiteral("; ")));
}

QList<int> MainWindow::columns() const {
    const bool hidden = m_tree->isHidden() && m_side->isHidden();
    return hidden && m_panelWidths.size() == m_splitter->count() ? m_panelWidths : m_splitter->sizes();
}

void MainWindow::setColumns(const QList<int>& widths) {
    if (widths.size() != m_splitter->count())
        return;
    m_panelWidths = widths;
    if (!m_tree->isHidden() || !m_side->isHidden())
        m_splitter->setSizes(widths);
}

void MainWindow::saveSettings() const {
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("panels"), m_splitter->saveState());
    settings.setValue(QStringLiteral("layout/tree"), m_wantsTree);
    settings.setValue(QStringLiteral("layout/side"), m_wantsSide);
    settings.setValue(QStringLiteral("layout/film"), m_wantsFilm);
    settings.setValue(QStringLiteral("opacity"), m_session.style().opacity);
    QStringList pictures;
    for (const FilmItem& item : m_session.film())
        if (!item.source.file.empty() && !isFetched(item.source.file) && pictures.size() < 500)
            pictures << QString::fromStdString(item.source.file.string());
    settings.setValue(QStringLiteral("pictures"), m_preferences.remembersPictures ? pictures : QStringList());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_keepsSettings) {
        present(false);
        saveSettings();
    }
    QMainWindow::closeEvent(event);
}

}  // namespace vitrine::ui

// What a room sees: the picture with what explains it, or another page alone.
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/stage.h"
#include "ui/panels/stage_message.h"
#include "ui/panels/tree_panel.h"
#include "ui/presentation.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QTimer>
#include <QtGui/QScreen>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>

#include <algorithm>
#include <utility>

namespace vitrine::ui {
namespace {

constexpr double plainHeight = 720;  // px of a screen whose pages are as they are; on a larger one their text is larger

}  // namespace

void MainWindow::present(bool on) {
    if (on == isPresenting())
        return;
    const Page page = m_stage->shownPage();
    const bool picture = page == Page::Picture || page == Page::Input;
    if (on && !mayPresent())
        return;
    if (on)
        m_ownSize = size();
    if (on && m_keepsSettings)
        setWindowState(windowState() | Qt::WindowFullScreen);
    else if (!on && isFullScreen())
        setWindowState(windowState() & ~Qt::WindowFullScreen);
    if (on ? !picture : m_presentsPage) {
        m_presentsPage = on;
        QTimer::singleShot(0, this, &MainWindow::showPageAlone);  // whoever asked for it is a part of what goes
    } else if (on) {
        presentPicture();
    } else {
        delete std::exchange(m_presentation, nullptr);
        m_session.setHover(std::nullopt);  // the mouse was over its picture
        m_stage->setFocus();
    }
}

/// Else says why not.
bool MainWindow::mayPresent() {
    if (m_session.film().empty())
        m_notice->tellBriefly(tr("There is nothing to present yet: open a picture first"));
    else if (m_stage->message()->isVisibleTo(m_stage))
        m_notice->tellBriefly(tr("There is no map to present: what is in the way is said here"));
    else
        return true;
    return false;
}

void MainWindow::presentPicture() {
    m_presentation = new Presentation(m_session, this);
    connect(
        m_presentation, &Presentation::left, this, [this] { present(false); }, Qt::QueuedConnection);
    connect(m_presentation, &Presentation::layerStep, this, &MainWindow::stepLayer);
    connect(m_presentation, &Presentation::headStep, this, &MainWindow::stepHead);
    connect(m_presentation, &Presentation::pictureStep, this, &MainWindow::stepPicture);
}

/// As m_presentsPage says, or no more: with text as large as the screen allows, or as it was, and the panels as they were.
void MainWindow::showPageAlone() {
    if (m_stage->pageBar()->isHidden() == m_presentsPage)
        return;  // made anew meanwhile
    const QList<int> widths = columns();
    const double own = m_preferences.textPercent / 100.0;
    const int high = m_keepsSettings ? screen()->geometry().height() : height();
    remake(m_presentsPage ? std::max(own, std::clamp(high / plainHeight, 1.0, 2.0)) : own);
    m_stage->setAlone(m_presentsPage);
    fitPanels();
    setColumns(widths);
    m_stage->setFocus();
}

}  // namespace vitrine::ui

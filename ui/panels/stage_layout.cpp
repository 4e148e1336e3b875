// Where the stage's parts stand, and what is painted behind them.
#include "ui/panels/stage.h"

#include "ui/board/board_bar.h"
#include "ui/board/board_page.h"
#include "ui/controls.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/drop_highlight.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/grid_page.h"
#include "ui/panels/image_view.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/timeline.h"
#include "ui/panels/view_tools.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace vitrine::ui {
namespace {

constexpr Px wide = units(100);  // the matrix, a square, leaves much of it: both strips fit into one line
constexpr Px narrow{560};        // colour bar and caption do not fit side by side
constexpr Px low = units(56);    // the picture has the room of a second line, and half of what is around it

}  // namespace

void Stage::setAlone(bool alone) {
    m_alone = alone;
    m_bar->setVisible(!alone && !m_session.film().empty());
    updateEscape();
}

void Stage::setDropHighlight(bool on) {
    m_drop->setGeometry(rect());
    m_drop->setVisible(on);
    m_drop->raise();
}

void Stage::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().stage);
    const bool board = m_board->isVisible() && m_board->isWide();
    if (!m_grid->isVisible() && !board)
        return;
    const QWidget* beside = board ? static_cast<QWidget*>(m_board->sideScroll()) : m_grid->plots();
    const int top = beside->mapTo(this, QPoint()).y();
    const int left = beside->mapTo(this, QPoint(board ? -2 * unit : 0, 0)).x();
    const QRect panel(QPoint(left, board ? top - unit : top), QPoint(width() - 1, height() - 1));
    painter.fillRect(panel, theme().panel);
    painter.fillRect(QRect(panel.left(), panel.top(), 1, panel.height()), theme().line);
    painter.fillRect(QRect(panel.left(), panel.top(), panel.width(), 1), theme().line);
}

void Stage::resizeEvent(QResizeEvent*) {
    const bool isLow = height() < low, under = width() < narrow && !isLow;
    m_captionRow->setDirection(under ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_captionRow->setSpacing(under ? 2 : 3 * unit);
    const int edge = isLow ? unit : 2 * unit;
    layout()->setContentsMargins(2 * unit, edge, 2 * unit, edge);
    fitBelow();
    placeBrush();
    m_drop->setGeometry(rect());
}

void Stage::moveEvent(QMoveEvent*) { m_bar->place(); }

// The brush's words stand above the picture, where they cover no patch that is to be painted.
void Stage::placeBrush() {
    ViewTools* tools = m_view->tools();
    const bool there = tools->parentWidget() == this;
    if (m_view->isBrushing() != there) {
        if (there)
            m_column->removeWidget(tools);
        m_view->takeTools(there ? nullptr : this);
        if (!there)
            m_column->insertWidget(1, tools, 0, Qt::AlignHCenter);
    }
    if (!m_view->isBrushing())
        return;
    tools->fitInto(width() - 4 * unit);
    tools->setVisible(m_pages->currentIndex() == 0);
}

void Stage::fitBelow() {
    m_timeline->fit(size(), m_shown == Page::Matrix && width() >= wide);
    const bool isPicture = m_content->currentWidget() == m_pages, isLow = height() < low;
    const bool brush = isLow && m_view->isBrushing();  // its words take the legend's room: the picture needs it
    m_legend->setVisible(isPicture && !brush);
    const QString changes = isPicture ? m_picture->changes() : QString();
    const bool isBeside = m_captionRow->direction() == QBoxLayout::LeftToRight;  // of the colour bar
    const int room = width() - 4 * unit - (isBeside ? m_colours->sizeHint().width() + m_captionRow->spacing() : 0);
    const bool fits = QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(changes) <= room;
    const bool across = brush || (isLow && width() < narrow) || (isBeside && !fits);
    m_caption->setLeastLines(isLow || across ? 1 : 2);  // another method, or a change, moves nothing
    m_caption->setWarning(across ? QString() : changes);
    m_changes->setWarning(across ? changes : QString());
    m_changes->setVisible(across && (brush || !changes.isEmpty()));  // the first stroke moves nothing
    m_captionRow->invalidate();
    const int legend = m_legend->isVisibleTo(m_below) ? m_captionRow->heightForWidth(width() - 4 * unit) + unit : 0;
    const int line = m_changes->isVisibleTo(m_below) ? m_changes->heightForWidth(width() - 4 * unit) + unit : 0;
    m_below->setFixedHeight(legend + line + m_timeline->height());
}

// The board has controls of its own where the pill is on other pages: there it stands beside the pages' names, beside the
// last of the controls, or below.
void Stage::placePill() {
    const QRect over = m_content->geometry(), bar = m_bar->geometry();
    if (m_shown == Page::Board) {
        const bool fits =
            !m_alone && m_bar->x() + m_bar->pages()->geometry().right() + unit + m_pill->width() <= bar.right();
        const QRect rest = m_board->bar()->rest().translated(m_board->bar()->mapTo(this, QPoint()));
        const auto middle = [this](const QRect& row) { return row.top() + (row.height() - m_pill->height()) / 2; };
        const int y = fits                                         ? middle({bar.topLeft(), m_bar->pages()->size()})
                      : rest.width() >= m_pill->width() + 2 * unit ? middle(rest)
                                                                   : over.bottom() - unit - m_pill->height();
        return m_pill->move(over.right() + 1 - m_pill->width(), y);
    }
    const int controls = m_shown == Page::Inside ? m_bar->pages()->height() + unit : 0;  // of the page, not to be hidden
    m_pill->move(over.right() + 1 - unit - m_pill->width(), over.top() + unit + controls);
}

}  // namespace vitrine::ui

// Where the stage's parts stand, and what is painted behind them.
#include "ui/panels/stage.h"

#include "ui/board/board_page.h"
#include "ui/panels/drop_highlight.h"
#include "ui/panels/grid_page.h"
#include "ui/panels/page_bar.h"
#include "ui/panels/timeline.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollArea>

namespace vitrine::ui {
namespace {

constexpr Px wide = units(100);  // the matrix, a square, leaves much of it: both strips fit into one line
constexpr Px narrow{560};        // colour bar and caption do not fit side by side
constexpr Px low = units(56);    // the picture has the room of a second line, and half of what is around it

}  // namespace

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
    m_drop->setGeometry(rect());
}

void Stage::moveEvent(QMoveEvent*) { m_bar->place(); }

void Stage::fitBelow() {
    m_timeline->fit(size(), m_shown == Page::Matrix && width() >= wide);
    m_captionRow->invalidate();
    const int legend = m_legend->isVisibleTo(m_below) ? m_captionRow->heightForWidth(width() - 4 * unit) + unit : 0;
    m_below->setFixedHeight(legend + m_timeline->height());
}

}  // namespace vitrine::ui

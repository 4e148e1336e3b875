#include "ui/inspect/tiles_figure.h"

#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr int gap = 6;
constexpr Px largest{56};

}  // namespace

TilesFigure::TilesFigure(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TilesFigure::setTiles(std::vector<Tile> tiles, int columns) {
    const bool sameShape = tiles.size() == m_tiles.size() && columns == m_columns;
    m_tiles = std::move(tiles);
    m_columns = std::max(1, columns);
    m_labels = std::any_of(m_tiles.begin(), m_tiles.end(), [](const Tile& tile) { return !tile.label.isEmpty(); });
    if (m_current >= count())
        m_current = -1;
    if (!sameShape) {
        setMinimumHeight(heightForWidth(width()));
        updateGeometry();
    }
    update();
}

void TilesFigure::setCurrent(int index) {
    if (index == m_current)
        return;
    m_current = index;
    setAccessibleDescription(index >= 0 && index < count() ? tipOf(index) : QString());
    update();
}

int TilesFigure::labelHeight() const { return m_labels ? QFontMetrics(textFont(TextSize::Small)).height() + 2 : 0; }

int TilesFigure::sideFor(int width) const {
    return std::clamp((width - gap * (m_columns - 1) - 4) / m_columns, 8, int(largest));
}

QRect TilesFigure::tileRect(int index) const {
    const int side = sideFor(width());
    return {2 + (index % m_columns) * (side + gap), 2 + (index / m_columns) * (side + gap + labelHeight()), side, side};
}

int TilesFigure::heightForWidth(int width) const {
    const int rows = (count() + m_columns - 1) / m_columns;
    return std::max(0, rows * (sideFor(width) + gap + labelHeight()) - gap + 4);
}

QSize TilesFigure::sizeHint() const { return {m_columns * 40, heightForWidth(m_columns * 40)}; }

int TilesFigure::indexAt(QPoint at) const {
    for (int i = 0; i < count(); ++i)
        if (tileRect(i).adjusted(0, 0, 0, labelHeight()).contains(at))
            return i;
    return -1;
}

// What its width needs, even where the panel has to be scrolled for it.
void TilesFigure::resizeEvent(QResizeEvent*) { setMinimumHeight(heightForWidth(width())); }

void TilesFigure::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    for (int i = 0; i < count(); ++i) {
        const QRect at = tileRect(i);
        painter.drawImage(at, m_tiles[size_t(i)].image);  // nearest: one square a weight or a patch
        if (i == m_current || i == m_hovered) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(i == m_current ? t.accent : t.quiet, i == m_current ? 2 : 1));
            painter.drawRoundedRect(QRectF(at).adjusted(-1, -1, 1, 1), 2, 2);
        }
        if (!m_labels)
            continue;
        painter.setPen(i == m_current ? t.text : t.quiet);
        painter.drawText(QRect(at.left() - gap / 2, at.bottom() + 2, at.width() + gap, labelHeight()),
                         int(Qt::AlignHCenter | Qt::AlignTop), m_tiles[size_t(i)].label);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(t.accent);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void TilesFigure::mouseMoveEvent(QMouseEvent* event) {
    const int index = indexAt(event->pos());
    if (index == m_hovered)
        return;
    m_hovered = index;
    update();
    Q_EMIT hovered(index);
}

void TilesFigure::mousePressEvent(QMouseEvent* event) {
    if (const int index = indexAt(event->pos()); index >= 0 && event->button() == Qt::LeftButton)
        Q_EMIT chosen(index);
}

void TilesFigure::leaveEvent(QEvent*) {
    if (m_hovered < 0)
        return;
    m_hovered = -1;
    update();
    Q_EMIT hovered(-1);
}

void TilesFigure::keyPressEvent(QKeyEvent* event) {
    const int by = event->key() == Qt::Key_Right  ? 1
                   : event->key() == Qt::Key_Left ? -1
                   : event->key() == Qt::Key_Down ? m_columns
                   : event->key() == Qt::Key_Up   ? -m_columns
                                                  : 0;
    const int next = m_current + by;
    if (by == 0 || next < 0 || next >= count())
        return QWidget::keyPressEvent(event);
    Q_EMIT chosen(next);
}

void TilesFigure::focusInEvent(QFocusEvent*) { update(); }
void TilesFigure::focusOutEvent(QFocusEvent*) { update(); }

bool TilesFigure::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos());
        QToolTip::showText(help->globalPos(), index >= 0 ? tipOf(index) : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

}  // namespace vitrine::ui

// How MapStrip hears: the mouse and the keys.
#include "ui/panels/map_strip.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QToolTip>

namespace vitrine::ui {

void MapStrip::setHovered(int index) {
    if (index == m_hovered)
        return;
    m_hovered = index;
    setCursor(index >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void MapStrip::mouseMoveEvent(QMouseEvent* event) { setHovered(indexAt(event->pos())); }

void MapStrip::leaveEvent(QEvent*) { setHovered(-1); }

void MapStrip::mousePressEvent(QMouseEvent* event) {
    m_focusRing = false;
    update();
    const int index = indexAt(event->pos());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT chosen(index);
}

void MapStrip::contextMenuEvent(QContextMenuEvent* event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const int index = byMouse ? indexAt(event->pos()) : m_current;
    if (index >= 0 && index < count())
        Q_EMIT menuWanted(index, byMouse ? event->globalPos() : mapToGlobal(thumbnailRect(index).center()));
}

void MapStrip::keyPressEvent(QKeyEvent* event) {
    int to = m_current;
    switch (event->key()) {
    case Qt::Key_Left: to = m_current - 1; break;
    case Qt::Key_Right: to = m_current + 1; break;
    case Qt::Key_Home: to = 0; break;
    case Qt::Key_End: to = count() - 1; break;
    default: return QWidget::keyPressEvent(event);
    }
    m_focusRing = true;
    update();
    if (to >= 0 && to < count() && to != m_current)
        Q_EMIT chosen(to);
}

void MapStrip::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void MapStrip::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    update();
}

void MapStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool MapStrip::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {  // arrows are this strip's own while it has the focus
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = indexAt(help->pos());
        if (toolTipOf(index).isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), toolTipOf(index), this, thumbnailRect(index));
        return true;
    }
    return QWidget::event(event);
}

}  // namespace vitrine::ui

// How ImageView hears: the mouse and the keys.
#include "ui/panels/image_view.h"
#include "ui/panels/view_tools.h"
#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QNativeGestureEvent>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double clickSlack = 3;  // a hand trembles: less than this is a click, not a drag

bool isArrow(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

}  // namespace

bool ImageView::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {  // two fingers on a touchpad
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomTo(zoom() * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    if (event->type() == QEvent::ShortcutOverride && m_cropping) {  // arrows are the crop's while it is chosen
        const auto* key = static_cast<QKeyEvent*>(event);
        if (isArrow(key->key()) || key->key() == Qt::Key_Escape) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip && !m_takenWords.isEmpty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::optional<Cell> cell = cellAt(QPointF(help->pos()));
        QToolTip::showText(help->globalPos(), cell && isTaken(*cell) ? m_takenWords : QString(), this);
        return true;
    }
    return QWidget::event(event);
}

// --- mouse -----------------------------------------------------------------------------------------------------------

void ImageView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    if (beginStroke(event->position()))
        return;
    m_pressed = event->position();
    m_dragged = event->position();
    m_moved = false;
    m_focusRing = false;
    if (const Grip grip = gripUnder(event->position()); grip.any() && !(event->modifiers() & Qt::ControlModifier)) {
        m_pull = Pull{grip, m_draft.value_or(wholeCrop(m_picture->seen, imageSize())), imagePoint(event->position())};
        setCropping(true);
    }
    update();
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position();
    if (m_stroke)
        strokeTo(event->position());
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        m_moved = m_moved || QLineF(*m_pressed, event->position()).length() > clickSlack;
        if (m_moved && m_pull)
            pull(event->position(), event->modifiers() & Qt::ShiftModifier);
        else if (m_moved && zoom() > 1 && m_picture) {
            const ViewTransform moved = panned(look(), event->position() - m_dragged, extent().size(), size());
            m_dragged = event->position();
            setLook(m_follow == Follow::Pixels ? m_follow : Follow::Hand, moved);
        }
    }
    updateHover();
    updateCursor();
    if (m_pixels || m_brushing)
        update();  // another pixel's numbers
}

void ImageView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && endStroke())
        return;
    if (event->button() != Qt::LeftButton || !m_pressed)
        return QWidget::mouseReleaseEvent(event);
    m_pressed.reset();
    const bool pulled = m_pull.has_value();
    m_pull.reset();
    if (pulled)
        letGo();
    updateHover();
    updateCursor();
    if (m_moved || pulled || !m_picture)
        return;
    const std::optional<Cell> cell = cellAt(event->position());
    if (m_cropping)
        setCropping(false);  // a click beside the frame
    else if (cell && (event->modifiers() & Qt::ControlModifier))
        Q_EMIT pinToggled(*cell);
    else
        Q_EMIT clicked(cell);
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (m_brushing)
        return mousePressEvent(event);  // two quick dabs
    if (event->button() == Qt::LeftButton && !m_cropping) {
        fit();
        Q_EMIT fitted();  // the first of the two clicks has pinned a patch: whoever listens takes that back
    }
    m_pressed.reset();  // the release that follows is no click
}

void ImageView::placeTools() {
    if (m_tools->parentWidget() != this)
        return;
    m_tools->fitInto(int(imageRect().intersected(QRectF(rect())).width()));
    // In the corner where they lie on least of what the model sees, and on no handle of the frame that is pulled at; of
    // equal ones at the lower right.
    const QSize size = m_tools->size();
    const int right = width() - size.width() - unit;
    const int bottom = height() - size.height() - unit;
    const std::array<QPoint, 4> corners{QPoint(right, bottom), QPoint(right, unit), QPoint(unit, bottom),
                                        QPoint(unit, unit)};
    const QRectF seen = cropRect();
    const auto cost = [&](const QPoint& corner) {
        const QRectF taken(corner, size);
        const QRectF wide = taken.adjusted(-unit, -unit, unit, unit);
        const auto handles = handlesOf(seen);
        const bool blocked =
            m_cropping && std::any_of(handles.begin(), handles.end(), [&](QPointF h) { return wide.contains(h); });
        const QRectF covered = taken & seen;
        return (blocked ? 1e9 : 0) + covered.width() * covered.height();
    };
    m_tools->move(*std::min_element(corners.begin(), corners.end(),
                                    [&](const QPoint& a, const QPoint& b) { return cost(a) < cost(b); }));
}

void ImageView::enterEvent(QEnterEvent* event) {
    if (m_tools->parentWidget() == this)
        m_tools->setVisible(m_showsTools && !m_pyramid.empty() && width() > m_tools->width() &&
                            height() > 3 * m_tools->height());
    QWidget::enterEvent(event);
}

void ImageView::leaveEvent(QEvent* event) {
    m_mouse.reset();
    if (m_tools->parentWidget() == this)
        m_tools->hide();
    updateHover();
    if (m_pixels || m_brushing)
        update();
    QWidget::leaveEvent(event);
}

void ImageView::updateHover() {
    const bool dragging = m_pressed && m_moved && zoom() > 1;
    if (dragging)
        return;  // the picture goes with the mouse
    const bool asks = m_mouse && !m_cropping && !m_brushing && !gripUnder(*m_mouse).any();
    const std::optional<Cell> cell = asks ? cellAt(*m_mouse) : std::nullopt;
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    updateCursor();
    Q_EMIT hovered(cell);
}

void ImageView::updateCursor() {
    const Grip grip = m_pull ? m_pull->grip : m_mouse ? gripUnder(*m_mouse) : Grip{};
    if (grip.any())
        setCursor(cursorOf(grip));
    else if (m_pressed && m_moved && zoom() > 1)
        setCursor(Qt::ClosedHandCursor);
    else if (m_hovered || (m_brushing && m_mouse && cellAt(*m_mouse)))
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

// --- keys ------------------------------------------------------------------------------------------------------------

void ImageView::moveQuery(int rows, int cols) {
    if (m_pyramid.empty() || m_rows <= 0 || m_cols <= 0)
        return;
    const Cell from = m_query.value_or(Cell{m_rows / 2, m_cols / 2});
    const Cell to{std::clamp(from.row + rows, 0, m_rows - 1), std::clamp(from.col + cols, 0, m_cols - 1)};
    Q_EMIT clicked(m_query ? to : from);
}

// Arrows alone choose layers and heads (the window's shortcuts); with Shift they move the patch that asks.
void ImageView::keyPressEvent(QKeyEvent* event) {
    if (m_cropping && cropKey(event))
        return;
    if (event->modifiers() & Qt::ShiftModifier) {
        switch (event->key()) {
        case Qt::Key_Left: return moveQuery(0, -1);
        case Qt::Key_Right: return moveQuery(0, 1);
        case Qt::Key_Up: return moveQuery(-1, 0);
        case Qt::Key_Down: return moveQuery(1, 0);
        default: break;
        }
    }
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomBy(zoomStep);
    case Qt::Key_Minus: return zoomBy(1 / zoomStep);
    case Qt::Key_0: return fit();
    case Qt::Key_Space: return setPlain(true);
    default: QWidget::keyPressEvent(event);
    }
}

void ImageView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        return setPlain(false);
    QWidget::keyReleaseEvent(event);
}

void ImageView::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void ImageView::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    m_plain = false;
    update();
}

}  // namespace vitrine::ui

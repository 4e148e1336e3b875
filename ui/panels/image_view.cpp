#include "ui/panels/image_view.h"

#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QNativeGestureEvent>
#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double clickSlack = 3;  // a hand trembles: less than this is a click, not a drag
constexpr double zoomStep = 1.25;

}  // namespace

ImageView::ImageView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture"));
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void ImageView::setPicture(std::shared_ptr<const Picture> picture) {
    if (picture == m_picture)
        return;
    const bool sameImage = m_picture && picture && m_picture->image == picture->image;
    m_picture = std::move(picture);
    m_pyramid = PicturePyramid(m_picture);
    if (!sameImage) {
        m_scaled = {};
        m_transform = {};
        m_pressed.reset();
    }
    m_hovered.reset();  // said again: whoever listens begins anew with a new picture
    updateHover();
    update();
}

void ImageView::setGrid(int rows, int cols) {
    if (rows == m_rows && cols == m_cols)
        return;
    m_rows = rows;
    m_cols = cols;
    updateHover();
    update();
}

void ImageView::setMap(std::shared_ptr<const MapSet> maps, const OverlayStyle& style) {
    m_maps = std::move(maps);
    if (m_maps && m_maps->map.values.empty())
        m_maps.reset();
    m_style = style;
    m_overlay = {};
    if (m_maps)
        setGrid(m_maps->map.rows, m_maps->map.cols);
    update();
}

void ImageView::setQuery(std::optional<Cell> cell, const QString& label) {
    if (cell == m_query && label == m_label)
        return;
    m_query = cell;
    m_label = label;
    setAccessibleDescription(label);
    update();
}

void ImageView::setDimmed(bool dimmed) {
    if (dimmed == m_dimmed)
        return;
    m_dimmed = dimmed;
    update();
}

// --- where it is -----------------------------------------------------------------------------------------------------

ImageView::Places ImageView::places() const {
    const QSizeF view = QSizeF(size()) * scale();
    Places out{snapped({QPointF(), view}, m_origin), {}, {}};
    if (m_pyramid.empty())
        return out;
    const Image& image = m_picture->image;
    const Box& seen = m_picture->seen;
    const QRectF extent = extentOf(image.width, image.height, seen);
    const QRectF target = placed(m_transform, extent.size(), view);
    out.image = snapped(projected(QRectF(0, 0, image.width, image.height), extent, target), m_origin);
    out.crop = snapped(projected(QRectF(seen.x, seen.y, seen.width, seen.height), extent, target), m_origin);
    return out;
}

QRectF ImageView::toWidget(const QRect& onDevice) const {
    return {(QPointF(onDevice.topLeft()) - m_origin) / scale(), QSizeF(onDevice.size()) / scale()};
}

QRectF ImageView::imageRect() const { return m_pyramid.empty() ? QRectF() : toWidget(places().image); }
QRectF ImageView::cropRect() const { return m_pyramid.empty() ? QRectF() : toWidget(places().crop); }

PatchGrid ImageView::grid() const {
    const QRectF crop = cropRect();
    return {m_rows, m_cols, {crop.x(), crop.y(), crop.width(), crop.height()}};
}

QRectF ImageView::patchRect(Cell cell) const {
    if (m_pyramid.empty() || m_rows <= 0 || m_cols <= 0)
        return {};
    const Box box = patchBox(grid(), cell);
    return {box.x, box.y, box.width, box.height};
}

std::optional<Cell> ImageView::cellAt(QPointF at) const {
    if (m_pyramid.empty() || m_rows <= 0 || m_cols <= 0)
        return std::nullopt;
    return patchAt(grid(), at.x(), at.y());
}

// --- zoom and pan ----------------------------------------------------------------------------------------------------

void ImageView::setTransform(const ViewTransform& transform) {
    if (transform == m_transform)
        return;
    m_transform = transform;
    updateHover();
    update();
}

void ImageView::zoomTo(double zoom, QPointF about) {
    if (m_pyramid.empty())
        return;
    const QRectF extent = extentOf(m_picture->image.width, m_picture->image.height, m_picture->seen);
    const double most = largestZoom(extent, m_picture->seen, m_rows, m_cols, size());
    const double wanted = zoom < 1.01 ? 1 : std::min(zoom, most);
    setTransform(zoomedAbout(m_transform, wanted, about, extent.size(), size()));
}

void ImageView::fit() { setTransform({}); }

void ImageView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() == 0 || m_pyramid.empty()) {
        event->ignore();
        return;
    }
    zoomTo(zoom() * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

bool ImageView::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {  // two fingers on a touchpad
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomTo(zoom() * (1 + gesture->value()), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

// --- mouse and keys --------------------------------------------------------------------------------------------------

void ImageView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = event->position();
    m_dragged = event->position();
    m_moved = false;
    m_focusRing = false;
    update();
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position();
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        m_moved = m_moved || QLineF(*m_pressed, event->position()).length() > clickSlack;
        if (m_moved && zoom() > 1 && m_picture) {
            const QRectF extent = extentOf(m_picture->image.width, m_picture->image.height, m_picture->seen);
            const ViewTransform moved = panned(m_transform, event->position() - m_dragged, extent.size(), size());
            m_dragged = event->position();
            setTransform(moved);
        }
    }
    updateHover();
    updateCursor();
}

void ImageView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed)
        return QWidget::mouseReleaseEvent(event);
    m_pressed.reset();
    updateHover();
    updateCursor();
    if (!m_moved && m_picture)
        Q_EMIT clicked(cellAt(event->position()));
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        fit();
        Q_EMIT fitted();  // the first of the two clicks has pinned a patch: whoever listens takes that back
    }
    m_pressed.reset();  // the release that follows is no click
}

void ImageView::leaveEvent(QEvent* event) {
    m_mouse.reset();
    updateHover();
    QWidget::leaveEvent(event);
}

void ImageView::updateHover() {
    const bool dragging = m_pressed && m_moved && zoom() > 1;
    if (dragging)
        return;  // the picture goes with the mouse
    const std::optional<Cell> cell = m_mouse ? cellAt(*m_mouse) : std::nullopt;
    if (cell == m_hovered)
        return;
    m_hovered = cell;
    updateCursor();
    Q_EMIT hovered(cell);
}

void ImageView::updateCursor() {
    if (m_pressed && m_moved && zoom() > 1)
        setCursor(Qt::ClosedHandCursor);
    else if (m_hovered)
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
}

void ImageView::moveQuery(int rows, int cols) {
    if (m_pyramid.empty() || m_rows <= 0 || m_cols <= 0)
        return;
    const Cell from = m_query.value_or(Cell{m_rows / 2, m_cols / 2});
    const Cell to{std::clamp(from.row + rows, 0, m_rows - 1), std::clamp(from.col + cols, 0, m_cols - 1)};
    Q_EMIT clicked(m_query ? to : from);
}

// Arrows alone choose layers and heads (the window's shortcuts); with Shift they move the patch that asks.
void ImageView::keyPressEvent(QKeyEvent* event) {
    const QPointF middle = QRectF(rect()).center();
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
    case Qt::Key_Equal: return zoomTo(zoom() * zoomStep, middle);
    case Qt::Key_Minus: return zoomTo(zoom() / zoomStep, middle);
    case Qt::Key_0: return fit();
    default: QWidget::keyPressEvent(event);
    }
}

void ImageView::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void ImageView::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    update();
}

void ImageView::resizeEvent(QResizeEvent*) { updateHover(); }

void ImageView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

#include "ui/panels/image_view.h"

#include "ui/panels/view_tools.h"
#include "ui/theme.h"

#include <QtGui/QNativeGestureEvent>
#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr int nudgePause = 300;  // ms

}  // namespace

ImageView::ImageView(QWidget* parent) : QWidget(parent), m_tools(new ViewTools(this)) {
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Picture"));
    m_tools->hide();
    m_nudged.setSingleShot(true);
    m_nudged.setInterval(nudgePause);
    connect(&m_nudged, &QTimer::timeout, this, &ImageView::letGo);
    connect(m_tools, &ViewTools::entered, this, [this] {
        m_mouse.reset();
        updateHover();
    });
}

ImageView::~ImageView() = default;

// --- what is shown ---------------------------------------------------------------------------------------------------

void ImageView::setPicture(std::shared_ptr<const Picture> picture) {
    if (picture == m_picture)
        return;
    const bool sameImage = m_picture && picture && m_picture->image == picture->image;  // the same one, cut otherwise
    if (sameImage)
        m_follow = followed();  // nothing moves because the crop is another
    m_picture = std::move(picture);
    m_pyramid = PicturePyramid(m_picture);
    m_draft.reset();
    m_nudged.stop();
    m_overlay = {};
    m_lines = {};
    if (!sameImage) {
        m_scaled = {};
        m_follow = Follow::Open;
        m_transform = {};
        m_pressed.reset();
        m_pull.reset();
        setCropping(false);
    }
    m_hovered.reset();  // said again: whoever listens begins anew with a new picture
    updateHover();
    update();
    Q_EMIT zoomChanged();
}

void ImageView::setPixels(bool pixels) {
    if (pixels == m_pixels)
        return;
    m_pixels = pixels;
    m_scaled = {};
    m_maskedImage = {};
    update();
    Q_EMIT zoomChanged();
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
    m_lines = {};
    if (m_maps)
        setGrid(m_maps->map.rows, m_maps->map.cols);
    update();
}

void ImageView::setPins(const std::vector<PinMark>& pins, const std::vector<Map>& together) {
    if (pins.empty() && m_pins.empty() && together.empty() && m_together.empty())
        return;
    m_pins = pins;
    m_together = together;
    m_overlay = {};
    m_lines = {};
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

void ImageView::setWaiting(std::optional<Cell> cell) {
    if (cell == m_waiting)
        return;
    m_waiting = cell;
    update();
}

void ImageView::setRead(std::optional<Cell> cell, const QString& label) {
    if (cell == m_read && label == m_readLabel)
        return;
    m_read = cell;
    m_readLabel = label;
    update();
}

void ImageView::setDimmed(bool dimmed) {
    if (dimmed == m_dimmed)
        return;
    m_dimmed = dimmed;
    update();
}

void ImageView::setPlain(bool plain) {
    if (plain == m_plain)
        return;
    m_plain = plain;
    update();
}

// --- where it is -----------------------------------------------------------------------------------------------------

QSize ImageView::imageSize() const {
    return m_pyramid.empty() ? QSize() : QSize(m_picture->image->width, m_picture->image->height);
}

Box ImageView::seen() const { return m_draft.value_or(m_picture->seen); }

// Of the crop that the model sees, not of the one being pulled: nothing moves under the hand.
QRectF ImageView::extent() const {
    return extentOf(m_picture->image->width, m_picture->image->height, m_picture->seen);
}

ViewTransform ImageView::look() const {
    if (m_pyramid.empty())
        return {};
    const QRectF all = extent();
    const QSizeF view = QSizeF(size()) * scale();
    const Box& box = m_picture->seen;
    switch (followed()) {
    case Follow::Fit: return {m_pixels && !m_filling ? wholeZoom(all.size(), view) : 1.0, {0.5, 0.5}};
    case Follow::Pixels: return settled({1 / fitScale(all.size(), view), m_transform.centre});
    case Follow::Crop: return zoomedOn({box.x, box.y, box.width, box.height}, all, view);
    case Follow::Open:
    case Follow::Hand: break;
    }
    return m_transform;
}

ImageView::Places ImageView::places() const {
    const QSizeF view = QSizeF(size()) * scale();
    Places out{snapped({QPointF(), view}, m_origin), {}, {}};
    if (m_pyramid.empty())
        return out;
    const QRectF all = extent();
    const QRectF target = placed(look(), all.size(), view);
    const Box box = seen();
    out.image = snapped(projected(QRectF(QPointF(), QSizeF(imageSize())), all, target), m_origin);
    out.crop = snapped(projected(QRectF(box.x, box.y, box.width, box.height), all, target), m_origin);
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

QPointF ImageView::imagePoint(QPointF at) const {
    const QRectF image = imageRect();
    return {(at.x() - image.x()) / image.width() * imageSize().width(),
            (at.y() - image.y()) / image.height() * imageSize().height()};
}

std::optional<QPoint> ImageView::pixelAt(QPointF at) const {
    if (m_pyramid.empty() || !imageRect().contains(at))
        return std::nullopt;
    const QPointF point = imagePoint(at);
    return QPoint(std::clamp(int(point.x()), 0, imageSize().width() - 1),
                  std::clamp(int(point.y()), 0, imageSize().height() - 1));
}

// --- zoom and pan ----------------------------------------------------------------------------------------------------

void ImageView::setLook(Follow follow, const ViewTransform& transform) {
    if (follow == m_follow && transform == m_transform)
        return;
    m_follow = follow;
    m_transform = transform;
    updateHover();
    update();
    Q_EMIT zoomChanged();
}

int ImageView::percent() const {
    if (m_pyramid.empty())
        return 100;
    return int(std::lround(fitScale(extent().size(), QSizeF(size()) * scale()) * look().zoom * 100));
}

// Zooming out ends at the whole picture; smaller than that only "a pixel is a pixel" makes it.
void ImageView::zoomTo(double zoom, QPointF about) {
    if (m_pyramid.empty())
        return;
    const QRectF all = extent();
    const QSizeF view = QSizeF(size()) * scale();
    const double whole = m_pixels && !m_filling ? wholeZoom(all.size(), view) : 1;
    const double now = look().zoom;
    if (zoom < now && zoom < 1.01 * whole)
        return now > whole ? fit() : void();
    const double most =
        std::max(largestZoom(all, m_picture->seen, m_rows, m_cols, size()), 8 / fitScale(all.size(), view));
    setLook(Follow::Hand, zoomedAbout(look(), std::min(zoom, most), about, all.size(), size()));
}

void ImageView::zoomBy(double factor) { zoomTo(zoom() * factor, QRectF(rect()).center()); }
void ImageView::fit() { setLook(Follow::Fit, {}); }

void ImageView::showPixels() {
    const Box box = m_pyramid.empty() ? Box{} : seen();
    const QRectF all = m_pyramid.empty() ? QRectF(0, 0, 1, 1) : extent();
    // What the model sees is in the middle, or what was there before.
    QPointF middle = look().centre;
    if (isFitted())
        middle = {(box.x + box.width / 2 - all.x()) / all.width(), (box.y + box.height / 2 - all.y()) / all.height()};
    setLook(Follow::Pixels, {1, middle});
}

void ImageView::zoomToCrop() { setLook(Follow::Crop, {}); }

void ImageView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() == 0 || m_pyramid.empty()) {
        event->ignore();
        return;
    }
    zoomTo(zoom() * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void ImageView::resizeEvent(QResizeEvent*) {
    placeTools();
    updateHover();
    Q_EMIT zoomChanged();
}

void ImageView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

// How ImageView paints: in the device's own pixels, so that nothing is blurred by half of one at any scale.
#include "ui/panels/image_view.h"

#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double outsideDimmed = 0.62;  // how far what the model did not see goes towards the stage's colour
constexpr double oldDimmed = 0.45;
constexpr int largestOverlay = 1024;  // beyond this a patch has so many pixels that scaling them shows nothing

QColor withAlpha(QColor colour, double alpha) {
    colour.setAlphaF(float(alpha));
    return colour;
}

/// A frame around `rect`, outside of it.
void frameAround(QPainter& painter, const QRect& rect, int width, const QColor& colour) {
    const QRect outer = rect.adjusted(-width, -width, width, width);
    painter.fillRect(QRect(outer.left(), outer.top(), outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), rect.bottom() + 1, outer.width(), width), colour);
    painter.fillRect(QRect(outer.left(), rect.top(), width, rect.height()), colour);
    painter.fillRect(QRect(rect.right() + 1, rect.top(), width, rect.height()), colour);
}

int thickness(double units, double scale) { return std::max(1, int(std::lround(units * scale))); }

}  // namespace

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().stage);
    // Asked of the painter: whoever renders this widget into a picture may have another scale than the screen.
    const QTransform device = painter.deviceTransform();
    m_scale = device.m11();
    m_origin = {device.dx(), device.dy()};
    if (m_pyramid.empty())
        return;
    const Places at = places();
    painter.save();
    painter.setTransform(device.inverted(), true);
    painter.setClipRect(at.view);
    paintPicture(painter, at);
    paintOverlay(painter, at);
    const int line = thickness(1, m_scale);
    const QRect inside = at.view.adjusted(line, line, -line, -line);
    frameAround(painter, zoom() > 1 ? at.crop : at.crop & inside, line, withAlpha(Qt::white, 0.47));
    if (m_dimmed)
        painter.fillRect(at.view, withAlpha(theme().stage, oldDimmed));
    if (m_focusRing) {
        const int ring = thickness(2, m_scale);
        frameAround(painter, at.view.adjusted(ring, ring, -ring, -ring), ring, theme().accent);
    }
    paintQuery(painter);
    painter.restore();
    paintLabel(painter);
}

void ImageView::paintPicture(QPainter& painter, const Places& at) {
    painter.fillRect(at.crop, Qt::black);  // padding is black to the model too
    const QRect part = (at.image & at.view).translated(-at.image.topLeft());
    if (m_scaled.isNull() || m_scaledSize != at.image.size() || m_scaledPart != part) {
        m_scaled = m_pyramid.render(at.image.size(), part);
        m_scaledSize = at.image.size();
        m_scaledPart = part;
    }
    painter.drawImage(at.image.topLeft() + part.topLeft(), m_scaled);
    const QRegion outside = QRegion(at.image) - QRegion(at.crop);
    for (const QRect& rect : outside)
        painter.fillRect(rect, withAlpha(theme().stage, outsideDimmed));
}

QSize ImageView::overlaySize(QSize crop) const {
    if (std::max(crop.width(), crop.height()) <= largestOverlay)
        return crop;
    if (m_style.smooth)
        return crop.scaled(largestOverlay, largestOverlay, Qt::KeepAspectRatio).expandedTo({1, 1});
    // Flat squares, each of the same number of pixels: enlarged without smoothing their edges stay where they are.
    const int side = std::max(1, largestOverlay / std::max(m_cols, m_rows));
    return {m_cols * side, m_rows * side};
}

void ImageView::paintOverlay(QPainter& painter, const Places& at) {
    if (!m_maps)
        return;
    const QSize size = overlaySize(at.crop.size());
    if (m_overlay.size() != size)
        m_overlay = toQImage(drawOverlay(m_maps->map, size.width(), size.height(), m_style));
    if (size == at.crop.size()) {
        painter.drawImage(at.crop.topLeft(), m_overlay);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, m_style.smooth);
    painter.drawImage(QRectF(at.crop), m_overlay, QRectF(m_overlay.rect()));
}

void ImageView::paintQuery(QPainter& painter) {
    if (!m_query || m_rows <= 0)
        return;
    const QRectF patch = patchRect(*m_query);
    const QRect onDevice = snapped({patch.topLeft() * m_scale, patch.size() * m_scale}, m_origin);
    const int white = thickness(2, m_scale);
    frameAround(painter, onDevice, white, Qt::white);
    frameAround(painter, onDevice.adjusted(-white, -white, white, white), thickness(1, m_scale),
                withAlpha(Qt::black, 0.55));
}

void ImageView::paintLabel(QPainter& painter) const {
    const QRectF patch = m_query ? patchRect(*m_query) : QRectF();
    if (m_label.isEmpty() || !patch.intersects(rect()))
        return;
    painter.setFont(textFont(TextSize::Small));
    const QSizeF tag(std::ceil(painter.fontMetrics().horizontalAdvance(m_label)) + 2 * unit, 3 * unit);
    const QRectF at = besidePatch(tag, patch.adjusted(-3, -3, 3, 3), rect(), unit);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(20, 22, 25, 224));  // over the picture: dark in both themes
    painter.drawRoundedRect(at, 4, 4);
    painter.setPen(QColor(0xe8, 0xea, 0xed));
    painter.drawText(at, Qt::AlignCenter, m_label);
}

}  // namespace vitrine::ui

// How ImageView paints: in the device's own pixels, so that nothing is blurred by half of one at any scale.
#include "ui/panels/image_view.h"

#include "core/overlay/contour.h"
#include "core/overlay/pins.h"
#include "ui/panels/paint_device.h"
#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double oldDimmed = 0.45;
constexpr int linesFrom = 12;  // px: patches smaller than this get no lines between them
constexpr int handle = 8;      // px

/// The overlay multiplied with `ground`, or added to it as light; both RGB32. Qt's own modes take five times as long.
void meet(QImage& ground, const Overlay& overlay, Blend blend) {
    const auto byte255 = [](int product) { return (product * 257 + 32896) >> 16; };  // / 255, rounded
    const bool multiply = blend == Blend::Multiply;
    for (int y = 0; y < overlay.height; ++y) {
        const uint8_t* over = overlay.pixels.data() + size_t(y) * size_t(overlay.width) * 4;
        auto* under = reinterpret_cast<QRgb*>(ground.scanLine(y));
        for (int x = 0; x < overlay.width; ++x, over += 4) {
            const int clear = 255 - over[3];
            const auto channel = [&](int o, int u) {
                return multiply ? byte255(u * (o + clear)) : o + u - byte255(o * u);
            };
            const QRgb u = under[x];
            under[x] = qRgb(channel(over[0], qRed(u)), channel(over[1], qGreen(u)), channel(over[2], qBlue(u)));
        }
    }
}

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
    forgetParts(at);
    painter.save();
    painter.setTransform(device.inverted(), true);
    painter.setClipRect(at.view);
    paintGround(painter, at);
    if (!m_plain) {
        paintMasked(painter);
        if (!m_draft)
            paintOverlay(painter, at);
        paintGrid(painter, at);
        paintFrame(painter, at);
    }
    if (m_dimmed)
        painter.fillRect(at.view, withAlpha(theme().stage, oldDimmed));
    if (m_focusRing) {
        const int ring = thickness(2, m_scale);
        frameAround(painter, at.view.adjusted(ring, ring, -ring, -ring), ring, theme().accent);
    }
    if (!m_plain && !m_draft) {
        paintTaken(painter);
        paintMarks(painter);
    }
    paintBrush(painter);
    painter.restore();
    if (!m_plain)
        paintWords(painter);
}

// What is drawn of the visible part holds until another part is visible.
void ImageView::forgetParts(const Places& at) {
    const QRect part = at.crop & at.view;
    if (m_partCrop == at.crop && m_part == part)
        return;
    m_partCrop = at.crop;
    m_part = part;
    m_maskedImage = {};
    m_overlay = {};
    m_takenImage = {};
}

Raster ImageView::raster() const {
    return {m_part.width(),
            m_part.height(),
            double(m_part.x() - m_partCrop.x()),
            double(m_part.y() - m_partCrop.y()),
            double(m_partCrop.width()),
            double(m_partCrop.height())};
}

void ImageView::paintGround(QPainter& painter, const Places& at) {
    painter.fillRect(at.crop, Qt::black);  // padding is black to the model too
    const QRect part = (at.image & at.view).translated(-at.image.topLeft());
    if (m_scaled.isNull() || m_scaledImage.size() != at.image.size() || m_scaledPart != part) {
        m_scaled = m_pyramid.render(at.image.size(), part, m_pixels);
        m_scaledImage = at.image;
        m_scaledPart = part;
    }
    painter.drawImage(at.image.topLeft() + part.topLeft(), m_scaled);
    if (m_plain)
        return;
    const QRegion outside = QRegion(at.image) - QRegion(at.crop);
    for (const QRect& rect : outside)
        painter.fillRect(rect, withAlpha(Qt::black, 1 - dimmed));
}

void ImageView::drawMaps(const Places& at) {
    const auto image = [](const Overlay& overlay) {  // as the screen's pixels are, so that painting is a plain blend
        return toQImage(overlay).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    };
    m_lines = {};
    if (!m_together.empty()) {
        m_overlay = image(drawPins(m_together, raster(), m_style));
    } else {
        const ColourScale scale = scaleOf(*m_maps, m_style);
        const Overlay overlay = drawOverlay(m_maps->map, raster(), m_style, scale);
        m_overlay =
            m_style.blend == Blend::Multiply || m_style.blend == Blend::Screen ? met(overlay, at) : image(overlay);
        if (m_style.contour)
            m_lines = image(drawContours(m_maps->map, raster(), m_style, scale, 1.5 * m_scale));
    }
}

QImage ImageView::met(const Overlay& overlay, const Places& at) const {
    QImage ground(m_part.size(), QImage::Format_RGB32);
    ground.fill(Qt::black);  // as padding is
    QPainter painter(&ground);
    painter.drawImage(at.image.topLeft() + m_scaledPart.topLeft() - m_part.topLeft(), m_scaled);
    painter.drawImage(0, 0, m_maskedImage);
    painter.end();
    meet(ground, overlay, m_style.blend);
    return ground;
}

// Under the map, which is of the run without them.
void ImageView::paintMasked(QPainter& painter) {
    if (m_masked.patches.empty() || m_part.isEmpty())
        return;
    if (m_maskedImage.isNull())
        m_maskedImage = toQImage(drawMasked(m_masked, raster(), thickness(1, m_scale), !m_pixels))
                            .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    painter.drawImage(m_part.topLeft(), m_maskedImage);
}

// Only what is visible is drawn, at the device's own pixels: sharp at any zoom, and as quick as the view is large.
void ImageView::paintOverlay(QPainter& painter, const Places& at) {
    if ((!m_maps && m_together.empty()) || m_part.isEmpty())
        return;
    if (m_overlay.isNull())
        drawMaps(at);
    painter.drawImage(m_part.topLeft(), m_overlay);
    if (!m_lines.isNull())
        painter.drawImage(m_part.topLeft(), m_lines);
}

void ImageView::paintGrid(QPainter& painter, const Places& at) const {
    if ((!m_pixels && !m_pull) || m_rows <= 0 || m_cols <= 0 ||
        std::min(at.crop.width() / m_cols, at.crop.height() / m_rows) < linesFrom)
        return;
    const int line = thickness(1, m_scale);
    const QColor colour = withAlpha(Qt::white, 0.25);
    const QRect& crop = at.crop;
    for (int col = 1; col < m_cols; ++col)
        painter.fillRect(
            QRect(crop.x() + int(std::lround(double(crop.width()) * col / m_cols)), crop.y(), line, crop.height()),
            colour);
    for (int row = 1; row < m_rows; ++row)
        painter.fillRect(
            QRect(crop.x(), crop.y() + int(std::lround(double(crop.height()) * row / m_rows)), crop.width(), line),
            colour);
}

void ImageView::paintFrame(QPainter& painter, const Places& at) const {
    const int line = thickness(1, m_scale);
    const QRect inside = at.view.adjusted(line, line, -line, -line);
    const QRect frame = zoom() > 1 ? at.crop : at.crop & inside;
    const bool strong = m_cropping || m_pull || (m_mouse && gripUnder(*m_mouse).any());
    frameAround(painter, frame, strong ? thickness(2, m_scale) : line, withAlpha(Qt::white, strong ? 0.95 : 0.47));
    if (!m_cropping)
        return;
    const int side = thickness(handle, m_scale);
    for (const QPointF& middle : handlesOf(QRectF(at.crop))) {
        QRect box(0, 0, side, side);
        box.moveCenter(middle.toPoint());
        box.moveLeft(std::clamp(box.left(), at.view.left(), at.view.right() + 1 - side));
        box.moveTop(std::clamp(box.top(), at.view.top(), at.view.bottom() + 1 - side));
        frameAround(painter, box, line, withAlpha(Qt::black, 0.6));
        painter.fillRect(box, Qt::white);
    }
}

}  // namespace vitrine::ui

#include "ui/panels/strip_thumbnails.h"

#include "core/overlay/pins.h"
#include "ui/pixels.h"
#include "ui/theme.h"

namespace vitrine::ui {

namespace {

QImage drawTogether(const std::vector<Map>& maps, int side, OverlayStyle style) {
    style.opacity = 1;
    QImage image(side, side, QImage::Format_RGB32);
    image.fill(Qt::black);
    QPainter(&image).drawImage(0, 0, toQImage(drawPins(maps, Raster::whole(side, side), style)));
    return image;
}

std::vector<QImage> drawMaps(const StripMaps& strip, int side) {
    OverlayStyle style = strip.style;
    style.smooth = true;
    std::vector<QImage> images;
    for (const QImage& picture : strip.pictures)
        images.push_back(picture.scaled(side, side, Qt::IgnoreAspectRatio, Qt::FastTransformation));
    if (!images.empty())
        return images;
    for (const std::vector<Map>& maps : strip.together)
        images.push_back(drawTogether(maps, side, style));
    if (!images.empty())
        return images;
    for (const Map& map : strip.maps)
        images.push_back(toQImage(drawThumbnail(map, side, side, style, strip.scale.value_or(ownScale(map)))));
    return images;
}

}  // namespace

std::optional<ColourScale> stripScale(const MapSet* maps, const OverlayStyle& style) {
    return maps && style.shared ? std::optional(sharedScale(*maps)) : std::nullopt;
}

std::vector<QImage> drawThumbnails(const StripMaps& strip, int side) {
    std::vector<QImage> images = drawMaps(strip, side);
    for (QImage& image : images)
        hatch(image, strip.dropped);
    return images;
}

void outlineThumbnail(QPainter& painter, const QRectF& rect, double gap, double width, const QColor& colour) {
    const double d = gap + width / 2, radius = thumbnailRadius + d;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width));
    painter.drawRoundedRect(rect.adjusted(-d, -d, d, d), radius, radius);
}

void crossOut(QPainter& painter, const QRectF& rect) {
    painter.fillRect(rect, withAlpha(theme().stage, 0.7F));
    const QRectF at = rect.adjusted(1, 1, -1, -1);
    painter.setPen(QPen(theme().warning, 1.5));
    painter.drawLine(at.topLeft(), at.bottomRight());
    painter.drawLine(at.topRight(), at.bottomLeft());
}

void paintBadge(QPainter& painter, const QRect& rect, const QString& words) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().accent);
    painter.drawRoundedRect(rect, thumbnailRadius, thumbnailRadius);
    painter.setPen(theme().stage);
    painter.setFont(textFont(TextSize::Small));
    painter.drawText(rect, Qt::AlignCenter, words);
}

}  // namespace vitrine::ui

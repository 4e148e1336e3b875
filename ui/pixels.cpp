#include "ui/pixels.h"

#include "core/image/on_white.h"
#include "core/overlay/masked.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cstring>

namespace vitrine::ui {

namespace {

/// Core's rows have no padding, Qt's begin on multiples of four bytes: copied one by one.
QImage copyRows(const uint8_t* pixels, int width, int height, int channels, QImage::Format format) {
    if (width <= 0 || height <= 0)
        return {};
    QImage out(width, height, format);
    if (out.isNull())
        return {};
    const size_t bytes = size_t(width) * size_t(channels);
    for (int y = 0; y < height; ++y)
        std::memcpy(out.scanLine(y), pixels + size_t(y) * bytes, bytes);
    return out;
}

}  // namespace

QImage toQImage(const Image& image) {
    return copyRows(image.pixels.data(), image.width, image.height, 3, QImage::Format_RGB888);
}

QImage viewOf(const Image& image) {
    if (image.empty())
        return {};
    return QImage(image.pixels.data(), image.width, image.height, qsizetype(image.width) * 3, QImage::Format_RGB888);
}

QImage shownImage(const Picture& picture) { return viewOf(picture.forTheEye()); }

QImage toQImage(const Overlay& overlay) {
    return copyRows(overlay.pixels.data(), overlay.width, overlay.height, 4, QImage::Format_RGBA8888_Premultiplied);
}

void hatch(QImage& image, const Masked& dropped, int line) {
    if (dropped.patches.empty())
        return;
    image.convertTo(QImage::Format_RGB32);
    QPainter(&image).drawImage(0, 0, toQImage(drawMasked(dropped, Raster::whole(image.width(), image.height()), line)));
}

Image fromQImage(const QImage& image) {
    Image out(image.width(), image.height());
    if (image.isNull())
        return {};
    // Rows of 8-bit RGBA in whatever way the picture has them: converting would round colours under alpha twice.
    const bool isPremultiplied =
        image.pixelFormat().premultiplied() == QPixelFormat::Premultiplied && image.hasAlphaChannel();
    const QImage::Format format = !image.hasAlphaChannel() ? QImage::Format_RGB888
                                  : isPremultiplied        ? QImage::Format_RGBA8888_Premultiplied
                                                           : QImage::Format_RGBA8888;
    const QImage rows = image.convertToFormat(format);
    for (int y = 0; y < out.height; ++y) {
        const uchar* in = rows.constScanLine(y);
        uint8_t* to = out.row(y);
        if (format == QImage::Format_RGB888) {
            std::memcpy(to, in, size_t(out.width) * 3);
            continue;
        }
        for (int x = 0; x < out.width; ++x, in += 4, to += 3)
            for (int c = 0; c < 3; ++c)
                to[c] = isPremultiplied ? uint8_t(std::min(255, in[c] + 255 - in[3])) : onWhite(in[c], in[3]);
    }
    return out;
}

}  // namespace vitrine::ui

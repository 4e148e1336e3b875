#include "ui/pixels.h"

#include <QtGui/QPainter>

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

QImage toQImage(const Overlay& overlay) {
    return copyRows(overlay.pixels.data(), overlay.width, overlay.height, 4, QImage::Format_RGBA8888_Premultiplied);
}

Image fromQImage(const QImage& image) {
    if (image.isNull())
        return {};
    QImage rgb = image;
    if (image.hasAlphaChannel()) {
        rgb = QImage(image.size(), QImage::Format_RGB888);
        rgb.fill(Qt::white);
        QImage over = image;
        over.setDevicePixelRatio(1);  // else QPainter would draw it smaller
        QPainter(&rgb).drawImage(0, 0, over);
    } else if (image.format() != QImage::Format_RGB888) {
        rgb = image.convertToFormat(QImage::Format_RGB888);
    }
    Image out(rgb.width(), rgb.height());
    for (int y = 0; y < out.height; ++y)
        std::memcpy(out.row(y), rgb.constScanLine(y), size_t(out.width) * 3);
    return out;
}

}  // namespace vitrine::ui

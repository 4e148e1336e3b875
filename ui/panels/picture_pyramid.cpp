#include "ui/panels/picture_pyramid.h"

#include "ui/pixels.h"

#include <QtGui/QPainter>

namespace vitrine::ui {

namespace {

/// Every 2 x 2 pixels become their mean; an odd last row or column joins its neighbour's.
QImage halved(const QImage& from) {
    const int width = std::max(1, from.width() / 2);
    const int height = std::max(1, from.height() / 2);
    QImage to(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y) {
        const uchar* a = from.constScanLine(std::min(2 * y, from.height() - 1));
        const uchar* b = from.constScanLine(std::min(2 * y + 1, from.height() - 1));
        uchar* out = to.scanLine(y);
        const int step = from.width() > 1 ? 3 : 0;
        for (int x = 0; x < width; ++x, a += 6, b += 6, out += 3)
            for (int c = 0; c < 3; ++c)
                out[c] = uchar((a[c] + a[c + step] + b[c] + b[c + step] + 2) / 4);
    }
    return to;
}

}  // namespace

PicturePyramid::PicturePyramid(std::shared_ptr<const Picture> picture) : m_picture(std::move(picture)) {
    if (m_picture && m_picture->image.empty())
        m_picture.reset();
    if (m_picture)
        m_levels.push_back(shownImage(*m_picture));
}

const QImage& PicturePyramid::levelFor(QSize whole) {
    size_t level = 0;
    const auto halfIsEnough = [&] {
        const QImage& image = m_levels[level];
        return image.width() / 2 >= whole.width() && image.height() / 2 >= whole.height();
    };
    while (halfIsEnough()) {
        if (level + 1 == m_levels.size())
            m_levels.push_back(halved(m_levels[level]));
        ++level;
    }
    return m_levels[level];
}

QImage PicturePyramid::render(QSize whole, const QRect& visible, bool crisp) {
    if (empty() || whole.isEmpty() || visible.isEmpty())
        return {};
    const QImage& level = levelFor(whole);
    const bool squares = crisp && whole.width() >= level.width() && whole.height() >= level.height();
    if (visible == QRect(QPoint(), whole))
        return level.scaled(whole, Qt::IgnoreAspectRatio, squares ? Qt::FastTransformation : Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    QImage out(visible.size(), QImage::Format_RGB32);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !squares);
    painter.drawImage(QRectF(QPointF(-visible.topLeft()), QSizeF(whole)), level, QRectF(level.rect()));
    return out;
}

}  // namespace vitrine::ui

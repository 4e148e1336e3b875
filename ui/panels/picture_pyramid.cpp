#include "ui/panels/picture_pyramid.h"

#include "core/image/halves.h"
#include "ui/pixels.h"

#include <QtGui/QPainter>

namespace vitrine::ui {

PicturePyramid::PicturePyramid(std::shared_ptr<const Picture> picture) : m_picture(std::move(picture)) {
    if (m_picture && m_picture->image->empty())
        m_picture.reset();
    if (!m_picture)
        return;
    if (!m_picture->halves) {  // a small one that nobody prepared
        auto complete = std::make_shared<Picture>(*m_picture);
        complete->halves = std::make_shared<const std::vector<Image>>(halvesOf(m_picture->forTheEye()));
        m_picture = std::move(complete);
    }
    m_levels.push_back(shownImage(*m_picture));
    for (const Image& half : *m_picture->halves)
        m_levels.push_back(viewOf(half));
}

const QImage& PicturePyramid::levelFor(QSize whole) const {
    size_t level = 0;
    while (level + 1 < m_levels.size() && m_levels[level + 1].width() >= whole.width() &&
           m_levels[level + 1].height() >= whole.height())
        ++level;
    return m_levels[level];
}

QImage PicturePyramid::render(QSize whole, const QRect& visible, bool crisp) const {
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

// A picture at any size, quickly: scaled from the nearest larger one of its halves.
#pragma once

#include "core/explore.h"

#include <QtCore/QRect>
#include <QtGui/QImage>

#include <memory>
#include <vector>

namespace vitrine::ui {

class PicturePyramid {
public:
    PicturePyramid() = default;
    explicit PicturePyramid(std::shared_ptr<const Picture> picture);

    bool empty() const { return !m_picture; }
    /// The part `visible` of the whole picture drawn `whole` pixels large; `visible` lies within it. `crisp`: enlarged
    /// pixels are squares.
    QImage render(QSize whole, const QRect& visible, bool crisp = false) const;

private:
    const QImage& levelFor(QSize whole) const;

    std::shared_ptr<const Picture> m_picture;  // the levels look at its pixels and its halves', which are not copied
    std::vector<QImage> m_levels;              // each half as large as the one before
};

}  // namespace vitrine::ui

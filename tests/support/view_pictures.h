// Pictures and maps for the image view, and what it paints.
#pragma once

#include "ui/panels/image_view.h"

#include <QtGui/QImage>

#include <algorithm>
#include <memory>

namespace vitrine::test {

inline std::shared_ptr<const Picture> greyPicture(int width, int height, const Box& seen) {
    auto picture = std::make_shared<Picture>();
    Image image(width, height);
    std::fill(image.pixels.begin(), image.pixels.end(), uint8_t(128));
    picture->image = std::make_shared<const Image>(std::move(image));
    picture->seen = seen;
    return picture;
}

inline std::shared_ptr<const Picture> cropped(int width, int height, const Preprocessing& preprocessing = {}) {
    return greyPicture(width, height, modelBox(width, height, preprocessing));
}

/// One patch is 1, the others 0.
inline std::shared_ptr<const MapSet> hot(int rows, int cols, Cell cell) {
    auto maps = std::make_shared<MapSet>();
    maps->map = {rows, cols, std::vector<float>(size_t(rows) * size_t(cols))};
    maps->map.values[size_t(cell.row) * size_t(cols) + size_t(cell.col)] = 1;
    return maps;
}

/// As painted at `scale` device pixels a unit.
inline QImage painted(ui::ImageView& view, double scale) {
    QImage out((QSizeF(view.size()) * scale).toSize(), QImage::Format_RGB32);
    out.setDevicePixelRatio(scale);
    view.render(&out);
    out.setDevicePixelRatio(1);
    return out;
}

}  // namespace vitrine::test

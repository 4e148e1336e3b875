#include "ui/board/tile_picture.h"

#include "ui/panels/seen_view.h"
#include "ui/pixels.h"

#include <algorithm>

namespace vitrine::ui {

Image tilePicture(const Picture& picture, QSize size, const Masked& masked) {
    const Picture part = seenPart(picture, std::max(size.width(), size.height()));
    const QImage scaled = toQImage(*part.image).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    return withMasked(fromQImage(scaled), {0, 0, double(size.width()), double(size.height())}, masked);
}

}  // namespace vitrine::ui

// The one place where core's pixels become Qt's and back.
#pragma once

#include "core/explore.h"
#include "core/image/image.h"
#include "core/overlay/blend.h"

#include <QtGui/QImage>

namespace vitrine {
struct Masked;
}

namespace vitrine::ui {

/// A deep copy: Format_RGB888.
QImage toQImage(const Image& image);
/// No copy: the same pixels, to be read only while `image` lives and stays as it is. Format_RGB888.
QImage viewOf(const Image& image);
/// What of a picture is drawn, in a screen's colours; no copy, as above.
QImage shownImage(const Picture& picture);
/// A deep copy: Format_RGBA8888_Premultiplied.
QImage toQImage(const Overlay& overlay);
/// Those patches hatched over a picture of all of them, with lines of so many pixels; nothing where there are none.
void hatch(QImage& image, const Masked& dropped, int line = 1);
/// A deep copy; any format, alpha composited on white.
Image fromQImage(const QImage& image);

}  // namespace vitrine::ui

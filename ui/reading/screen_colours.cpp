#include "ui/pixels.h"
#include "ui/reading/readers.h"

#include <QtGui/QColorSpace>
#include <QtGui/QColorTransform>

#include <algorithm>
#include <cstring>

namespace vitrine::ui {
namespace {

constexpr int stripRows = 64;
constexpr size_t largestDeflated = 256 * 1024;  // a zlib stream grows a thousandfold at most

QByteArray iccBytes(const Origin& origin) {
    const auto raw =
        QByteArray::fromRawData(reinterpret_cast<const char*>(origin.profile.data()), qsizetype(origin.profile.size()));
    if (!origin.profileDeflated)
        return raw;
    if (origin.profile.size() > largestDeflated)
        return {};
    const QByteArray unknownLength(4, '\0');  // qUncompress wants a guess before the stream
    return qUncompress(unknownLength + raw);
}

}  // namespace

std::optional<Image> inSrgb(const Image& image, const Origin& origin) {
    const QColorSpace space = QColorSpace::fromIccProfile(iccBytes(origin));
    if (!space.isValid() || space == QColorSpace(QColorSpace::SRgb))
        return {};
    const QColorTransform toScreen = space.transformationToColorSpace(QColorSpace::SRgb);
    const QImage whole = viewOf(image);
    Image shown(image.width, image.height);
    for (int top = 0; top < image.height; top += stripRows) {  // of 100 megapixels only a strip is there twice
        const int rows = std::min(stripRows, image.height - top);
        QImage strip = whole.copy(0, top, image.width, rows).convertToFormat(QImage::Format_RGB32);
        strip.applyColorTransform(toScreen);
        strip = strip.convertToFormat(QImage::Format_RGB888);
        for (int y = 0; y < rows; ++y)
            std::memcpy(shown.row(top + y), strip.constScanLine(y), size_t(image.width) * 3);
    }
    return shown;
}

}  // namespace vitrine::ui

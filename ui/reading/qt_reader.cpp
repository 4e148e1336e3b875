#include "core/error.h"
#include "ui/pixels.h"
#include "ui/reading/gif_blocks.h"
#include "ui/reading/readers.h"

#include <QtCore/QBuffer>
#include <QtGui/QImageReader>

#include <algorithm>

namespace vitrine::ui {
namespace {

// A drawing has no pixels of its own: enough for the eye and for every model.
constexpr int smallestDrawing = 1024;
constexpr int largestDrawing = 4096;

[[noreturn]] void refuse(const std::string& name, const std::string& format) {
    throw Error(name, "the " + QString::fromStdString(format).toUpper().toStdString() +
                          " is damaged, cut short, or of a rare kind that is not read. Save it as PNG or JPEG");
}

bool hasSizes(const std::string& format) { return format == "ico" || format == "cur" || format == "icns"; }

/// An icon's largest picture, the last of several.
void goToLargest(QImageReader& reader) {
    int largest = 0;
    qint64 most = -1;
    for (int i = 0; i < std::min(reader.imageCount(), 256); ++i) {
        if (!reader.jumpToImage(i))
            continue;
        const QSize size = reader.size();
        if (qint64(size.width()) * size.height() >= most) {
            most = qint64(size.width()) * size.height();
            largest = i;
        }
    }
    reader.jumpToImage(largest);
}

void sizeDrawing(QImageReader& reader, const std::string& name) {
    const QSize size = reader.size();
    const int longer = std::max(size.width(), size.height());
    if (size.isEmpty())
        throw Error(name, "the SVG drawing does not say its size (width and height, or a viewBox)");
    const double scale = double(std::clamp(longer, smallestDrawing, largestDrawing)) / longer;
    reader.setScaledSize((QSizeF(size) * scale).toSize().expandedTo({1, 1}));
}

}  // namespace

std::optional<Decoded> readWithQt(std::span<const uint8_t> file, const std::string& format,
                                  const DecodeOptions& options, const std::string& name) {
    ensureApplication();
    const QByteArray kind = QByteArray::fromStdString(format);
    if (!QImageReader::supportedImageFormats().contains(kind))
        return {};
    QByteArray bytes = QByteArray::fromRawData(reinterpret_cast<const char*>(file.data()), qsizetype(file.size()));
    if (format == "svg")
        bytes = harmlessSvg(bytes, name);
    if (format == "gif") {
        std::optional<QByteArray> whole = withOwnControls(file);
        if (!whole)
            throw Error(name, "the GIF is cut short: its end is missing. Copy or download it again");
        bytes = std::move(*whole);
    }
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, kind);
    Decoded decoded;
    decoded.origin.frame = options.frame;
    if (format == "svg")
        sizeDrawing(reader, name);
    else if (hasSizes(format))
        goToLargest(reader);
    else
        decoded.origin.frames = std::max(1, reader.imageCount());
    if (const QSize size = reader.size(); size.isValid())
        requireReadableSize(uint64_t(size.width()), uint64_t(size.height()), name);
    if (options.frame < 0 || options.frame >= decoded.origin.frames)
        throw Error(name, "has no frame " + std::to_string(options.frame + 1) + ": there are " +
                              std::to_string(decoded.origin.frames));
    QImage image = reader.read();
    for (int i = 0; i < options.frame && !image.isNull(); ++i)  // a frame is drawn over those before it
        image = reader.read();
    if (image.isNull())
        refuse(name, format);
    decoded.image = fromQImage(image);
    return decoded;
}

}  // namespace vitrine::ui

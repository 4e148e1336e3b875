#include "core/image/decode.h"

#include "core/error.h"
#include "core/image/exif.h"
#include "core/image/file_info.h"
#include "core/image/png_essentials.h"
#include "core/image/read_file.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <new>

namespace vitrine {

namespace {

constexpr uint64_t maxFileBytes = uint64_t(1) << 30;
constexpr uint64_t maxPixels = 400'000'000;      // 1.2 GB as an Image
constexpr uint64_t maxSide = uint64_t(1) << 20;  // OpenCV's own limit

std::string dimensions(uint64_t width, uint64_t height) {
    return std::to_string(width) + " × " + std::to_string(height) + " pixels";
}

[[noreturn]] void refuseForeign(Bytes file, const std::string& name) {
    const ForeignKind kind = foreignKind(file);
    if (kind.isPicture)
        throw Error(name, "this is " + kind.name + ", which is not read yet. Convert it to PNG or JPEG");
    throw Error(name, "this is not a picture (JPEG, PNG, WebP, BMP or TIFF)" +
                          (kind.name.empty() ? "" : "; it looks like " + kind.name));
}

FileInfo requireDecodable(Bytes file, const std::string& name) {
    if (file.empty())
        throw Error(name, "the file is empty (0 bytes)");
    const auto info = inspect(file);
    if (!info)
        refuseForeign(file, name);
    if (info->animated)
        throw Error(name, "this is an animated WebP, which is not read yet. Save one frame as PNG or JPEG");
    if (info->width > maxSide || info->height > maxSide || info->width * info->height > maxPixels)
        throw Error(name, "the picture has " + dimensions(info->width, info->height) + "; up to " +
                              std::to_string(maxPixels / 1'000'000) + " megapixels, and " + std::to_string(maxSide) +
                              " along a side, are read. Save a smaller copy");
    if (info->unreadable)
        throw Error(name, std::string("this ") + formatName(info->format) + " " + info->unreadable +
                              ", which is not read. Save it as PNG");
    if (!info->complete)
        throw Error(name, std::string("the ") + formatName(info->format) +
                              " is cut short: its end is missing. Copy or download it again");
    if (info->width == 0 || info->height == 0)
        throw Error(name, std::string("the ") + formatName(info->format) + " is damaged: it does not say its size");
    return *info;
}

[[noreturn]] void refuseBroken(Format format, const std::string& name) {
    throw Error(name, std::string("the ") + formatName(format) +
                          " is damaged, or of a rare kind that is not read. Save it again as PNG or JPEG");
}

/// The file's samples as they are: 1, 3 (BGR) or 4 (BGRA) channels, not turned, not blended.
cv::Mat decodeRaw(Bytes file, Format format, const std::string& name) {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    cv::Mat decoded;
    try {
        const cv::Mat buffer(1, int(file.size()), CV_8UC1, const_cast<uint8_t*>(file.data()));
        decoded = cv::imdecode(buffer, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw std::bad_alloc();
        decoded.release();
    }
    const int channels = decoded.empty() ? 0 : decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4)
        refuseBroken(format, name);
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw Error(name, std::string("the ") + formatName(format) +
                              " has floating-point or signed samples. Save it with 8 or 16 bits a channel");
    return decoded;
}

/// round((colour * alpha + 255 * (255 - alpha)) / 255)
uint8_t onWhite(uint32_t colour, uint32_t alpha) { return uint8_t((colour * alpha + 255 * (255 - alpha) + 127) / 255); }

/// One row of samples, already 8-bit, to RGB on white.
void convertRow(const uint8_t* in, uint8_t* out, int width, int channels, bool premultiplied) {
    for (int x = 0; x < width; ++x, in += channels, out += 3) {
        if (channels == 1) {
            out[0] = out[1] = out[2] = in[0];
        } else if (channels == 3) {
            out[0] = in[2];
            out[1] = in[1];
            out[2] = in[0];
        } else {
            for (int c = 0; c < 3; ++c)
                out[c] = premultiplied ? uint8_t(std::min(255, in[2 - c] + 255 - in[3])) : onWhite(in[2 - c], in[3]);
        }
    }
}

/// BGR to RGB, grey repeated, 16 bits to their high 8 (as Pillow reads 16-bit RGB), alpha on white.
Image toRgb(const cv::Mat& decoded, bool premultiplied) {
    Image image(decoded.cols, decoded.rows);
    const int samples = decoded.cols * decoded.channels();
    std::vector<uint8_t> narrow(decoded.depth() == CV_16U ? size_t(samples) : 0);
    for (int y = 0; y < decoded.rows; ++y) {
        const uint8_t* row = decoded.ptr<uint8_t>(y);
        if (!narrow.empty()) {
            const uint16_t* wide = decoded.ptr<uint16_t>(y);
            for (int i = 0; i < samples; ++i)
                narrow[size_t(i)] = uint8_t(wide[i] >> 8);
            row = narrow.data();
        }
        convertRow(row, image.row(y), decoded.cols, decoded.channels(), premultiplied);
    }
    return image;
}

/// A grey PNG can name one value as transparent; OpenCV ignores it.
void whitenTransparentGrey(cv::Mat& grey, const PngEssentials& png) {
    if (!png.transparentGrey || grey.channels() != 1)
        return;
    const int value = png.depth < 8 ? *png.transparentGrey * 255 / ((1 << png.depth) - 1) : *png.transparentGrey;
    grey.setTo(grey.depth() == CV_16U ? 65535 : 255, grey == value);
}

Image decodeKnown(Bytes bytes, const FileInfo& info, const std::string& name) {
    Image image;
    if (info.format == Format::Png) {
        const auto png = pngEssentials(bytes);
        if (!png)
            refuseBroken(info.format, name);
        cv::Mat decoded = decodeRaw(png->file, info.format, name);
        whitenTransparentGrey(decoded, *png);
        image = toRgb(decoded, false);
    } else {
        const cv::Mat decoded = decodeRaw(bytes, info.format, name);
        // libtiff's 8-bit RGBA interface, which OpenCV uses, multiplies alpha in.
        image = toRgb(decoded, info.format == Format::Tiff && decoded.depth() == CV_8U);
    }
    // OpenCV turns TIFFs upright whatever it is told, and nothing else when told IMREAD_UNCHANGED.
    return info.format == Format::Tiff ? image : applyOrientation(std::move(image), exifOrientation(bytes));
}

}  // namespace

Image decodeFile(const std::filesystem::path& file) { return decodeBytes(readFile(file, maxFileBytes), nameOf(file)); }

Image decodeBytes(std::span<const uint8_t> bytes, const std::string& name) {
    const FileInfo info = requireDecodable(bytes, name);
    try {
        return decodeKnown(bytes, info, name);
    } catch (const std::bad_alloc&) {
        throw Error(name, "there is not enough memory for its " + dimensions(info.width, info.height) +
                              ". Save a smaller copy");
    }
}

std::vector<uint8_t> encodePng(const Image& image) {
    if (image.empty())
        throw Error("picture", "there is none to write");
    cv::Mat bgr(image.height, image.width, CV_8UC3);
    for (int y = 0; y < image.height; ++y)
        convertRow(image.row(y), bgr.ptr<uint8_t>(y), image.width, 3, false);  // reversing is its own inverse
    std::vector<uint8_t> png;
    if (!cv::imencode(".png", bgr, png))
        throw Error("picture", "cannot be written as PNG");
    return png;
}

void writePng(const Image& image, const std::filesystem::path& file) { writeFile(file, encodePng(image)); }

std::string opencvVersion() { return CV_VERSION; }

}  // namespace vitrine

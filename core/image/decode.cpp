#include "core/image/decode.h"

#include "core/error.h"
#include "core/image/cmyk_jpeg.h"
#include "core/image/exif.h"
#include "core/image/file_info.h"
#include "core/image/helpers.h"
#include "core/image/on_white.h"
#include "core/image/png_essentials.h"
#include "core/image/pnm.h"
#include "core/image/tiff.h"
#include "core/image/tiff_directory.h"
#include "core/read_file.h"

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <iostream>
#include <new>

namespace vitrine {

namespace {

constexpr uint64_t maxFileBytes = uint64_t(1) << 30;
constexpr uint64_t maxPixels = 400'000'000;      // 1.2 GB as an Image
constexpr uint64_t maxSide = uint64_t(1) << 20;  // OpenCV's own limit
constexpr const char* readable = "JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others";

std::string dimensions(uint64_t width, uint64_t height) {
    return std::to_string(width) + " × " + std::to_string(height) + " pixels";
}

std::string the(Format format) { return std::string("the ") + formatName(format); }

[[noreturn]] void refuseForeign(const ForeignKind& kind, const std::string& name) {
    if (kind.isPicture)
        throw Error(name, "this is " + kind.name + ", which is not read here. Convert it to PNG or JPEG");
    throw Error(name, std::string("this is not a picture (") + readable + ")" +
                          (kind.name.empty() ? "" : "; it looks like " + kind.name));
}

[[noreturn]] void refuseFrame(int frame, int frames, const std::string& name) {
    throw Error(name, "has no frame or page " + std::to_string(frame + 1) + ": there " +
                          (frames == 1 ? "is but one" : "are " + std::to_string(frames)));
}

/// Throws where decoding would fail, or succeed wrongly.
void requireDecodable(const FileInfo& info, const std::string& name) {
    requireReadableSize(info.width, info.height, name);
    if (info.unreadable)
        throw Error(name, std::string("this ") + formatName(info.format) + " " + info.unreadable +
                              ", which is not read. Save it as PNG");
    if (!info.complete)
        throw Error(name, the(info.format) + " is cut short: its end is missing. Copy or download it again");
    if (info.width == 0 || info.height == 0)
        throw Error(name, the(info.format) + " is damaged: it does not say its size");
    if (info.damage)
        throw Error(name, the(info.format) + " is damaged: " + info.damage + ". Copy or download it again");
}

[[noreturn]] void refuseBroken(Format format, const std::string& name) {
    throw Error(name, the(format) + " is damaged, or of a rare kind that is not read. Save it again as PNG or JPEG");
}

/// How many times smaller each side may become: 1, 2, 4 or 8.
int reduction(const FileInfo& info, int atLeast) {
    const uint64_t shorter = std::min(info.width, info.height);
    int times = 1;
    while (atLeast > 0 && times < 8 && shorter / uint64_t(times * 2) >= uint64_t(atLeast))
        times *= 2;
    return times;
}

int readMode(int times) {
    switch (times) {
    case 2: return cv::IMREAD_REDUCED_COLOR_2 | cv::IMREAD_IGNORE_ORIENTATION;
    case 4: return cv::IMREAD_REDUCED_COLOR_4 | cv::IMREAD_IGNORE_ORIENTATION;
    case 8: return cv::IMREAD_REDUCED_COLOR_8 | cv::IMREAD_IGNORE_ORIENTATION;
    default: return cv::IMREAD_UNCHANGED;
    }
}

/// OpenCV 4.6 complains on std::cerr about what people are told in better words; nothing of Vitrine's is said there.
void silenceOpenCv() {
    static const bool once =
        (std::cerr.rdbuf(nullptr), cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT), true);
    (void)once;
}

/// The file's samples as they are: 1, 3 (BGR) or 4 (BGRA) channels, not turned, not blended. Into `room` where they fit
/// it exactly.
cv::Mat decodeRaw(Bytes file, Format format, const std::string& name, cv::Mat room = {}, int times = 1) {
    silenceOpenCv();
    cv::Mat decoded = std::move(room);
    try {
        const cv::Mat buffer(1, int(file.size()), CV_8UC1, const_cast<uint8_t*>(file.data()));
        if (cv::imdecode(buffer, readMode(times), &decoded).empty())
            decoded.release();
    } catch (const cv::Exception& error) {
        if (error.code == cv::Error::StsNoMem)
            throw std::bad_alloc();
        decoded.release();
    }
    const int channels = decoded.empty() ? 0 : decoded.channels();
    if (channels != 1 && channels != 3 && channels != 4)
        refuseBroken(format, name);
    if (decoded.depth() != CV_8U && decoded.depth() != CV_16U)
        throw Error(name, the(format) + " has floating-point or signed samples. Save it with 8 or 16 bits a channel");
    return decoded;
}

/// One row of samples, already 8-bit, to RGB on white. `in` and `out` may be the same where there are three channels.
void convertRow(const uint8_t* in, uint8_t* out, int width, int channels) {
    for (int x = 0; x < width; ++x, in += channels, out += 3) {
        if (channels == 1) {
            out[0] = out[1] = out[2] = in[0];
        } else if (channels == 3) {
            const uint8_t blue = in[0];
            out[0] = in[2];
            out[1] = in[1];
            out[2] = blue;
        } else {
            for (int c = 0; c < 3; ++c)
                out[c] = onWhite(in[2 - c], in[3]);
        }
    }
}

/// BGR to RGB, grey repeated, 16 bits to their high 8 (as Pillow reads 16-bit RGB), alpha on white.
Image toRgb(const cv::Mat& decoded) {
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
        convertRow(row, image.row(y), decoded.cols, decoded.channels());
    }
    return image;
}

/// The common case, three channels of 8 bits, is decoded where it will lie: half the memory.
Image decodeInPlace(Bytes bytes, const FileInfo& info, const std::string& name, int times) {
    Image image(int(info.width), int(info.height));
    cv::Mat room(image.height, image.width, CV_8UC3, image.pixels.data());
    const cv::Mat decoded = decodeRaw(bytes, info.format, name, times == 1 ? room : cv::Mat(), times);
    if (decoded.data != image.pixels.data()) {
        image = {};
        return toRgb(decoded);
    }
    for (int y = 0; y < image.height; ++y)
        convertRow(image.row(y), image.row(y), image.width, 3);
    return image;
}

/// A grey PNG can name one value as transparent; OpenCV ignores it.
void whitenTransparentGrey(cv::Mat& grey, const PngEssentials& png) {
    if (!png.transparentGrey || grey.channels() != 1)
        return;
    const int value = png.depth < 8 ? *png.transparentGrey * 255 / ((1 << png.depth) - 1) : *png.transparentGrey;
    grey.setTo(grey.depth() == CV_16U ? 65535 : 255, grey == value);
}

Image decodePng(Bytes bytes, const FileInfo& info, const std::string& name) {
    const auto png = pngEssentials(bytes);
    if (!png)
        refuseBroken(info.format, name);
    if (!png->transparentGrey)
        return decodeInPlace(png->file, info, name, 1);
    cv::Mat decoded = decodeRaw(png->file, info.format, name);
    whitenTransparentGrey(decoded, *png);
    return toRgb(decoded);
}

/// OpenCV shifts 5 and 6 bits up and leaves the rest 0; Pillow spreads them over 0 to 255.
void spreadBits(Image& image, int greenBits) {
    for (size_t i = 0; i < image.pixels.size(); ++i) {
        const int bits = i % 3 == 1 ? greenBits : 5;
        image.pixels[i] = uint8_t((image.pixels[i] >> (8 - bits)) * 255 / ((1 << bits) - 1));
    }
}

Image decodeBmp(Bytes bytes, const FileInfo& info, const std::string& name) {
    if (info.needsFallback && fallbackDecoder())
        if (auto decoded = fallbackDecoder()(bytes, "bmp", {}, name))
            return std::move(decoded->image);
    Image image = decodeInPlace(bytes, info, name, 1);
    if (info.greenBits > 0)
        spreadBits(image, info.greenBits);
    return image;
}

Image decodeKnown(Bytes bytes, const FileInfo& info, const std::string& name, int atLeast) {
    std::optional<Image> image;
    if (info.format == Format::Png)
        image = decodePng(bytes, info, name);
    else if (info.format == Format::Pnm)
        image = decodePnm(bytes, *readPnmHeader(bytes));
    else if (info.format == Format::Bmp)
        image = decodeBmp(bytes, info, name);
    else if (info.format == Format::Tiff)
        image = decodeTiff(bytes, name);
    else if (info.format == Format::Jpeg && info.channels == 4)
        image = decodeCmykJpeg(bytes, reduction(info, atLeast));
    else
        image = decodeInPlace(bytes, info, name, info.format == Format::Jpeg ? reduction(info, atLeast) : 1);
    if (!image)
        refuseBroken(info.format, name);
    return applyOrientation(std::move(*image), exifOrientation(bytes));
}

Origin originOf(const FileInfo& info, int frame) {
    Origin origin{frame, info.frames, info.format == Format::Tiff, {}, info.profileDeflated};
    for (const Bytes part : info.profile)
        origin.profile.insert(origin.profile.end(), part.begin(), part.end());
    return origin;
}

Decoded decodeForeign(Bytes bytes, const std::string& name, const DecodeOptions& options) {
    const ForeignKind kind = foreignKind(bytes, name);
    std::optional<Decoded> decoded;
    if (!kind.format.empty() && fallbackDecoder())
        decoded = fallbackDecoder()(bytes, kind.format, options, name);
    if (!decoded)
        refuseForeign(kind, name);
    return std::move(*decoded);
}

/// Frames need a player: the fallback's.
Decoded decodeAnimatedWebp(Bytes bytes, const FileInfo& info, const std::string& name, const DecodeOptions& options) {
    std::optional<Decoded> decoded;
    if (fallbackDecoder())
        decoded = fallbackDecoder()(bytes, "webp", options, name);
    if (!decoded)
        refuseForeign({"an animated WebP", true, {}}, name);
    decoded->image = applyOrientation(std::move(decoded->image), exifOrientation(bytes));
    decoded->origin = originOf(info, options.frame);
    return std::move(*decoded);
}

Decoded decodeAny(Bytes bytes, const std::string& name, const DecodeOptions& options) {
    const auto info = inspect(bytes);
    if (!info)
        return decodeForeign(bytes, name, options);
    requireDecodable(*info, name);
    if (options.frame < 0 || options.frame >= info->frames)
        refuseFrame(options.frame, info->frames, name);
    if (info->animated)
        return decodeAnimatedWebp(bytes, *info, name, options);
    if (options.frame == 0)
        return {decodeKnown(bytes, *info, name, options.atLeast), originOf(*info, 0)};
    if (info->format != Format::Tiff)
        throw Error(name, "of an animated PNG only the first frame is read");
    const auto page = TiffDirectory::withFirstPage(bytes, TiffDirectory::pages(bytes)[size_t(options.frame)]);
    const auto pageInfo = inspect(page);
    requireDecodable(*pageInfo, name);
    Decoded decoded{decodeKnown(page, *pageInfo, name, options.atLeast), originOf(*pageInfo, options.frame)};
    decoded.origin.frames = info->frames;
    return decoded;
}

}  // namespace

void requireReadableSize(uint64_t width, uint64_t height, const std::string& name) {
    if (width > maxSide || height > maxSide || width * height > maxPixels)
        throw Error(name, "the picture has " + dimensions(width, height) + "; up to " +
                              std::to_string(maxPixels / 1'000'000) + " megapixels, and " + std::to_string(maxSide) +
                              " along a side, are read. Save a smaller copy");
}

Decoded decodePicture(const std::filesystem::path& file, const DecodeOptions& options) {
    return decodePicture(readFile(file, maxFileBytes), nameOf(file), options);
}

Decoded decodePicture(std::span<const uint8_t> bytes, const std::string& name, const DecodeOptions& options) {
    if (bytes.empty())
        throw Error(name, "the file is empty (0 bytes)");
    try {
        return decodeAny(bytes, name, options);
    } catch (const std::bad_alloc&) {
        throw Error(name, "there is not enough memory for so large a picture. Save a smaller copy");
    }
}

Image decodeFile(const std::filesystem::path& file) { return decodePicture(file).image; }

Image decodeBytes(std::span<const uint8_t> bytes, const std::string& name) { return decodePicture(bytes, name).image; }

std::vector<uint8_t> encodePng(const Image& image) {
    if (image.empty())
        throw Error("picture", "there is none to write");
    cv::Mat bgr(image.height, image.width, CV_8UC3);
    for (int y = 0; y < image.height; ++y)
        convertRow(image.row(y), bgr.ptr<uint8_t>(y), image.width, 3);  // reversing is its own inverse
    std::vector<uint8_t> png;
    if (!cv::imencode(".png", bgr, png))
        throw Error("picture", "cannot be written as PNG");
    return png;
}

void writePng(const Image& image, const std::filesystem::path& file) { writeFile(file, encodePng(image)); }

std::string opencvVersion() { return CV_VERSION; }

}  // namespace vitrine

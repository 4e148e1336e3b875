#include "core/image/decode.h"

#include "core/error.h"
#include "core/image/cmyk_jpeg.h"
#include "core/image/exif.h"
#include "core/image/file_info.h"
#include "core/image/helpers.h"
#include "core/image/opencv_codec.h"
#include "core/image/pnm.h"
#include "core/image/tiff.h"
#include "core/image/tiff_directory.h"
#include "core/read_file.h"

#include <algorithm>
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
        throw Error(name, theFormat(info.format) + " is cut short: its end is missing. Copy or download it again");
    if (info.width == 0 || info.height == 0)
        throw Error(name, theFormat(info.format) + " is damaged: it does not say its size");
    if (info.damage)
        throw Error(name, theFormat(info.format) + " is damaged: " + info.damage + ". Copy or download it again");
}

/// How many times smaller each side may become: 1, 2, 4 or 8.
int reduction(const FileInfo& info, int atLeast) {
    const uint64_t shorter = std::min(info.width, info.height);
    int times = 1;
    while (atLeast > 0 && times < 8 && shorter / uint64_t(times * 2) >= uint64_t(atLeast))
        times *= 2;
    return times;
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
        image = decodeWithOpenCv(bytes, info, name, info.format == Format::Jpeg ? reduction(info, atLeast) : 1);
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

void writePng(const Image& image, const std::filesystem::path& file) { writeFile(file, encodePng(image)); }

}  // namespace vitrine

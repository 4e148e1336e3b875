#include "core/image/file_info.h"

#include "core/image/pnm.h"
#include "core/image/tiff_directory.h"

#include <algorithm>

namespace vitrine {

using namespace std::string_view_literals;

namespace {

constexpr std::string_view pngSignature = "\x89PNG\r\n\x1a\n"sv;

Bytes withoutExifPrefix(Bytes block) { return startsWith(block, "Exif\0\0"sv) ? block.subspan(6) : block; }

/// Where the next marker after entropy-coded data is (its 0xFF), or the file's end.
uint64_t skipEntropyCoded(Bytes file, uint64_t at) {
    for (; at + 1 < file.size(); ++at) {
        if (file[at] != 0xFF)
            continue;
        const uint8_t next = file[at + 1];
        const bool stuffed = next == 0x00;
        const bool restart = next >= 0xD0 && next <= 0xD7;
        if (!stuffed && !restart && next != 0xFF)
            return at;
    }
    return file.size();
}

/// Walks the markers; complete when the end-of-image marker is reached (Pillow refuses a JPEG without it, too).
FileInfo inspectJpeg(Bytes file) {
    FileInfo info{.format = Format::Jpeg};
    uint64_t at = 2;
    while (at + 1 < file.size()) {
        if (file[at] != 0xFF || file[at + 1] == 0xFF) {  // rubbish between segments, or fill bytes
            ++at;
            continue;
        }
        const uint8_t marker = file[at + 1];
        if (marker == 0xD9) {
            info.complete = info.width > 0;
            break;
        }
        if (marker == 0x00 || marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // no length follows
            at += 2;
            continue;
        }
        const uint64_t length = readBig(file, at + 2, 2);
        const Bytes segment = slice(file, at + 4, length < 2 ? 0 : length - 2);
        const bool startOfFrame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (startOfFrame && info.width == 0) {
            info.height = readBig(segment, 1, 2);
            info.width = readBig(segment, 3, 2);
            info.channels = int(readBig(segment, 5, 1));
        } else if (marker == 0xE1 && info.exif.empty() && startsWith(segment, "Exif\0\0"sv)) {
            info.exif = segment.subspan(6);
        } else if (marker == 0xE1 && startsWith(segment, "http://ns.adobe.com/xap"sv)) {
            info.xmp = segment;
        } else if (marker == 0xE2 && startsWith(segment, "ICC_PROFILE\0"sv)) {
            info.profile.push_back(slice(segment, 14));  // after its number and how many there are: they are in order
        }
        at += 2 + std::max<uint64_t>(length, 2);
        if (marker == 0xDA)
            at = skipEntropyCoded(file, at);
    }
    return info;
}

/// As many as a file claims, within reason.
int framesOf(uint64_t claimed) { return int(std::clamp<uint64_t>(claimed, 1, 1'000'000)); }

/// A name, a zero, a method (0: zlib), a zlib stream.
void readPngProfile(FileInfo& info, Bytes chunk) {
    const auto name = std::find(chunk.begin(), chunk.end(), uint8_t(0));
    info.profile = {slice(chunk, uint64_t(name - chunk.begin()) + 2)};
    info.profileDeflated = true;
}

int channelsOfPng(uint32_t colourType) {
    switch (colourType) {
    case 0: return 1;  // grey
    case 2: return 3;
    case 3: return 1;  // of a palette
    case 4: return 2;
    case 6: return 4;
    default: return 0;
    }
}

/// OpenCV makes a black picture of a header that libpng refuses.
const char* damageOfPng(Bytes file) {
    const uint32_t depth = readBig(file, 24, 1);
    const uint32_t colourType = readBig(file, 25, 1);
    const bool isDepth = depth == 8 || (depth == 16 && colourType != 3) ||
                         ((depth == 1 || depth == 2 || depth == 4) && (colourType == 0 || colourType == 3));
    if (channelsOfPng(colourType) == 0)
        return "it says that its colours are of a kind that does not exist";
    if (!isDepth)
        return "it says that a sample has a number of bits that cannot be";
    if (readBig(file, 26, 2) != 0 || readBig(file, 28, 1) > 1)
        return "it says that it was packed in a way that does not exist";
    return nullptr;
}

/// Whether so many packed bytes can be the whole picture: deflate makes one of at most 1032.
bool canFillPng(Bytes file, uint64_t packed) {
    constexpr uint64_t mostTimes = 1032;
    const uint64_t width = readBig(file, 16, 4);
    const uint64_t height = readBig(file, 20, 4);
    const uint64_t bits = uint64_t(channelsOfPng(readBig(file, 25, 1))) * readBig(file, 24, 1);
    return double(height) * double((width * bits + 7) / 8) <= double(packed) * mostTimes;
}

FileInfo inspectPng(Bytes file) {
    FileInfo info{.format = Format::Png};
    info.width = readBig(file, 16, 4);
    info.height = readBig(file, 20, 4);
    info.damage = damageOfPng(file);
    uint64_t packed = 0;
    for (uint64_t at = pngSignature.size(); at + 12 <= file.size();) {
        const uint64_t length = readBig(file, at, 4);
        const Bytes type = slice(file, at + 4, 4);
        if (at + 12 + length > file.size())
            break;
        if (startsWith(type, "eXIf"))
            info.exif = withoutExifPrefix(slice(file, at + 8, length));
        if (startsWith(type, "iTXt") && startsWith(slice(file, at + 8), "XML:com.adobe.xmp"sv))
            info.xmp = slice(file, at + 8, length);
        if (startsWith(type, "acTL"))
            info.frames = framesOf(readBig(file, at + 8, 4));
        if (startsWith(type, "iCCP"))
            readPngProfile(info, slice(file, at + 8, length));
        if (startsWith(type, "IDAT"))
            packed += length;
        if (startsWith(type, "IEND")) {
            info.complete = true;
            if (!info.damage && !canFillPng(file, packed))
                info.damage = "there is far less in it than its size needs";
            break;
        }
        at += 12 + length;
    }
    return info;
}

void readWebpSize(FileInfo& info, Bytes type, Bytes data) {
    if (startsWith(type, "VP8X")) {
        info.width = readLittle(data, 4, 3) + 1;
        info.height = readLittle(data, 7, 3) + 1;
    } else if (info.width == 0 && startsWith(type, "VP8L")) {
        const uint32_t bits = readLittle(data, 1, 4);
        info.width = (bits & 0x3FFF) + 1;
        info.height = ((bits >> 14) & 0x3FFF) + 1;
    } else if (info.width == 0 && startsWith(type, "VP8 ")) {
        info.width = readLittle(data, 6, 2) & 0x3FFF;
        info.height = readLittle(data, 8, 2) & 0x3FFF;
    }
}

FileInfo inspectWebp(Bytes file) {
    FileInfo info{.format = Format::WebP};
    const uint64_t end = 8 + uint64_t(readLittle(file, 4, 4));
    info.complete = end <= file.size();
    uint64_t frames = 0;
    for (uint64_t at = 12; at + 8 <= std::min<uint64_t>(end, file.size());) {
        const uint64_t length = readLittle(file, at + 4, 4);
        const Bytes type = slice(file, at, 4);
        const Bytes data = slice(file, at + 8, length);
        readWebpSize(info, type, data);
        if (startsWith(type, "EXIF"))
            info.exif = withoutExifPrefix(data);
        if (startsWith(type, "XMP "))
            info.xmp = data;
        if (startsWith(type, "ICCP"))
            info.profile = {data};
        frames += startsWith(type, "ANMF") ? 1 : 0;
        at += 8 + length + (length & 1);
    }
    info.animated = frames > 0;
    info.frames = framesOf(frames);
    return info;
}

FileInfo inspectBmp(Bytes file) {
    FileInfo info{.format = Format::Bmp};
    const bool core = readLittle(file, 14, 4) == 12;  // OS/2: 16-bit sizes
    const auto size = [&](uint64_t offset) {
        const int32_t value = int32_t(readLittle(file, offset, 4));
        return uint64_t(value < 0 ? -int64_t(value) : int64_t(value));  // negative: rows from the top
    };
    info.width = core ? readLittle(file, 18, 2) : size(18);
    info.height = core ? readLittle(file, 20, 2) : size(22);
    const uint64_t bits = readLittle(file, core ? 24 : 28, 2);
    const uint32_t compression = core ? 0 : readLittle(file, 30, 4);
    const uint64_t rowBytes = (info.width * bits + 31) / 32 * 4;
    const bool packed = compression == 1 || compression == 2;  // run lengths: nobody says how many bytes
    info.complete = packed || readLittle(file, 10, 4) + rowBytes * info.height <= file.size();
    if (readLittle(file, 14, 4) == 52)
        info.unreadable = "has a rare header of 52 bytes";
    const uint64_t colours =
        bits > 8 ? 0 : std::max<uint64_t>(1, readLittle(file, 46, 4) ? readLittle(file, 46, 4) : 1ULL << bits);
    info.needsFallback = core || (!core && colours * 4 + 14 + readLittle(file, 14, 4) > readLittle(file, 10, 4));
    if (bits == 16)
        info.greenBits = compression == 3 && readLittle(file, 58, 4) == 0x7E0 ? 6 : 5;
    return info;
}

FileInfo inspectTiff(Bytes file) {
    FileInfo info{.format = Format::Tiff};
    info.exif = file;
    info.frames = int(std::max<size_t>(1, TiffDirectory::pages(file).size()));
    const auto directory = TiffDirectory::read(file);
    info.width = directory->value(256).value_or(0);
    info.height = directory->value(257).value_or(0);
    info.xmp = directory->bytes(700);
    if (const Bytes profile = directory->bytes(34675); !profile.empty())
        info.profile = {profile};
    const bool tiled = directory->value(324).has_value();
    const std::vector<uint32_t> offsets = directory->values(tiled ? 324 : 273);
    const std::vector<uint32_t> counts = directory->values(tiled ? 325 : 279);
    info.complete = !offsets.empty();
    for (size_t i = 0; i < offsets.size(); ++i)
        info.complete &= uint64_t(offsets[i]) + (i < counts.size() ? counts[i] : 1) <= file.size();
    return info;
}

/// The boxes until jp2h, whose first one tells the size; or a bare codestream.
FileInfo inspectJpeg2000(Bytes file) {
    FileInfo info{.format = Format::Jpeg2000, .complete = true};
    if (startsWith(file, "\xFF\x4F\xFF\x51"sv)) {  // size minus offset, both in the reference grid
        info.width = readBig(file, 8, 4) - uint64_t(readBig(file, 16, 4));
        info.height = readBig(file, 12, 4) - uint64_t(readBig(file, 20, 4));
        return info;
    }
    for (uint64_t at = 12; at + 8 <= file.size();) {
        const uint64_t length = readBig(file, at, 4);
        if (startsWith(slice(file, at + 4), "jp2h"sv)) {
            info.height = readBig(file, at + 16, 4);
            info.width = readBig(file, at + 20, 4);
            break;
        }
        if (length < 8)
            break;
        at += length;
    }
    return info;
}

}  // namespace

std::string theFormat(Format format) { return std::string("the ") + formatName(format); }

const char* formatName(Format format) {
    switch (format) {
    case Format::Jpeg: return "JPEG";
    case Format::Png: return "PNG";
    case Format::WebP: return "WebP";
    case Format::Bmp: return "BMP";
    case Format::Tiff: return "TIFF";
    case Format::Jpeg2000: return "JPEG 2000";
    case Format::Pnm: return "PNM";
    }
    return "";
}

std::optional<FileInfo> inspect(Bytes file) {
    if (startsWith(file, "\xFF\xD8\xFF"sv))
        return inspectJpeg(file);
    if (startsWith(file, pngSignature))
        return inspectPng(file);
    if (startsWith(file, "RIFF"sv) && startsWith(slice(file, 8), "WEBP"sv))
        return inspectWebp(file);
    if (startsWith(file, "BM"sv) && readLittle(file, 14, 4) >= 12 && readLittle(file, 14, 4) <= 256)
        return inspectBmp(file);
    if (TiffDirectory::read(file))
        return inspectTiff(file);
    if (startsWith(file, "\0\0\0\x0CjP  "sv) || startsWith(file, "\xFF\x4F\xFF\x51"sv))
        return inspectJpeg2000(file);
    if (const auto pnm = readPnmHeader(file))
        return FileInfo{.format = Format::Pnm, .width = pnm->width, .height = pnm->height, .complete = true};
    return {};
}

}  // namespace vitrine

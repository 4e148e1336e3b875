// What a file that is no picture of ours looks like, so that the message can name it.
#include "core/image/file_info.h"

#include <algorithm>
#include <cctype>

namespace vitrine {

using namespace std::string_view_literals;

namespace {

struct Signature {
    uint64_t offset;
    std::string_view bytes;
    const char* name;
    bool isPicture;
};

constexpr Signature signatures[] = {
    {0, "GIF8"sv, "a GIF picture", true},
    {4, "ftypheic"sv, "a HEIC picture", true},
    {4, "ftypheix"sv, "a HEIC picture", true},
    {4, "ftyphevc"sv, "a HEIC picture", true},
    {4, "ftypmif1"sv, "a HEIF picture", true},
    {4, "ftypavif"sv, "an AVIF picture", true},
    {4, "ftypavis"sv, "an AVIF picture", true},
    {4, "ftypcrx"sv, "a raw photo (CR3)", true},
    {4, "ftyp"sv, "a video", false},
    {0, "\xFF\x0A"sv, "a JPEG XL picture", true},
    {0, "\0\0\0\x0CJXL "sv, "a JPEG XL picture", true},
    {0, "\0\0\0\x0CjP  "sv, "a JPEG 2000 picture", true},
    {0, "\0\0\1\0"sv, "an icon (ICO)", true},
    {0, "8BPS"sv, "a Photoshop picture", true},
    {0, "II+\0"sv, "a BigTIFF picture", true},
    {0, "MM\0+"sv, "a BigTIFF picture", true},
    {0, "\x76\x2F\x31\x01"sv, "an OpenEXR picture", true},
    {0, "#?RADIANCE"sv, "a Radiance HDR picture", true},
    {0, "%PDF"sv, "a PDF document", false},
    {0, "%!PS"sv, "a PostScript document", false},
    {0, "PK\3\4"sv, "a zip archive (or an office document, or a .pth checkpoint)", false},
    {0, "\x1F\x8B"sv, "a gzip archive", false},
    {0,
     "\x7F"
     "ELF"sv,
     "a program", false},
    {0, "MZ"sv, "a program", false},
    {0, "RIFF"sv, "a sound or a video", false},
    {0, "\x1A\x45\xDF\xA3"sv, "a video", false},
    {0, "OggS"sv, "a sound or a video", false},
    {0, "ID3"sv, "a sound", false},
};

/// The first bytes as lower-case text, without a byte-order mark and leading blanks.
std::string beginning(Bytes file) {
    if (startsWith(file, "\xEF\xBB\xBF"sv))
        file = file.subspan(3);
    std::string text;
    for (const uint8_t c : slice(file, 0, 1024)) {
        if (!text.empty() || !std::isspace(c))
            text += char(std::tolower(c));
    }
    return text;
}

bool looksLikeText(Bytes file) {
    const Bytes head = slice(file, 0, 1024);
    return std::none_of(head.begin(), head.end(),
                        [](uint8_t c) { return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f'; });
}

}  // namespace

ForeignKind foreignKind(Bytes file) {
    for (const Signature& s : signatures) {
        if (startsWith(slice(file, s.offset), s.bytes))
            return {s.name, s.isPicture};
    }
    if (startsWith(slice(file, 8), "{\""sv))
        return {"a .safetensors checkpoint", false};
    if (!looksLikeText(file))
        return {};
    const std::string text = beginning(file);
    if (text.starts_with("<svg") || (text.starts_with("<?xml") && text.find("<svg") != std::string::npos))
        return {"an SVG drawing", true};
    if (text.starts_with("<!doctype html") || text.starts_with("<html"))
        return {"a web page (HTML)", false};
    if (text.starts_with("<?xml"))
        return {"XML", false};
    if (text.starts_with("{") || text.starts_with("["))
        return {"JSON", false};
    return {"plain text", false};
}

}  // namespace vitrine

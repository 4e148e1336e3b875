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
    const char* format = "";
};

constexpr Signature signatures[] = {
    {0, "GIF8"sv, "a GIF picture", true, "gif"},
    {4, "ftypheic"sv, "a HEIC picture", true, "heic"},
    {4, "ftypheix"sv, "a HEIC picture", true, "heic"},
    {4, "ftyphevc"sv, "a HEIC picture", true, "heic"},
    {4, "ftypmif1"sv, "a HEIF picture", true, "heif"},
    {4, "ftypavif"sv, "an AVIF picture", true, "avif"},
    {4, "ftypavis"sv, "an AVIF picture", true, "avif"},
    {4, "ftypcrx"sv, "a raw photo (CR3)", true},
    {4, "ftyp"sv, "a video", false},
    {0, "\xFF\x0A"sv, "a JPEG XL picture", true, "jxl"},
    {0, "\0\0\0\x0CJXL "sv, "a JPEG XL picture", true, "jxl"},
    {0, "\0\0\1\0"sv, "an icon (ICO)", true, "ico"},
    {0, "\0\0\2\0"sv, "a mouse pointer (CUR)", true, "cur"},
    {0, "icns"sv, "an icon (ICNS)", true, "icns"},
    {0, "8BPS"sv, "a Photoshop picture", true, "psd"},
    {0, "II+\0"sv, "a BigTIFF picture", true},
    {0, "MM\0+"sv, "a BigTIFF picture", true},
    {0, "\x76\x2F\x31\x01"sv, "an OpenEXR picture (light, not yet tone-mapped to a screen)", true},
    {0, "#?RADIANCE"sv, "a Radiance picture (light, not yet tone-mapped to a screen)", true},
    {0, "#?RGBE"sv, "a Radiance picture (light, not yet tone-mapped to a screen)", true},
    {0, "PF\n"sv, "a PFM picture (light, not yet tone-mapped to a screen)", true},
    {0, "Pf\n"sv, "a PFM picture (light, not yet tone-mapped to a screen)", true},
    {0, "DDS "sv, "a DDS texture", true, "dds"},
    {0, "qoif"sv, "a QOI picture", true, "qoi"},
    {0, "\x59\xA6\x6A\x95"sv, "a Sun raster picture", true},
    {0, "\x0A\0\1"sv, "a PCX picture", true, "pcx"},
    {0, "\x0A\2\1"sv, "a PCX picture", true, "pcx"},
    {0, "\x0A\3\1"sv, "a PCX picture", true, "pcx"},
    {0, "\x0A\5\1"sv, "a PCX picture", true, "pcx"},
    {0, "\x01\xDA"sv, "an SGI picture", true, "sgi"},
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

bool hasEnding(const std::string& name, std::string_view ending) {
    return name.size() > ending.size() && std::equal(ending.rbegin(), ending.rend(), name.rbegin(),
                                                     [](char a, char b) { return a == std::tolower(b); });
}

/// The first bytes as lower-case text, without a byte-order mark and leading blanks.
std::string beginning(Bytes file) {
    if (startsWith(file, "\xEF\xBB\xBF"sv))
        file = file.subspan(3);
    std::string text;
    for (const uint8_t c : slice(file, 0, 4096)) {
        if (!text.empty() || !std::isspace(c))
            text += char(std::tolower(c));
    }
    return text;
}

bool looksLikeText(Bytes file) {
    const Bytes head = slice(file, 0, 4096);
    return std::none_of(head.begin(), head.end(),
                        [](uint8_t c) { return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f'; });
}

/// A Targa has no signature but at its end, if at all: its name, or that, and a header that makes sense.
bool isTarga(Bytes file, const std::string& fileName) {
    constexpr std::string_view ending = "TRUEVISION-XFILE.\0"sv;
    const bool ends = file.size() > ending.size() && startsWith(slice(file, file.size() - ending.size()), ending);
    // Without either, what would be a mouse pointer's file with no pointer in it.
    const bool noPointer = startsWith(file, "\0\0\2\0\0\0\0\0"sv);
    if (!ends && !noPointer && !hasEnding(fileName, ".tga"))
        return false;
    const uint32_t type = readLittle(file, 2, 1) & ~8U;
    return file.size() > 18 && readLittle(file, 1, 1) <= 1 && type >= 1 && type <= 3;
}

/// A text before the picture and 16 bits a pixel are read wrongly by Qt.
ForeignKind kindOfTarga(Bytes file) {
    if (readLittle(file, 16, 1) == 16)
        return {"a Targa picture with 16 bits a pixel", true, {}};
    if (readLittle(file, 0, 1) != 0)
        return {"a Targa picture with a text before its pixels", true, {}};
    return {"a Targa picture", true, "tga"};
}

/// "text" of an SVG: with or without a prologue, a DOCTYPE or comments before it.
bool isSvg(const std::string& text) { return text.starts_with("<") && text.find("<svg") != std::string::npos; }

ForeignKind kindOfText(const std::string& text) {
    if (text.starts_with("<!doctype html") || text.starts_with("<html"))
        return {"a web page (HTML)", false, {}};
    if (isSvg(text))
        return {"an SVG drawing", true, "svg"};
    if (text.starts_with("/* xpm"))
        return {"an XPM picture", true, "xpm"};
    if (text.starts_with("#define") && text.find("_width") != std::string::npos)
        return {"an XBM picture", true, "xbm"};
    if (text.starts_with("<?xml"))
        return {"XML", false, {}};
    if (text.starts_with("{") || text.starts_with("["))
        return {"JSON", false, {}};
    return {"plain text", false, {}};
}

}  // namespace

ForeignKind foreignKind(Bytes file, const std::string& fileName) {
    if (isTarga(file, fileName))  // begins as a mouse pointer does
        return kindOfTarga(file);
    for (const Signature& s : signatures) {
        if (startsWith(slice(file, s.offset), s.bytes))
            return {s.name, s.isPicture, s.format};
    }
    if (startsWith(slice(file, 8), "{\""sv))
        return {"a .safetensors checkpoint", false, {}};
    return looksLikeText(file) ? kindOfText(beginning(file)) : ForeignKind{};
}

}  // namespace vitrine

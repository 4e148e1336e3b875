#include "core/image/tiff.h"

#include "core/error.h"
#include "core/image/cmyk_jpeg.h"
#include "core/image/decode.h"
#include "core/image/lab.h"
#include "core/image/on_white.h"
#include "core/image/tiff_source.h"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

constexpr uint16_t mostSamples = 16;
constexpr uint64_t mostBytesOfPart = uint64_t(1) << 30;  // of a row or a tile

enum class Alpha { None, Straight, Premultiplied };

struct Layout {
    uint32_t width = 0;
    uint32_t height = 0;
    uint16_t bits = 1;
    uint16_t samples = 1;
    uint16_t meaning = PHOTOMETRIC_MINISBLACK;
    uint16_t planes = PLANARCONFIG_CONTIG;
    Alpha alpha = Alpha::None;
    uint16_t colours = 1;  ///< samples without alpha and others
    std::array<const uint16_t*, 3> palette{};
};

uint16_t coloursOf(uint16_t meaning) {
    switch (meaning) {
    case PHOTOMETRIC_SEPARATED: return 4;
    case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_YCBCR:
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB:
    case PHOTOMETRIC_ITULAB: return 3;
    default: return 1;
    }
}

Layout layoutOf(TIFF* tiff, const std::string& name) {
    Layout layout;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout.width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout.height);
    requireReadableSize(layout.width, layout.height, name);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout.bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout.samples);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &layout.planes);
    TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &layout.meaning);
    uint16_t format = SAMPLEFORMAT_UINT;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
    if ((format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID) || layout.bits > 16)
        throw Error(name, "the TIFF has floating-point or signed samples. Save it with 8 or 16 bits a channel");
    uint16_t count = 0;
    uint16_t* extra = nullptr;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &extra);
    layout.colours = coloursOf(layout.meaning);
    if (count > 0 && layout.samples > layout.colours)
        layout.alpha = extra[0] == EXTRASAMPLE_ASSOCALPHA   ? Alpha::Premultiplied
                       : extra[0] == EXTRASAMPLE_UNASSALPHA ? Alpha::Straight
                                                            : Alpha::None;
    uint16_t compression = COMPRESSION_NONE;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
    if (layout.meaning == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG) {
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        layout.meaning = PHOTOMETRIC_RGB;
    }
    if (layout.meaning == PHOTOMETRIC_PALETTE) {
        uint16_t* red = nullptr;
        uint16_t* green = nullptr;
        uint16_t* blue = nullptr;
        if (TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue))
            layout.palette = {red, green, blue};
    }
    return layout;
}

bool isReadable(const Layout& layout) {
    if (layout.width == 0 || layout.height == 0 || layout.bits == 0 || layout.samples > mostSamples ||
        layout.samples < layout.colours)
        return false;
    switch (layout.meaning) {
    case PHOTOMETRIC_PALETTE: return layout.palette[0] && layout.bits <= 8;
    case PHOTOMETRIC_CIELAB:
    case PHOTOMETRIC_ICCLAB: return layout.bits == 8;
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
    case PHOTOMETRIC_RGB:
    case PHOTOMETRIC_SEPARATED: return true;
    default: return false;
    }
}

/// `count` samples of `bits` bits each, most significant first (16: as the machine has them), to 8 bits; indices of a
/// palette stay what they are.
void unpack(const uint8_t* in, uint8_t* out, size_t count, const Layout& layout) {
    const int bits = layout.bits;
    if (bits == 8) {
        std::copy_n(in, count, out);
        return;
    }
    if (bits == 16) {
        const auto* wide = reinterpret_cast<const uint16_t*>(in);
        std::transform(wide, wide + count, out, [](uint16_t value) { return uint8_t(value >> 8); });
        return;
    }
    const uint32_t highest = (1U << bits) - 1;
    const bool isIndex = layout.meaning == PHOTOMETRIC_PALETTE;
    uint32_t waiting = 0;
    int have = 0;
    for (size_t i = 0; i < count; ++i) {
        while (have < bits) {
            waiting = waiting << 8 | *in++;
            have += 8;
        }
        have -= bits;
        const uint32_t value = waiting >> have & highest;
        out[i] = uint8_t(isIndex ? value : bits > 8 ? value >> (bits - 8) : value * 255 / highest);
    }
}

/// The colours of one pixel, whatever they are, to RGB.
void toRgb(const uint8_t* in, uint8_t* rgb, const Layout& layout) {
    switch (layout.meaning) {
    case PHOTOMETRIC_MINISWHITE: rgb[0] = rgb[1] = rgb[2] = uint8_t(255 - in[0]); break;
    case PHOTOMETRIC_MINISBLACK: rgb[0] = rgb[1] = rgb[2] = in[0]; break;
    case PHOTOMETRIC_PALETTE:
        for (size_t c = 0; c < 3; ++c)
            rgb[c] = uint8_t(layout.palette[c][in[0]] >> 8);
        break;
    case PHOTOMETRIC_SEPARATED: cmykToRgb(in, rgb); break;
    case PHOTOMETRIC_CIELAB: labToRgb(in[0], int8_t(in[1]), int8_t(in[2]), rgb); break;
    case PHOTOMETRIC_ICCLAB: labToRgb(in[0], in[1] - 128, in[2] - 128, rgb); break;
    default: std::copy_n(in, 3, rgb);
    }
}

/// A row of 8-bit samples, all of a pixel side by side.
void convertRow(const uint8_t* in, uint8_t* out, const Layout& layout) {
    for (uint32_t x = 0; x < layout.width; ++x, in += layout.samples, out += 3) {
        toRgb(in, out, layout);
        if (layout.alpha == Alpha::None)
            continue;
        const uint32_t alpha = in[layout.colours];
        for (int c = 0; c < 3; ++c) {
            uint32_t colour = out[c];
            if (layout.alpha == Alpha::Premultiplied)  // as Pillow takes it back
                colour = alpha == 0 ? 0 : std::min(255U, colour * 255 / alpha);
            out[c] = onWhite(colour, alpha);
        }
    }
}

/// Row after row, as most files lie.
std::optional<Image> readRows(TIFF* tiff, const Layout& layout) {
    Image image(int(layout.width), int(layout.height));
    std::vector<uint8_t> packed(size_t(TIFFScanlineSize(tiff)) + 8);
    const size_t count = size_t(layout.width) * layout.samples;
    std::vector<uint8_t> samples(count);
    if ((count * layout.bits + 7) / 8 > packed.size())
        return {};
    for (uint32_t y = 0; y < layout.height; ++y) {
        if (TIFFReadScanline(tiff, packed.data(), y, 0) < 0)
            return {};
        unpack(packed.data(), samples.data(), count, layout);
        convertRow(samples.data(), image.row(int(y)), layout);
    }
    return image;
}

/// Where parts of the picture go that are not rows of whole pixels: tiles, planes of one colour each.
class Mosaic {
public:
    explicit Mosaic(const Layout& layout)
        : m_layout(layout), m_samples(size_t(layout.width) * layout.height * layout.samples) {}

    /// One row of a part: `count` pixels from (x, y), of all samples or of plane `plane` alone.
    void put(const uint8_t* packed, uint32_t x, uint32_t y, uint32_t count, int plane) {
        const size_t together = plane < 0 ? m_layout.samples : 1;
        m_row.resize(size_t(count) * together);
        unpack(packed, m_row.data(), m_row.size(), m_layout);
        const uint32_t inside = std::min(count, m_layout.width - x);
        uint8_t* to = &m_samples[(size_t(y) * m_layout.width + x) * m_layout.samples];
        if (plane < 0)
            std::copy_n(m_row.begin(), size_t(inside) * together, to);
        else
            for (uint32_t i = 0; i < inside; ++i)
                to[size_t(i) * m_layout.samples + size_t(plane)] = m_row[i];
    }

    Image image() const {
        Image image(int(m_layout.width), int(m_layout.height));
        const size_t row = size_t(m_layout.width) * m_layout.samples;
        for (int y = 0; y < image.height; ++y)
            convertRow(&m_samples[size_t(y) * row], image.row(y), m_layout);
        return image;
    }

private:
    Layout m_layout;
    std::vector<uint8_t> m_samples, m_row;
};

std::optional<Image> readPlanes(TIFF* tiff, const Layout& layout) {
    Mosaic mosaic(layout);
    std::vector<uint8_t> packed(size_t(TIFFScanlineSize(tiff)) + 8);
    if ((size_t(layout.width) * layout.bits + 7) / 8 > packed.size())
        return {};
    for (uint16_t plane = 0; plane < layout.samples; ++plane)
        for (uint32_t y = 0; y < layout.height; ++y) {
            if (TIFFReadScanline(tiff, packed.data(), y, plane) < 0)
                return {};
            mosaic.put(packed.data(), 0, y, layout.width, plane);
        }
    return mosaic.image();
}

std::optional<Image> readTiles(TIFF* tiff, const Layout& layout) {
    uint32_t across = 0;
    uint32_t down = 0;
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &across);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &down);
    const auto rowBytes = size_t(TIFFTileRowSize(tiff));
    const bool isPlanar = layout.planes == PLANARCONFIG_SEPARATE;
    const size_t needed = (size_t(across) * layout.bits * (isPlanar ? 1 : layout.samples) + 7) / 8;
    if (across == 0 || down == 0 || rowBytes < needed || rowBytes * uint64_t(down) > size_t(TIFFTileSize(tiff)))
        return {};
    Mosaic mosaic(layout);
    std::vector<uint8_t> packed(size_t(TIFFTileSize(tiff)) + 8);
    for (int plane = isPlanar ? 0 : -1; plane < (isPlanar ? int(layout.samples) : 0); ++plane)
        for (uint32_t y = 0; y < layout.height; y += down)
            for (uint32_t x = 0; x < layout.width; x += across) {
                if (TIFFReadTile(tiff, packed.data(), x, y, 0, uint16_t(std::max(plane, 0))) < 0)
                    return {};
                for (uint32_t row = 0; row < std::min(down, layout.height - y); ++row)
                    mosaic.put(packed.data() + row * rowBytes, x, y + row, across, plane);
            }
    return mosaic.image();
}

/// libtiff's own way to RGB, for what is subsampled or packed: half a page of its code, not of ours.
std::optional<Image> readAsRgba(TIFF* tiff, const Layout& layout) {
    std::vector<uint32_t> pixels(size_t(layout.width) * layout.height);
    if (!TIFFReadRGBAImageOriented(tiff, layout.width, layout.height, pixels.data(), ORIENTATION_TOPLEFT, 1))
        return {};
    Image image(int(layout.width), int(layout.height));
    for (size_t i = 0; i < pixels.size(); ++i) {
        image.pixels[3 * i] = uint8_t(TIFFGetR(pixels[i]));
        image.pixels[3 * i + 1] = uint8_t(TIFFGetG(pixels[i]));
        image.pixels[3 * i + 2] = uint8_t(TIFFGetB(pixels[i]));
    }
    return image;
}

}  // namespace

std::optional<Image> decodeTiff(Bytes file, const std::string& name) {
    TiffSource source{file};
    const Tiff tiff = openTiff(source);
    if (!tiff)
        return {};
    const Layout layout = layoutOf(tiff.get(), name);
    const bool isTiled = TIFFIsTiled(tiff.get()) != 0;
    const auto part = isTiled ? TIFFTileSize64(tiff.get()) : TIFFScanlineSize64(tiff.get());
    if (part == 0 || part > mostBytesOfPart)
        return {};
    if (layout.meaning == PHOTOMETRIC_YCBCR && layout.width > 0 && layout.height > 0)
        return readAsRgba(tiff.get(), layout);
    if (!isReadable(layout))
        return {};
    if (isTiled)
        return readTiles(tiff.get(), layout);
    const bool isPlanar = layout.planes == PLANARCONFIG_SEPARATE && layout.samples > 1;
    return isPlanar ? readPlanes(tiff.get(), layout) : readRows(tiff.get(), layout);
}

}  // namespace vitrine

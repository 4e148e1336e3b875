#include "core/export/npz.h"

#include <array>
#include <bit>
#include <cstring>
#include <span>

namespace vitrine {
namespace {

static_assert(std::endian::native == std::endian::little, ".npy is written as '<f4' and '<U'");

using Buffer = std::vector<uint8_t>;

void put(Buffer& out, uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out.push_back(uint8_t(value >> (8 * i)));
}
void put(Buffer& out, std::string_view text) { out.insert(out.end(), text.begin(), text.end()); }

uint32_t crc32(std::span<const uint8_t> bytes) {
    static const std::array<uint32_t, 256> table = [] {
        std::array<uint32_t, 256> made{};
        for (uint32_t i = 0; i < 256; ++i) {
            uint32_t c = i;
            for (int bit = 0; bit < 8; ++bit)
                c = (c >> 1) ^ (c & 1 ? 0xEDB88320U : 0U);
            made[i] = c;
        }
        return made;
    }();
    uint32_t crc = 0xFFFFFFFFU;
    for (const uint8_t byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF];
    return ~crc;
}

/// UTF-8 to code points; a broken sequence becomes U+FFFD.
std::u32string codePoints(std::string_view text) {
    std::u32string points;
    for (size_t at = 0; at < text.size();) {
        const auto first = uint8_t(text[at++]);
        const int more = first < 0x80 ? 0 : first >> 5 == 6 ? 1 : first >> 4 == 14 ? 2 : first >> 3 == 30 ? 3 : -1;
        char32_t point = more < 0 ? 0xFFFD : more == 0 ? first : first & (0x3F >> more);
        for (int i = 0; i < more; ++i) {
            if (at >= text.size() || (uint8_t(text[at]) & 0xC0) != 0x80) {
                point = 0xFFFD;
                break;
            }
            point = point << 6 | (uint8_t(text[at++]) & 0x3F);
        }
        points += point;
    }
    return points;
}

std::string shapeTuple(const Shape& shape) {
    std::string text = "(";
    for (const int64_t side : shape)
        text += std::to_string(side) + ", ";
    if (shape.size() > 1)
        text.resize(text.size() - 2);
    else if (shape.size() == 1)
        text.pop_back();
    return text + ")";
}

/// numpy/lib/format.py, version 1.0: magic, header length, a Python dict, data from a multiple of 64 bytes on.
Buffer npy(const NpyArray& array) {
    const std::u32string text = codePoints(array.text);
    const std::string dtype = array.text.empty() ? "<f4" : "<U" + std::to_string(text.size());
    std::string header =
        "{'descr': '" + dtype + "', 'fortran_order': False, 'shape': " + shapeTuple(array.shape) + ", }";
    constexpr size_t before = 10;
    header.resize((before + header.size() + 1 + 63) / 64 * 64 - before - 1, ' ');
    header += '\n';
    Buffer out;
    put(out, "\x93NUMPY");
    put(out, 0x0001, 2);
    put(out, header.size(), 2);
    put(out, header);
    const void* data = array.text.empty() ? static_cast<const void*>(array.values.data()) : text.data();
    const size_t size = array.text.empty() ? array.values.size() * sizeof(float) : text.size() * sizeof(char32_t);
    const size_t start = out.size();
    out.resize(start + size);
    if (size > 0)
        std::memcpy(out.data() + start, data, size);
    return out;
}

/// What the local header and the central directory of a stored record have in common (APPNOTE.TXT 4.3.7, 4.3.12).
Buffer recordHeader(const std::string& name, const Buffer& data) {
    constexpr uint16_t firstOfJanuary1980 = 0x0021;
    Buffer out;
    put(out, 20, 2);  // version needed
    put(out, 0, 2);   // flags
    put(out, 0, 2);   // stored
    put(out, 0, 2);   // time: always the same, so that the file is
    put(out, firstOfJanuary1980, 2);
    put(out, crc32(data), 4);
    put(out, data.size(), 4);
    put(out, data.size(), 4);
    put(out, name.size(), 2);
    put(out, 0, 2);  // extra field
    return out;
}

}  // namespace

std::vector<uint8_t> npzBytes(const std::vector<NpyArray>& arrays) {
    Buffer out, directory;
    for (const NpyArray& array : arrays) {
        const std::string name = array.name + ".npy";
        const Buffer data = npy(array);
        const Buffer header = recordHeader(name, data);
        const size_t offset = out.size();
        put(out, 0x04034b50, 4);
        out.insert(out.end(), header.begin(), header.end());
        put(out, name);
        out.insert(out.end(), data.begin(), data.end());
        put(directory, 0x02014b50, 4);
        put(directory, 20, 2);  // made by
        directory.insert(directory.end(), header.begin(), header.end());
        put(directory, 0, 2);  // comment
        put(directory, 0, 2);  // disk
        put(directory, 0, 2);  // internal attributes
        put(directory, 0, 4);  // external attributes
        put(directory, offset, 4);
        put(directory, name);
    }
    const size_t start = out.size();
    out.insert(out.end(), directory.begin(), directory.end());
    put(out, 0x06054b50, 4);
    put(out, 0, 4);  // disks
    put(out, arrays.size(), 2);
    put(out, arrays.size(), 2);
    put(out, directory.size(), 4);
    put(out, start, 4);
    put(out, 0, 2);
    return out;
}

}  // namespace vitrine

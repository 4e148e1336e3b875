#include "core/image/png_essentials.h"

#include <array>

namespace vitrine {

namespace {

constexpr std::array<uint32_t, 256> crcTable = [] {
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit)
            c = (c & 1) ? 0xEDB88320U ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}();

/// CRC-32 as PNG has it (ISO 3309).
uint32_t crc(Bytes bytes) {
    uint32_t c = 0xFFFFFFFFU;
    for (const uint8_t byte : bytes)
        c = crcTable[(c ^ byte) & 0xFF] ^ (c >> 8);
    return ~c;
}

}  // namespace

std::optional<PngEssentials> pngEssentials(Bytes png) {
    constexpr size_t signature = 8;
    constexpr uint8_t grey = 0;
    if (!startsWith(slice(png, signature + 4), "IHDR"))
        return {};
    PngEssentials result;
    result.depth = int(readBig(png, 24, 1));
    result.file.reserve(png.size());
    const auto append = [&](Bytes bytes) { result.file.insert(result.file.end(), bytes.begin(), bytes.end()); };
    append(slice(png, 0, signature));
    for (uint64_t at = signature; at + 12 <= png.size();) {
        const uint64_t length = readBig(png, at, 4);
        if (at + 12 + length > png.size())
            return {};
        const Bytes chunk = slice(png, at, 12 + length);
        at += chunk.size();
        const Bytes type = chunk.subspan(4, 4);
        const bool end = startsWith(type, "IEND");
        if (!end && !startsWith(type, "IHDR") && !startsWith(type, "PLTE") && !startsWith(type, "tRNS") &&
            !startsWith(type, "IDAT"))
            continue;
        if (crc(chunk.subspan(4, 4 + size_t(length))) != readBig(chunk, 8 + length, 4))
            return {};
        if (startsWith(type, "tRNS") && readBig(png, 25, 1) == grey)
            result.transparentGrey = uint16_t(readBig(chunk, 8, 2));
        append(chunk);
        if (end)
            break;
    }
    return result;
}

}  // namespace vitrine

// Reading numbers out of a file that may lie: every read is checked, outside there are zeros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace vitrine {

using Bytes = std::span<const uint8_t>;

/// Up to `count` bytes from `offset`; fewer where the file ends.
inline Bytes slice(Bytes bytes, uint64_t offset, uint64_t count = SIZE_MAX) {
    if (offset >= bytes.size())
        return {};
    const uint64_t left = bytes.size() - offset;
    return bytes.subspan(size_t(offset), size_t(count < left ? count : left));
}

inline bool startsWith(Bytes bytes, std::string_view text) {
    return bytes.size() >= text.size() && std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

inline uint32_t readBig(Bytes bytes, uint64_t offset, int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = (value << 8) | (offset + uint64_t(i) < bytes.size() ? bytes[size_t(offset) + size_t(i)] : 0U);
    return value;
}

inline uint32_t readLittle(Bytes bytes, uint64_t offset, int count) {
    uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = (value << 8) | (offset + uint64_t(i) < bytes.size() ? bytes[size_t(offset) + size_t(i)] : 0U);
    return value;
}

}  // namespace vitrine

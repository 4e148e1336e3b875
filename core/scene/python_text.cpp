// Python's string literals.
#include "core/scene/python.h"

#include <algorithm>
#include <cstdint>

namespace vitrine {
namespace {

/// Bytes of the UTF-8 sequence that begins at `at`; 0 for a byte that begins none.
size_t sequence(const std::string& text, size_t at) {
    const auto first = uint8_t(text[at]);
    const size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    if (at + length > text.size())
        return 0;
    for (size_t i = 1; i < length; ++i)
        if ((uint8_t(text[at + i]) & 0xC0) != 0x80)
            return 0;
    return length;
}

std::string hex(uint8_t byte) { return {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]}; }

}  // namespace

std::string pythonText(const std::string& text) {
    std::string out = "\"";
    for (size_t at = 0; at < text.size();) {
        const size_t length = sequence(text, at);
        const auto c = uint8_t(text[at]);
        if (length == 0)
            out += "\\udc" + hex(c);
        else if (length > 1)
            out += text.substr(at, length);
        else if (c == '"' || c == '\\')
            out += std::string("\\") + char(c);
        else if (c < 0x20 || c == 0x7F)
            out += "\\x" + hex(c);
        else
            out += char(c);
        at += std::max<size_t>(1, length);
    }
    return out + "\"";
}

}  // namespace vitrine

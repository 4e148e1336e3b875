#include "core/scene/base64.h"

namespace vitrine {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int digit(char c) {
    const size_t at = alphabet.find(c);
    return at == alphabet.npos ? -1 : int(at);
}

}  // namespace

std::string toBase64(std::span<const uint8_t> bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t at = 0; at < bytes.size(); at += 3) {
        const size_t left = bytes.size() - at;
        uint32_t group = uint32_t(bytes[at]) << 16;
        group |= left > 1 ? uint32_t(bytes[at + 1]) << 8 : 0U;
        group |= left > 2 ? uint32_t(bytes[at + 2]) : 0U;
        text += alphabet[group >> 18];
        text += alphabet[(group >> 12) & 63];
        text += left > 1 ? alphabet[(group >> 6) & 63] : '=';
        text += left > 2 ? alphabet[group & 63] : '=';
    }
    return text;
}

std::optional<std::vector<uint8_t>> fromBase64(std::string_view text) {
    std::vector<uint8_t> bytes;
    bytes.reserve(text.size() / 4 * 3);
    uint32_t group = 0;
    int digits = 0, padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
            continue;
        const int value = c == '=' ? 0 : digit(c);
        if (value < 0 || (c != '=' && padding > 0))
            return {};
        padding += c == '=' ? 1 : 0;
        group = group << 6 | uint32_t(value);
        if (++digits % 4 != 0)
            continue;
        if (padding > 2)
            return {};
        for (int i = 0; i < 3 - padding; ++i)
            bytes.push_back(uint8_t(group >> (16 - 8 * i)));
        group = 0;
    }
    if (digits % 4 != 0)
        return {};
    return bytes;
}

}  // namespace vitrine

#include "core/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace vitrine {

std::string thousands(int64_t value) {
    std::string digits = std::to_string(value);
    for (int at = int(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        digits.insert(size_t(at), ",");
    return digits;
}

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    std::array<char, 400> buffer{};  // the largest double has 309 digits
    std::string text(buffer.data(),
                     std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed, decimals).ptr);
    if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-')
        text.erase(0, 1);  // what is rounded to 0 has no sign
    return text;
}

std::string someOf(const std::vector<std::string>& names, size_t most) {
    std::string text;
    for (size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i ? ", " : "") + names[i];
    return names.size() > most ? text + " and " + std::to_string(names.size() - most) + " more" : text;
}

size_t characters(std::string_view text) {
    return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padRight(std::string_view text, size_t width) {
    return std::string(text) + std::string(width - std::min(width, characters(text)), ' ');
}

std::string padLeft(std::string_view text, size_t width) {
    return std::string(width - std::min(width, characters(text)), ' ') + std::string(text);
}

}  // namespace vitrine

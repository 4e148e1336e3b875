// Numbers and columns in plain text, as the commands and the copied tree write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// 86567656 -> "86,567,656"
std::string thousands(int64_t value);

/// (17.5642, 2) -> "17.56"
std::string fixed(double value, int decimals);

/// "cat, dog and 7 more": at most so many by name.
std::string someOf(const std::vector<std::string>& names, size_t most);

/// Filled up with spaces to `width` characters, on the right or on the left.
std::string padRight(std::string_view text, size_t width);
std::string padLeft(std::string_view text, size_t width);

/// Characters, not bytes, of UTF-8.
size_t characters(std::string_view text);

}  // namespace vitrine

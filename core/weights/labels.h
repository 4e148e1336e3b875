// Names of the classes, from a text file of a name a line, in the order of the classes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// UTF-8, either kind of line end, a byte order mark passed by; empty lines at the end are none. Every name is printable.
/// Nothing where it has more than 100 000 lines.
std::vector<std::string> parseLabels(std::span<const uint8_t> text);

/// Throws Error for a file that cannot be read, holds no names or too many.
std::vector<std::string> readLabels(const std::filesystem::path& file);

}  // namespace vitrine

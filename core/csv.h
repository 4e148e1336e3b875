// Comma-separated values (RFC 4180).
#pragma once

#include <string>

namespace vitrine {

/// In quotes where it has to be.
std::string csvCell(const std::string& text);

}  // namespace vitrine

// Base64 (RFC 4648): pictures inside a scene.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

std::string toBase64(std::span<const uint8_t> bytes);

/// None for anything that toBase64 does not write (white space apart).
std::optional<std::vector<uint8_t>> fromBase64(std::string_view text);

}  // namespace vitrine

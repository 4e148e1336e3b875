// JSON from a file that may be anything: bounded in depth and size.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <span>

namespace vitrine {

constexpr size_t kLongestJson = 16 << 20;  // bytes

/// null where it is no JSON, nests deeper than 20 levels or is longer than kLongestJson.
nlohmann::json parseBounded(std::span<const uint8_t> bytes);

}  // namespace vitrine

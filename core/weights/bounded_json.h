// JSON from a file that may be anything: bounded in depth and size.
#pragma once

#include "core/weights/bounds.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <span>

namespace vitrine {

/// null where it is no JSON, nests deeper than 20 levels or is longer than kLongestJson.
nlohmann::json parseBounded(std::span<const uint8_t> bytes);

}  // namespace vitrine

// SHA-256 (FIPS 180-4): which weights file it is.
#pragma once

#include "core/error.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace vitrine {

/// 64 hex digits.
std::string sha256(std::span<const uint8_t> bytes);

/// Of a whole file, read through a mapping. Progress counts MiB. Throws Error and Cancelled.
std::string sha256OfFile(const std::filesystem::path& file, const Progress& progress = {});

}  // namespace vitrine

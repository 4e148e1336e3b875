// From a file to an Image: the only cv::imread, the only BGR -> RGB.
#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

/// Decodes a JPEG, PNG, WebP, BMP or TIFF as PIL's `convert("RGB")` would see it: EXIF orientation applied, alpha
/// composited on white, 16-bit scaled to 8, grey repeated. Throws Error (subject: the file's name) with a message for
/// a missing, empty, broken, forbidden, too large or foreign file.
Image decodeFile(const std::filesystem::path& file);

/// The same for bytes already in memory; `name` is the subject of errors.
Image decodeBytes(std::span<const uint8_t> bytes, const std::string& name);

/// As a PNG file. Throws Error.
std::vector<uint8_t> encodePng(const Image& image);

/// Writes a PNG. The file is complete or not there (temporary file, then rename). Throws Error.
void writePng(const Image& image, const std::filesystem::path& file);

/// Of the library that decodes: "4.6.0".
std::string opencvVersion();

}  // namespace vitrine

// From a file to an Image. OpenCV is in opencv_codec.cpp alone, where BGR becomes RGB.
#pragma once

#include "core/image/image.h"
#include "core/image/origin.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

struct DecodeOptions {
    int frame = 0;    ///< of an animation or a document, from 0
    int atLeast = 0;  ///< for a thumbnail: a smaller picture will do, as long as no side is shorter; 0: all pixels
};

struct Decoded {
    Image image;
    Origin origin;
};

/// Decodes a picture as PIL's `convert("RGB")` would see it: EXIF orientation applied, alpha composited on white, 16-bit
/// scaled to 8, grey repeated, CMYK resolved. Throws Error (subject: the file's name) with a message for a missing,
/// empty, broken, forbidden, too large or foreign file.
Decoded decodePicture(const std::filesystem::path& file, const DecodeOptions& options = {});

/// The same for bytes already in memory; `name` is the subject of errors.
Decoded decodePicture(std::span<const uint8_t> bytes, const std::string& name, const DecodeOptions& options = {});

/// The pixels alone.
Image decodeFile(const std::filesystem::path& file);
Image decodeBytes(std::span<const uint8_t> bytes, const std::string& name);

/// Throws Error when a picture of this size is not read.
void requireReadableSize(uint64_t width, uint64_t height, const std::string& name);

/// As a PNG file. Throws Error.
std::vector<uint8_t> encodePng(const Image& image);

/// Writes a PNG. The file is complete or not there (temporary file, then rename). Throws Error.
void writePng(const Image& image, const std::filesystem::path& file);

/// Of the library that decodes: "4.6.0".
std::string opencvVersion();

}  // namespace vitrine

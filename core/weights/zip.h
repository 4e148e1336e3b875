// The table of contents of a zip archive. Nothing is decompressed, so no archive can grow beyond its own size.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

struct ZipRecord {
    std::string name;
    uint64_t begin = 0;  ///< first byte of the data, within the file
    uint64_t size = 0;   ///< bytes within the file
    bool plain = false;  ///< neither compressed nor encrypted: these bytes are the record
};

/// In the archive's order (zip64 too). Every record lies within the file, none overlaps another, no name comes twice.
/// Throws Error (subject `name`).
std::vector<ZipRecord> readZip(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace vitrine

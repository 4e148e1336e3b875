// The JSON header of a .safetensors file, read and checked.
#pragma once

#include "core/weights/checkpoint.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace vitrine {

struct SafetensorsHeader {
    struct Entry {
        TensorInfo info;
        uint64_t begin = 0;  ///< bytes, within the data that follows the header
        uint64_t end = 0;
    };
    std::vector<Entry> entries;  ///< by place in the file
    std::map<std::string, std::string> metadata;
    size_t dataBegin = 0;  ///< bytes, within the file
};

/// Of the whole file's bytes. The header's length is bounded, and the tensors must fill the data without a gap or an
/// overlap, as the format's reference implementation demands. Throws Error (subject `name`).
SafetensorsHeader readSafetensorsHeader(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace vitrine

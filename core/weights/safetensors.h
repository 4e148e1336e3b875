// The .safetensors format (huggingface.co/docs/safetensors): a JSON header, then raw little-endian tensors.
#pragma once

#include "core/weights/file_tensor.h"

#include <span>

namespace vitrine {

/// A header length and a '{': enough to read it as one, and to say what is wrong with it.
bool looksLikeSafetensors(std::span<const uint8_t> bytes);

/// Of the whole file's bytes. Throws Error (subject `name`).
FileContents readSafetensors(std::span<const uint8_t> bytes, const std::string& name);

/// Writes named float32 tensors (complete or not there: temporary file, then rename). Throws Error.
struct NamedArray {
    std::string name;
    Shape shape;
    std::vector<float> values;
};
void writeSafetensors(const std::filesystem::path& file, const std::vector<NamedArray>& arrays,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace vitrine

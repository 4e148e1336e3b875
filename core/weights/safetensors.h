// The .safetensors format (huggingface.co/docs/safetensors): a JSON header, then raw little-endian tensors.
#pragma once

#include "core/weights/checkpoint.h"
#include "core/weights/mapped_file.h"

namespace vitrine {

/// A header length and a '{': enough to read it as one, and to say what is wrong with it.
bool looksLikeSafetensors(std::span<const uint8_t> bytes);

std::shared_ptr<const Checkpoint> openSafetensors(const std::filesystem::path& file,
                                                  std::shared_ptr<const MappedFile> mapped);

/// Writes named float32 tensors (complete or not there: temporary file, then rename). Throws Error.
struct NamedArray {
    std::string name;
    Shape shape;
    std::vector<float> values;
};
void writeSafetensors(const std::filesystem::path& file, const std::vector<NamedArray>& arrays,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace vitrine

// Files that are no checkpoint of ours: what they are instead, in words that say what to do.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace vitrine {

/// "is an ONNX model; Vitrine opens .safetensors and PyTorch's .pth", by content.
std::string whatElse(std::span<const uint8_t> bytes);

}  // namespace vitrine

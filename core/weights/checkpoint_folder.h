// A folder opens like the checkpoint in it.
#pragma once

#include <filesystem>

namespace vitrine {

/// The checkpoint of a folder: model.safetensors, a shard index, pytorch_model.bin, model.pth, or the only one there. Of a
/// model's folder in Hugging Face's cache, of its main revision. Throws Error naming them where there are several, or where
/// there is none.
std::filesystem::path checkpointIn(const std::filesystem::path& folder);

/// Whether it is kept as a model's, by the usual names alone: else a folder is one of pictures.
bool isModelFolder(const std::filesystem::path& folder);

}  // namespace vitrine

// A checkpoint in several files: model.safetensors.index.json (or pytorch_model.bin.index.json) and its shards.
#pragma once

#include "core/weights/checkpoint.h"

#include <span>
#include <utility>

namespace vitrine {

/// JSON with a "weight_map".
bool looksLikeIndex(std::span<const uint8_t> bytes);

struct ShardIndex {
    std::vector<std::string> shards;                      ///< file names, relative to the index, each once
    std::vector<std::pair<std::string, size_t>> tensors;  ///< name, and which of the shards holds it
};
/// Throws Error (subject `name`), also for a shard that is not named within the index's own folder.
ShardIndex readIndex(std::span<const uint8_t> bytes, const std::string& name);

/// `file` is the index. Refuses shards whose links lead out of its folder (the links of Hugging Face's cache may lead to
/// that model's own blobs).
std::shared_ptr<const Checkpoint> openShards(const std::filesystem::path& file, const ShardIndex& index);

}  // namespace vitrine

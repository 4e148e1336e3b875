// Models by their name in a Hugging Face repository, "hf:owner/name@revision", in the cache that Python's
// huggingface_hub keeps: models--owner--name/{blobs,refs,snapshots}. What comes from outside (names, revisions, lists of
// shards) is checked here before it becomes a path.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

struct HubName {
    std::string owner, name;
    std::string revision = "main";  ///< a branch, a tag or a commit

    std::string repository() const { return owner + "/" + name; }
    std::string text() const;  ///< "hf:owner/name", with "@revision" where it is not main
    bool operator==(const HubName&) const = default;
};

bool isHubName(std::string_view weights);  ///< begins with "hf:"

/// Throws UsageError.
HubName parseHubName(std::string_view text);

/// A name within a folder: letters, digits, '.', '_', '-'; no leading dot, at most 200 characters.
bool isPlainName(std::string_view name);
bool isCommit(std::string_view text);  ///< 40 hex digits

std::filesystem::path hubHome();                       ///< $HF_HOME, else ~/.cache/huggingface
std::filesystem::path hubCache();                      ///< $HF_HUB_CACHE, $HUGGINGFACE_HUB_CACHE, else hub in hubHome()
std::filesystem::path hubFolder(const HubName& name);  ///< of the repository in hubCache()

/// The files that a shard index ("weight_map") names, each once. Throws Error.
std::vector<std::string> shardsOf(const std::filesystem::path& index);

/// The checkpoint in a folder of a repository: model.safetensors, its index with all shards, or pytorch_model.bin.
std::optional<std::filesystem::path> hubCheckpoint(const std::filesystem::path& snapshot);

/// The folder of that revision, as far as it was downloaded, if there is a whole checkpoint in it.
std::optional<std::filesystem::path> hubSnapshot(const HubName& name);

/// "name", of a folder that is models--owner--name/snapshots/COMMIT; empty for others.
std::string hubNameOf(const std::filesystem::path& folder);

/// The checkpoint of "hf:owner/name". Throws UsageError, and Error naming the `vitrine fetch` to run.
std::filesystem::path hubFile(std::string_view text);

}  // namespace vitrine

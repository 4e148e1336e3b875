#include "core/weights/hub.h"

#include "core/error.h"
#include "core/home.h"
#include "core/weights/dtype.h"
#include "core/weights/mapped_file.h"
#include "core/weights/shards.h"

#include <algorithm>
#include <array>
#include <fstream>

namespace vitrine {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "hf:";

bool isLetterOrDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// As the hub has them: no "--" (it separates owner and name in a folder's name), nothing but letters at the ends.
bool isRepositoryPart(std::string_view part) {
    constexpr size_t longest = 96;
    return isPlainName(part) && part.size() <= longest && part.find("--") == part.npos &&
           part.find("..") == part.npos && part.front() != '-' && part.back() != '-' && part.back() != '.';
}

/// "main", "v1.0", "refs/pr/1".
bool isRevision(std::string_view revision) {
    for (size_t start = 0; start <= revision.size();) {
        const size_t end = std::min(revision.find('/', start), revision.size());
        if (!isPlainName(revision.substr(start, end - start)))
            return false;
        start = end + 1;
    }
    return true;
}

/// Of a file that may be anything: as much of it as a line here may have.
std::string firstLine(const fs::path& file) {
    std::ifstream stream(file);
    std::array<char, 100> buffer{};
    stream.getline(buffer.data(), buffer.size());
    const std::string line = stream.fail() ? "" : buffer.data();
    return line.substr(0, line.find_last_not_of(" \r\t") + 1);
}

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);  // of a link: what it leads to
}

bool allThere(const fs::path& index) {
    try {
        const std::vector<std::string> shards = shardsOf(index);
        return std::all_of(shards.begin(), shards.end(),
                           [&](const std::string& shard) { return isFile(index.parent_path() / shard); });
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

std::string HubName::text() const {
    return std::string(prefix) + repository() + (revision == "main" ? "" : "@" + revision);
}

bool isHubName(std::string_view weights) { return weights.starts_with(prefix); }

bool isPlainName(std::string_view name) {
    constexpr size_t longest = 200;
    return !name.empty() && name.size() <= longest && name.front() != '.' &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return isLetterOrDigit(c) || c == '.' || c == '_' || c == '-'; });
}

bool isCommit(std::string_view text) {
    constexpr size_t digits = 40;
    return text.size() == digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

HubName parseHubName(std::string_view text) {
    constexpr size_t kLongestShown = 200;
    const std::string_view whole = text.substr(isHubName(text) ? prefix.size() : 0);
    const size_t at = whole.find('@');
    const std::string_view repository = whole.substr(0, at);
    const size_t slash = repository.find('/');
    HubName result;
    result.owner = repository.substr(0, slash);
    result.name = slash == repository.npos ? "" : repository.substr(slash + 1);
    if (at != whole.npos)
        result.revision = whole.substr(at + 1);
    if (!isRepositoryPart(result.owner) || !isRepositoryPart(result.name))
        throw UsageError(printable(text, kLongestShown),
                         "is no repository's name: it goes hf:owner/name, as in its address, "
                         "https://huggingface.co/owner/name");
    if (!isRevision(result.revision))
        throw UsageError(printable(text, kLongestShown), "\"" + printable(result.revision) +
                                                             "\" is no revision: a branch, a tag or a commit goes "
                                                             "after the @");
    return result;
}

fs::path hubHome() {
    const std::string own = environment("HF_HOME");
    const fs::path cache = cacheHome();
    return !own.empty() ? expandHome(own) : cache.empty() ? cache : cache / "huggingface";
}

fs::path hubCache() {
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const std::string own = environment(name); !own.empty())
            return expandHome(own);
    const fs::path home = hubHome();
    return home.empty() ? home : home / "hub";
}

fs::path hubFolder(const HubName& name) {
    const fs::path cache = hubCache();
    return cache.empty() ? cache : cache / ("models--" + name.owner + "--" + name.name);
}

std::vector<std::string> shardsOf(const fs::path& index) {
    const auto mapped = MappedFile::open(index);
    std::vector<std::string> shards = readIndex(mapped->bytes(), index.string()).shards;
    if (!std::all_of(shards.begin(), shards.end(), isPlainName))
        throw Error(index.string(), "names a shard that is no plain file name");
    return shards;
}

std::optional<fs::path> hubCheckpoint(const fs::path& snapshot) {
    if (const fs::path file = snapshot / "model.safetensors"; isFile(file))
        return file;
    if (const fs::path file = snapshot / "model.safetensors.index.json"; isFile(file) && allThere(file))
        return file;
    if (const fs::path file = snapshot / "pytorch_model.bin"; isFile(file))
        return file;
    return {};
}

std::optional<fs::path> hubSnapshot(const HubName& name) {
    const fs::path folder = hubFolder(name);
    const std::string commit =
        folder.empty() || isCommit(name.revision) ? name.revision : firstLine(folder / "refs" / name.revision);
    if (folder.empty() || !isCommit(commit))
        return {};
    const fs::path snapshot = folder / "snapshots" / commit;
    return hubCheckpoint(snapshot) ? std::optional(snapshot) : std::nullopt;
}

std::string hubNameOf(const fs::path& folder) {
    const std::string repository = folder.parent_path().parent_path().filename().string();
    const size_t name = repository.rfind("--");
    const bool isSnapshot = isCommit(folder.filename().string()) && folder.parent_path().filename() == "snapshots";
    return isSnapshot && repository.starts_with("models--") ? repository.substr(name + 2) : "";
}

fs::path hubFile(std::string_view text) {
    const HubName name = parseHubName(text);
    const auto snapshot = hubSnapshot(name);
    if (!snapshot)
        throw Error(name.text(), "not on this disk: `vitrine fetch " + name.text() + "` downloads it");
    return *hubCheckpoint(*snapshot);
}

}  // namespace vitrine

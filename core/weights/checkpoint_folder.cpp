#include "core/weights/checkpoint_folder.h"

#include "core/error.h"
#include "core/weights/dtype.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUsual[] = {"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
                                  "pytorch_model.bin.index.json", "model.pth"};
constexpr const char* kExtensions[] = {".safetensors", ".pth", ".pt", ".bin", ".ckpt", ".tar"};

bool isFile(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// models--OWNER--NAME of Hugging Face's cache: refs/main names the revision that snapshots/ holds.
fs::path revisionIn(const fs::path& folder) {
    std::string revision(40, '\0');
    if (!folder.filename().native().starts_with("models--") || !isFile(folder / "refs/main") ||
        !std::ifstream(folder / "refs/main").read(revision.data(), std::streamsize(revision.size())) ||
        revision.find_first_not_of("0123456789abcdef") != revision.npos)
        return {};
    return folder / "snapshots" / revision;
}

std::vector<std::string> checkpointsIn(const fs::path& folder) {
    constexpr size_t kMost = 1000;
    std::vector<std::string> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end && found.size() < kMost;
         entry.increment(error)) {
        const std::string extension = entry->path().extension().string();
        const bool isIndex = entry->path().native().ends_with(".index.json");
        if ((isIndex || std::find(std::begin(kExtensions), std::end(kExtensions), extension) != std::end(kExtensions)) &&
            isFile(entry->path()))
            found.push_back(entry->path().filename().string());
    }
    if (error)
        throw Error(folder.string(), "cannot be read: " + error.message());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

bool isModelFolder(const fs::path& folder) {
    return std::any_of(std::begin(kUsual), std::end(kUsual), [&](const char* name) { return isFile(folder / name); }) ||
           !revisionIn(folder).empty();
}

fs::path checkpointIn(const fs::path& folder) {
    for (const char* name : kUsual)
        if (isFile(folder / name))
            return folder / name;
    const auto found = checkpointsIn(folder);
    if (found.size() == 1)
        return folder / found.front();
    if (found.empty()) {
        std::error_code ignored;
        if (const fs::path revision = revisionIn(folder); fs::is_directory(revision, ignored))
            return checkpointIn(revision);
        throw Error(folder.string(), "is a folder without a checkpoint in it (model.safetensors, pytorch_model.bin, "
                                     "model.pth, or one other .safetensors, .pth, .pt, .bin or .ckpt)");
    }
    constexpr size_t kShown = 5;
    std::string names;
    for (size_t i = 0; i < std::min(found.size(), kShown); ++i)
        names += (i ? ", " : "") + printable(found[i]);
    throw Error(folder.string(), "is a folder with " + std::to_string(found.size()) + " checkpoints (" + names +
                                     (found.size() > kShown ? ", …" : "") + "); open one of them");
}

}  // namespace vitrine

#include "core/resources.h"

#include "core/error.h"

#include <cstdlib>
#include <vector>

namespace vitrine {

namespace fs = std::filesystem;

namespace {

/// A folder counts as ours when the class names are in it.
bool isResources(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / "imagenet_classes.txt", ignored);
}

/// Installed (PREFIX/bin, PREFIX/share/vitrine), or somewhere in the source tree (build/PRESET/bin).
std::vector<fs::path> besideExecutable() {
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    if (error || !executable.is_absolute())
        return {};
    std::vector<fs::path> folders{executable.parent_path().parent_path() / "share" / "vitrine"};
    for (fs::path up = executable.parent_path(); up != up.parent_path(); up = up.parent_path())
        folders.push_back(up / "resources");
    return folders;
}

fs::path findResources() {
    std::vector<fs::path> folders = besideExecutable();
    folders.emplace_back(fs::path(VITRINE_SOURCE_DIR) / "resources");
    for (const fs::path& folder : folders) {
        if (isResources(folder))
            return folder;
    }
    throw Error("resources", "the folder of the files that come with Vitrine is not beside the program. "
                             "Install it again, or name the folder in VITRINE_RESOURCES");
}

}  // namespace

fs::path resource(std::string_view relative) {
    if (const char* named = std::getenv("VITRINE_RESOURCES"); named && *named) {
        std::error_code ignored;
        if (!fs::is_directory(named, ignored))
            throw Error("VITRINE_RESOURCES", std::string(named) + " is not a folder");
        return fs::path(named) / relative;
    }
    static const fs::path folder = findResources();
    return folder / relative;
}

}  // namespace vitrine

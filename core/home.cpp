#include "core/home.h"

#include <cstdlib>

namespace vitrine {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

std::filesystem::path expandHome(const std::string& path) {
    if (path != "~" && !path.starts_with("~/"))
        return path;
    const std::string home = environment("HOME");
    return home.empty() ? std::filesystem::path() : std::filesystem::path(home + path.substr(1));
}

std::filesystem::path cacheHome() {
    const std::string cache = environment("XDG_CACHE_HOME");
    return expandHome(cache.empty() ? "~/.cache" : cache);
}

}  // namespace vitrine

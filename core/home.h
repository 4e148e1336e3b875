// The person's folders, as a shell and Python's os.path.expanduser know them.
#pragma once

#include <filesystem>
#include <string>

namespace vitrine {

/// Of a variable of the environment; empty where it is not set.
std::string environment(const char* name);

/// "~/x" as a shell reads it. Empty where there is no home.
std::filesystem::path expandHome(const std::string& path);

/// $XDG_CACHE_HOME, else ~/.cache. Empty where there is no home.
std::filesystem::path cacheHome();

}  // namespace vitrine

// What this process may still take, as Linux tells it.
#include "core/model/memory.h"

#include <sys/resource.h>

#include <fstream>
#include <limits>
#include <optional>
#include <sstream>

namespace vitrine {

namespace {

namespace fs = std::filesystem;

/// The value after "KEY" in lines of "KEY VALUE ...".
std::optional<int64_t> valueIn(const fs::path& file, const std::string& key) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        std::istringstream words(line);
        std::string name;
        int64_t value = 0;
        if (words >> name >> value && name == key)
            return value;
    }
    return {};
}

/// A file with one number; nothing for "max", or where there is no such file.
std::optional<int64_t> numberIn(const fs::path& file) {
    std::ifstream stream(file);
    int64_t value = 0;
    return stream >> value ? std::optional(value) : std::nullopt;
}

/// How the two versions of control groups call the same things.
struct Names {
    const char* limit;
    const char* used;
    const char* reclaimable;  // of memory.stat: page cache that gives way
};
constexpr Names version1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"};
constexpr Names version2{"memory.max", "memory.current", "inactive_file"};

void least(MemoryFree& free, int64_t bytes, const std::string& limit) {
    if (bytes < free.main) {
        free.main = std::max<int64_t>(0, bytes);
        free.limit = limit;
    }
}

/// A group and those above it: each has its limit. The path may be one of the host's that is not to be seen in here;
/// then the mount itself is this process's group.
void askGroups(MemoryFree& free, const fs::path& mount, const fs::path& group, const Names& names) {
    for (fs::path at = group;; at = at.parent_path()) {
        const fs::path folder = at.empty() || at == "/" ? mount : mount / at.relative_path();
        if (const auto limit = numberIn(folder / names.limit)) {
            const int64_t used = numberIn(folder / names.used).value_or(0);
            const int64_t back = valueIn(folder / "memory.stat", names.reclaimable).value_or(0);
            least(free, *limit - used + back, "this container's or session's limit of " + mebibytes(*limit));
        }
        if (at.empty() || at == "/")
            return;
    }
}

void askControlGroups(MemoryFree& free, const fs::path& root) {
    std::ifstream stream(root / "proc/self/cgroup");
    for (std::string line; std::getline(stream, line);) {  // "4:memory:/a/b", "0::/a/b"
        const size_t first = line.find(':'), second = line.find(':', first + 1);
        if (second == line.npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        const fs::path group = line.substr(second + 1);
        if (controllers == "memory")
            askGroups(free, root / "sys/fs/cgroup/memory", group, version1);
        else if (controllers.empty())
            askGroups(free, root / "sys/fs/cgroup", group, version2);
    }
}

void askAddressSpace(MemoryFree& free, const fs::path& root) {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return;
    const int64_t used = valueIn(root / "proc/self/status", "VmSize:").value_or(0) * 1024;
    least(free, int64_t(limit.rlim_cur) - used,
          "this process's limit of " + mebibytes(int64_t(limit.rlim_cur)) + " (ulimit -v)");
}

}  // namespace

MemoryFree memoryFree(const std::string& device, const fs::path& root) {
    MemoryFree free;
    const auto available = valueIn(root / "proc/meminfo", "MemAvailable:");               // KiB
    free.main = available ? *available * 1024 : std::numeric_limits<int64_t>::max() / 2;  // not told: not limited
    askControlGroups(free, root);
    askAddressSpace(free, root);
    if (device != "cpu")
        for (const DeviceInfo& info : listDevices().devices)
            if (info.id == device)
                free.device = info.free_mib * 1024 * 1024;
    return free;
}

}  // namespace vitrine

#include "core/weights/shards.h"

#include "core/error.h"
#include "core/weights/bounded_json.h"
#include "core/weights/bounds.h"
#include "core/weights/dtype.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostShards = 1000;

/// Relative, and never up: its links are another matter.
bool staysInside(const fs::path& shard) {
    return !shard.empty() && shard.is_relative() && shard.native().find('\0') == std::string::npos &&
           std::none_of(shard.begin(), shard.end(), [](const fs::path& part) { return part == ".."; });
}

}  // namespace

bool looksLikeIndex(std::span<const uint8_t> bytes) {
    const auto first = std::find_if(bytes.begin(), bytes.end(),
                                    [](uint8_t c) { return c != ' ' && c != '\t' && c != '\n' && c != '\r'; });
    constexpr std::string_view kMap = "\"weight_map\"";
    return bytes.size() <= kLongestJson && first != bytes.end() && *first == '{' &&
           ::memmem(bytes.data(), bytes.size(), kMap.data(), kMap.size());
}

ShardIndex readIndex(std::span<const uint8_t> bytes, const std::string& name) {
    const nlohmann::json json = parseBounded(bytes);
    const auto map = json.is_object() ? json.find("weight_map") : json.end();
    if (map == json.end() || !map->is_object() || map->empty())
        throw Error(name, "is a broken shard index: its weight_map does not say which file holds which tensor");
    if (map->size() > kMostTensors)
        throw Error(name, "is refused: it has more tensors than any model needs");
    ShardIndex index;
    std::unordered_map<std::string, size_t> places;
    for (const auto& [tensor, file] : map->items()) {
        if (!file.is_string())
            throw Error(name, "is a broken shard index: it names no file for " + printable(tensor));
        const auto& shard = file.get_ref<const std::string&>();
        const auto [place, added] = places.emplace(shard, index.shards.size());
        if (added && !staysInside(shard))
            throw Error(name, "is refused: it names a shard outside its folder, " + printable(shard));
        if (added && index.shards.size() == kMostShards)
            throw Error(name, "is refused: it has more shards than any model needs");
        if (added)
            index.shards.push_back(shard);
        index.tensors.emplace_back(tensor, place->second);
    }
    return index;
}

}  // namespace vitrine

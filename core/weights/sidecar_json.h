// One JSON object beside a checkpoint, asked for single values: what makes no sense is noted and counts as not said.
#pragma once

#include "core/weights/sidecar.h"

#include <nlohmann/json.hpp>

namespace vitrine {

inline constexpr int kLargestExtent = 1 << 16;  ///< pixels

class SidecarJson {
public:
    /// `json` and `ignored` must outlive this. Anything but an object says nothing.
    SidecarJson(const nlohmann::json& json, std::string file, std::vector<std::string>& ignored)
        : m_json(json), m_file(std::move(file)), m_ignored(ignored) {}

    bool has(const char* key) const { return find(key) != nullptr; }
    SidecarJson inner(const char* key) const;  ///< an object within, or one that says nothing

    std::optional<bool> yes(const char* key) const;
    std::optional<int> whole(const char* key, int least, int most) const;
    std::optional<double> real(const char* key, double above, double most) const;
    std::string text(const char* key) const;              ///< printable; empty where not said
    std::optional<Extent> extent(const char* key) const;  ///< 224, [224, 224] or {"height": 224, "width": 224}
    std::optional<std::array<float, 3>> triple(const char* key, bool positive) const;
    std::vector<std::string> texts(const char* key) const;    ///< of a list, printable
    std::vector<std::string> byIndex(const char* key) const;  ///< of {"0": ..., "1": ...}, printable

    /// Neither absent nor null.
    const nlohmann::json* find(const char* key) const;
    void ignore(const std::string& what) const { m_ignored.push_back(m_file + ": " + what); }
    void ignoreValue(const char* key) const;

private:
    const nlohmann::json& m_json;
    std::string m_file;
    std::vector<std::string>& m_ignored;
};

/// 224, [height, width] or {"height": ..., "width": ...}; nothing for anything else.
std::optional<Extent> extentOf(const nlohmann::json& value);

/// A class's name as it may be shown.
std::string labelText(const std::string& text);

/// preprocessor_config.json of transformers.
void readProcessor(const SidecarJson& json, SidecarTransforms& transforms);
/// timm's pretrained_cfg.
void readPretrainedCfg(const SidecarJson& json, SidecarTransforms& transforms);

}  // namespace vitrine

#include "core/weights/metadata.h"

#include "core/weights/dtype.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

using Json = nlohmann::json;

const std::string* find(const Metadata& metadata, const std::string& key) {
    const auto found = metadata.find(key);
    return found == metadata.end() ? nullptr : &found->second;
}

/// A list of plain values; null where it is anything else. What lies deeper is dropped as it is read, so that it costs
/// no memory.
Json readList(const Metadata& metadata, const std::string& key) {
    constexpr size_t kLongest = 8 << 20;  // bytes; the labels of ImageNet-21K are 0.5 MB
    const std::string* text = find(metadata, key);
    if (!text || text->size() > kLongest)
        return {};
    bool flat = true;
    const auto watch = [&flat](int depth, Json::parse_event_t event, Json&) {
        flat &= depth == 0 || event == Json::parse_event_t::value;
        return flat;
    };
    Json list = Json::parse(*text, watch, false);
    return flat && list.is_array() ? list : Json();
}

std::optional<std::array<float, 3>> readTriple(const Metadata& metadata, const std::string& key, bool positive) {
    const Json list = readList(metadata, key);
    if (!list.is_array() || list.size() != 3)
        return {};
    std::array<float, 3> result{};
    for (size_t i = 0; i < 3; ++i) {
        if (!list[i].is_number())
            return {};
        result[i] = list[i].get<float>();
        if (!std::isfinite(result[i]) || (positive && result[i] <= 0))
            return {};
    }
    return result;
}

std::optional<Preprocessing> readPreprocessing(const Metadata& metadata, const VitConfig& config) {
    const auto resize = metadataNumber(metadata, "resize"), crop = metadataNumber(metadata, "crop");
    const auto mean = readTriple(metadata, "mean", false), std = readTriple(metadata, "std", true);
    const std::string* interpolation = find(metadata, "interpolation");
    const bool known = interpolation && (*interpolation == "bilinear" || *interpolation == "bicubic");
    if (!resize && !crop && !mean && !std && !known)
        return {};
    Preprocessing result;  // torchvision's defaults for what is not said
    result.crop = crop.value_or(config.height());
    result.resize = resize.value_or(int(std::lround(result.crop * 256.0 / 224.0)));
    if (known)
        result.interpolation = *interpolation == "bicubic" ? Interpolation::Bicubic : Interpolation::Bilinear;
    result.mean = mean.value_or(result.mean);
    result.std = std.value_or(result.std);
    const bool fits = result.crop == config.height() && result.crop == config.width();
    return fits ? result : result.atSize(config.height(), config.width());
}

std::vector<std::string> readLabels(const Metadata& metadata, int classes) {
    constexpr size_t kLongestLabel = 500;  // bytes; ImageNet's full ones have 130
    const Json list = readList(metadata, "labels");
    std::vector<std::string> labels;
    for (const Json& label : list) {
        if (!label.is_string() || int(labels.size()) == classes)
            break;
        labels.push_back(printable(label.get<std::string>(), kLongestLabel));
    }
    return labels;
}

}  // namespace

std::optional<int> metadataNumber(const Metadata& metadata, const std::string& key) {
    constexpr int kLargest = 1 << 20;
    const std::string* text = find(metadata, key);
    int value = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), value) !=
                     std::from_chars_result{text->data() + text->size(), std::errc()})
        return {};
    return value > 0 && value <= kLargest ? std::optional(value) : std::nullopt;
}

void readMetadata(const Metadata& metadata, CheckpointModel& model) {
    if (const std::string* name = find(metadata, "name"); name && !name->empty())
        model.config.name = printable(*name);
    model.preprocessing = readPreprocessing(metadata, model.config);
    model.labels = readLabels(metadata, model.config.num_classes);
    for (const char* key : {"license", "licence"})
        if (const std::string* licence = find(metadata, key))
            model.licence = printable(*licence);
}

}  // namespace vitrine

#include "core/weights/sidecar_json.h"

#include "core/weights/bounds.h"
#include "core/weights/dtype.h"

#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

using Json = nlohmann::json;

constexpr float kLargestChannel = 100'000;  // of a mean or a std; pixels are 255 at most

std::optional<int> wholeOf(const Json& value, int64_t least, int64_t most) {
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<uint64_t>() > uint64_t(most)))
        return {};
    const auto number = value.get<int64_t>();
    return number >= least && number <= most ? std::optional(int(number)) : std::nullopt;
}

}  // namespace

std::string labelText(const std::string& text) {
    constexpr size_t kLongest = 500;  // bytes; ImageNet's full ones have 130
    return printable(text, kLongest);
}

std::optional<Extent> extentOf(const Json& value) {
    const auto pair = [](const Json& height, const Json& width) -> std::optional<Extent> {
        const auto h = wholeOf(height, 1, kLargestExtent), w = wholeOf(width, 1, kLargestExtent);
        return h && w ? std::optional(Extent{*h, *w}) : std::nullopt;
    };
    if (value.is_array() && (value.size() == 1 || value.size() == 2))
        return pair(value.front(), value.back());
    if (value.is_object() && value.contains("height") && value.contains("width"))
        return pair(value["height"], value["width"]);
    return pair(value, value);
}

const Json* SidecarJson::find(const char* key) const {
    if (!m_json.is_object())
        return nullptr;
    const auto found = m_json.find(key);
    return found == m_json.end() || found->is_null() ? nullptr : &*found;
}

void SidecarJson::ignoreValue(const char* key) const {
    const Json* value = find(key);
    const bool simple = value && !value->is_structured();
    ignore(std::string(key) + (simple
                                   ? " is " + printable(value->dump(-1, ' ', false, Json::error_handler_t::replace), 40)
                                   : " makes no sense"));
}

SidecarJson SidecarJson::inner(const char* key) const {
    static const Json nothing;
    const Json* value = find(key);
    return {value ? *value : nothing, m_file, m_ignored};
}

std::optional<bool> SidecarJson::yes(const char* key) const {
    const Json* value = find(key);
    if (value && value->is_boolean())
        return value->get<bool>();
    if (value)
        ignoreValue(key);
    return {};
}

std::optional<int> SidecarJson::whole(const char* key, int least, int most) const {
    const Json* value = find(key);
    const auto result = value ? wholeOf(*value, least, most) : std::nullopt;
    if (value && !result)
        ignoreValue(key);
    return result;
}

std::optional<double> SidecarJson::real(const char* key, double above, double most) const {
    const Json* value = find(key);
    if (!value)
        return {};
    const double number = value->is_number() ? value->get<double>() : NAN;
    if (number > above && number <= most)
        return number;
    ignoreValue(key);
    return {};
}

std::string SidecarJson::text(const char* key) const {
    const Json* value = find(key);
    if (value && value->is_string())
        return printable(value->get_ref<const std::string&>());
    if (value)
        ignoreValue(key);
    return {};
}

std::optional<Extent> SidecarJson::extent(const char* key) const {
    const Json* value = find(key);
    const auto result = value ? extentOf(*value) : std::nullopt;
    if (value && !result)
        ignoreValue(key);
    return result;
}

std::optional<std::array<float, 3>> SidecarJson::triple(const char* key, bool positive) const {
    const Json* value = find(key);
    if (!value)
        return {};
    std::array<float, 3> result{};
    bool good = value->is_array() && value->size() == 3;
    for (size_t i = 0; good && i < 3; ++i) {
        const Json& number = (*value)[i];
        result[i] = number.is_number() ? number.get<float>() : NAN;
        good = std::abs(result[i]) <= kLargestChannel && (!positive || result[i] >= 1 / kLargestChannel);
    }
    if (good)
        return result;
    ignoreValue(key);
    return {};
}

std::vector<std::string> SidecarJson::texts(const char* key) const {
    const Json* value = find(key);
    std::vector<std::string> result;
    if (!value)
        return result;
    bool good = value->is_array() && value->size() <= kMostLabels;
    for (size_t i = 0; good && i < value->size(); ++i) {
        good = (*value)[i].is_string();
        if (good)
            result.push_back(labelText((*value)[i].get_ref<const std::string&>()));
    }
    if (good)
        return result;
    ignoreValue(key);
    return {};
}

std::vector<std::string> SidecarJson::byIndex(const char* key) const {
    const Json* value = find(key);
    if (!value)
        return {};
    if (!value->is_object() || value->size() > kMostLabels) {
        ignoreValue(key);
        return {};
    }
    std::vector<std::string> result(value->size());
    std::vector<bool> seen(value->size());
    for (const auto& [name, label] : value->items()) {
        size_t index = 0;
        const char* end = name.data() + name.size();
        if (std::from_chars(name.data(), end, index) != std::from_chars_result{end, std::errc()} ||
            index >= seen.size() || seen[index] || !label.is_string()) {
            ignore(std::string(key) + " does not name every class once, from 0 upwards");
            return {};
        }
        seen[index] = true;
        result[index] = labelText(label.get_ref<const std::string&>());
    }
    return result;
}

}  // namespace vitrine

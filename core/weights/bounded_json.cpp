#include "core/weights/bounded_json.h"

namespace vitrine {

nlohmann::json parseBounded(std::span<const uint8_t> bytes) {
    constexpr int kDeepest = 20;
    if (bytes.size() > kLongestJson)
        return nullptr;
    bool tooDeep = false;
    // What lies deeper is dropped as it is read, so that it costs no memory.
    const auto watch = [&tooDeep](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
        tooDeep |= depth > kDeepest;
        return !tooDeep;
    };
    nlohmann::json json = nlohmann::json::parse(bytes.begin(), bytes.end(), watch, false);
    return tooDeep || json.is_discarded() ? nlohmann::json() : json;
}

}  // namespace vitrine

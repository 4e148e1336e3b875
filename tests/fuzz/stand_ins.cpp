// In place of what needs OpenCV (core/image/decode.cpp and what it calls), LibTorch (core/explain/methods.cpp) or the
// resources (core/model/variants.cpp).
#include "core/error.h"
#include "core/explain/methods.h"
#include "core/image/decode.h"
#include "core/model/variants.h"

#include <algorithm>

namespace vitrine {

/// No picture here takes long.
void requireReadableSize(uint64_t width, uint64_t height, const std::string& name) {
    if (width > 1 << 16 || height > 1 << 16 || width * height > 1'000'000)
        throw Error(name, "is too large");
}

/// A picture that is its own bytes, three a pixel.
Image decodeBytes(std::span<const uint8_t> bytes, const std::string& name) {
    if (bytes.size() % 3 != 0)
        throw Error(name, "is no picture");
    Image image(int(bytes.size() / 3), 1);
    std::copy(bytes.begin(), bytes.end(), image.pixels.begin());
    return image;
}

std::vector<uint8_t> encodePng(const Image& image) { return image.pixels; }

const std::vector<Method>& methods() {
    static const std::vector<Method> all = [] {
        std::vector<Method> made(2);
        made[0].name = "attention";
        made[1].name = "rollout";
        return made;
    }();
    return all;
}

const Method* findMethod(std::string_view name) {
    const auto found =
        std::find_if(methods().begin(), methods().end(), [name](const Method& method) { return method.name == name; });
    return found == methods().end() ? nullptr : &*found;
}

const Variant* findVariant(std::string_view) { return nullptr; }
const WeightsEntry* findEntry(std::string_view) { return nullptr; }
const WeightsEntry* findEntry(const Variant&, std::string_view) { return nullptr; }

}  // namespace vitrine

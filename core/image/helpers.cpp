#include "core/image/helpers.h"

#include <utility>

namespace vitrine {
namespace {

FallbackDecoder& decoder() {
    static FallbackDecoder handedIn;
    return handedIn;
}

ScreenColours& colours() {
    static ScreenColours handedIn;
    return handedIn;
}

}  // namespace

void setFallbackDecoder(FallbackDecoder handedIn) { decoder() = std::move(handedIn); }
const FallbackDecoder& fallbackDecoder() { return decoder(); }
void setScreenColours(ScreenColours handedIn) { colours() = std::move(handedIn); }
const ScreenColours& screenColours() { return colours(); }

}  // namespace vitrine

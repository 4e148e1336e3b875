// In place of core/image/decode.cpp, which needs OpenCV: no picture here takes long.
#include "core/error.h"
#include "core/image/decode.h"

void vitrine::requireReadableSize(uint64_t width, uint64_t height, const std::string& name) {
    if (width > 1 << 16 || height > 1 << 16 || width * height > 1'000'000)
        throw Error(name, "is too large");
}

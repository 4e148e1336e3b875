// What every decoder promises, whatever it is given.
#pragma once

#include "core/image/image.h"
#include "tests/fuzz/weights.h"

namespace vitrine::fuzz {

inline void checkImage(const Image& image) {
    if (image.width < 1 || image.height < 1 || image.pixels.size() != size_t(image.width) * size_t(image.height) * 3)
        fail("a picture without its pixels");
}

}  // namespace vitrine::fuzz

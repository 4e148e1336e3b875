// The chunks of a PNG that say what its pixels are, and no other: libpng complains on standard error about damaged
// profiles, texts and dates that Vitrine ignores anyway.
#pragma once

#include "core/image/bytes.h"

#include <optional>
#include <vector>

namespace vitrine {

struct PngEssentials {
    std::vector<uint8_t> file;                ///< a PNG of IHDR, PLTE, tRNS, IDAT and IEND alone
    std::optional<uint16_t> transparentGrey;  ///< of a grey PNG: the sample value (at `depth`) that is not there
    int depth = 8;                            ///< bits a sample
};

/// None when one of these chunks is damaged (its checksum does not match), or the first is not IHDR.
std::optional<PngEssentials> pngEssentials(Bytes png);

}  // namespace vitrine

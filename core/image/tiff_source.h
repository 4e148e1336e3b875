// A TIFF file in memory, as libtiff reads it. For core/image/*.cpp (it includes tiffio.h).
#pragma once

#include "core/image/bytes.h"

#include <cstdint>
#include <memory>
#include <tiffio.h>

namespace vitrine {

struct TiffSource {
    Bytes file;
    uint64_t at = 0;
};

using Tiff = std::unique_ptr<TIFF, decltype(&TIFFClose)>;

/// Null where it is none. `source` must outlive it.
Tiff openTiff(TiffSource& source);

}  // namespace vitrine

// The Netpbm formats, PBM to PAM: so plain that a page of code reads them exactly as Pillow does.
#pragma once

#include "core/image/bytes.h"
#include "core/image/image.h"

#include <optional>
#include <string>

namespace vitrine {

struct PnmHeader {
    char kind = 0;  ///< '1' to '7'
    uint64_t width = 0;
    uint64_t height = 0;
    uint64_t channels = 1;  ///< 2 and 4: with alpha
    uint64_t highest = 1;   ///< the value that is white
    uint64_t data = 0;      ///< where the samples begin
};

/// None when it is no PNM, or its header is damaged.
std::optional<PnmHeader> readPnmHeader(Bytes file);

/// None when samples are missing. Never reads outside `file`.
std::optional<Image> decodePnm(Bytes file, const PnmHeader& header);

}  // namespace vitrine

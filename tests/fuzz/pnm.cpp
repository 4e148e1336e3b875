// PBM to PAM.
#include "core/image/pnm.h"
#include "tests/fuzz/pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const Bytes file(data, size);
    fuzz::oneMessageOrNone([&] {
        const auto header = readPnmHeader(file);
        const auto senseless = [](uint64_t side) { return side == 0 || side > 1 << 16; };
        if (!header || senseless(header->width) || senseless(header->height) ||
            header->width * header->height > 4'000'000)
            return;  // as decode.cpp does before it decodes, with smaller bounds
        if (const auto image = decodePnm(file, *header))
            fuzz::checkImage(*image);
    });
    return 0;
}

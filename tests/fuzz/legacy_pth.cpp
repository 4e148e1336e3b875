// torch.save's format of before PyTorch 1.6: pickles and raw storages in a row.
#include "core/weights/pth.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    vitrine::fuzz::oneMessageOrNone([file = std::span(data, size)] {
        if (vitrine::looksLikeLegacyPth(file))
            vitrine::fuzz::checkPlaces(vitrine::readLegacyPth(file, "file"), file);
    });
    return 0;
}

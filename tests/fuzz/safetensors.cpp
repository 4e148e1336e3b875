// A .safetensors file's header.
#include "core/weights/safetensors.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    vitrine::fuzz::oneMessageOrNone([file = std::span(data, size)] {
        if (vitrine::looksLikeSafetensors(file))
            vitrine::fuzz::checkPlaces(vitrine::readSafetensors(file, "file"), file);
    });
    return 0;
}

// torch.save's zip archive and the pickle in it.
#include "core/weights/pth.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    vitrine::fuzz::oneMessageOrNone(
        [file = std::span(data, size)] { vitrine::fuzz::checkPlaces(vitrine::readPth(file, "file"), file); });
    return 0;
}

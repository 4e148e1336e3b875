// The walk along a GIF's blocks.
#include "ui/reading/gif_blocks.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const auto gif = vitrine::ui::withOwnControls({data, size});
    if (gif && size_t(gif->size()) > size * 9 + 8)  // a control block of 8 bytes for a frame of at least one
        vitrine::fuzz::fail("a GIF that grew without a reason");
    return 0;
}

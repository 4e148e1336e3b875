// What a picture says of itself: sizes, EXIF, frames; and the essential chunks of a PNG.
#include "core/image/file_info.h"
#include "core/image/exif.h"
#include "core/image/png_essentials.h"
#include "tests/fuzz/pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const Bytes file(data, size);
    fuzz::oneMessageOrNone([&] {
        inspect(file);
        const int orientation = exifOrientation(file);
        if (orientation < 1 || orientation > 8)
            fuzz::fail("an orientation that is none");
        if (const auto png = pngEssentials(file); png && png->file.size() > file.size() + 1000)
            fuzz::fail("essentials larger than the whole");
    });
    return 0;
}

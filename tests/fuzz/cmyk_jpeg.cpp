// JPEGs of four inks, through libjpeg.
#include "core/image/cmyk_jpeg.h"
#include "core/image/file_info.h"
#include "tests/fuzz/pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const Bytes file(data, size);
    fuzz::oneMessageOrNone([&] {
        const auto info = inspect(file);
        if (!info || info->format != Format::Jpeg || info->channels != 4 || info->width == 0 || info->height == 0 ||
            info->width * info->height > 4'000'000)
            return;  // as decode.cpp does
        for (const int reduce : {1, 4})
            if (const auto image = decodeCmykJpeg(file, reduce))
                fuzz::checkImage(*image);
    });
    return 0;
}

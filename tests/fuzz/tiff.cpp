// TIFFs through libtiff, and the walk along a TIFF's pages.
#include "core/image/tiff.h"
#include "core/image/tiff_directory.h"
#include "tests/fuzz/pictures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const Bytes file(data, size);
    fuzz::oneMessageOrNone([&] {
        const auto pages = TiffDirectory::pages(file);
        if (const auto image = decodeTiff(file, "file"))
            fuzz::checkImage(*image);
        if (pages.size() > 1)
            decodeTiff(TiffDirectory::withFirstPage(file, pages.back()), "file");
    });
    return 0;
}

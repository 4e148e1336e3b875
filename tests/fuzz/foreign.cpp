// What a file is that is no checkpoint, and no picture.
#include "core/weights/foreign.h"
#include "core/image/file_info.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    if (vitrine::whatElse({data, size}).empty())
        vitrine::fuzz::fail("no words");
    vitrine::foreignKind({data, size}, "file.txt");
    return 0;
}

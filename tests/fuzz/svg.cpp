// The look through a drawing before Qt draws it.
#include "tests/fuzz/weights.h"
#include "ui/reading/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const QByteArray svg(reinterpret_cast<const char*>(data), qsizetype(size));
    fuzz::oneMessageOrNone([&svg] {
        const QByteArray harmless = ui::harmlessSvg(svg, "drawing.svg");
        if (harmless.contains("<!DOCTYPE") || harmless.contains("<!ENTITY"))
            fuzz::fail("a drawing that declares entities");
    });
    return 0;
}

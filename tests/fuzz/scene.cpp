// A scene's JSON. What was read is written as it is read again.
#include "core/scene/scene.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    fuzz::oneMessageOrNone([text] {
        const Scene scene = parseScene(text, "/folder", "scene.json");
        if (scene.width < 1 || scene.height < 1 || scene.textPercent < 1)
            fuzz::fail("a window that makes no sense");
        const std::string written = sceneText(scene, "/folder");
        if (sceneText(parseScene(written, "/folder", "again.json"), "/folder") != written)
            fuzz::fail("a scene that reads as another");
    });
    return 0;
}

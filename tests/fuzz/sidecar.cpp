// config.json, preprocessor_config.json and labels.txt, which all get the same bytes. They never are an error.
#include "core/weights/sidecar.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const std::vector<uint8_t> bytes(data, data + size);
    for (const SidecarFiles& files : {SidecarFiles{bytes, {}, bytes}, SidecarFiles{{}, bytes, {}}}) {
        const Sidecar sidecar = readSidecar(files);
        const auto& transforms = sidecar.transforms;
        for (const auto& extent : {sidecar.image_size, transforms.resize, transforms.crop})
            if (extent && (extent->height < 1 || extent->width < 1 || extent->height > 1 << 20))
                fuzz::fail("a size that makes no sense");
        if (transforms.shortest_edge.value_or(1) < 1 || sidecar.num_attention_heads.value_or(1) < 1)
            fuzz::fail("a number that makes no sense");
        for (const auto& texts : {sidecar.labels, sidecar.ignored, {sidecar.architecture}})
            for (const std::string& text : texts)
                if (text.find_first_of("\x1b\n\r") != text.npos)
                    fuzz::fail("a text that draws");
    }
    return 0;
}

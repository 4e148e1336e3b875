// What a .safetensors file's metadata says of its model: "labels" and its like, JSON within JSON. It never is an error.
#include "core/weights/metadata.h"
#include "tests/fuzz/models.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    const Metadata metadata = fuzz::metadataOf({reinterpret_cast<const char*>(data), size});
    if (metadataNumber(metadata, "num_heads").value_or(1) < 1)
        fuzz::fail("a number that makes no sense");
    for (const int imageSize : {32, 16384}) {  // the smallest and the largest of any use
        CheckpointModel model;
        model.config.image_size = imageSize;
        model.config.num_classes = 3;
        readMetadata(metadata, model);
        fuzz::checkModel(model);
        if (model.labels.size() > 3)
            fuzz::fail("more names than classes");
    }
    return 0;
}

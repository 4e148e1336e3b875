// model.safetensors.index.json
#include "core/weights/shards.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    fuzz::oneMessageOrNone([file = std::span(data, size)] {
        if (!looksLikeIndex(file))
            return;
        const ShardIndex index = readIndex(file, "file");
        for (const auto& [tensor, shard] : index.tensors)
            if (shard >= index.shards.size())
                fuzz::fail("a tensor in no shard");
        for (const std::filesystem::path shard : index.shards)
            if ((std::filesystem::path("/model") / shard).lexically_normal().native().rfind("/model/", 0) != 0)
                fuzz::fail("a shard outside the folder");
    });
    return 0;
}

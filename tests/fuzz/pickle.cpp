// The pickle alone: a mutation of it need not first get past the zip around it.
#include "core/weights/pickle.h"
#include "tests/fuzz/weights.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    using namespace vitrine;
    fuzz::oneMessageOrNone([file = std::span(data, size)] {
        const auto weights = readWeightsPickle(file, "file");
        if (weights.end > file.size())
            fuzz::fail("a pickle longer than its file");
        constexpr uint64_t storage = 1 << 20;
        const FileContents contents = locate(weights, "file", [](const std::string&) {
            return StoragePlace{100, storage};
        });
        static const std::vector<uint8_t> pretended(100 + storage);
        fuzz::checkPlaces(contents, pretended);
    });
    return 0;
}

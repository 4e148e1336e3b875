// From the names and shapes of a checkpoint's tensors, its metadata and the files beside it to an architecture, or to
// words why not. Four parts with an empty line between: "NAME DTYPE SIZE SIZE..." a line, the metadata, config.json,
// preprocessor_config.json.
#include "core/weights/infer.h"
#include "core/model/module_tree.h"
#include "core/weights/bounds.h"
#include "core/weights/checkpoint.h"
#include "core/weights/misfit.h"
#include "core/weights/sidecar.h"
#include "tests/fuzz/models.h"

#include <sstream>

namespace at {
class Tensor {};  // no tensor is looked at
}  // namespace at

namespace {

using namespace vitrine;

class Names : public Checkpoint {
public:
    Names(std::vector<TensorInfo> tensors, Metadata metadata)
        : Checkpoint("folder/model.safetensors", std::move(tensors), std::move(metadata)) {}
    void requireWhole() const override {}

private:
    at::Tensor view(size_t) const override { return {}; }
};

/// As the readers of files hand them over: names of a bounded length, shapes that can be.
std::vector<TensorInfo> tensorsOf(std::string_view lines) {
    constexpr size_t kMostDimensions = 16;
    std::vector<TensorInfo> tensors;
    while (!lines.empty()) {
        std::istringstream line{std::string(fuzz::cut(lines, "\n"))};
        TensorInfo tensor;
        std::getline(line, tensor.name, ' ');
        std::string dtype;
        line >> dtype;
        if (const DtypeInfo* known = dtypeByName(dtype))
            tensor.dtype = known->name;
        for (int64_t extent = 0; line >> extent && tensor.shape.size() < kMostDimensions;)
            tensor.shape.push_back(extent);
        if (!tensor.dtype.empty() && tensor.name.size() <= kLongestName && checkedNumel(tensor.shape))
            tensors.push_back(std::move(tensor));
    }
    return tensors;
}

std::vector<uint8_t> bytesOf(std::string_view text) { return {text.begin(), text.end()}; }

void inferAndCheck(const Checkpoint& checkpoint, const Sidecar& sidecar, std::optional<int> heads,
                   std::optional<std::pair<int, int>> asked) {
    try {
        const CheckpointModel model = inferModel(checkpoint, sidecar, heads, asked);
        fuzz::checkModel(model);
        validate(model.config);
        if (buildTree(model.config).num_params < 1)
            fuzz::fail("a model of nothing");
    } catch (const DoesNotFit& error) {
        for (const Misfit& misfit : error.misfits())
            fuzz::checkText(misfit.name);
        misfitTable(error.misfits());
        throw;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<TensorInfo> tensors = tensorsOf(fuzz::cut(text, "\n\n"));
    const Metadata metadata = fuzz::metadataOf(fuzz::cut(text, "\n\n"));
    const auto config = bytesOf(fuzz::cut(text, "\n\n"));
    const Sidecar sidecar = readSidecar(SidecarFiles{config, bytesOf(text), {}});
    fuzz::oneMessageOrNone([&] {
        const Names checkpoint(std::move(tensors), metadata);
        fuzz::oneMessageOrNone([&] { inferAndCheck(checkpoint, sidecar, {}, {}); });
        inferAndCheck(checkpoint, sidecar, 2, std::pair(32, 64));
    });
    return 0;
}

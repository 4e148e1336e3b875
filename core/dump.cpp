#include "core/dump.h"

#include "core/explain/room.h"
#include "core/explore.h"
#include "core/model/torch_error.h"
#include "core/weights/safetensors.h"

namespace vitrine {
namespace {

NamedArray toArray(std::string name, const at::Tensor& tensor) {
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* data = values.const_data_ptr<float>();
    return {std::move(name), values.sizes().vec(), std::vector<float>(data, data + values.numel())};
}

NamedArray toArray(std::string name, const std::vector<float>& values) {
    return {std::move(name), {int64_t(values.size())}, values};
}

/// Layer by layer into their place: the whole is large enough once.
NamedArray attentionOf(const Capture& capture) {
    const int64_t N = capture.num_tokens(), numel = capture.heads() * N * N;
    NamedArray all{"attention", {capture.layers(), capture.heads(), N, N}, {}};
    all.values.reserve(size_t(capture.layers() * numel));
    for (int layer = 0; layer < capture.layers(); ++layer) {
        const at::Tensor attention = capture.attention(layer).contiguous();  // (H, N, N)
        const float* data = attention.const_data_ptr<float>();
        all.values.insert(all.values.end(), data, data + numel);
    }
    return all;
}

std::vector<NamedArray> arraysOf(const Result& result) {
    const Capture& capture = *result.capture;
    const Input& input = result.picture->input;
    std::vector<at::Tensor> tokens;
    for (int index = 0; index <= capture.layers(); ++index)
        tokens.push_back(capture.tokens(index));  // (N, D)
    std::vector<NamedArray> arrays;
    arrays.push_back({"input", {3, input.height, input.width}, input.values});
    if (capture.hasHead()) {
        arrays.push_back(toArray("logits", capture.logits()));
        arrays.push_back(toArray("probabilities", capture.probabilities()));
    } else {
        arrays.push_back(toArray("last_hidden_state", capture.lastHiddenState()));  // (N, D)
    }
    arrays.push_back(attentionOf(capture));                  // (L, H, N, N)
    arrays.push_back(toArray("tokens", at::stack(tokens)));  // (L+1, N, D)
    if (capture.hasHead())
        arrays.push_back(toArray("logit_lens", capture.logitLens()));  // (L+1, C)
    return arrays;
}

}  // namespace

void dumpResult(const Result& result, const std::filesystem::path& file) {
    const Capture& capture = *result.capture;
    const MatrixSize size{capture.layers(),     capture.heads(), capture.rows(),
                          capture.patch_size(), capture.cols(),  capture.prefix()};
    writeSafetensors(file, withPlainErrors(file.string(), [&] {
                         requireRoom(file.string(), matricesOfDump(size), size, memoryFree("cpu"));
                         return arraysOf(result);
                     }));
}

void dumpMap(const Map& map, const std::filesystem::path& file) {
    writeSafetensors(file, {{"map", {map.rows, map.cols}, map.values}});
}

}  // namespace vitrine

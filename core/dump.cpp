#include "core/dump.h"

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

std::vector<NamedArray> arraysOf(const Result& result) {
    const Capture& capture = *result.capture;
    const Input& input = result.picture->input;
    std::vector<at::Tensor> attention, tokens;
    for (int layer = 0; layer < capture.layers(); ++layer)
        attention.push_back(capture.attention(layer));  // (H, N, N)
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
    arrays.push_back(toArray("attention", at::stack(attention)));  // (L, H, N, N)
    arrays.push_back(toArray("tokens", at::stack(tokens)));        // (L+1, N, D)
    if (capture.hasHead())
        arrays.push_back(toArray("logit_lens", capture.logitLens()));  // (L+1, C)
    return arrays;
}

}  // namespace

void dumpResult(const Result& result, const std::filesystem::path& file) {
    writeSafetensors(file, withPlainErrors(file.string(), [&] { return arraysOf(result); }));
}

void dumpMap(const Map& map, const std::filesystem::path& file) {
    writeSafetensors(file, {{"map", {map.rows, map.cols}, map.values}});
}

}  // namespace vitrine

#include "core/inside/similarity.h"

#include "core/explain/request.h"
#include "core/explain/tensor_map.h"
#include "core/inspect/findings.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

std::vector<Similarity> tokenSimilarity(const Capture& capture, const Query& query) {
    const c10::InferenceMode inference;
    const Capture::Data& data = capture.data();
    requireAsker(capture, query);
    return withPlainErrors("similarity", [&] {
        std::vector<Similarity> layers;
        for (const at::Tensor& kept : data.tokens) {
            const at::Tensor tokens = kept.to(at::kFloat);                                          // (N, D)
            const at::Tensor alike = cosines(meanOf(data, tokens, askersOf(data, query)), tokens);  // (N)
            layers.push_back({patchMap(data, alike), {}});
            if (data.hasClassToken)
                layers.back().classToken = alike[0].item<float>();
        }
        return layers;
    });
}

}  // namespace vitrine

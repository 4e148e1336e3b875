#include "core/inside/norms.h"

#include "core/inspect/findings.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

std::vector<Norms> normsByLayer(const Capture& capture) {
    const c10::InferenceMode inference;
    return withPlainErrors("norms", [&] {
        const at::Tensor lengths = tokenLengths(capture.data());  // (L + 1, N)
        std::vector<Norms> layers;
        for (int after = 0; after <= capture.layers(); ++after)
            layers.push_back(tokenNorms(capture.data(), lengths, after));
        return layers;
    });
}

}  // namespace vitrine

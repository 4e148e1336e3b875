#include "core/model/batch_times.h"

#include "core/capture/capture_data.h"
#include "core/model/batch.h"
#include "core/model/device.h"
#include "core/model/input_tensor.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

namespace vitrine {

std::vector<double> plainPasses(const Vit& vit, const Input& input, int batch, int runs, std::vector<float>* answer) {
    return withPlainErrors("bench", [&] {
        const c10::InferenceMode inference;
        useThreads(vit.placement().threads);
        const at::Tensor inputs = tensorOf(input).repeat({batch, 1, 1, 1});
        std::vector<double> times;
        for (int run = 0; run <= runs; ++run) {
            Laps laps;
            at::Tensor x = vit.embed(inputs);  // (B, N, D)
            if (vit.config().hasHead())
                x = logitsFrom(vit, 0, x);
            else
                for (int layer = 0; layer < vit.config().num_layers; ++layer)
                    x = runBlock(vit.config(), *vit.block(layer), x);
            x = x.to(at::kCPU);  // waits for a GPU
            if (run > 0)
                times.push_back(laps.lap());
            if (answer && run == runs)
                *answer = toVector(x);
        }
        return times;
    });
}

}  // namespace vitrine

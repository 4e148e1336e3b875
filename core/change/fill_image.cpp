#include "core/change/fill_image.h"

#include "core/model/input_tensor.h"
#include "core/model/pass_change.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>

namespace vitrine {

Image fillImage(const Input& input, Fill fill, const Preprocessing& preprocessing, int patch_size) {
    const c10::InferenceMode inference;
    const at::Tensor x = tensorOf(input);
    const at::Tensor filled =
        fillPicture(x, fill, input.black, patch_size).expand({1, 3, input.height, input.width}).contiguous();
    Input made{input.height, input.width, {}, input.black};
    made.values.assign(filled.const_data_ptr<float>(), filled.const_data_ptr<float>() + filled.numel());
    return denormalise(made, preprocessing);
}

Masked maskedOf(const Picture& picture, const Intervention& change, const ModelPlan& plan) {
    Masked masked{change.masked, plan.config.rows(), plan.config.cols()};
    if (!masked.patches.empty() && change.fill != Fill::Drop)
        masked.filling = std::make_shared<const Image>(
            fillImage(picture.input, change.fill, plan.preprocessing, plan.config.patch_size));
    return masked;
}

}  // namespace vitrine

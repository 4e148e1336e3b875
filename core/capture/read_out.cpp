#include "core/capture/read_out.h"

#include "core/weights/mapped_file.h"

#include <ATen/ATen.h>

namespace vitrine {

at::Tensor ReadOut::normalise(const at::Tensor& tokens) const {
    return ln.weight.defined() ? layerNorm(tokens, ln, eps) : tokens;
}

at::Tensor ReadOut::pool(const at::Tensor& normal) const {
    const auto mean = [&] {
        const at::Tensor patches = normal.slice(-2, prefix);  // (.., P, D)
        if (!present.defined())
            return patches.mean(-2, /*keepdim=*/true);                                              // (.., 1, D)
        const at::Tensor share = (present / present.sum()).to(patches.scalar_type()).unsqueeze(1);  // (P, 1)
        return (patches * share).sum(-2, /*keepdim=*/true);
    };
    switch (pooling) {
    case Pooling::PatchMean: return mean();
    case Pooling::ClassAndPatchMean: return at::cat({normal.slice(-2, 0, 1), mean()}, -1);  // (.., 1, 2 * D)
    case Pooling::ClassToken:
    case Pooling::ClassAndDistilled: break;
    }
    return normal.slice(-2, 0, 1);
}

at::Tensor ReadOut::features(const at::Tensor& pooled) const {
    at::Tensor x = fc_norm.weight.defined() ? layerNorm(pooled, fc_norm, eps) : pooled;   // (n, P)
    return pre_logits.weight.defined() ? at::tanh(linear(x, pre_logits)) : std::move(x);  // (n, P or R)
}

at::Tensor ReadOut::logits(const at::Tensor& features) const { return linear(features, head); }

at::Tensor ReadOut::read(const at::Tensor& tokens) const {
    return normalise(pooling == Pooling::ClassToken ? tokens.slice(-2, 0, 1) : tokens);
}

at::Tensor ReadOut::conclude(const at::Tensor& normal) const {
    const at::Tensor first = logits(features(pool(normal)));  // (.., 1, C)
    if (pooling != Pooling::ClassAndDistilled)
        return first;
    return (first + linear(normal.slice(-2, 1, 2), head_dist)) / 2;  // (.., 1, C)
}

at::Tensor ReadOut::each(const at::Tensor& tokens) const {
    const at::Tensor normal = normalise(tokens);  // (n, D)
    if (pooling == Pooling::ClassAndPatchMean)
        return logits(features(at::cat({normal, normal}, -1)));  // (n, C)
    const at::Tensor first = logits(features(normal));           // (n, C)
    return pooling == Pooling::ClassAndDistilled ? (first + linear(normal, head_dist)) / 2 : first;
}

void ReadOut::requireWholeFiles() const {
    std::vector<const void*> addresses;
    for (const Affine& part : {ln, fc_norm, pre_logits, head, head_dist})
        for (const at::Tensor& tensor : {part.weight, part.bias})
            if (tensor.defined())
                addresses.push_back(tensor.const_data_ptr());
    vitrine::requireWholeFiles(addresses);
}

}  // namespace vitrine

#include "core/model/init.h"

#include "core/model/block.h"
#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/model/torch_error.h"

#include <ATen/core/grad_mode.h>
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/Functions.h>

#include <cmath>

namespace vitrine {

namespace {

/// torch.nn.init and the constructors of torch.nn's modules, drawing from one generator.
class Initializer {
public:
    Initializer(StateDict& dict, at::Generator& generator) : m_dict(dict), m_generator(generator) {}

    /// The constructor of Linear and Conv2d: kaiming_uniform_(a = sqrt(5)), then the bias within 1 / sqrt(fan_in).
    void moduleDefault(const std::string& module) {
        at::Tensor& weight = tensor(module + ".weight");
        const double fanIn = double(weight.numel() / weight.size(0));
        const double gain = std::sqrt(2.0 / (1.0 + std::sqrt(5.0) * std::sqrt(5.0)));
        const double bound = std::sqrt(3.0) * (gain / std::sqrt(fanIn));
        weight.uniform_(-bound, bound, m_generator);
        const double biasBound = 1.0 / std::sqrt(fanIn);
        tensor(module + ".bias").uniform_(-biasBound, biasBound, m_generator);
    }

    void xavierUniform(const std::string& name) {
        at::Tensor& weight = tensor(name);
        const double std = std::sqrt(2.0 / double(weight.size(1) + weight.size(0)));
        const double bound = std::sqrt(3.0) * std;
        weight.uniform_(-bound, bound, m_generator);
    }

    void normal(const std::string& name, double std) { tensor(name).normal_(0.0, std, m_generator); }

    /// trunc_normal_ within -2 and 2 (torch 2.13): normals, and whole tensors of them again for those outside. The
    /// standard deviations of a ViT are so small that this is rare; torch's other branch is for p <= 0.3, std > 5.
    void truncNormal(const std::string& name, double std) {
        at::Tensor& weight = tensor(name);
        weight.normal_(0.0, std, m_generator);
        for (at::Tensor outside = weight.abs() > 2; outside.any().item<bool>(); outside = weight.abs() > 2)
            weight.copy_(at::where(outside, at::empty_like(weight).normal_(0.0, std, m_generator), weight));
    }

    void zero(const std::string& name) { tensor(name).zero_(); }

private:
    at::Tensor& tensor(const std::string& name) { return m_dict.tensors.at(name); }

    StateDict& m_dict;
    at::Generator& m_generator;
};

/// LayerNorms are ones and zeros; what is not drawn below stays zero (class_token, in_proj_bias).
StateDict allocate(const VitConfig& config) {
    StateDict dict;
    for (const Parameter& parameter : stateDict(buildTree(config))) {
        const bool norm = parameter.shape.size() == 1 && parameter.name.ends_with(".weight");
        dict.tensors.emplace(parameter.name, norm ? at::ones(parameter.shape) : at::zeros(parameter.shape));
    }
    return dict;
}

void initBlock(Initializer& init, const std::string& block) {
    init.moduleDefault(block + ".self_attention.out_proj");
    init.xavierUniform(block + ".self_attention.in_proj_weight");
    init.zero(block + ".self_attention.out_proj.bias");
    init.moduleDefault(block + ".mlp.0");
    init.moduleDefault(block + ".mlp.3");
    for (const char* linear : {".mlp.0", ".mlp.3"}) {
        init.xavierUniform(block + linear + ".weight");
        init.normal(block + linear + ".bias", 1e-6);
    }
}

}  // namespace

StateDict randomStateDict(const VitConfig& config, at::Generator& generator, const Progress& progress) {
    const at::NoGradGuard noGrad;
    StateDict dict =
        withPlainErrors(config.name.empty() ? displayName(config) : config.name, [&] { return allocate(config); });
    Initializer init(dict, generator);
    init.moduleDefault("conv_proj");
    init.normal("encoder.pos_embedding", 0.02);
    for (int i = 0; i < config.num_layers; ++i) {
        initBlock(init, blockName(i));
        report(progress, i + 1, config.num_layers);
    }
    if (config.representation_size)
        init.moduleDefault("heads.pre_logits");
    init.moduleDefault("heads.head");

    init.truncNormal("conv_proj.weight", std::sqrt(1.0 / (3.0 * config.patch_size * config.patch_size)));
    init.zero("conv_proj.bias");
    if (config.representation_size) {
        init.truncNormal("heads.pre_logits.weight", std::sqrt(1.0 / config.hidden_dim));
        init.zero("heads.pre_logits.bias");
    }
    init.zero("heads.head.weight");
    init.zero("heads.head.bias");
    return dict;
}

StateDict randomStateDict(const VitConfig& config, uint64_t seed, const Progress& progress) {
    at::Generator generator = at::detail::createCPUGenerator(seed);  // torch.manual_seed, without the global one
    return randomStateDict(config, generator, progress);
}

}  // namespace vitrine

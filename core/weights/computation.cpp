#include "core/weights/computation.h"

#include "core/error.h"
#include "core/weights/names.h"
#include "core/weights/sidecar.h"

#include <algorithm>
#include <array>
#include <optional>

namespace vitrine {
namespace {

template <size_t N>
bool hasOne(const std::string& text, const std::array<const char*, N>& parts) {
    return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return text.find(part) != text.npos; });
}

/// timm writes neither its activation nor its eps down; the model's name decides them.
void applyTimmName(VitConfig& config, const std::string& name) {
    if (!name.empty())
        config.eps = name.find("_clip_") != name.npos ? 1e-5 : 1e-6;
    if (name.find("quickgelu") != name.npos)
        config.activation = Activation::QuickGelu;
    // Of the many SigLIPs these were trained with the tanh form, and run with it.
    static constexpr std::array kTanh{"patch32_siglip_", "giantopt_patch16_siglip_", "so400m_patch16_siglip_",
                                      "large_patch16_siglip_512", "large_patch16_siglip_gap_512"};
    if (hasOne(name, kTanh))
        config.activation = Activation::GeluTanh;
}

std::optional<Activation> activationOf(const std::string& hidden_act) {
    for (const auto& [name, activation] : {std::pair("gelu", Activation::Gelu),
                                           {"gelu_python", Activation::Gelu},
                                           {"gelu_tanh", Activation::GeluTanh},
                                           {"quick_gelu", Activation::QuickGelu},
                                           {"gelu_pytorch_tanh", Activation::GeluTanh},
                                           {"gelu_new", Activation::GeluTanh},
                                           {"gelu_fast", Activation::GeluTanh}})
        if (hidden_act == name)
            return activation;
    return {};
}

}  // namespace

void applyComputation(VitConfig& config, const Sidecar& sidecar) {
    if (sidecar.isTimm)
        applyTimmName(config, sidecar.architecture);
    config.eps = sidecar.layer_norm_eps.value_or(config.eps);
    if (config.activation != Activation::SwiGlu)
        config.activation = activationOf(sidecar.hidden_act).value_or(config.activation);
}

void refuseOtherComputations(const std::string& subject, const NamedTensors& named, const Sidecar& sidecar,
                             const VitConfig& config) {
    if (named.leavesAside("attn_pool.") && config.hasHead())
        throw Error(subject, "reads its answer by attention pooling (attn_pool), which Vitrine does not compute; without "
                             "its head it opens");
    const std::string& pool = sidecar.global_pool;
    if (!pool.empty() && pool != "token" && pool != "avg" && config.hasHead())
        throw Error(subject, "pools its tokens by \"" + pool +
                                 "\" (config.json), which Vitrine does not compute; it has "
                                 "\"token\" and \"avg\"");
    if (sidecar.pool_include_prefix && config.pooling == Pooling::PatchMean && config.prefix() > 0)
        throw Error(subject, "counts its class and register tokens into the mean of its patches (pool_include_prefix in "
                             "config.json), which Vitrine does not compute");
    if (const std::string& act = sidecar.hidden_act;
        !act.empty() && !activationOf(act) && config.activation != Activation::SwiGlu)
        throw Error(subject, "computes its MLP with " + act +
                                 " (config.json), which Vitrine does not; it has GELU, its tanh form, CLIP's quick form "
                                 "and SwiGLU");
    if (sidecar.isTimm && sidecar.architecture.find("_rpn_") != std::string::npos)  // the same tensors in another order
        throw Error(subject,
                    "is a " + sidecar.architecture +
                        " (config.json): its norms stand behind attention and MLP, which Vitrine does not compute");
}

}  // namespace vitrine

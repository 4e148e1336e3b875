#include "core/model/vit.h"

#include "core/capture/capture_data.h"
#include "core/model/module_tree.h"
#include "core/model/state_dict.h"
#include "core/model/torch_error.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <map>
#include <set>

namespace vitrine {

namespace {

/// weight and bias of a Linear, LayerNorm or Conv2d.
struct Affine {
    at::Tensor weight, bias;
};

struct Block {
    Affine ln_1, in_proj, out_proj, ln_2, mlp_0, mlp_3;
};

at::Tensor linear(const at::Tensor& x, const Affine& layer) { return at::linear(x, layer.weight, layer.bias); }

at::Tensor layerNorm(const at::Tensor& x, const Affine& layer) {
    return at::layer_norm(x, layer.bias.sizes(), layer.weight, layer.bias, layerNormEps);
}

/// At most four of them in words: "encoder.ln.weight, encoder.ln.bias and 7 more".
std::string some(const std::vector<std::string>& names) {
    std::string text;
    for (size_t i = 0; i < names.size() && i < 4; ++i)
        text += (i ? ", " : "") + names[i];
    return names.size() > 4 ? text + " and " + std::to_string(names.size() - 4) + " more" : text;
}

Shape shapeOf(const at::Tensor& tensor) { return tensor.sizes().vec(); }

/// Throws where the tensors are not exactly those of the tree.
void check(const std::string& subject, const std::vector<Parameter>& expected, const StateDict& weights) {
    std::vector<std::string> missing, unexpected, shapes;
    std::set<std::string> known;
    for (const Parameter& parameter : expected) {
        known.insert(parameter.name);
        const auto found = weights.tensors.find(parameter.name);
        if (found == weights.tensors.end())
            missing.push_back(parameter.name);
        else if (shapeOf(found->second) != parameter.shape)
            shapes.push_back(parameter.name + " is " + shapeText(shapeOf(found->second)) + " instead of " +
                             shapeText(parameter.shape));
    }
    for (const auto& [name, tensor] : weights.tensors)
        if (!known.contains(name))
            unexpected.push_back(name);
    std::sort(unexpected.begin(), unexpected.end());

    std::string why;
    const auto say = [&why](const char* what, const std::vector<std::string>& names) {
        if (!names.empty())
            why += (why.empty() ? "" : "; ") + std::string(what) + some(names);
    };
    say("missing: ", missing);
    say("unexpected: ", unexpected);
    say("another shape: ", shapes);
    if (!why.empty())
        throw Error(subject, "these weights are not this model's. " + why);
}

at::ScalarType scalarType(Dtype dtype) {
    switch (dtype) {
    case Dtype::BFloat16: return at::kBFloat16;
    case Dtype::Float16: return at::kHalf;
    case Dtype::Float32: break;
    }
    return at::kFloat;
}

/// cuDNN and cuBLAS round float32 to TF32's 10 bits where they may; a person who wants that speed chooses bfloat16.
void forbidTf32() {
    at::globalContext().setAllowTF32CuDNN(false);
    at::globalContext().setAllowTF32CuBLAS(false);
}

/// GPUs run behind: waits, so that "stop" never means a queue of blocks still to come.
void waitFor(const at::Device& device) {
    if (device.is_cuda())
        c10::impl::VirtualGuardImpl(device.type()).synchronizeDevice(device.index());
}

}  // namespace

struct Vit::Impl {
    VitConfig config;
    Placement placement;
    std::string subject;  ///< in errors
    at::Device device{at::kCPU};
    at::ScalarType dtype = at::kFloat;

    Affine conv_proj;
    at::Tensor class_token;    // (1, 1, D)
    at::Tensor pos_embedding;  // (1, N, D)
    std::vector<Block> blocks;
    ReadOut readOut;                               ///< encoder.ln and heads
    std::map<std::string, at::Tensor> parameters;  ///< the same tensors by name

    void take(const StateDict& weights, const Progress& progress);
    at::Tensor embed(const Input& input, ForwardTimes& times) const;
    at::Tensor runBlock(const Block& block, const at::Tensor& input, at::Tensor& qk, BlockTimes& times) const;
    std::unique_ptr<Capture::Data> run(const Input& input, const Progress& progress) const;
};

void Vit::Impl::take(const StateDict& weights, const Progress& progress) {
    const at::NoGradGuard noGrad;  // not inference mode: the gradient methods will run on these
    const auto tensor = [&](const std::string& name) {
        return parameters.emplace(name, weights.at(name).to(device, dtype).contiguous()).first->second;
    };
    const auto affine = [&](const std::string& module) {
        return Affine{tensor(module + ".weight"), tensor(module + ".bias")};
    };
    conv_proj = affine("conv_proj");
    class_token = tensor("class_token");
    pos_embedding = tensor("encoder.pos_embedding");
    for (int i = 0; i < config.num_layers; ++i) {
        const std::string name = "encoder.layers.encoder_layer_" + std::to_string(i);
        const Affine in_proj{tensor(name + ".self_attention.in_proj_weight"),
                             tensor(name + ".self_attention.in_proj_bias")};
        blocks.push_back({affine(name + ".ln_1"), in_proj, affine(name + ".self_attention.out_proj"),
                          affine(name + ".ln_2"), affine(name + ".mlp.0"), affine(name + ".mlp.3")});
        report(progress, i + 1, config.num_layers);
    }
    readOut.ln_weight = tensor("encoder.ln.weight");
    readOut.ln_bias = tensor("encoder.ln.bias");
    if (config.representation_size) {
        readOut.pre_logits_weight = tensor("heads.pre_logits.weight");
        readOut.pre_logits_bias = tensor("heads.pre_logits.bias");
    }
    readOut.head_weight = tensor("heads.head.weight");
    readOut.head_bias = tensor("heads.head.bias");
}

at::Tensor Vit::Impl::embed(const Input& input, ForwardTimes& times) const {
    const int64_t S = config.image_size, P = config.patch_size;
    at::Tensor x = at::from_blob(const_cast<float*>(input.values.data()), {1, 3, S, S}, at::kFloat).to(device, dtype);
    Laps laps;
    x = at::conv2d(x, conv_proj.weight, conv_proj.bias, {P, P});  // (1, D, rows, cols)
    times.conv_proj = laps.lap();
    x = x.flatten(2).transpose(1, 2);  // (1, N-1, D)
    x = at::cat({class_token, x}, 1);  // (1, N, D)
    x = x + pos_embedding;             // (1, N, D)
    times.positions = laps.lap();
    return x;
}

at::Tensor Vit::Impl::runBlock(const Block& block, const at::Tensor& input, at::Tensor& qk, BlockTimes& times) const {
    const int64_t N = config.num_tokens(), D = config.hidden_dim, H = config.num_heads, d = config.head_dim();

    Laps laps;
    at::Tensor y = layerNorm(input, block.ln_1);  // (1, N, D)
    times.ln_1 = laps.lap();
    y = linear(y, block.in_proj);                                       // (1, N, 3 * D)
    const at::Tensor qkv = y.view({N, 3, H, d}).permute({1, 2, 0, 3});  // (3, H, N, d)
    qk = qkv.narrow(0, 0, 2).contiguous();                              // (2, H, N, d), kept
    const at::Tensor q = qk[0].unsqueeze(0), k = qk[1].unsqueeze(0);    // (1, H, N, d)
    y = at::scaled_dot_product_attention(q, k, qkv[2].unsqueeze(0));    // (1, H, N, d): softmax(q k^T / sqrt(d)) v
    y = y.transpose(1, 2).reshape({1, N, D});                           // (1, N, D)
    const at::Tensor x = input + linear(y, block.out_proj);             // (1, N, D)
    times.self_attention = laps.lap();

    y = layerNorm(x, block.ln_2);  // (1, N, D)
    times.ln_2 = laps.lap();
    y = linear(y, block.mlp_0);             // (1, N, mlp_dim)
    y = linear(at::gelu_(y), block.mlp_3);  // (1, N, D)
    y.add_(x);                              // (1, N, D)
    times.mlp = laps.lap();
    return y;
}

std::unique_ptr<Capture::Data> Vit::Impl::run(const Input& input, const Progress& progress) const {
    const c10::InferenceMode inference;
    useThreads(placement.threads);
    const int steps = config.num_layers + 1;
    auto data = std::make_unique<Capture::Data>();
    data->rows = data->cols = config.grid();
    data->patch_size = config.patch_size;
    data->readOut = readOut;

    data->times.blocks.resize(blocks.size());
    data->times.partsKnown = device.is_cpu();
    data->times.blocksKnown = device.is_cpu() || (device.is_cuda() && progress);
    Laps laps;

    at::Tensor x = embed(input, data->times);  // (1, N, D)
    data->tokens.push_back(x[0]);              // (N, D)
    report(progress, 1, steps);
    if (device.is_cuda() && progress) {
        waitFor(device);
        data->times.conv_proj = laps.lap();  // with the positions: what was told before was the launch alone
        data->times.positions = 0;
    }
    laps.lap();
    for (int i = 0; i < config.num_layers; ++i) {
        BlockTimes& times = data->times.blocks[size_t(i)];
        x = runBlock(blocks[size_t(i)], x, data->qk.emplace_back(), times);  // (1, N, D)
        data->tokens.push_back(x[0]);
        if (progress)
            waitFor(device);
        times.whole = laps.lap();
        report(progress, i + 2, steps);
        laps.lap();
    }
    x = readOut.normalise(x.select(1, 0));  // (1, D)
    data->times.ln = laps.lap();
    const at::Tensor logits = readOut.logits(x).to(at::kFloat);  // (1, C)
    data->logits = toVector(logits);
    data->times.heads = laps.lap();
    data->probabilities = toVector(at::softmax(logits, -1));
    return data;
}

Vit::Vit(VitConfig config, const StateDict& weights, const Placement& placement, const Progress& progress) {
    auto impl = std::make_unique<Impl>();
    impl->subject = config.name.empty() ? displayName(config) : config.name;
    check(impl->subject, stateDict(buildTree(config)), weights);
    impl->config = std::move(config);
    impl->placement = resolve(placement);
    withPlainErrors(impl->subject, [&] {
        impl->device = at::Device(impl->placement.device);
        impl->dtype = scalarType(impl->placement.dtype);
        if (impl->device.is_cuda())
            forbidTf32();
        useThreads(impl->placement.threads);
        impl->take(weights, progress);
    });
    m_impl = std::move(impl);
}

Vit::~Vit() = default;

const VitConfig& Vit::config() const { return m_impl->config; }
const Placement& Vit::placement() const { return m_impl->placement; }
const at::Tensor& Vit::parameter(const std::string& name) const { return m_impl->parameters.at(name); }

std::shared_ptr<const Capture> Vit::forward(const Input& input, const Progress& progress) const {
    const int size = m_impl->config.image_size;
    if (input.width != size || input.height != size || input.values.size() != size_t(3) * size_t(size) * size_t(size))
        throw Error(m_impl->subject, "this model takes " + std::to_string(size) + "×" + std::to_string(size) +
                                         " px, the input is " + std::to_string(input.width) + "×" +
                                         std::to_string(input.height));
    return withPlainErrors(m_impl->subject,
                           [&] { return std::make_shared<const Capture>(m_impl->run(input, progress)); });
}

}  // namespace vitrine

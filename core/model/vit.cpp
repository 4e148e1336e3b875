#include "core/model/vit.h"

#include "core/capture/capture_data.h"
#include "core/model/blocks.h"
#include "core/model/input_tensor.h"
#include "core/model/module_tree.h"
#include "core/model/pass_change.h"
#include "core/model/state_dict.h"
#include "core/model/torch_error.h"
#include "core/weights/mapped_file.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <c10/core/InferenceMode.h>

#include <map>

namespace vitrine {

namespace {

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

    Affine conv_proj, ln_pre;
    at::Tensor class_token, dist_token, register_tokens;  // (1, T, D); undefined: there are none
    at::Tensor pos_embedding;                             // (1, positions, D)
    mutable Blocks blocks;                                // the same numbers, plain or packed
    ReadOut readOut;
    std::map<std::string, at::Tensor> parameters;  ///< the same tensors by name, but for what `blocks` may pack

    void take(const StateDict& weights, const Progress& progress);
    at::Tensor withPrefix(const at::Tensor& patches) const;  // (1, P, D) -> (1, N, D)
    at::Tensor embed(const at::Tensor& inputs, ForwardTimes& times) const;
    at::Tensor altered(const Input& input, const Intervention& intervention) const;
    std::unique_ptr<Capture::Data> run(const Input& input, const Progress& progress, const Intervention& intervention,
                                       const Capture* donor) const;
    void requireWholeFiles() const;
};

void Vit::Impl::take(const StateDict& weights, const Progress& progress) {
    const at::NoGradGuard noGrad;  // not inference mode: the gradient methods will run on these
    const auto tensor = [&](const std::string& name) {
        return parameters.emplace(name, weights.at(name).to(device, dtype).contiguous()).first->second;
    };
    const auto affine = [&](const std::string& module, bool bias = true) {
        return Affine{tensor(module + ".weight"), bias ? tensor(module + ".bias") : at::Tensor()};
    };
    conv_proj = affine("conv_proj", config.conv_bias);
    if (config.class_token)
        class_token = tensor("class_token");
    if (config.dist_token)
        dist_token = tensor("dist_token");
    if (config.register_tokens > 0)
        register_tokens = tensor("register_tokens");
    if (config.mask_token)
        tensor("mask_token");  // to be told by its name alone
    pos_embedding = tensor("encoder.pos_embedding");
    if (config.ln_pre)
        ln_pre = affine("encoder.ln_pre");
    for (int i = 0; i < config.num_layers; ++i) {
        Block block = makeBlock(config, i, tensor);
        for (const auto& [name, layer] : block.linears())
            parameters.erase(blockName(i) + "." + name);
        blocks.add(std::move(block));
        report(progress, i + 1, config.num_layers);
    }
    readOut.pooling = config.pooling;
    readOut.prefix = config.prefix();
    readOut.classes = config.num_classes;
    readOut.eps = config.eps;
    if (config.final_norm)
        readOut.ln = affine("encoder.ln");
    if (config.fc_norm)
        readOut.fc_norm = affine("fc_norm");
    if (config.representation_size && config.hasHead())
        readOut.pre_logits = affine("heads.pre_logits");
    if (config.hasHead())
        readOut.head = affine("heads.head", config.head_bias);
    if (config.hasHead() && config.pooling == Pooling::ClassAndDistilled)
        readOut.head_dist = affine("heads.head_dist", config.head_bias);
}

/// Class token, distillation token, registers, patches; the positions of those that have one added. (B, P, D) -> (B, N, D)
at::Tensor Vit::Impl::withPrefix(const at::Tensor& patches) const {
    std::vector<at::Tensor> tokens;
    for (const at::Tensor& token : {class_token, dist_token, register_tokens})
        if (token.defined())
            tokens.push_back(token);
    const at::Tensor prefix =
        tokens.empty() ? at::Tensor() : at::cat(tokens, 1).expand({patches.size(0), -1, -1});  // (B, T, D)
    const int64_t T = config.prefix(), placed = config.position_prefix;
    if (placed == T)
        return (T ? at::cat({prefix, patches}, 1) : patches) + pos_embedding;  // (1, N, D)
    std::vector<at::Tensor> parts;
    if (placed > 0)
        parts.push_back(prefix.narrow(1, 0, placed) + pos_embedding.narrow(1, 0, placed));
    parts.push_back(prefix.narrow(1, placed, T - placed));
    parts.push_back(patches + pos_embedding.slice(1, placed));
    return at::cat(parts, 1);  // (1, N, D)
}

/// What enters the model: (1, 3, H, W) in its dtype, on its device, with the masked patches filled.
at::Tensor Vit::Impl::altered(const Input& input, const Intervention& intervention) const {
    at::Tensor x = tensorOf(input).to(device, dtype, /*non_blocking=*/false, /*copy=*/true);
    if (intervention.masked.empty() || intervention.fill == Fill::Drop)  // what is not in the sequence needs no filling
        return x;
    at::Tensor masked = at::zeros({1, config.num_patches()}, x.options().dtype(at::kBool));
    for (const Cell& patch : intervention.masked)
        masked[0][int64_t(patch.row) * config.cols() + patch.col].fill_(true);
    return at::where(patchPixels(masked, config.rows(), config.cols(), config.patch_size),
                     fillPicture(x, intervention.fill, input.black, config.patch_size), x);
}

at::Tensor Vit::Impl::embed(const at::Tensor& inputs, ForwardTimes& times) const {
    const int64_t P = config.patch_size;
    Laps laps;
    at::Tensor x = at::conv2d(inputs, conv_proj.weight, conv_proj.bias, {P, P});  // (B, D, rows, cols)
    times.conv_proj = laps.lap();
    x = withPrefix(x.flatten(2).transpose(1, 2));  // (B, N, D)
    if (config.ln_pre)
        x = layerNorm(x, ln_pre, config.eps);  // (B, N, D)
    times.positions = laps.lap();
    return x;
}

std::unique_ptr<Capture::Data> Vit::Impl::run(const Input& input, const Progress& progress,
                                              const Intervention& intervention, const Capture* donor) const {
    const c10::InferenceMode inference;
    useThreads(placement.threads);
    const int steps = config.num_layers + 1;
    auto data = std::make_unique<Capture::Data>();
    data->rows = config.rows();
    data->cols = config.cols();
    data->patch_size = config.patch_size;
    data->prefix = config.prefix();
    data->hasClassToken = config.class_token;
    data->readOut = readOut;
    data->black = input.black;
    data->intervention = intervention;
    const PassChange& change = data->change =
        passChange(config, intervention, donor, at::TensorOptions(device).dtype(dtype));
    data->readOut.present = change.present;

    data->times.blocks.resize(size_t(blocks.size()));
    data->times.partsKnown = device.is_cpu();
    data->times.blocksKnown = device.is_cpu() || (device.is_cuda() && progress);
    Laps laps;

    data->input = altered(input, intervention);                          // (1, 3, H, W)
    at::Tensor x = change.grafting(0, embed(data->input, data->times));  // (1, N, D)
    data->tokens.push_back(x[0]);                                        // (N, D)
    report(progress, 1, steps);
    if (device.is_cuda() && progress) {
        waitFor(device);
        data->times.conv_proj = laps.lap();  // with the positions: what was told before was the launch alone
        data->times.positions = 0;
    }
    laps.lap();
    for (int i = 0; i < config.num_layers; ++i) {
        BlockTimes& times = data->times.blocks[size_t(i)];
        BlockSteps kept;
        x = runBlock(config, *blocks.at(i), x, change.of(i), &kept, &times);  // (1, N, D)
        x = change.grafting(i + 1, x);
        data->qk.push_back(kept.qk.squeeze(1));  // (2, H, N, d), kept
        data->tokens.push_back(x[0]);
        if (progress)
            waitFor(device);
        times.whole = laps.lap();
        report(progress, i + 2, steps);
        laps.lap();
    }
    const at::Tensor normal = data->readOut.read(x[0]);  // (N, D), or (1, D)
    data->times.ln = laps.lap();
    if (!config.hasHead())
        return data;
    const at::Tensor logits = data->readOut.conclude(normal).to(at::kFloat);  // (1, C)
    data->logits = toVector(logits);
    data->times.heads = laps.lap();
    data->probabilities = toVector(at::softmax(logits, -1));
    return data;
}

void Vit::Impl::requireWholeFiles() const {
    std::vector<const void*> addresses;
    for (const at::Tensor& weight : blocks.plainWeights())
        addresses.push_back(weight.const_data_ptr());
    for (const auto& [name, tensor] : parameters)
        addresses.push_back(tensor.const_data_ptr());
    vitrine::requireWholeFiles(addresses);
}

Vit::Vit(VitConfig config, const StateDict& weights, const Placement& placement, const Progress& progress) {
    auto impl = std::make_unique<Impl>();
    impl->subject = config.name.empty() ? displayName(config) : config.name;
    requireExactly(impl->subject, stateDict(buildTree(config)), weights);
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
const ReadOut& Vit::readOut() const { return m_impl->readOut; }
std::shared_ptr<const Block> Vit::block(int layer) const { return m_impl->blocks.at(layer); }
bool Vit::isPacked() const { return m_impl->blocks.isPacked(); }

at::Tensor Vit::parameter(const std::string& name) const {
    const at::Tensor packable = m_impl->blocks.weight(name);
    return packable.defined() ? packable : m_impl->parameters.at(name);
}

void Vit::pack(const Progress& progress) const {
    const c10::InferenceMode none(false);  // the plain weights will be differentiated through
    const at::NoGradGuard noGrad;
    withPlainErrors(m_impl->subject, [&] {
        useThreads(m_impl->placement.threads);
        m_impl->blocks.pack(progress);
        m_impl->requireWholeFiles();
    });
}

void Vit::requireWholeFiles() const { m_impl->requireWholeFiles(); }

at::Tensor Vit::embed(const at::Tensor& inputs) const {
    ForwardTimes unused;
    return m_impl->embed(inputs.to(m_impl->device, m_impl->dtype), unused);
}

std::shared_ptr<const Capture> Vit::forward(const Input& input, const Progress& progress,
                                            const Intervention& intervention, const Capture* donor) const {
    const int height = m_impl->config.height(), width = m_impl->config.width();
    if (input.width != width || input.height != height ||
        input.values.size() != size_t(3) * size_t(width) * size_t(height))
        throw Error(m_impl->subject, "this model takes " + std::to_string(width) + "×" + std::to_string(height) +
                                         " px, the input is " + std::to_string(input.width) + "×" +
                                         std::to_string(input.height));
    return withPlainErrors(m_impl->subject, [&] {
        auto data = m_impl->run(input, progress, intervention, donor);
        data->vit = weak_from_this();
        m_impl->requireWholeFiles();
        return std::make_shared<const Capture>(std::move(data));
    });
}

}  // namespace vitrine

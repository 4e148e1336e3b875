#include "core/model/module_tree.h"

#include <cstdio>
#include <utility>

namespace vitrine {

namespace {

std::string number(int64_t value) { return std::to_string(value); }

std::string arrow(std::initializer_list<int64_t> widths) {
    std::string text;
    for (const int64_t width : widths)
        text += (text.empty() ? "" : " → ") + number(width);
    return text;
}

/// Builds the tree top down; counts and costs are summed on the way back up.
class Builder {
public:
    explicit Builder(const VitConfig& config)
        : m_config(config), D(config.hidden_dim), N(config.num_tokens()), m_tokens{1, N, D} {}

    ModuleNode root() const {
        const Shape picture{1, 3, m_config.height(), m_config.width()};
        ModuleNode node = make("", "", ModuleKind::VisionTransformer, picture,
                               m_config.hasHead() ? Shape{1, m_config.num_classes} : m_tokens);
        const auto token = [&](const char* name, int64_t count) {
            own(node, name, {1, count, D});
            return row(node.parameters.back(), name, number(count) + " × " + number(D));
        };
        std::vector<ModuleNode> tokens;
        if (m_config.class_token)
            tokens.push_back(token("class_token", 1));
        if (m_config.dist_token)
            tokens.push_back(token("dist_token", 1));
        if (m_config.register_tokens > 0)
            tokens.push_back(token("register_tokens", m_config.register_tokens));
        if (m_config.mask_token)
            tokens.push_back(token("mask_token", 1));
        add(node, convProj());
        for (ModuleNode& child : tokens)
            add(node, std::move(child));
        add(node, encoder());
        if (m_config.fc_norm)
            add(node, layerNorm("fc_norm", "", {1, m_config.pooled_dim()}));
        if (m_config.hasHead())
            add(node, heads());
        return finish(std::move(node));
    }

private:
    static ModuleNode make(std::string name, const std::string& parent, ModuleKind kind, Shape input, Shape output) {
        ModuleNode node;
        node.path = parent.empty() ? name : parent + "." + name;
        node.name = std::move(name);
        node.kind = kind;
        node.input = std::move(input);
        node.output = std::move(output);
        return node;
    }

    static void own(ModuleNode& node, const std::string& name, Shape shape) {
        node.parameters.push_back({node.path.empty() ? name : node.path + "." + name, std::move(shape)});
    }

    static void add(ModuleNode& node, ModuleNode child) { node.children.push_back(std::move(child)); }

    /// Adds up parameters (its own and its modules') and the modules' cost to what the node itself costs.
    static ModuleNode finish(ModuleNode node) {
        for (const Parameter& parameter : node.parameters)
            node.num_params += parameter.numel();
        for (const ModuleNode& child : node.children) {
            if (child.kind == ModuleKind::Parameter)
                continue;  // repeats one of the node's own
            node.num_params += child.num_params;
            node.macs += child.macs;
        }
        return node;
    }

    /// A bare parameter as a row of the tree.
    static ModuleNode row(const Parameter& parameter, const std::string& name, std::string detail) {
        ModuleNode node;
        node.name = name;
        node.path = parameter.name;
        node.kind = ModuleKind::Parameter;
        node.detail = std::move(detail);
        node.output = parameter.shape;
        node.parameters = {parameter};
        return finish(std::move(node));
    }

    ModuleNode convProj() const {
        const int64_t patch = m_config.patch_size, rows = m_config.rows(), cols = m_config.cols();
        ModuleNode node =
            make("conv_proj", "", ModuleKind::Conv2d, {1, 3, m_config.height(), m_config.width()}, {1, D, rows, cols});
        const std::string pair = "(" + number(patch) + ", " + number(patch) + ")";
        node.repr = "3, " + number(D) + ", kernel_size=" + pair + ", stride=" + pair;
        node.detail = "Conv2d " + number(patch) + "×" + number(patch) + " / " + number(patch);
        own(node, "weight", {D, 3, patch, patch});
        if (m_config.conv_bias)
            own(node, "bias", {D});
        else
            node.repr += ", bias=False";
        node.macs = rows * cols * D * 3 * patch * patch;
        return finish(std::move(node));
    }

    ModuleNode encoder() const {
        ModuleNode node = make("encoder", "", ModuleKind::Encoder, m_tokens, m_tokens);
        const int64_t positions = m_config.num_positions();
        own(node, "pos_embedding", {1, positions, D});
        add(node, row(node.parameters.front(), "pos_embedding", number(positions) + " × " + number(D)));
        add(node, dropout("dropout", node.path, m_tokens));
        if (m_config.ln_pre)
            add(node, layerNorm("ln_pre", node.path, m_tokens));
        ModuleNode layers = make("layers", node.path, ModuleKind::Sequential, m_tokens, m_tokens);
        layers.detail = "× " + number(m_config.num_layers);
        for (int i = 0; i < m_config.num_layers; ++i)
            add(layers, block("encoder_layer_" + number(i), layers.path, i));
        add(node, finish(std::move(layers)));
        if (m_config.final_norm)
            add(node, layerNorm("ln", node.path, m_tokens));
        return finish(std::move(node));
    }

    ModuleNode block(const std::string& name, const std::string& parent, int layer) const {
        ModuleNode node = make(name, parent, ModuleKind::EncoderBlock, m_tokens, m_tokens);
        add(node, layerNorm("ln_1", node.path, m_tokens));
        add(node, attention("self_attention", node.path));
        if (m_config.layer_scale)
            add(node, layerScale("ls_1", node.path));
        add(node, dropout("dropout", node.path, m_tokens));
        add(node, layerNorm("ln_2", node.path, m_tokens));
        add(node, mlp("mlp", node.path));
        if (m_config.layer_scale)
            add(node, layerScale("ls_2", node.path));
        setLayer(node, layer);
        return finish(std::move(node));
    }

    static void setLayer(ModuleNode& node, int layer) {
        node.layer = layer;
        for (ModuleNode& child : node.children)
            setLayer(child, layer);
    }

    ModuleNode attention(const std::string& name, const std::string& parent) const {
        ModuleNode node = make(name, parent, ModuleKind::MultiheadAttention, m_tokens, m_tokens);
        node.detail = number(m_config.num_heads) + (m_config.num_heads == 1 ? " head" : " heads");
        own(node, "in_proj_weight", {3 * D, D});
        if (m_config.qkv_bias)
            own(node, "in_proj_bias", {3 * D});
        node.macs = N * D * 3 * D  // in_proj
                    + N * N * D    // Q K^T, all heads
                    + N * N * D;   // attention times V
        if (m_config.qk_norm)
            for (const char* part : {"q_norm", "k_norm"})
                add(node, layerNorm(part, node.path, {1, m_config.num_heads, N, m_config.head_dim()}));
        add(node, linear("out_proj", node.path, D, D, {1, N}, ModuleKind::NonDynamicallyQuantizableLinear));
        return finish(std::move(node));
    }

    ModuleNode mlp(const std::string& name, const std::string& parent) const {
        const int64_t M = m_config.mlp_dim, wide = m_config.activation == Activation::SwiGlu ? 2 * M : M;
        ModuleNode node = make(name, parent, ModuleKind::MLPBlock, m_tokens, m_tokens);
        node.detail = wide == M ? arrow({D, M, D}) : arrow({D, wide, M, D});
        add(node, linear("0", node.path, D, wide, {1, N}));
        ModuleNode gelu = make("1", node.path, activationKind(), {1, N, wide}, {1, N, M});
        if (gelu.kind == ModuleKind::GELU)
            gelu.repr = m_config.activation == Activation::GeluTanh ? "approximate='tanh'" : "approximate='none'";
        add(node, std::move(gelu));
        add(node, dropout("2", node.path, {1, N, M}));
        add(node, linear("3", node.path, M, D, {1, N}));
        add(node, dropout("4", node.path, m_tokens));
        return finish(std::move(node));
    }

    ModuleKind activationKind() const {
        switch (m_config.activation) {
        case Activation::QuickGelu: return ModuleKind::QuickGELU;
        case Activation::SwiGlu: return ModuleKind::SwiGLU;
        case Activation::Gelu:
        case Activation::GeluTanh: break;
        }
        return ModuleKind::GELU;
    }

    ModuleNode heads() const {
        const int64_t C = m_config.num_classes, P = m_config.pooled_dim(), R = m_config.representation_size.value_or(0);
        ModuleNode node = make("heads", "", ModuleKind::Sequential, {1, P}, {1, C});
        node.detail = R ? arrow({P, R, C}) : arrow({P, C});
        if (R) {
            add(node, linear("pre_logits", node.path, P, R, {1}));
            add(node, make("act", node.path, ModuleKind::Tanh, {1, R}, {1, R}));
        }
        add(node, linear("head", node.path, R ? R : P, C, {1}, ModuleKind::Linear, m_config.head_bias));
        if (m_config.pooling == Pooling::ClassAndDistilled)
            add(node, linear("head_dist", node.path, P, C, {1}, ModuleKind::Linear, m_config.head_bias));
        return finish(std::move(node));
    }

    ModuleNode layerScale(const std::string& name, const std::string& parent) const {
        ModuleNode node = make(name, parent, ModuleKind::LayerScale, m_tokens, m_tokens);
        own(node, "gamma", {D});
        return finish(std::move(node));
    }

    /// `rows`: the shape in front of the features, (1) or (1, N).
    static ModuleNode linear(const std::string& name, const std::string& parent, int64_t in, int64_t out, Shape rows,
                             ModuleKind kind = ModuleKind::Linear, bool bias = true) {
        int64_t applied = 1;
        for (const int64_t size : rows)
            applied *= size;
        Shape input = rows, output = std::move(rows);
        input.push_back(in);
        output.push_back(out);
        ModuleNode node = make(name, parent, kind, std::move(input), std::move(output));
        node.repr =
            "in_features=" + number(in) + ", out_features=" + number(out) + (bias ? ", bias=True" : ", bias=False");
        node.detail = arrow({in, out});
        own(node, "weight", {out, in});
        if (bias)
            own(node, "bias", {out});
        node.macs = applied * in * out;
        return finish(std::move(node));
    }

    /// Over the last size of `shape`.
    ModuleNode layerNorm(const std::string& name, const std::string& parent, const Shape& shape) const {
        ModuleNode node = make(name, parent, ModuleKind::LayerNorm, shape, shape);
        node.repr = "(" + number(shape.back()) + ",), eps=" + epsText() + ", elementwise_affine=True, bias=True";
        own(node, "weight", {shape.back()});
        own(node, "bias", {shape.back()});
        return finish(std::move(node));
    }

    /// As Python prints it: "1e-06".
    std::string epsText() const {
        char text[32];
        std::snprintf(text, sizeof text, "%.12g", m_config.eps);
        return text;
    }

    static ModuleNode dropout(const std::string& name, const std::string& parent, const Shape& shape) {
        ModuleNode node = make(name, parent, ModuleKind::Dropout, shape, shape);
        node.repr = "p=0.0, inplace=False";
        return node;
    }

    const VitConfig& m_config;
    const int64_t D;       // width
    const int64_t N;       // tokens
    const Shape m_tokens;  // (1, N, D)
};

}  // namespace

ModuleNode buildTree(const VitConfig& config) {
    validate(config);
    return Builder(config).root();
}

}  // namespace vitrine

#include "core/model/module_tree.h"

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
        const int64_t size = m_config.image_size;
        ModuleNode node = make("", "", ModuleKind::VisionTransformer, {1, 3, size, size}, {1, m_config.num_classes});
        own(node, "class_token", {1, 1, D});
        add(node, convProj());
        add(node, row(node.parameters.front(), "class_token", "1 × " + number(D)));
        add(node, encoder());
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
        const int64_t size = m_config.image_size, patch = m_config.patch_size, grid = m_config.grid();
        ModuleNode node = make("conv_proj", "", ModuleKind::Conv2d, {1, 3, size, size}, {1, D, grid, grid});
        const std::string pair = "(" + number(patch) + ", " + number(patch) + ")";
        node.repr = "3, " + number(D) + ", kernel_size=" + pair + ", stride=" + pair;
        node.detail = "Conv2d " + number(patch) + "×" + number(patch) + " / " + number(patch);
        own(node, "weight", {D, 3, patch, patch});
        own(node, "bias", {D});
        node.macs = grid * grid * D * 3 * patch * patch;
        return finish(std::move(node));
    }

    ModuleNode encoder() const {
        ModuleNode node = make("encoder", "", ModuleKind::Encoder, m_tokens, m_tokens);
        own(node, "pos_embedding", {1, N, D});
        add(node, row(node.parameters.front(), "pos_embedding", number(N) + " × " + number(D)));
        add(node, dropout("dropout", node.path, m_tokens));
        ModuleNode layers = make("layers", node.path, ModuleKind::Sequential, m_tokens, m_tokens);
        layers.detail = "× " + number(m_config.num_layers);
        for (int i = 0; i < m_config.num_layers; ++i)
            add(layers, block("encoder_layer_" + number(i), layers.path, i));
        add(node, finish(std::move(layers)));
        add(node, layerNorm("ln", node.path));
        return finish(std::move(node));
    }

    ModuleNode block(const std::string& name, const std::string& parent, int layer) const {
        ModuleNode node = make(name, parent, ModuleKind::EncoderBlock, m_tokens, m_tokens);
        add(node, layerNorm("ln_1", node.path));
        add(node, attention("self_attention", node.path));
        add(node, dropout("dropout", node.path, m_tokens));
        add(node, layerNorm("ln_2", node.path));
        add(node, mlp("mlp", node.path));
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
        own(node, "in_proj_bias", {3 * D});
        node.macs = N * D * 3 * D  // in_proj
                    + N * N * D    // Q K^T, all heads
                    + N * N * D;   // attention times V
        add(node, linear("out_proj", node.path, D, D, {1, N}, ModuleKind::NonDynamicallyQuantizableLinear));
        return finish(std::move(node));
    }

    ModuleNode mlp(const std::string& name, const std::string& parent) const {
        const int64_t M = m_config.mlp_dim;
        ModuleNode node = make(name, parent, ModuleKind::MLPBlock, m_tokens, m_tokens);
        node.detail = arrow({D, M, D});
        add(node, linear("0", node.path, D, M, {1, N}));
        ModuleNode gelu = make("1", node.path, ModuleKind::GELU, {1, N, M}, {1, N, M});
        gelu.repr = "approximate='none'";
        add(node, std::move(gelu));
        add(node, dropout("2", node.path, {1, N, M}));
        add(node, linear("3", node.path, M, D, {1, N}));
        add(node, dropout("4", node.path, m_tokens));
        return finish(std::move(node));
    }

    ModuleNode heads() const {
        const int64_t C = m_config.num_classes;
        ModuleNode node = make("heads", "", ModuleKind::Sequential, {1, D}, {1, C});
        if (m_config.representation_size) {
            const int64_t R = *m_config.representation_size;
            node.detail = arrow({D, R, C});
            add(node, linear("pre_logits", node.path, D, R, {1}));
            add(node, make("act", node.path, ModuleKind::Tanh, {1, R}, {1, R}));
            add(node, linear("head", node.path, R, C, {1}));
        } else {
            node.detail = arrow({D, C});
            add(node, linear("head", node.path, D, C, {1}));
        }
        return finish(std::move(node));
    }

    /// `rows`: the shape in front of the features, (1) or (1, N).
    static ModuleNode linear(const std::string& name, const std::string& parent, int64_t in, int64_t out, Shape rows,
                             ModuleKind kind = ModuleKind::Linear) {
        int64_t applied = 1;
        for (const int64_t size : rows)
            applied *= size;
        Shape input = rows, output = std::move(rows);
        input.push_back(in);
        output.push_back(out);
        ModuleNode node = make(name, parent, kind, std::move(input), std::move(output));
        node.repr = "in_features=" + number(in) + ", out_features=" + number(out) + ", bias=True";
        node.detail = arrow({in, out});
        own(node, "weight", {out, in});
        own(node, "bias", {out});
        node.macs = applied * in * out;
        return finish(std::move(node));
    }

    ModuleNode layerNorm(const std::string& name, const std::string& parent) const {
        ModuleNode node = make(name, parent, ModuleKind::LayerNorm, m_tokens, m_tokens);
        node.repr = "(" + number(D) + ",), eps=1e-06, elementwise_affine=True, bias=True";
        own(node, "weight", {D});
        own(node, "bias", {D});
        return finish(std::move(node));
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

void collect(const ModuleNode& node, std::vector<Parameter>& parameters) {
    parameters.insert(parameters.end(), node.parameters.begin(), node.parameters.end());
    for (const ModuleNode& child : node.children)
        if (child.kind != ModuleKind::Parameter)
            collect(child, parameters);
}

}  // namespace

const char* kindName(ModuleKind kind) {
    switch (kind) {
    case ModuleKind::VisionTransformer: return "VisionTransformer";
    case ModuleKind::Conv2d: return "Conv2d";
    case ModuleKind::Encoder: return "Encoder";
    case ModuleKind::Sequential: return "Sequential";
    case ModuleKind::EncoderBlock: return "EncoderBlock";
    case ModuleKind::LayerNorm: return "LayerNorm";
    case ModuleKind::MultiheadAttention: return "MultiheadAttention";
    case ModuleKind::NonDynamicallyQuantizableLinear: return "NonDynamicallyQuantizableLinear";
    case ModuleKind::MLPBlock: return "MLPBlock";
    case ModuleKind::Linear: return "Linear";
    case ModuleKind::GELU: return "GELU";
    case ModuleKind::Dropout: return "Dropout";
    case ModuleKind::Tanh: return "Tanh";
    case ModuleKind::Parameter: return "Parameter";
    }
    return "";
}

int64_t Parameter::numel() const {
    int64_t count = 1;
    for (const int64_t size : shape)
        count *= size;
    return count;
}

ModuleNode buildTree(const VitConfig& config) {
    validate(config);
    return Builder(config).root();
}

std::vector<Parameter> stateDict(const ModuleNode& root) {
    std::vector<Parameter> parameters;
    collect(root, parameters);
    return parameters;
}

std::string shapeText(const Shape& shape) {
    std::string text;
    for (const int64_t size : shape)
        text += (text.empty() ? "" : " × ") + number(size);
    return text;
}

const ModuleNode* nodeAt(const ModuleNode& root, const std::string& path) {
    if (root.path == path)
        return &root;
    for (const ModuleNode& child : root.children)
        if (const ModuleNode* found = nodeAt(child, path))
            return found;
    return nullptr;
}

}  // namespace vitrine

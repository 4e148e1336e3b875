// What can be asked of a tree of modules, whoever built it.
#include "core/model/module_tree.h"

namespace vitrine {

namespace {

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
    case ModuleKind::QuickGELU: return "QuickGELU";
    case ModuleKind::SwiGLU: return "SwiGLU";
    case ModuleKind::LayerScale: return "LayerScale";
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

std::vector<Parameter> stateDict(const ModuleNode& root) {
    std::vector<Parameter> parameters;
    collect(root, parameters);
    return parameters;
}

std::string shapeText(const Shape& shape) {
    std::string text;
    for (const int64_t size : shape)
        text += (text.empty() ? "" : " × ") + std::to_string(size);
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

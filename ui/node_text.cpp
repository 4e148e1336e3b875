#include "ui/node_text.h"

#include "ui/theme.h"
#include "ui/tr.h"

#include <QtCore/QCoreApplication>

namespace vitrine::ui {
namespace {

NodeText parameterText(const ModuleNode& node, const VitConfig& c) {
    if (node.name == "class_token")
        return {
            tr("A learned vector put before the patches. It stands for no place in the picture: it gathers what the head reads."),
            QStringLiteral("[class, patch 0, …, patch %1]").arg(c.num_patches() - 1)};
    return {
        tr("A learned vector for each place, added once. Without it the model could not tell where a patch was: attention knows no order."),
        QStringLiteral("tokens + pos_embedding")};
}

NodeText linearText(const ModuleNode& node) {
    if (node.name == "out_proj")
        return {tr("Mixes the heads' results, laid side by side, back into one vector a token."),
                QStringLiteral("x Wᵀ + b")};
    if (node.name == "head")
        return {tr("Turns the class token into one number a class, the logits. Softmax makes probabilities of them."),
                QStringLiteral("x Wᵀ + b")};
    if (node.name == "0")
        return {tr("Widens every token: each of the new numbers is a pattern to look for."), QStringLiteral("x Wᵀ + b")};
    if (node.name == "3")
        return {tr("Brings every token back to the model's width; what it found is added to the token."),
                QStringLiteral("x Wᵀ + b")};
    return {tr("Multiplies by a learned matrix and adds a learned vector."), QStringLiteral("x Wᵀ + b")};
}

}  // namespace

NodeText describeNode(const ModuleNode& node, const VitConfig& c) {
    switch (node.kind) {
    case ModuleKind::VisionTransformer:
        return {
            tr("Cuts the picture into %1 × %1 patches of %2 pixels, makes each a token of %3 numbers, lets the tokens look at each other in %4 blocks, and reads the answer from the class token.")
                .arg(c.grid())
                .arg(c.patch_size)
                .arg(c.hidden_dim)
                .arg(c.num_layers),
            QStringLiteral("head(ln(blocks(patches + positions)))")};
    case ModuleKind::Conv2d:
        return {
            tr("Cuts the picture into %1 × %1 patches of %2 × %2 pixels and turns each into %3 numbers. The patches do not overlap, so it is one matrix applied to every patch.")
                .arg(c.grid())
                .arg(c.patch_size)
                .arg(c.hidden_dim),
            QStringLiteral("%1 = %2·%2·3 pixels → %3")
                .arg(c.patch_size * c.patch_size * 3)
                .arg(c.patch_size)
                .arg(c.hidden_dim)};
    case ModuleKind::Encoder:
        return {tr("Adds the positions, runs %1 alike blocks one after the other and normalises at the end.")
                    .arg(c.num_layers),
                QStringLiteral("ln(block_%1(… block_0(x + pos_embedding)))").arg(c.num_layers - 1)};
    case ModuleKind::Sequential:
        if (node.path == "heads")
            return {tr("Reads the class token and gives each of the %1 classes a number.").arg(c.num_classes),
                    c.representation_size ? QStringLiteral("W₂ tanh(W₁ x[0] + b₁) + b₂") : QStringLiteral("W x[0] + b")};
        return {tr("%1 blocks of the same shape, each with its own weights.").arg(c.num_layers),
                QStringLiteral("for block in layers: x = block(x)")};
    case ModuleKind::EncoderBlock:
        return {
            tr("Attention moves information between the tokens, then the MLP works on each token alone. Both add to what was there, so nothing is lost on the way."),
            QStringLiteral("x = x + attention(ln_1(x))\nx = x + mlp(ln_2(x))")};
    case ModuleKind::LayerNorm:
        return {tr("Gives every token mean 0 and variance 1, then a learned scale and shift for each of its %1 numbers.")
                    .arg(c.hidden_dim),
                QStringLiteral("(x − mean) / √(var + 1e-6) · w + b")};
    case ModuleKind::MultiheadAttention:
        return {
            tr("Every token asks every other how much of it to take in. %1 heads do so side by side, %2 numbers each.")
                .arg(c.num_heads)
                .arg(c.head_dim()),
            QStringLiteral("softmax(Q Kᵀ / √%1) V").arg(c.head_dim())};
    case ModuleKind::MLPBlock:
        return {
            tr("Works on each token alone: widens it to %1 numbers, bends them with GELU, and brings it back to %2. Most of a block's parameters are usually here.")
                .arg(c.mlp_dim)
                .arg(c.hidden_dim),
            QStringLiteral("W₂ GELU(W₁ x + b₁) + b₂")};
    case ModuleKind::Linear:
    case ModuleKind::NonDynamicallyQuantizableLinear: return linearText(node);
    case ModuleKind::GELU:
        return {
            tr("Lets large numbers through and holds small and negative ones back, smoothly. Without it two matrices in a row would be one."),
            QStringLiteral("x · Φ(x)")};
    case ModuleKind::Dropout: return {tr("Switched off outside training: passes everything on."), {}};
    case ModuleKind::Tanh: return {tr("Bends every number into −1 … 1."), QStringLiteral("tanh(x)")};
    case ModuleKind::Parameter: return parameterText(node, c);
    }
    return {};
}

}  // namespace vitrine::ui

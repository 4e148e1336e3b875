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
    if (node.name == "dist_token")
        return {
            tr("A second learned vector before the patches. In training it was taught by another network; its own head reads it."),
            QStringLiteral("[class, distilled, patch 0, …, patch %1]").arg(c.num_patches() - 1)};
    if (node.name == "register_tokens")
        return {
            tr("Learned vectors with no place in the picture and no reader: room for what the model keeps of the whole picture, so that "
               "it need not use plain patches for it (Darcet et al., 2024)."),
            QStringLiteral("[class, register 0, …, register %1, patches]").arg(c.register_tokens - 1)};
    if (node.name == "mask_token")
        return {tr("Stood for hidden patches in training. Not used when a picture is looked at."), {}};
    return {
        tr("A learned vector for each place, added once. Without it the model could not tell where a patch was: attention knows no order."),
        QStringLiteral("tokens + pos_embedding")};
}

NodeText linearText(const ModuleNode& node) {
    if (node.name == "out_proj")
        return {tr("Mixes the heads' results, laid side by side, back into one vector a token."),
                QStringLiteral("x Wᵀ + b")};
    if (node.name == "head")
        return {tr("Turns what is read into one number a class, the logits. Softmax makes probabilities of them."),
                QStringLiteral("x Wᵀ + b")};
    if (node.name == "head_dist")
        return {tr("The second head, of the distillation token. The answer is the mean of both heads' logits."),
                QStringLiteral("x Wᵀ + b")};
    if (node.name == "0")
        return {tr("Widens every token: each of the new numbers is a pattern to look for."), QStringLiteral("x Wᵀ + b")};
    if (node.name == "3")
        return {tr("Brings every token back to the model's width; what it found is added to the token."),
                QStringLiteral("x Wᵀ + b")};
    return {tr("Multiplies by a learned matrix and adds a learned vector."), QStringLiteral("x Wᵀ + b")};
}

/// What the head reads, in words.
QString pooledText(const VitConfig& c) {
    switch (c.pooling) {
    case Pooling::PatchMean: return tr("the mean of the patches");
    case Pooling::ClassAndPatchMean: return tr("the class token and the mean of the patches, one behind the other,");
    case Pooling::ClassAndDistilled:
        return tr("the class token and the distillation token, each with a head of its own,");
    case Pooling::ClassToken: break;
    }
    return tr("the class token");
}

QString readingText(const VitConfig& c) {
    return c.hasHead() ? tr(", and reads the answer from %1").arg(pooledText(c))
                       : tr("; it has no head, so it names no classes");
}

NodeText modelText(const VitConfig& c) {
    return {
        tr("Cuts the picture into %1 × %2 patches of %3 pixels, makes each a token of %4 numbers, lets the tokens look at each other in %5 blocks%6.")
            .arg(c.cols())
            .arg(c.rows())
            .arg(c.patch_size)
            .arg(c.hidden_dim)
            .arg(c.num_layers)
            .arg(readingText(c)),
        c.hasHead() ? QStringLiteral("head(ln(blocks(patches + positions)))")
                    : QStringLiteral("ln(blocks(patches + positions))")};
}

NodeText patchesText(const VitConfig& c) {
    return {
        tr("Cuts the picture into %1 × %2 patches of %3 × %3 pixels and turns each into %4 numbers. The patches do not overlap, so it is one matrix applied to every patch.")
            .arg(c.cols())
            .arg(c.rows())
            .arg(c.patch_size)
            .arg(c.hidden_dim),
        QStringLiteral("%1 = %2·%2·3 pixels → %3").arg(c.patch_size * c.patch_size * 3).arg(c.patch_size).arg(c.hidden_dim)};
}

NodeText encoderText(const VitConfig& c) {
    return {
        tr("Adds the positions, runs %1 alike blocks one after the other and normalises at the end.").arg(c.num_layers),
        QStringLiteral("ln(block_%1(… block_0(x + pos_embedding)))").arg(c.num_layers - 1)};
}

NodeText sequentialText(const ModuleNode& node, const VitConfig& c) {
    if (node.path == "heads")
        return {tr("Reads %1 and gives each of the %2 classes a number.").arg(pooledText(c)).arg(c.num_classes),
                c.representation_size ? QStringLiteral("W₂ tanh(W₁ x[0] + b₁) + b₂") : QStringLiteral("W x[0] + b")};
    return {tr("%1 blocks of the same shape, each with its own weights.").arg(c.num_layers),
            QStringLiteral("for block in layers: x = block(x)")};
}

NodeText blockText(const VitConfig& c) {
    return {
        tr("Attention moves information between the tokens, then the MLP works on each token alone. Both add to what was there, so nothing is lost on the way."),
        c.layer_scale ? QStringLiteral("x = x + γ₁ attention(ln_1(x))\nx = x + γ₂ mlp(ln_2(x))")
                      : QStringLiteral("x = x + attention(ln_1(x))\nx = x + mlp(ln_2(x))")};
}

NodeText normText(const ModuleNode& node, const VitConfig& c) {
    if (node.name == "q_norm" || node.name == "k_norm")
        return {
            tr("Gives every query (or key) of a head mean 0 and variance 1, then a learned scale and shift, so that no head can shout."),
            QStringLiteral("(x − mean) / √(var + %1) · w + b").arg(c.eps)};
    return {tr("Gives every token mean 0 and variance 1, then a learned scale and shift for each of its %1 numbers.")
                .arg(c.hidden_dim),
            QStringLiteral("(x − mean) / √(var + %1) · w + b").arg(c.eps)};
}

NodeText attentionText(const VitConfig& c) {
    return {tr("Every token asks every other how much of it to take in. %n heads do so side by side, %1 numbers each.",
               nullptr, c.num_heads)
                .arg(c.head_dim()),
            QStringLiteral("softmax(Q Kᵀ / √%1) V").arg(c.head_dim())};
}

NodeText mlpText(const VitConfig& c) {
    return {
        tr("Works on each token alone: widens it to %1 numbers, bends them, and brings it back to %2. Most of a block's parameters are usually here.")
            .arg(c.mlp_dim)
            .arg(c.hidden_dim),
        c.activation == Activation::SwiGlu ? QStringLiteral("W₂ (silu(W₁ x) ⊙ W₁′ x) + b₂")
                                           : QStringLiteral("W₂ GELU(W₁ x + b₁) + b₂")};
}

/// Those that are alike in every model.
NodeText plainText(ModuleKind kind) {
    switch (kind) {
    case ModuleKind::GELU:
        return {
            tr("Lets large numbers through and holds small and negative ones back, smoothly. Without it two matrices in a row would be one."),
            QStringLiteral("x · Φ(x)")};
    case ModuleKind::QuickGELU:
        return {
            tr("GELU by a cheaper formula, as CLIP was trained with: lets large numbers through and holds small and negative ones back."),
            QStringLiteral("x · sigmoid(1.702 x)")};
    case ModuleKind::SwiGLU:
        return {
            tr("One half of the widened numbers, bent, is a gate for the other half: it says how much of each gets through."),
            QStringLiteral("silu(x₁) ⊙ x₂")};
    case ModuleKind::LayerScale:
        return {
            tr("Multiplies what is about to be added by a learned number a channel. They begin small, so that a deep model can be trained."),
            QStringLiteral("γ ⊙ x")};
    case ModuleKind::Dropout: return {tr("Switched off outside training: passes everything on."), {}};
    case ModuleKind::Tanh: return {tr("Bends every number into −1 … 1."), QStringLiteral("tanh(x)")};
    default: return {};
    }
}

}  // namespace

NodeText describeNode(const ModuleNode& node, const VitConfig& c) {
    switch (node.kind) {
    case ModuleKind::VisionTransformer: return modelText(c);
    case ModuleKind::Conv2d: return patchesText(c);
    case ModuleKind::Encoder: return encoderText(c);
    case ModuleKind::Sequential: return sequentialText(node, c);
    case ModuleKind::EncoderBlock: return blockText(c);
    case ModuleKind::LayerNorm: return normText(node, c);
    case ModuleKind::MultiheadAttention: return attentionText(c);
    case ModuleKind::MLPBlock: return mlpText(c);
    case ModuleKind::Linear:
    case ModuleKind::NonDynamicallyQuantizableLinear: return linearText(node);
    case ModuleKind::Parameter: return parameterText(node, c);
    case ModuleKind::GELU:
    case ModuleKind::QuickGELU:
    case ModuleKind::SwiGLU:
    case ModuleKind::LayerScale:
    case ModuleKind::Dropout:
    case ModuleKind::Tanh: return plainText(node.kind);
    }
    return {};
}

}  // namespace vitrine::ui

#include "app/commands/tree_text.h"

#include "app/commands/output.h"
#include "core/model/tree_table.h"

namespace vitrine::commands {
namespace {

/// Of a file that is not torchvision's: whose it is, and what of it is left aside.
std::string familyText(const ModelPlan& plan) {
    std::string text;
    if (!plan.project.empty() && plan.project != "torchvision")
        text += "\nNames of the file: " + plan.project + "; below they are torchvision's";
    if (!plan.group.empty())
        text += "\nOf the file's several groups of tensors this is \"" + oneLine(plan.group) + "\"";
    if (!plan.unused.empty())
        text += "\nLeft aside: " + std::to_string(plan.unused.size()) +
                (plan.unused.size() == 1 ? " tensor that is" : " tensors that are") + " not part of the ViT (" +
                oneLine(plan.unused.front()) + (plan.unused.size() > 1 ? ", ...)" : ")");
    return text;
}

std::string summary(const ModelPlan& plan) {
    const VitConfig& c = plan.config;
    const std::string prefix = c.prefix() > 0 ? " + " + std::to_string(c.prefix()) : "";
    const std::string shown = displayName(c) == c.name ? c.name : displayName(c) + " (" + c.name + ")";
    return oneLine(shown) + " · " + thousands(plan.tree.num_params) + " parameters, " +
           fixed(double(plan.weightBytes(Dtype::Float32)) / (1 << 20), 0) + " MiB in float32 · " +
           fixed(plan.tree.gmacs(), 3) + " GMACs\n" + std::to_string(c.height()) + " × " + std::to_string(c.width()) +
           " px in patches of " + std::to_string(c.patch_size) + ": " + std::to_string(c.rows()) + " × " +
           std::to_string(c.cols()) + prefix + " = " + std::to_string(c.num_tokens()) + " tokens · " +
           std::to_string(c.num_layers) + " layers of " + std::to_string(c.num_heads) + " heads · width " +
           std::to_string(c.hidden_dim) + ", MLP " + std::to_string(c.mlp_dim) + " · " +
           (c.hasHead() ? thousands(c.num_classes) + " classes" : "no head, so no classes") + familyText(plan) + "\n\n";
}

}  // namespace

std::string treeText(const ModelPlan& plan) {
    std::string text = summary(plan) + tableText(plan.tree, plan.tree.num_params, displayName(plan.config));
    if (plan.config.num_layers > 1)
        text += "\nThe line with × " + std::to_string(plan.config.num_layers) +
                " is their sum; what stands below it is one of them.\n";
    return text;
}

}  // namespace vitrine::commands

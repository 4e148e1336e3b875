#include "app/commands/tree_text.h"

#include "app/commands/output.h"
#include "core/model/tree_table.h"

namespace vitrine::commands {
namespace {

std::string summary(const ModelPlan& plan) {
    const VitConfig& c = plan.config;
    const std::string grid = std::to_string(c.grid());
    const std::string shown = displayName(c) == c.name ? c.name : displayName(c) + " (" + c.name + ")";
    return oneLine(shown) + " · " + thousands(plan.tree.num_params) + " parameters, " +
           fixed(double(plan.weightBytes(Dtype::Float32)) / (1 << 20), 0) + " MiB in float32 · " +
           fixed(plan.tree.gmacs(), 3) + " GMACs\n" + std::to_string(c.image_size) + " × " +
           std::to_string(c.image_size) + " px in patches of " + std::to_string(c.patch_size) + ": " + grid + " × " +
           grid + " + 1 = " + std::to_string(c.num_tokens()) + " tokens · " + std::to_string(c.num_layers) +
           " layers of " + std::to_string(c.num_heads) + " heads · width " + std::to_string(c.hidden_dim) + ", MLP " +
           std::to_string(c.mlp_dim) + " · " + thousands(c.num_classes) + " classes\n\n";
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

#include "app/commands/tree_text.h"

#include "app/commands/output.h"

#include <algorithm>
#include <array>

namespace vitrine::commands {
namespace {

using Row = std::array<std::string, 6>;

bool alike(const ModuleNode& a, const ModuleNode& b) {
    return a.kind == b.kind && a.repr == b.repr && a.output == b.output && a.num_params == b.num_params &&
           a.macs == b.macs &&
           std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), alike);
}

/// "encoder_layer_0 … 11  × 12"
std::string foldedName(const ModuleNode& first, const ModuleNode& last, size_t count) {
    const std::string number = last.name.substr(last.name.find_last_not_of("0123456789") + 1);
    return first.name + " … " + number + "  × " + std::to_string(count);
}

Row row(const std::string& name, const ModuleNode& node, int64_t count, int64_t allParams) {
    const int64_t params = node.num_params * count;
    return {name,
            kindName(node.kind),
            shapeText(node.output),
            params ? thousands(params) : "",
            params && allParams ? fixed(100.0 * double(params) / double(allParams), 1) + " %" : "",
            node.macs ? fixed(node.gmacs() * double(count), 3) : ""};
}

void addChildren(const ModuleNode& node, const std::string& indent, int64_t allParams, std::vector<Row>& rows) {
    for (size_t i = 0; i < node.children.size();) {
        const ModuleNode& child = node.children[i];
        size_t end = i + 1;
        while (child.num_params > 0 && end < node.children.size() && alike(child, node.children[end]))
            ++end;
        const size_t count = end - i;
        const bool isLast = end == node.children.size();
        const std::string name = count > 1 ? foldedName(child, node.children[end - 1], count) : child.name;
        rows.push_back(row(indent + (isLast ? "└─ " : "├─ ") + name, child, int64_t(count), allParams));
        addChildren(child, indent + (isLast ? "   " : "│  "), allParams, rows);
        i = end;
    }
}

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
    std::vector<Row> rows{{"MODULE", "KIND", "OUTPUT", "PARAMETERS", "SHARE", "GMACS"}};
    rows.push_back(row(kindName(plan.tree.kind), plan.tree, 1, plan.tree.num_params));
    rows.back()[1] = displayName(plan.config);
    addChildren(plan.tree, "", plan.tree.num_params, rows);
    Row::size_type column = 0;
    std::array<size_t, 6> widths{};
    for (size_t& width : widths) {
        for (const Row& cells : rows)
            width = std::max(width, characters(cells[column]));
        ++column;
    }
    std::string text = summary(plan);
    for (const Row& cells : rows) {
        std::string line = padRight(cells[0], widths[0]);
        for (size_t i = 1; i < cells.size(); ++i)
            line += "  " + (i < 3 ? padRight(cells[i], widths[i]) : padLeft(cells[i], widths[i]));
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    if (plan.config.num_layers > 1)
        text += "\nThe line with × " + std::to_string(plan.config.num_layers) +
                " is their sum; what stands below it is one of them.\n";
    return text;
}

}  // namespace vitrine::commands

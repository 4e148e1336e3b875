// print(model), as torch.nn.Module.__repr__ writes it.
#include "core/model/module_tree.h"

namespace vitrine {

namespace {

void print(const ModuleNode& node, int indent, std::string& out) {
    out += kindName(node.kind);
    out += "(" + node.repr;
    bool open = false;
    for (const ModuleNode& child : node.children) {
        if (child.kind == ModuleKind::Parameter)
            continue;  // torch prints modules alone
        out += "\n" + std::string(size_t(indent) + 2, ' ') + "(" + child.name + "): ";
        print(child, indent + 2, out);
        open = true;
    }
    if (open)
        out += "\n" + std::string(size_t(indent), ' ');
    out += ")";
}

}  // namespace

std::string printTorch(const ModuleNode& root) {
    std::string out;
    print(root, 0, out);
    return out;
}

}  // namespace vitrine

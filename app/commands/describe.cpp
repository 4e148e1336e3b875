// vitrine describe: the architecture of a model as a tree, with parameters and cost. No tensor is allocated.
#include "app/commands/command.h"
#include "app/commands/model_options.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "app/commands/tree_text.h"
#include "core/model/variants.h"
#include "core/weights/misfit.h"
#include "ui/reading.h"

namespace vitrine::commands {
namespace {

/// A variant and an entry are described without their weights, so nothing has to be downloaded.
ModelRequest requestFor(const std::string& name, ModelRequest request) {
    if (findVariant(name)) {
        request.model = name;
        request.weights = "random";
    } else if (const WeightsEntry* entry = findEntry(name)) {
        request.model = entry->variant;
        request.weights = "random";
        if (!request.image_size)
            request.image_size = entry->image_size;
    } else {
        const bool isWord = name.find_first_of("./") == std::string::npos && name != "bundled";
        if (isWord && !std::filesystem::exists(name))
            throw UsageError(name, "no such model and no such file; vitrine models lists what there is");
        request.weights = isWord ? "./" + name : name;  // a file, even one that is called "random"
    }
    return request;
}

Json nodeJson(const ModuleNode& node) {
    Json children = Json::array();
    for (const ModuleNode& child : node.children)
        children.push_back(nodeJson(child));
    return {{"name", node.name},     {"kind", kindName(node.kind)},
            {"shape", node.output},  {"num_params", node.num_params},
            {"gmacs", node.gmacs()}, {"children", children}};
}

Json planJson(const ModelPlan& plan) {
    const VitConfig& c = plan.config;
    Json json{{"name", c.name},
              {"num_params", plan.tree.num_params},
              {"gmacs", plan.tree.gmacs()},
              {"image_size", c.image_size},
              {"patch_size", c.patch_size},
              {"num_layers", c.num_layers},
              {"num_heads", c.num_heads},
              {"hidden_dim", c.hidden_dim},
              {"mlp_dim", c.mlp_dim},
              {"num_classes", c.num_classes},
              {"tree", nodeJson(plan.tree)}};
    if (!plan.project.empty() && plan.project != "torchvision")
        json.update({{"names", plan.project}, {"image_width", c.width()}, {"prefix_tokens", c.prefix()}});
    return json;
}

/// A file that does not fit: every tensor that is in the way, before the one line that says so.
ModelPlan planOrTable(const ModelRequest& request) {
    try {
        return planAloud(request);
    } catch (const DoesNotFit& misfit) {
        print(misfitTable(misfit.misfits()));
        throw;
    }
}

}  // namespace

int describe(int argc, char** argv) {
    CLI::App app("What a model is made of: every module with the shape of its output, its parameters, their share of the\n"
                 "whole and its cost. MODEL is a name (vitrine models lists them), bundled, or a checkpoint file.",
                 "vitrine describe");
    app.footer("Examples:\n  vitrine describe vit_b_16\n  vitrine describe vit_h_14 --image-size 518\n"
               "  vitrine describe model.pth --format torch     what print(model) shows in PyTorch");
    std::string name;
    std::string format = "tree";
    ModelRequest request;
    app.add_option("MODEL", name, "a variant, an entry (vit_b_16/IMAGENET1K_V1), bundled or a file")->option_text(" ");
    addOption(app, "--format", "HOW", "tree (default, for people), torch (print(model)) or json",
              [&format](const Value& v) {
                  format = v.oneOf<std::string>({{"tree", "tree"}, {"torch", "torch"}, {"json", "json"}});
              });
    app.add_flag_callback(
        "--json", [&format] { format = "json"; }, "the same as --format json");
    addSizeOptions(app, request, "Sizes");
    if (!parse(app, argc, argv))
        return 0;
    if (name.empty())
        throw UsageError("MODEL", "which one? vitrine models lists them; a checkpoint file will do too");
    const ModelPlan plan = planOrTable(requestFor(ui::withoutFileScheme(name), request));
    if (format == "json")
        printJson(planJson(plan));
    else
        print(format == "torch" ? printTorch(plan.tree) + "\n" : treeText(plan));
    return 0;
}

}  // namespace vitrine::commands

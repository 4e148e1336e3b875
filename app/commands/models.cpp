// vitrine models: the variants, their published weights, and what of them is on this disk.
#include "app/commands/command.h"
#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/explore.h"
#include "core/model/variants.h"

namespace vitrine::commands {
namespace {

Json entryJson(const WeightsEntry& entry) {
    return {{"entry", entry.entry()}, {"gmacs", entry.gmacs}, {"file_size_mib", entry.file_size_mib},
            {"acc1", entry.acc1},     {"acc5", entry.acc5},   {"on_disk", onDisk(entry).has_value()}};
}

Json variantsJson() {
    Json all = Json::array();
    for (const Variant& variant : variants()) {
        Json weights = Json::array();
        for (const WeightsEntry& entry : variant.weights)
            weights.push_back(entryJson(entry));
        all.push_back({{"name", variant.config.name},
                       {"num_params", variant.num_params},
                       {"patch_size", variant.config.patch_size},
                       {"image_size", variant.config.image_size},
                       {"weights", weights}});
    }
    return all;
}

std::string row(const std::string& name, const std::vector<std::string>& cells) {
    static constexpr size_t widths[] = {13, 6, 10, 9, 8, 8, 0};
    std::string line = padRight(name, 38);
    for (size_t i = 0; i < cells.size(); ++i)
        line += (i + 1 == cells.size() ? "  " + cells[i] : padLeft(cells[i], widths[i]));
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

std::string entryRow(const WeightsEntry& entry) {
    return row("  " + entry.entry(), {thousands(entry.num_params), std::to_string(entry.image_size),
                                      fixed(entry.gmacs, 3), fixed(entry.file_size_mib, 1), fixed(entry.acc1, 2),
                                      fixed(entry.acc5, 2), onDisk(entry) ? "on this disk" : "not here"});
}

std::string table() {
    std::string text = row("MODEL, WEIGHTS", {"PARAMETERS", "PX", "GMACS", "FILE MIB", "ACC@1", "ACC@5", "WHERE"});
    const ModelPlan bundled = plan({});
    text += row("bundled (" + bundled.config.name + ")",
                {thousands(bundled.tree.num_params), std::to_string(bundled.config.image_size),
                 fixed(bundled.tree.gmacs(), 3), fixed(double(std::filesystem::file_size(bundled.file)) / (1 << 20), 1),
                 "", "", "comes with Vitrine"});
    for (const Variant& variant : variants()) {
        text += row(variant.config.name,
                    {thousands(variant.num_params), std::to_string(variant.config.image_size),
                     fixed(buildTree(variant.config).gmacs(), 3), "", "", "", "random weights, any seed"});
        for (const WeightsEntry& entry : variant.weights)
            text += entryRow(entry);
    }
    return text;
}

}  // namespace

int models(int argc, char** argv) {
    CLI::App app("The models Vitrine knows: torchvision's five Vision Transformers with their published weights, and the\n"
                 "bundled one. Accuracy is ImageNet-1K's, in percent; one GMAC is 10^9 multiply-adds for one picture.\n"
                 "vitrine fetch ENTRY downloads weights that are not here.",
                 "vitrine models");
    bool json = false;
    app.add_flag("--json", json, "for programs");
    if (!parse(app, argc, argv))
        return 0;
    if (json)
        printJson(variantsJson());
    else
        print(table());
    return 0;
}

}  // namespace vitrine::commands

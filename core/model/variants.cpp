#include "core/model/variants.h"

#include "core/error.h"
#include "core/home.h"
#include "core/resources.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;  // the entries' order is torchvision's

std::ifstream openShipped(const std::string& name) {
    std::ifstream stream(resource(name), std::ios::binary);
    if (!stream)
        throw Error("resources/" + name, "is missing; install Vitrine again");
    return stream;
}

/// resize_size and crop_size are lists of one number.
int single(const Json& value) { return value.is_array() ? value.at(0).get<int>() : value.get<int>(); }

Preprocessing readTransforms(const Json& transforms) {
    Preprocessing result;
    result.resize = single(transforms.at("resize_size"));
    result.crop = single(transforms.at("crop_size"));
    result.interpolation =
        transforms.at("interpolation") == "bicubic" ? Interpolation::Bicubic : Interpolation::Bilinear;
    result.mean = transforms.at("mean").get<std::array<float, 3>>();
    result.std = transforms.at("std").get<std::array<float, 3>>();
    return result;
}

WeightsEntry readEntry(const std::string& variant, const std::string& name, const Json& json) {
    WeightsEntry entry;
    entry.variant = variant;
    entry.name = name;
    entry.file = json.at("url");
    entry.image_size = json.at("min_size").at(0);
    entry.num_params = json.at("num_params");
    entry.gmacs = json.at("_ops");
    entry.file_size_mib = json.at("_file_size");
    const Json& metrics = json.at("_metrics").at("ImageNet-1K");
    entry.acc1 = metrics.at("acc@1");
    entry.acc5 = metrics.at("acc@5");
    entry.licence = json.value("license", "");
    entry.preprocessing = readTransforms(json.at("transforms"));
    return entry;
}

Variant readVariant(const std::string& name) {
    auto stream = openShipped("torchvision/" + name + ".json");
    const Json json = Json::parse(stream);
    Variant variant;
    variant.config = {.name = name,
                      .image_size = json.at("image_size"),
                      .patch_size = json.at("patch_size"),
                      .num_layers = json.at("num_layers"),
                      .num_heads = json.at("num_heads"),
                      .hidden_dim = json.at("hidden_dim"),
                      .mlp_dim = json.at("mlp_dim"),
                      .num_classes = 1000};
    variant.num_params = json.at("num_params");
    for (const auto& [entry, facts] : json.at("weights").items())
        variant.weights.push_back(readEntry(name, entry, facts));
    if (variant.weights.empty() || variant.weights.front().name != json.at("default"))
        throw Error("resources/torchvision/" + name + ".json", "does not list its default weights first");
    return variant;
}

std::vector<Variant> readVariants() {
    std::vector<Variant> result;
    for (const char* name : {"vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"}) {
        try {
            result.push_back(readVariant(name));
        } catch (const nlohmann::json::exception& e) {
            throw Error("resources/torchvision/" + std::string(name) + ".json",
                        std::string("is damaged; install Vitrine again (") + e.what() + ")");
        }
    }
    return result;
}

std::vector<std::string> readLabels() {
    auto stream = openShipped("imagenet_classes.txt");
    std::vector<std::string> labels;
    for (std::string line; std::getline(stream, line);) {
        if (line.ends_with('\r'))
            line.pop_back();
        labels.push_back(line);
    }
    return labels;
}

/// torch.hub's _get_torch_home.
std::filesystem::path torchHome() {
    const std::string own = environment("TORCH_HOME");
    const auto cache = cacheHome();
    return !own.empty() ? expandHome(own) : cache.empty() ? cache : cache / "torch";
}

}  // namespace

const std::vector<Variant>& variants() {
    static const std::vector<Variant> all = readVariants();
    return all;
}

const Variant* findVariant(std::string_view name) {
    const auto& all = variants();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Variant& variant) { return variant.config.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const WeightsEntry* findEntry(std::string_view entry) {
    const size_t slash = entry.find('/');
    const Variant* variant = findVariant(entry.substr(0, slash));
    return variant && slash != entry.npos ? findEntry(*variant, entry.substr(slash + 1)) : nullptr;
}

const WeightsEntry* findEntry(const Variant& variant, std::string_view name) {
    const auto& all = variant.weights;
    if (name == "DEFAULT")
        return &all.front();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const WeightsEntry& entry) { return entry.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const std::vector<std::string>& imagenetLabels() {
    static const std::vector<std::string> labels = readLabels();
    return labels;
}

std::string WeightsEntry::url() const {
    std::string base = environment("VITRINE_WEIGHTS_URL");
    if (base.empty())
        base = "https://download.pytorch.org/models";
    return base + (base.ends_with('/') ? "" : "/") + file;
}

bool WeightsEntry::isSize(uint64_t bytes) const {
    constexpr double tolerance = 0.01;  // torchvision rounds to 0.001 MiB
    return std::abs(double(bytes) / (1024 * 1024) - file_size_mib) < tolerance;
}

std::filesystem::path checkpointsFolder() {
    const auto home = torchHome();
    return home.empty() ? home : home / "hub" / "checkpoints";
}

std::optional<std::filesystem::path> onDisk(const WeightsEntry& entry) {
    const auto folder = checkpointsFolder();
    if (folder.empty())
        return {};
    const auto file = folder / entry.file;
    std::error_code error;
    const auto size = std::filesystem::is_regular_file(file, error) ? std::filesystem::file_size(file, error) : 0;
    const bool plausible = !error && entry.isSize(size);  // a download that stopped is shorter
    return plausible ? std::optional(file) : std::nullopt;
}

}  // namespace vitrine

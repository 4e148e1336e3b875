// plan(): what a model is, from names and file headers alone.
#include "core/explore.h"

#include "core/model/memory.h"
#include "core/model/variants.h"
#include "core/resources.h"
#include "core/weights/checkpoint.h"
#include "core/weights/hub.h"
#include "core/weights/infer.h"
#include "core/weights/labels.h"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

/// Where the weights come from, once the words of the request are understood.
struct Source {
    const Variant* variant = nullptr;     // of --model, or of the entry
    const WeightsEntry* entry = nullptr;  // a published file
    std::filesystem::path file;           // empty: random weights
    std::string name;                     // as ModelPlan::weights says it
};

std::string join(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

std::string variantNames() {
    std::vector<std::string> names;
    for (const Variant& variant : variants())
        names.push_back(variant.config.name);
    return join(names);
}

std::string entryNames(const Variant& variant) {
    std::vector<std::string> names;
    for (const WeightsEntry& entry : variant.weights)
        names.push_back(entry.name);
    return join(names);
}

const Variant* requestedVariant(const std::string& name) {
    if (name.empty())
        return nullptr;
    const Variant* variant = findVariant(name);
    if (!variant)
        throw UsageError("--model " + name,
                         "no such variant: take one of " + variantNames() +
                             "; a checkpoint goes to --weights, the model that comes with Vitrine is --weights bundled");
    return variant;
}

Source publishedSource(const WeightsEntry& entry, const Variant* asked, bool randomised) {
    if (asked && asked->config.name != entry.variant)
        throw UsageError("--weights " + entry.entry(), "these are not weights of " + asked->config.name);
    const auto file = onDisk(entry);
    if (!file && randomised)  // its architecture is known without it
        return {findVariant(entry.variant), &entry, {}, entry.entry()};
    if (!file)
        throw Error(entry.entry(),
                    "not on this disk: `vitrine fetch " + entry.entry() + "` downloads it to " +
                        checkpointsFolder().string() +
                        "; --weights random needs no file, and without --model there is the bundled model");
    return {findVariant(entry.variant), &entry, *file, entry.entry()};
}

/// A word that can only have been meant as an entry: "IMAGENET1K_V9", "vit_b_16/NAME".
bool looksLikeEntry(const std::string& weights) {
    const bool isWord = weights.find_first_of("./\\") == std::string::npos;
    return (isWord || findVariant(weights.substr(0, weights.find('/')))) && !std::filesystem::exists(weights);
}

Source chooseSource(const ModelRequest& request) {
    const Variant* variant = requestedVariant(request.model);
    if (request.seed != 0 && request.weights != "random" && !request.randomised)
        throw UsageError(
            "--seed " + std::to_string(request.seed),
            "only random weights have a seed; add --weights random, or --randomised for the architecture of a file");
    const std::string weights = !request.weights.empty() ? request.weights : variant ? "DEFAULT" : "bundled";
    if (weights == "bundled")
        return {variant, nullptr, resource("bundled/everyday.safetensors"), weights};
    if (!variant && (weights == "random" || weights == "DEFAULT"))
        throw UsageError("--weights " + weights, "of which model? Add --model, one of " + variantNames());
    if (weights == "random")
        return {variant, nullptr, {}, "random, seed " + std::to_string(request.seed)};
    const WeightsEntry* entry = variant ? findEntry(*variant, weights) : nullptr;
    if (!entry)
        entry = findEntry(weights);
    if (entry)
        return publishedSource(*entry, variant, request.randomised);
    if (isHubName(weights))
        return {variant, nullptr, hubFile(weights), weights};
    if (looksLikeEntry(weights))
        throw UsageError("--weights " + weights,
                         "no such entry and no such file" +
                             (variant ? "; " + variant->config.name + " has " + entryNames(*variant)
                                      : std::string("; vitrine models lists the entries")));
    return {variant, nullptr, weights, std::filesystem::path(weights).filename().string()};
}

/// The same blocks, whatever the picture's size, the classes and (where the person chose them) the heads.
bool sameBlocks(const VitConfig& a, const VitConfig& b) {
    return a.patch_size == b.patch_size && a.num_layers == b.num_layers && a.hidden_dim == b.hidden_dim &&
           a.mlp_dim == b.mlp_dim;
}

/// The same but for the picture's size and the classes: a torchvision variant in every other respect.
const Variant* variantLike(VitConfig config) {
    for (const Variant& variant : variants()) {
        config.name = variant.config.name;
        config.image_size = variant.config.image_size;
        config.num_classes = variant.config.num_classes;
        if (config == variant.config)
            return &variant;
    }
    return nullptr;
}

/// A published file under its own name (which contains its hash), wherever it lies.
const WeightsEntry* publishedAs(const std::filesystem::path& file, const VitConfig& config) {
    for (const Variant& variant : variants())
        for (const WeightsEntry& entry : variant.weights)
            if (entry.file == file.filename() && sameBlocks(variant.config, config) &&
                entry.image_size == config.image_size)
                return &entry;
    return nullptr;
}

/// A variant without a file: as its constructor makes it, or in the sizes of a published entry.
void planVariant(ModelPlan& plan, const Source& source) {
    plan.config = source.variant->config;
    plan.labels = imagenetLabels();
    if (source.entry) {
        plan.config.image_size = source.entry->image_size;
        plan.preprocessing = source.entry->preprocessing;
    }
}

/// Nothing of the file is used but its architecture.
void randomise(ModelPlan& plan) {
    plan.isRandom = true;
    plan.file.clear();
    plan.weights = "random, seed " + std::to_string(plan.request.seed);
}

bool takes(const VitConfig& config, const Preprocessing& preprocessing) {
    return preprocessing.crop == config.height() && preprocessing.width() == config.width();
}

void planFile(ModelPlan& plan, const Source& source) {
    const auto checkpoint = Checkpoint::open(source.file);
    const ModelRequest& request = plan.request;
    std::optional<std::pair<int, int>> asked;
    if (request.image_size)
        asked = {*request.image_size, request.image_width.value_or(*request.image_size)};
    CheckpointModel model = inferModel(*checkpoint, request.heads, asked);
    plan.file = source.file;
    plan.config = model.config;
    plan.headsGuessed = model.headsGuessed;
    plan.project = model.project;
    plan.group = checkpoint->group();
    plan.unused = std::move(model.unused);
    plan.notes = std::move(model.notes);
    plan.labels = std::move(model.labels);
    if (source.variant && !sameBlocks(source.variant->config, plan.config))
        throw UsageError("--model " + source.variant->config.name,
                         "the weights, " + source.name + ", are a " + displayName(plan.config) + " with " +
                             std::to_string(plan.config.num_layers) + " layers; leave --model out");
    const WeightsEntry* entry = source.entry ? source.entry : publishedAs(source.file, plan.config);
    if (model.preprocessing)
        plan.preprocessing = *model.preprocessing;
    else if (entry)
        plan.preprocessing = entry->preprocessing;
    if (const Variant* variant = variantLike(plan.config))
        plan.config.name = variant->config.name;
    if (plan.labels.empty() && plan.config.num_classes == 1000)  // the order of ImageNet's classes is everybody's
        plan.labels = imagenetLabels();
    if (!takes(plan.config, plan.preprocessing))
        plan.preprocessing = plan.preprocessing.atSize(plan.config.height(), plan.config.width());
}

void requireMultiple(const char* option, int size, int patch) {
    if (size < patch || size % patch != 0)
        throw UsageError(std::string(option) + " " + std::to_string(size),
                         "must be a multiple of the patch size, " + std::to_string(patch) + ": " +
                             std::to_string(std::max(1, size / patch) * patch) + ", say");
}

void applyImageSize(ModelPlan& plan) {
    const ModelRequest& request = plan.request;
    const int height = request.image_size.value_or(plan.config.height());
    const int width = request.image_width.value_or(request.image_size ? height : plan.config.width());
    requireMultiple("--image-size", height, plan.config.patch_size);
    requireMultiple("--image-width", width, plan.config.patch_size);
    plan.config.image_size = height;
    plan.config.image_width = width == height ? 0 : width;
    plan.preprocessing = plan.preprocessing.atSize(height, width);
}

void applyPreprocessing(ModelPlan& plan) {
    const ModelRequest& request = plan.request;
    Preprocessing& p = plan.preprocessing;
    p.fit = request.fit.value_or(p.fit);
    if (request.resize && p.fit != Fit::Crop)
        throw UsageError("--resize " + std::to_string(*request.resize),
                         "only --fit crop resizes before it crops; leave one of them out");
    p.resize = request.resize.value_or(p.resize);
    p.crop = request.crop.value_or(p.crop);
    p.interpolation = request.interpolation.value_or(p.interpolation);
    p.mean = request.mean.value_or(p.mean);
    p.std = request.std.value_or(p.std);
    if (!takes(plan.config, p))
        throw UsageError("--crop " + std::to_string(p.crop), "the model takes pictures of " + sizeText(plan.config) +
                                                                 " px; --image-size " + std::to_string(p.crop) +
                                                                 " changes both");
    if (p.resize < 1)
        throw UsageError("--resize " + std::to_string(p.resize), "must be at least 1");
    if (std::any_of(p.std.begin(), p.std.end(), [](float s) { return !(s > 0) || !std::isfinite(s); }))
        throw UsageError("--std", "all three must be above 0: each channel is divided by its own");
    if (std::any_of(p.mean.begin(), p.mean.end(), [](float m) { return !std::isfinite(m); }))
        throw UsageError("--mean", "all three must be numbers");
}

void applyHeads(ModelPlan& plan, int heads) {
    if (heads < 1 || plan.config.hidden_dim % heads != 0)
        throw UsageError("--heads " + std::to_string(heads),
                         "must divide the width, " + std::to_string(plan.config.hidden_dim) + ", without a rest");
    plan.config.num_heads = heads;
    plan.headsGuessed = false;
}

}  // namespace

int64_t ModelPlan::weightBytes(Dtype dtype) const { return tree.num_params * bytesPerElement(dtype); }

std::string ModelPlan::label(int index) const {
    if (index >= 0 && size_t(index) < labels.size() && !labels[size_t(index)].empty())
        return labels[size_t(index)];
    return "class " + std::to_string(index);
}

ModelPlan plan(const ModelRequest& request) {
    const Source source = chooseSource(request);
    ModelPlan plan;
    plan.request = request;
    plan.weights = source.name;
    if (source.file.empty())
        planVariant(plan, source);
    else
        planFile(plan, source);
    if (request.randomised || source.file.empty())
        randomise(plan);
    if (request.heads)
        applyHeads(plan, *request.heads);
    if (request.image_size || request.image_width)
        applyImageSize(plan);
    applyPreprocessing(plan);
    if (!request.labels.empty())
        plan.labels = readLabels(request.labels);
    plan.tree = buildTree(plan.config);
    return plan;
}

}  // namespace vitrine

#include "core/weights/infer.h"

#include "core/model/module_tree.h"
#include "core/weights/checkpoint.h"
#include "core/weights/dtype.h"
#include "core/weights/metadata.h"
#include "core/weights/names.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <unordered_set>

namespace vitrine {
namespace {

constexpr int64_t kLargest = 1 << 20;  // of any size; far beyond a real model, far below an overflow
constexpr int kMostLayers = 1000;
constexpr std::string_view kLayers = "encoder.layers.encoder_layer_";

std::string some(const std::vector<std::string>& items, const char* singular, const char* plural) {
    constexpr size_t kShown = 5;
    std::string text = std::to_string(items.size()) + (items.size() == 1 ? singular : plural) + " (";
    for (size_t i = 0; i < std::min(items.size(), kShown); ++i)
        text += (i ? ", " : "") + items[i];
    return text + (items.size() > kShown ? ", ...)" : ")");
}

/// The sizes, read off the tensors that hold them. Heads stay 1.
class Sizes {
public:
    Sizes(const NamedTensors& tensors, std::string subject) : m_tensors(tensors), m_subject(std::move(subject)) {}

    VitConfig read() const {
        requireAll({"class_token", "conv_proj.weight", "encoder.pos_embedding", "heads.head.weight",
                    "encoder.layers.encoder_layer_0.mlp.0.weight"});
        VitConfig config;
        const Shape patches = shape("conv_proj.weight", 4, "(width, 3, patch, patch)");
        if (patches[1] != 3)
            fail("takes pictures of " + std::to_string(patches[1]) + " channels (conv_proj.weight is " +
                 shapeText(patches) + "); Vitrine shows RGB");
        if (patches[2] != patches[3])
            fail("cuts patches that are not square (conv_proj.weight is " + shapeText(patches) + ")");
        config.hidden_dim = int(patches[0]);
        config.patch_size = int(patches[2]);
        config.image_size = config.patch_size * grid();
        config.num_layers = layers();
        config.num_heads = 1;
        config.mlp_dim = int(shape("encoder.layers.encoder_layer_0.mlp.0.weight", 2, "(mlp, width)")[0]);
        config.num_classes = int(shape("heads.head.weight", 2, "(classes, width)")[0]);
        if (m_tensors.contains("heads.pre_logits.weight"))
            config.representation_size = int(shape("heads.pre_logits.weight", 2, "(representation, width)")[0]);
        return config;
    }

private:
    [[noreturn]] void fail(const std::string& why) const { throw Error(m_subject, why); }

    void requireAll(std::initializer_list<const char*> names) const {
        std::vector<std::string> missing;
        for (const char* name : names)
            if (!m_tensors.contains(name))
                missing.emplace_back(name);
        if (!missing.empty())
            fail("is no whole torchvision ViT: it lacks " +
                 some(missing, " tensor that tells its sizes", " tensors that tell its sizes"));
    }
    Shape shape(const std::string& name, size_t dimensions, const char* meaning) const {
        const Shape& found = m_tensors.at(name)->shape;
        const bool fits = found.size() == dimensions &&
                          std::all_of(found.begin(), found.end(), [](int64_t n) { return n > 0 && n <= kLargest; });
        if (!fits)
            fail(name + " is " + shapeText(found) + ", not " + meaning);
        return found;
    }
    int grid() const {
        const int64_t tokens = shape("encoder.pos_embedding", 3, "(1, tokens, width)")[1];
        const auto side = int64_t(std::lround(std::sqrt(double(tokens - 1))));
        if (side < 1 || side * side != tokens - 1)
            fail("has " + std::to_string(tokens) + " positions, which are not a class token and a square of patches");
        return int(side);
    }
    /// One more than the highest, so that a layer that is missing in the middle is named as missing.
    int layers() const {
        int count = 0;
        for (const auto& [name, tensor] : m_tensors) {
            int index = 0;
            if (name.starts_with(kLayers) &&
                std::from_chars(name.data() + kLayers.size(), name.data() + name.size(), index).ec == std::errc() &&
                index >= 0 && index < kMostLayers)
                count = std::max(count, index + 1);
        }
        return count;
    }

    const NamedTensors& m_tensors;
    std::string m_subject;
};

/// Every tensor of the architecture there, in its shape and a dtype to compute with, and nothing else.
void compare(const NamedTensors& tensors, const std::vector<Parameter>& expected, const Checkpoint& checkpoint) {
    std::vector<std::string> missing, others, unexpected, dtypes;
    std::unordered_set<std::string> known;
    for (const Parameter& parameter : expected) {
        known.insert(parameter.name);
        const auto found = tensors.find(parameter.name);
        if (found == tensors.end())
            missing.push_back(parameter.name);
        else if (found->second->shape != parameter.shape)
            others.push_back(parameter.name + " is " + shapeText(found->second->shape) + " instead of " +
                             shapeText(parameter.shape));
        else if (const std::string& dtype = found->second->dtype;
                 dtype != "float32" && dtype != "float16" && dtype != "bfloat16" && dtype != "float64")
            dtypes.push_back(parameter.name + " is " + dtype);
    }
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (const auto found = tensors.find(tensor.name); found != tensors.end() && !known.contains(tensor.name))
            unexpected.push_back(printable(tensor.name));
    std::string why;
    const auto say = [&](const std::vector<std::string>& items, const char* singular, const char* plural) {
        if (!items.empty())
            why += (why.empty() ? "" : "; ") + some(items, singular, plural);
    };
    say(missing, " tensor is missing", " tensors are missing");
    say(unexpected, " tensor is not expected", " tensors are not expected");
    say(others, " tensor has another shape", " tensors have other shapes");
    say(dtypes, " tensor is of a dtype that Vitrine does not compute with",
        " tensors are of dtypes that Vitrine does not compute with");
    if (!why.empty())
        throw Error(checkpoint.path().string(), "does not fit torchvision's ViT: " + why);
}

/// Widths that are always used with the same number of heads.
std::optional<int> usualHeads(int width) {
    for (const auto& [known, heads] :
         {std::pair(192, 3), {384, 6}, {768, 12}, {1024, 16}, {1280, 16}, {1408, 16}, {1664, 16}})
        if (width == known)
            return heads;
    return {};
}

void chooseHeads(CheckpointModel& model, std::optional<int> asked, const Checkpoint& checkpoint) {
    const int width = model.config.hidden_dim;
    const auto divides = [&](std::optional<int> heads) { return heads && *heads > 0 && width % *heads == 0; };
    if (asked && !divides(asked))
        throw UsageError("--heads " + std::to_string(*asked), "does not divide the width of " +
                                                                  checkpoint.path().string() + ", which is " +
                                                                  std::to_string(width));
    for (const auto& heads : {asked, metadataNumber(checkpoint.metadata(), "num_heads"), usualHeads(width)})
        if (divides(heads)) {
            model.config.num_heads = *heads;
            return;
        }
    if (width % 64 != 0)
        throw HeadsUnknown(checkpoint.path().string(), width);
    model.config.num_heads = width / 64;
    model.headsGuessed = true;
}

}  // namespace

HeadsUnknown::HeadsUnknown(std::string what, int width)
    : Error(std::move(what), "does not say how many attention heads it has, and its width of " + std::to_string(width) +
                                 " does not tell; say it with --heads N"),
      m_width(width) {}

CheckpointModel inferModel(const Checkpoint& checkpoint, std::optional<int> heads) {
    const NamedTensors tensors = byTorchvisionName(checkpoint);
    refuseOtherNames(checkpoint, tensors);
    CheckpointModel model;
    model.config = Sizes(tensors, checkpoint.path().string()).read();
    model.config.name = checkpoint.path().string();  // the subject of errors about sizes
    compare(tensors, stateDict(buildTree(model.config)), checkpoint);
    chooseHeads(model, heads, checkpoint);
    model.config.name = printable(checkpoint.path().stem().string());
    readMetadata(checkpoint.metadata(), model);
    return model;
}

}  // namespace vitrine

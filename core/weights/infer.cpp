#include "core/weights/infer.h"

#include "core/model/module_tree.h"
#include "core/weights/checkpoint.h"
#include "core/weights/dtype.h"
#include "core/weights/metadata.h"
#include "core/weights/names.h"
#include "core/weights/sidecar.h"
#include "core/weights/sizes.h"
#include "core/weights/transforms.h"

#include <algorithm>
#include <unordered_set>

namespace vitrine {
namespace {

std::string some(const std::vector<std::string>& items, const char* singular, const char* plural) {
    constexpr size_t kShown = 5;
    std::string text = std::to_string(items.size()) + (items.size() == 1 ? singular : plural) + " (";
    for (size_t i = 0; i < std::min(items.size(), kShown); ++i)
        text += (i ? ", " : "") + items[i];
    return text + (items.size() > kShown ? ", ...)" : ")");
}

bool canCompute(const std::string& dtype) {
    return dtype == "float32" || dtype == "float16" || dtype == "bfloat16" || dtype == "float64";
}

/// What the architecture needs: there, in its shape and a dtype to compute with.
void compareWithTree(const NamedTensors& named, const std::vector<Parameter>& expected, std::vector<Misfit>& misfits) {
    for (const Parameter& parameter : expected) {
        const auto found = named.tensors.find(parameter.name);
        if (found == named.tensors.end()) {
            misfits.push_back({Misfit::Kind::Missing, theirName(*named.family, parameter.name), parameter.shape, {}, {}});
            continue;
        }
        const TensorInfo& first = *found->second.parts.front();
        if (found->second.shape != parameter.shape)
            misfits.push_back(
                {Misfit::Kind::OtherShape, parameter.name, parameter.shape, found->second.shape, first.dtype});
        else if (!canCompute(first.dtype))
            misfits.push_back({Misfit::Kind::OtherDtype, parameter.name, parameter.shape, parameter.shape, first.dtype});
    }
}

/// What the file has beside it, in the file's order and by its names.
void findUnexpected(const Checkpoint& checkpoint, const NamedTensors& named, const std::vector<Parameter>& expected,
                    bool hasFinalNorm, std::vector<Misfit>& misfits) {
    std::unordered_set<std::string> known, unexpected(named.unexpected.begin(), named.unexpected.end());
    for (const Parameter& parameter : expected)
        known.insert(parameter.name);
    if (!hasFinalNorm)  // CLIPForImageClassification has one and passes it by
        known.insert({"encoder.ln.weight", "encoder.ln.bias"});
    for (const auto& [name, tensor] : named.tensors)
        if (!known.contains(name))
            for (const TensorInfo* part : tensor.parts)
                unexpected.insert(part->name);
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (unexpected.contains(tensor.name))
            misfits.push_back({Misfit::Kind::Unexpected, printable(tensor.name), {}, tensor.shape, tensor.dtype});
}

std::string textOf(const Misfit& misfit) {
    switch (misfit.kind) {
    case Misfit::Kind::OtherShape:
        return misfit.name + " is " + shapeText(misfit.found) + " instead of " + shapeText(misfit.expected);
    case Misfit::Kind::OtherDtype: return misfit.name + " is " + misfit.dtype;
    case Misfit::Kind::Missing:
    case Misfit::Kind::Unexpected: break;
    }
    return misfit.name;
}

std::string textOf(const std::vector<Misfit>& misfits, std::string_view project) {
    std::string why = "does not fit a plain ViT with " + std::string(project) + "'s names: ";
    bool first = true;
    const auto say = [&](Misfit::Kind kind, const char* singular, const char* plural) {
        std::vector<std::string> items;
        for (const Misfit& misfit : misfits)
            if (misfit.kind == kind)
                items.push_back(textOf(misfit));
        if (!items.empty())
            why += (first ? "" : "; ") + some(items, singular, plural);
        first &= items.empty();
    };
    say(Misfit::Kind::Missing, " tensor is missing", " tensors are missing");
    say(Misfit::Kind::Unexpected, " tensor is not expected", " tensors are not expected");
    say(Misfit::Kind::OtherShape, " tensor has another shape", " tensors have other shapes");
    say(Misfit::Kind::OtherDtype, " tensor is of a dtype that Vitrine does not compute with",
        " tensors are of dtypes that Vitrine does not compute with");
    return why;
}

/// Widths that are always used with the same number of heads.
std::optional<int> usualHeads(int width) {
    for (const auto& [known, heads] :
         {std::pair(192, 3), {384, 6}, {768, 12}, {1024, 16}, {1152, 16}, {1280, 16}, {1408, 16}, {1536, 24}, {1664, 16}})
        if (width == known)
            return heads;
    return {};
}

void chooseHeads(CheckpointModel& model, std::optional<int> asked, const Checkpoint& checkpoint, const Sidecar& sidecar) {
    const int width = model.config.hidden_dim;
    const auto divides = [&](std::optional<int> heads) { return heads && *heads > 0 && width % *heads == 0; };
    if (asked && !divides(asked))
        throw UsageError("--heads " + std::to_string(*asked), "does not divide the width of " +
                                                                  checkpoint.path().string() + ", which is " +
                                                                  std::to_string(width));
    if (model.config.qk_norm && asked && *asked != model.config.num_heads)
        throw UsageError("--heads " + std::to_string(*asked), "cannot be: the norm of its queries says that " +
                                                                  checkpoint.path().string() + " has " +
                                                                  std::to_string(model.config.num_heads));
    if (model.config.qk_norm)
        return;
    for (const auto& heads :
         {asked, metadataNumber(checkpoint.metadata(), "num_heads"), sidecar.num_attention_heads, usualHeads(width)})
        if (divides(heads)) {
            model.config.num_heads = *heads;
            return;
        }
    if (width % 64 != 0)
        throw HeadsUnknown(checkpoint.path().string(), width);
    model.config.num_heads = width / 64;
    model.headsGuessed = true;
}

void applySidecar(VitConfig& config, const Sidecar& sidecar) {
    config.eps = sidecar.layer_norm_eps.value_or(config.eps);
    if (config.activation == Activation::SwiGlu)
        return;
    for (const auto& [name, activation] : {std::pair("gelu", Activation::Gelu),
                                           {"quick_gelu", Activation::QuickGelu},
                                           {"gelu_pytorch_tanh", Activation::GeluTanh},
                                           {"gelu_new", Activation::GeluTanh}})
        if (sidecar.hidden_act == name)
            config.activation = activation;
}

/// "model.safetensors" says nothing; its folder does.
std::string nameOf(const std::filesystem::path& file) {
    const std::string stem = file.stem().string();
    for (const char* usual : {"model", "pytorch_model", "open_pytorch_model", "checkpoint", "model.safetensors.index",
                              "pytorch_model.bin.index"})
        if (stem == usual && !file.parent_path().filename().empty())
            return file.parent_path().filename().string();
    return stem;
}

}  // namespace

HeadsUnknown::HeadsUnknown(std::string what, int width)
    : Error(std::move(what), "does not say how many attention heads it has, and its width of " + std::to_string(width) +
                                 " does not tell; say it with --heads N"),
      m_width(width) {}

DoesNotFit::DoesNotFit(std::string what, std::string_view project, std::vector<Misfit> misfits)
    : Error(std::move(what), textOf(misfits, project)), m_misfits(std::move(misfits)) {}

CheckpointModel inferModel(const Checkpoint& checkpoint, std::optional<int> heads) {
    const std::string subject = checkpoint.path().string();
    const NamedTensors named = inOurNames(checkpoint);
    const Sidecar sidecar = readSidecar(checkpoint.path());
    CheckpointModel model;
    model.config = sizesOf(named, subject, knownSizes(sidecar));
    model.config.name = subject;  // of errors about sizes
    const std::vector<Parameter> expected = stateDict(buildTree(model.config));
    std::vector<Misfit> misfits;
    compareWithTree(named, expected, misfits);
    findUnexpected(checkpoint, named, expected, model.config.final_norm || model.config.fc_norm, misfits);
    if (!misfits.empty())
        throw DoesNotFit(subject, named.family->project, std::move(misfits));
    applySidecar(model.config, sidecar);
    chooseHeads(model, heads, checkpoint, sidecar);
    model.config.name = printable(nameOf(checkpoint.path()));
    model.project = named.family->project;
    model.unused = named.unused;
    readMetadata(checkpoint.metadata(), model);
    if (!model.preprocessing)
        model.preprocessing = transformsOf(sidecar, model.config);
    if (!model.preprocessing)
        model.preprocessing = usualTransforms(*named.family, model.config);
    if (model.labels.empty())
        model.labels = sidecar.labels;
    return model;
}

}  // namespace vitrine

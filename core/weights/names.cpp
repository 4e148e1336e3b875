#include "core/weights/names.h"

#include "core/error.h"
#include "core/weights/dtype.h"
#include "core/weights/telltales.h"

#include <algorithm>
#include <string_view>

namespace vitrine {
namespace {

constexpr std::string_view kWeRead =
    "; Vitrine reads plain Vision Transformers as torchvision, timm and Hugging Face name them (DeiT, DINO, DINOv2, MAE, "
    "CLIP, SigLIP too)";

std::string whose(const std::vector<TensorInfo>& tensors, const std::string& looksLike) {
    if (!looksLike.empty())
        return "is " + looksLike + std::string(kWeRead);
    std::string some;
    for (size_t i = 0; i < std::min<size_t>(tensors.size(), 3); ++i)
        some += (i ? ", " : "") + printable(tensors[i].name);
    return "has no Vision Transformer in it: its " + std::to_string(tensors.size()) + " tensors are named otherwise (" +
           some + ")" + std::string(kWeRead);
}

bool strip(std::string_view& name, std::string_view prefix) {
    const bool there = name.starts_with(prefix);
    if (there)
        name.remove_prefix(prefix.size());
    return there;
}

/// What wrappers put before every name: DataParallel and DistributedDataParallel, torch.compile; what people call the
/// network in a LightningModule or another module around it.
std::string_view unwrapped(std::string_view name) {
    const auto stripOne = [&name] {
        for (const std::string_view wrapper : {"module.", "_orig_mod.", "model.", "net.", "network.", "backbone."})
            if (strip(name, wrapper))
                return true;
        return false;
    };
    while (stripOne()) {
    }
    return name;
}

/// No weight of anything: how many steps torch.optim.swa_utils.AveragedModel has averaged, and parameters of no elements
/// (transformers' register_tokens where there are none).
bool isNothing(const TensorInfo& tensor) {
    return tensor.name.ends_with("n_averaged") ||
           std::find(tensor.shape.begin(), tensor.shape.end(), 0) != tensor.shape.end();
}

bool isUnused(const Family& family, std::string_view name) {
    return std::any_of(family.unused.begin(), family.unused.end(),
                       [name](std::string_view start) { return name.starts_with(start); });
}

/// Our name for one of the file's tensors; empty: the family has none.
std::string nameIn(const Family& family, std::string_view name) {
    name = unwrapped(name);
    std::string ours = ourName(family, name);
    for (const std::string_view prefix : family.prefixes)
        if (std::string_view rest = name; ours.empty() && strip(rest, prefix))
            ours = ourName(family, rest);
    return ours;
}

bool isUnusedIn(const Family& family, std::string_view name) {
    name = unwrapped(name);
    if (isUnused(family, name))
        return true;
    return std::any_of(family.prefixes.begin(), family.prefixes.end(), [&](std::string_view prefix) {
        std::string_view rest = name;
        return strip(rest, prefix) && isUnused(family, rest);
    });
}

const Family& likeliest(const Checkpoint& checkpoint) {
    const Family* best = &families().front();
    size_t most = 0;
    for (const Family& family : families()) {
        const auto known = size_t(std::count_if(checkpoint.tensors().begin(), checkpoint.tensors().end(),
                                                [&](const TensorInfo& t) { return !nameIn(family, t.name).empty(); }));
        if (known > most) {
            most = known;
            best = &family;
        }
    }
    return *best;
}

/// Tokens and positions have three sizes here, whatever the file gives them.
Shape ourShape(const std::string& name, Shape shape) {
    if (name.ends_with("_token") || name.ends_with("_tokens") || name == "encoder.pos_embedding")
        while (shape.size() < 3)
            shape.insert(shape.begin(), 1);
    return shape;
}

/// The three parts of in_proj become one, where all are there and of one width.
void joinAttention(NamedTensors& named) {
    std::vector<std::string> queries;
    for (const auto& [name, tensor] : named.tensors)
        if (name.find(".self_attention.q.") != name.npos)
            queries.push_back(name);
    for (const std::string& query : queries) {
        const size_t at = query.find(".q.");
        const std::string module = query.substr(0, at), leaf = query.substr(at + 3);
        const std::string key = module + ".k." + leaf, value = module + ".v." + leaf;
        NamedTensor all = named.tensors.at(query);
        const auto isLikeQuery = [&](const std::string& other) {
            const auto found = named.tensors.find(other);
            return found != named.tensors.end() && found->second.shape == all.shape;
        };
        if (all.shape.empty() || !isLikeQuery(key) || !isLikeQuery(value))
            continue;  // misfitsOf tells of it
        for (const std::string& other : {key, value})
            all.parts.push_back(named.tensors.at(other).parts.front());
        all.shape.front() *= 3;
        for (const std::string& part : {query, key, value})
            named.tensors.erase(part);
        named.tensors.emplace(module + ".in_proj_" + leaf, std::move(all));
    }
}

/// torchvision's conv_stem_configs; "conv_proj.0" is its Sequential in other hands.
void refuseConvolutionStem(const Checkpoint& checkpoint) {
    for (const TensorInfo& tensor : checkpoint.tensors())
        if (const std::string_view name = unwrapped(tensor.name); name.starts_with("conv_proj.conv_bn_relu_") ||
                                                                  name.starts_with("conv_proj.conv_last.") ||
                                                                  name.starts_with("conv_proj.0."))
            throw Error(checkpoint.path().string(),
                        "has a convolution stem (" + printable(tensor.name) +
                            ", ...), which Vitrine does not draw; it reads ViTs whose patches are cut by one conv_proj");
}

}  // namespace

bool NamedTensors::leavesAside(std::string_view part) const {
    return std::any_of(unused.begin(), unused.end(),
                       [part](const std::string& name) { return name.find(part) != name.npos; });
}

NamedTensors inOurNames(const Checkpoint& checkpoint) {
    const std::string subject = checkpoint.path().string();
    if (checkpoint.tensors().empty())
        throw Error(subject, "has no tensors in it");
    refuseConvolutionStem(checkpoint);
    NamedTensors named;
    named.family = &likeliest(checkpoint);
    named.looksLike = looksLike(checkpoint.tensors());
    const std::string_view tower = named.family->tower;
    const auto inTower = [tower](const TensorInfo& t) { return unwrapped(t.name).starts_with(tower); };
    const bool towers = std::any_of(checkpoint.tensors().begin(), checkpoint.tensors().end(), inTower);
    for (const TensorInfo& tensor : checkpoint.tensors()) {
        if (isNothing(tensor) || (towers && !inTower(tensor))) {
            named.unused.push_back(tensor.name);
            continue;
        }
        const std::string ours = nameIn(*named.family, tensor.name);
        if (ours.empty())
            (isUnusedIn(*named.family, tensor.name) ? named.unused : named.unexpected).push_back(tensor.name);
        else if (!named.tensors.emplace(ours, NamedTensor{{&tensor}, ourShape(ours, tensor.shape)}).second)
            throw Error(subject,
                        "has " + printable(ours) + " twice, under two names; one of them is " + printable(tensor.name));
    }
    if (named.tensors.size() <= named.unexpected.size())
        throw Error(subject, whose(checkpoint.tensors(), named.looksLike));
    joinAttention(named);
    return named;
}

}  // namespace vitrine

// Tensors by torchvision's names, whatever the file calls them.
#pragma once

#include "core/weights/checkpoint.h"
#include "core/weights/families.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine {

/// One of the file's tensors, or three that lie apart there (queries, keys, values) and are one here, in that order.
struct NamedTensor {
    std::vector<const TensorInfo*> parts;
    Shape shape;  ///< as the module tree has it: (D) of CLIP's class_embedding is (1, 1, D)
};

struct NamedTensors {
    const Family* family = nullptr;
    std::unordered_map<std::string, NamedTensor> tensors;  ///< by our name
    std::vector<std::string> unused;                       ///< known, and not part of the ViT: a text tower, a decoder
    std::vector<std::string> unexpected;                   ///< known to no table
    std::string looksLike;  ///< another model that some name gives away (telltales.h); counts only where it does not fit
    bool contains(const std::string& name) const { return tensors.contains(name); }
    bool leavesAside(std::string_view part) const;  ///< one of `unused` has it in its name
};

/// Recognises the family from the names alone. Throws Error when they are no ViT's, saying what they are instead, or when
/// one tensor is there under two names.
NamedTensors inOurNames(const Checkpoint& checkpoint);

}  // namespace vitrine

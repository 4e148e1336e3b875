// What the metadata of a .safetensors file says about its model. Everything in it is text; what makes no sense is ignored,
// so that the checkpoint still opens.
#pragma once

#include "core/weights/infer.h"

#include <map>
#include <string>

namespace vitrine {

using Metadata = std::map<std::string, std::string>;

/// A positive whole number.
std::optional<int> metadataNumber(const Metadata& metadata, const std::string& key);

/// Fills name, preprocessing (at config's size), labels and licence.
void readMetadata(const Metadata& metadata, CheckpointModel& model);

}  // namespace vitrine

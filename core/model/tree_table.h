// The tree as a table in plain text: aligned columns, or Markdown.
#pragma once

#include "core/model/module_tree.h"

#include <string>

namespace vitrine {

/// A node and all below it, alike neighbours folded ("encoder_layer_0 … 11  × 12"): module, kind, output, parameters,
/// share of `allParams`, GMACs. `title` stands in the node's own row instead of its kind.
std::string tableText(const ModuleNode& node, int64_t allParams, const std::string& title = {});
std::string tableMarkdown(const ModuleNode& node, int64_t allParams);

}  // namespace vitrine

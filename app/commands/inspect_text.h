// What `vitrine inspect` found, in words and for programs.
#pragma once

#include "app/commands/output.h"
#include "core/explore.h"
#include "core/inside/inside.h"

#include <string>
#include <vector>

namespace vitrine::commands {

/// What was looked at: the pictures' names, the view of them, and after how many blocks.
struct Inspected {
    std::vector<std::string> images;
    const Inside& inside;
    const ModelPlan& plan;
    int after = 0;
};

/// The names on a line, then what was found, a line or more, each behind two spaces.
std::string inspectText(const Inspected& what);

/// One object: "images", "view", "layer" (null: the embedding, and for heads), then the view's own numbers, row by row.
Json inspectJson(const Inspected& what);

}  // namespace vitrine::commands

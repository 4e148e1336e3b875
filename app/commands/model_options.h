// MODEL OPTIONS: which model, how it sees a picture, where it runs. Every command that runs a model takes them.
#pragma once

#include "core/explore.h"

#include <CLI/CLI.hpp>

namespace vitrine::commands {

/// Adds all of them; `request` must live until the line is parsed.
void addModelOptions(CLI::App& app, ModelRequest& request);

/// --image-size and --heads, which describe takes as well.
void addSizeOptions(CLI::App& app, ModelRequest& request, const std::string& group);

/// plan(), with a word on standard error where the heads are a guess.
ModelPlan planAloud(const ModelRequest& request);

}  // namespace vitrine::commands

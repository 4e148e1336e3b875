// EXPLAIN OPTIONS: which map, and how it is drawn. For explain and shot.
#pragma once

#include "app/commands/options.h"
#include "core/explore.h"
#include "core/overlay/blend.h"

#include <CLI/CLI.hpp>

namespace vitrine::commands {

struct ExplainOptions {
    MapRequest map;
    std::string target{};  ///< as it was written, until checkMap() knows the model's classes
    OverlayStyle style;
};

/// "cls" or "6,6"; wrong usage for anything else.
Query readQuery(const Value& value);

/// `options` must live until checkExplainOptions.
void addExplainOptions(CLI::App& app, ExplainOptions& options, bool methodRequired = false);
/// Of those the ones that say which map, for a command that draws none.
void addMapOptions(CLI::App& app, ExplainOptions& options, bool methodRequired);

/// To be called after parsing: options that the method does not have are wrong usage.
void checkExplainOptions(const CLI::App& app, const ExplainOptions& options);

/// The same for a command that makes a map: who names a --target and no --method gets the method for a class; where
/// neither is said, or the map explains no class, that is wrong usage.
void checkMapOptions(const CLI::App& app, ExplainOptions& options);

/// Wrong usage where the model has no such layer, head, patch or class: said before it is loaded. Finds the target.
void checkMap(const ModelPlan& plan, ExplainOptions& options);

/// The model of a command that makes a map: nothing asked of it is missing there, and the map will find room. Throws Error
/// and UsageError before anything is loaded.
ModelPlan planForMap(const ModelRequest& model, ExplainOptions& options, const Intervention& change);

/// -o; wrong usage for a name that ends in none of `endings` (".png"). `file` must live until the line is parsed.
CLI::Option* addOutputOption(CLI::App& app, const std::string& help, std::vector<std::string> endings,
                             std::filesystem::path& file);

}  // namespace vitrine::commands

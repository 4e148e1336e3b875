// INTERVENTION OPTIONS: what is changed in the run. For the commands that run pictures.
#pragma once

#include "core/explore.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <nlohmann/json.hpp>

namespace vitrine::commands {

/// --mask, --fill, --off, --patch-from, --patch-layer, --patch-tokens. `change` must live until the line is parsed.
/// `fillOption`: what --fill is called where a command has another --fill.
void addInterventionOptions(CLI::App& app, Intervention& change, const std::string& fillOption = "--fill");

/// The options' names, for whoever has to refuse them.
const std::vector<std::string>& interventionOptions();

/// To be called after parsing: an option without the one that it belongs to is wrong usage.
void checkIntervention(const CLI::App& app, const Intervention& change, const std::string& fillOption = "--fill");

/// "change" of a command's JSON, where something is.
void addChange(nlohmann::ordered_json& json, const Intervention& change);

/// Runs pictures again with something changed; the picture that tokens come from goes through the model once.
class Changed {
public:
    explicit Changed(Intervention change) : m_change(std::move(change)) {}
    /// A picture with that changed; as it is where nothing is. Throws Error and UsageError.
    Result operator()(const Model& model, const PictureSource& source);
    /// The same for one that has gone through the model as it is.
    Result operator()(const Model& model, const Result& original);

private:
    Result changed(const Model& model, const std::shared_ptr<const Picture>& picture, const Milliseconds& took);

    Intervention m_change;
    std::shared_ptr<const Capture> m_donor;
};

}  // namespace vitrine::commands

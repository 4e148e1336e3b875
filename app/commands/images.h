// IMAGE...: files and folders on the command line, one after the other through the model.
#pragma once

#include "core/explore.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vitrine::commands {

/// The positional IMAGE... with its help.
void addImages(CLI::App& app, std::vector<std::string>& images);

/// Runs `use` for every image: files as they are, folders by their images in natural order. What fails is said on
/// standard error and the others go on. Returns the exit status: 0, or 1 when anything failed.
/// `single` names the option that takes one image alone ("--dump"); empty where none was given.
using UseResult = std::function<void(const Model& model, const std::filesystem::path& file, const Result& result)>;
int forEachImage(const std::vector<std::string>& images, const ModelRequest& request, const std::string& single, const UseResult& use);

}  // namespace vitrine::commands

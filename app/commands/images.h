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

/// --crop-box and --frame: which part of every picture, and which frame of every animation or document.
void addCutOptions(CLI::App& app, PictureSource& like);

/// Wrong usage where there is none; those named by a file:// become paths.
void requireImages(std::vector<std::string>& images);

/// A picture as the person calls it, and where it lies.
struct Named {
    std::filesystem::path name;
    std::filesystem::path file;
};
/// Files as they are, folders by their images in natural order; addresses are downloaded. What cannot be had is said on
/// standard error, and `failed` set.
std::vector<Named> namedImages(const std::vector<std::string>& images, bool& failed);

/// Loads the model and runs `use` for every image: files as they are, folders by their images in natural order. What
/// fails is said on standard error and the others go on. Returns the exit status: 0, or 1 when anything failed.
/// `like` says how each is cut, and which frame of it.
using UseResult = std::function<void(const Model& model, const std::filesystem::path& file, const Result& result)>;
/// `look`: how each goes through the model, where not as it is.
using Look = std::function<Result(const Model& model, const PictureSource& source)>;
int forEachImage(const std::vector<std::string>& images, const ModelPlan& plan, const UseResult& use,
                 const PictureSource& like = {}, const Look& look = {});

/// Wrong usage where there is more than one image and `option` ("--dump") takes one alone.
void requireSingle(const std::vector<std::string>& images, const std::string& option);

/// Wrong usage where `output` (of `option`) is one of the files that are read, by whatever name: it would be lost.
void requireOther(const std::string& option, const std::filesystem::path& output, std::vector<std::string> inputs,
                  const ModelRequest& model);

}  // namespace vitrine::commands

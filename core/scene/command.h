// "Copy as command": the line that makes a picture, for a shell.
#pragma once

#include "core/scene/scene.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine {

/// One word of a POSIX shell: as it is where nothing in it is special, else in single quotes.
std::string shellWord(const std::string& text);
std::string shellLine(const std::vector<std::string>& words);

/// A name for what is saved of the view, without extension: "chelsea-attention-L10-H4".
std::string proposedName(const Scene& scene);

/// The picture (or map, or figure, by the extension of `output`) of the scene's view: "vitrine explain cat.jpg ...".
/// Only what differs from the defaults is said. The scene's picture must be a file.
std::vector<std::string> explainCommand(const Scene& scene, const std::filesystem::path& output);

/// The window showing the scene's view: "vitrine shot cat.jpg ...".
std::vector<std::string> shotCommand(const Scene& scene, const std::filesystem::path& output);

}  // namespace vitrine

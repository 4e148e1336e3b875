// What main() needs of the window. Plain C++, so that the commands never see Qt.
#pragma once

#include "core/explore.h"

#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::ui {

struct WindowOptions {
    std::vector<std::filesystem::path> files;  ///< images, folders, checkpoints; all exist
    ModelRequest model;
    bool modelGiven = false;  ///< MODEL OPTIONS were on the line: `model` is the person's choice, not the default
};

/// Opens the window; returns when it is closed, with the exit status.
int runWindow(int& argc, char** argv, const WindowOptions& options);

struct ShotOptions {
    std::filesystem::path image;  ///< an image, or a .safetensors with `input`
    ModelRequest model;
    MapRequest map;
    std::string select;  ///< a node of the tree by name or path; empty: none
    std::string theme = "dark";
    int width = 1440;
    int height = 900;
    std::filesystem::path output;
    double opacity = 0.78;
    std::string colormap = "inferno";
};

/// Draws the window without a screen into `output`. Throws Error and UsageError.
int runShot(int& argc, char** argv, const ShotOptions& options);

}  // namespace vitrine::ui

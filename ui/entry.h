// What main() needs of Qt. Plain C++, so that the commands never see it.
#pragma once

#include "core/explore.h"
#include "core/inside/inside.h"
#include "core/scene/scene.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace vitrine::ui {

struct WindowOptions {
    std::vector<std::filesystem::path> files;  ///< images, folders, checkpoints, scenes; all exist
    ModelRequest model;
    bool modelGiven = false;  ///< MODEL OPTIONS were on the line: `model` is the person's choice, not the default
};

/// Opens the window; returns when it is closed, with the exit status.
int runWindow(int& argc, char** argv, const WindowOptions& options);

/// One picture of the window.
struct Shot {
    Scene scene;  ///< `view.node` may be a module's short name; a layer of -1 is the last
    std::filesystem::path output;
};

/// The parts of the window that can be drawn alone: "stage", "tree", ...; "window" is all of it.
const std::vector<std::string>& panelNames();

struct ShotOptions {
    std::string panel = "window";
    double scale = 1;
};

/// Draws windows without a screen. The first call decides about `scale`; keep one Shots for all.
class Shots {
public:
    Shots(int& argc, char** argv, const ShotOptions& options);
    ~Shots();
    /// Throws Error and UsageError.
    void draw(const Shot& shot);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// A figure of one map, or the sheet of all heads of all layers.
struct FigureOptions {
    std::string pictureName;
    View view;
    bool allHeads = false;
    double scale = 2;
    std::filesystem::path output;  ///< .png, .svg or .pdf
};

/// Without a screen. Throws Error.
void writeFigure(const ModelPlan& plan, const Result& result, const FigureOptions& options);

/// The page Inside as a figure: what core/inside found in one picture, or in several together.
struct InsideFigure {
    View view;  ///< which layer, the query, the colours
    Inside inside;
    std::vector<std::string> pictures;  ///< names; the figure shows inside.picture large
    double scale = 2;
    std::filesystem::path output;  ///< .png, .svg or .pdf
};

/// `result` is of the picture shown large. Without a screen. Throws Error.
void writeInside(const ModelPlan& plan, const Result& result, const InsideFigure& figure);

}  // namespace vitrine::ui

// What a figure shows: the picture, the map over it, a colour bar with values and a caption in words; and the sheet of
// all layers and heads.
#pragma once

#include "core/explore.h"
#include "core/view.h"
#include "ui/export/drawing.h"

namespace vitrine::ui {

struct InsideAnswer;

inline constexpr double figureScale = 2;  ///< px of a figure's PNG to one of its own: 192 to the inch

/// All that a figure tells. The pictures are shared, not copied.
struct FigureContent {
    std::shared_ptr<const Result> result;
    Map map;  ///< of the view's request; without values: to be computed
    View view;
    QString pictureName;                           ///< "chelsea.png"
    QString modelName;                             ///< "ViT-S/14, bundled"
    std::shared_ptr<const ModelPlan> plan{};       ///< names classes, tells what a picture was filled with
    std::shared_ptr<const Model> model{};          ///< kept as long as a map may have to be computed with it
    std::shared_ptr<const InsideAnswer> inside{};  ///< of several pictures together; null: found in the run
    QString target;                                ///< targetWords()
};

/// Picture and overlay side by side. For any thread, when the fonts are loaded.
Drawing figureOf(const FigureContent& content);

/// Attention of the view's query in all layers (down) and heads (across), as one sheet with their numbers.
Drawing gridSheetOf(const FigureContent& content);

/// The page Matrix as a figure: what every token takes from every other, a pixel an entry. Throws as explainMatrix().
Drawing matrixSheetOf(const FigureContent& content, const Progress& progress = {});

/// Its numbers for NumPy, .npz: "matrix" (N, N), rows are those who ask. Throws Error, too, and leaves no half file.
void writeMatrix(const FigureContent& content, const std::filesystem::path& file, const Progress& progress = {});

/// The view's page Inside as a figure: picture and map with its scale, or the plots of the heads; all layers small.
Drawing insideSheetOf(const FigureContent& content);

/// What that page shows for the pinned query, from the run where it is not there. Throws as lookInside().
std::shared_ptr<const InsideAnswer> insideOf(const FigureContent& content);

/// Its numbers as a table of comma-separated values.
std::string insideNumbers(const FigureContent& content);

/// For files of numbers: the map in English words, with what was changed.
std::string captionOf(const FigureContent& content, const MapRequest& request);

/// "cougar", "cougar against cat"; empty: the most probable class, which nobody chose.
QString targetWords(const ModelPlan& plan, const Target& target);

/// "ViT-S/14, bundled"; "ViT-B/16, random, seed 7".
QString modelWords(const ModelPlan& plan);

}  // namespace vitrine::ui

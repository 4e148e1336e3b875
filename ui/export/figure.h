// What a figure shows: the picture, the map over it, a colour bar with values and a caption in words; and the sheet of
// all layers and heads.
#pragma once

#include "core/explore.h"
#include "core/view.h"
#include "ui/export/drawing.h"

namespace vitrine::ui {

inline constexpr double figureScale = 2;  ///< px of a figure's PNG to one of its own: 192 to the inch

/// All that a figure tells. The pictures are shared, not copied.
struct FigureContent {
    std::shared_ptr<const Result> result;
    Map map;
    View view;
    QString pictureName;  ///< "chelsea.png"
    QString modelName;    ///< "ViT-S/14, bundled"
    QString target;       ///< the label of the class explained, or empty: the top one
};

/// Picture and overlay side by side. For any thread, when the fonts are loaded.
Drawing figureOf(const FigureContent& content);

/// Attention of the view's query in all layers (down) and heads (across), as one sheet with their numbers.
Drawing gridSheetOf(const FigureContent& content);

/// "ViT-S/14, bundled"; "ViT-B/16, random, seed 7".
QString modelWords(const ModelPlan& plan);

}  // namespace vitrine::ui

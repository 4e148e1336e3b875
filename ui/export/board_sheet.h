// The board as a figure: the maps with their areas, the curves, the list, and what it all says.
#pragma once

#include "ui/board/board_run.h"
#include "ui/export/figure.h"

namespace vitrine::ui {

/// All that it tells.
struct BoardContent {
    FigureContent figure;             ///< result, view and names; the map plays no part
    std::vector<BoardEntry> entries;  ///< whole
    QString label;                    ///< of the class measured; empty: the model has none
};

/// For any thread, when the fonts are loaded.
Drawing boardSheetOf(const BoardContent& content);

}  // namespace vitrine::ui

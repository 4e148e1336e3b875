// What the board says: names, numbers, the order of its list, and how the methods compare to the baselines.
#pragma once

#include "core/view.h"
#include "ui/board/board_run.h"
#include "ui/board/method_mark.h"

#include <QtGui/QFontMetrics>

namespace vitrine::ui {

/// "Attention, last layer", "Chefer".
QString boardTitle(const MapRequest& request);
/// The same; without "last layer", which all of the board are of, or in short, where there is no room for more.
QString fittedTitle(const MapRequest& request, const QFontMetrics& metrics, int width);
bool isBaseline(const BoardEntry& entry);

const Curve& curveOf(const Faithfulness& got, bool insertion);
std::optional<double> aucOf(const BoardEntry& entry, bool insertion);  ///< none: not measured
QString aucText(double auc);                                           ///< "0.448"
QString msText(double ms);                                             ///< "12 ms", "1.4 s", "< 0.1 ms"

/// Places in `entries`: the best area first, then those that are not measured, as they stand.
std::vector<size_t> rankedEntries(const std::vector<BoardEntry>& entries, bool insertion);

/// "Better than Random and Centre here: Grad-CAM, Chefer. No better than Centre: Rollout." Empty while a baseline or all
/// others are not measured.
QString verdictWords(const std::vector<BoardEntry>& entries, bool insertion);

/// Of an axis of probabilities that reaches `top`: to 1, or where all are small to the next round value.
std::vector<double> probabilityTicks(double top);

QString plotTitle(const QString& label, bool insertion);  ///< "Probability of cat as the hottest patches are removed"
QString shareWords(bool insertion);                       ///< what its axis is: "share of the patches removed"
QString cautionWords();                                   ///< what a map has to do better than

QString fillWords(Fill fill);
QString stepWords(int patches);  ///< "8 patches a step"

}  // namespace vitrine::ui

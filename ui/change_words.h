// What is changed in a run, in words.
#pragma once

#include "core/model/intervention.h"

#include <QtCore/QString>

namespace vitrine {
struct ModuleNode;
}

namespace vitrine::ui {

/// "5 patches black".
QString maskWords(int patches, Fill fill);
/// "layer 3, head 1 off", "layer 5, MLP at its mean".
QString offWords(const Off& off);
/// What of a module (of so many blocks alike, the first of which is `node`) is off: "off", "2 heads off", or nothing.
QString offWordsOf(const ModuleNode& node, int alike, const std::vector<Off>& off);
/// "all tokens after layer 3 from dog.png".
QString graftWords(const Graft& graft);
/// From one probability to another in percentage points: "−30.5", "+1.6", "0.0".
QString pointsText(double before, double now);
/// All of it on one line; empty where nothing is changed.
QString changeWords(const Intervention& intervention);
/// "with 5 patches black · MLP of layer 3 off"; empty likewise.
QString withChangeWords(const Intervention& intervention);

}  // namespace vitrine::ui

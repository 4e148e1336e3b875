// What core says in English, in the language of the window: names of methods, what they do, what a map is of.
#pragma once

#include "core/explain/map.h"

#include <QtCore/QString>

#include <functional>
#include <vector>

namespace vitrine {
struct Method;
struct RolloutPreset;
struct Result;
}  // namespace vitrine

namespace vitrine::ui {

QString methodTitle(const Method& method);
QString methodSummary(const Method& method);
QString presetTitle(const RolloutPreset& preset);
QString presetAbout(const RolloutPreset& preset);

/// "patch 6, 6".
QString patchWords(Cell cell);
QString droppedWords(Cell cell);  ///< "patch 6, 6 is not in the sequence"

/// What a class is called.
using ClassLabel = std::function<QString(int index)>;

/// The classes of a run by their names.
ClassLabel namesOf(const Result& result);

/// Of a completed request to a model of so many heads: "layer 10 · mean of 6 heads"; empty for a method that has neither.
QString placeWords(const MapRequest& map, int heads);

/// The same with who asks before it, as core's caption(): "attention of patch 7, 7 · layer 10 · mean of 6 heads"; with
/// compared patches, whose maps are shown instead, "attention of 3 patches, each in its colour · ...".
QString mapWords(const MapRequest& map, int heads, const std::vector<Cell>& pins = {}, bool classToken = true,
                 const ClassLabel& label = {});

/// Core's other words, "random, seed 0", "12 heads": each part between " · " by itself, its numbers kept.
QString captionWords(const QString& words);
/// Why a picture is not shown, "the PNG is cut short: …"; what is not one of its fixed sentences stays as it is.
QString reasonWords(const QString& reason);

}  // namespace vitrine::ui

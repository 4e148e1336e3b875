// What core says in English, in the language of the window: names of methods, what they do, what a map is of.
#pragma once

#include "core/explain/map.h"

#include <QtCore/QString>

#include <vector>

namespace vitrine {
struct Method;
}

namespace vitrine::ui {

QString methodTitle(const Method& method);
QString methodSummary(const Method& method);

/// "patch 6, 6".
QString patchWords(Cell cell);

/// Of a completed request to a model of so many heads: "layer 10 · mean of 6 heads".
QString placeWords(const MapRequest& map, int heads);

/// The same with who asks before it, as core's caption(): "attention of patch 7, 7 · layer 10 · mean of 6 heads"; with
/// compared patches, whose maps are shown instead, "attention of 3 patches, each in its colour · ...".
QString mapWords(const MapRequest& map, int heads, const std::vector<Cell>& pins = {}, bool classToken = true);

/// Core's other words, "random, seed 0", "12 heads": each part between " · " by itself, its numbers kept.
QString captionWords(const QString& words);
/// Why a picture is not shown, "the PNG is cut short: …"; what is not one of its fixed sentences stays as it is.
QString reasonWords(const QString& reason);

}  // namespace vitrine::ui

// Looking inside, for the window and for figures: what was found, and what is said of it.
#pragma once

#include "core/inside/inside.h"
#include "ui/panels/value_text.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <functional>
#include <vector>

namespace vitrine::ui {

/// A view of the picture shown; of Pca perhaps with others of the film strip.
struct InsideAnswer {
    Inside inside;
    QStringList pictures;  ///< names of inside.colours[after].pictures
    std::vector<int> ids;  ///< their items in the film strip
    int left = 0;          ///< pictures of the strip that were too many
};

/// The model's own words for what is told.
struct InsideNames {
    QString query;                      ///< "the class token"
    bool classToken = true;             ///< the model has one
    std::function<QString(int)> label;  ///< of a class
};

/// After the embedding, or after the layer.
inline int blocksPassed(const View& view) { return view.inside.embedding ? 0 : view.map.layer + 1; }

QString placeWords(int after);  ///< "after layer 10", "before layer 0"
/// "Principal components of the tokens after layer 10".
QString insideTitle(const InsideAnswer& answer, int after, const InsideNames& names);
/// What the colours are and how to read them, for a first day.
QString insideAbout(const InsideAnswer& answer, int after, const InsideNames& names);
/// What the mouse does there; empty where it is as everywhere.
QString insideHint(InsideView view);
/// Of one patch: "patch 6, 6: cosine 0.83".
QString insideValue(const InsideAnswer& answer, int after, Cell cell, const InsideNames& names);
/// Behind a number of the view: "cosine".
QString insideUnit(InsideView view);
/// Of Similarity: one scale for the cosines of all layers, as far below 0 as above it.
ValueRange cosineRange(const Inside& inside);
/// How the classes that patches say are laid over the picture, in the colours of pins.
OverlayStyle classStyle();
/// What red, green and blue are, "1: 43 %".
QStringList channelWords(const PatchColours& colours);

}  // namespace vitrine::ui

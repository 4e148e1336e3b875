// How well a few typed letters stand for a name: "enc3at" for encoder_layer_3.self_attention.
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace vitrine::ui {

struct FuzzyMatch {
    int score = -1;      ///< higher is better; negative: the letters are not all there, in this order
    QList<int> letters;  ///< which of the name's letters they are
    explicit operator bool() const { return score >= 0; }
};

/// Every word typed must be found, in any order; its letters may have others between them within one word of the name,
/// and go on at the beginning of another: else a few letters stand for every long name. Beginnings of words and letters that stand together count for more, and of two equal finds the shorter name wins.
FuzzyMatch fuzzyMatch(const QString& typed, const QString& name);

}  // namespace vitrine::ui

#include "ui/core_words.h"

#include "core/explain/methods.h"
#include "ui/tr.h"

#include <cmath>
#include <optional>

namespace vitrine::ui {
namespace {

/// Of which mapWords() puts its words together, in core's English: a test compares.
[[maybe_unused]] constexpr const char* parts[] = {
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to the class token"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to patch %1, %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "attention of the others to %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "rollout of the others to %1 patches, each in its colour"),
    QT_TRANSLATE_NOOP("vitrine::ui", "layer %1"),
    QT_TRANSLATE_NOOP("vitrine::ui", "layers %1 to %2"),
    QT_TRANSLATE_NOOP("vitrine::ui", "head %1"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of %1 heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of %1 head"),
    QT_TRANSLATE_NOOP("vitrine::ui", "mean of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "maximum of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "minimum of heads"),
    QT_TRANSLATE_NOOP("vitrine::ui", "lowest %1 % left out"),
};

/// Of methods.cpp, word for word: a test compares.
[[maybe_unused]] constexpr const char* methodWords[] = {
    QT_TRANSLATE_NOOP("vitrine::ui", "Attention"),
    QT_TRANSLATE_NOOP("vitrine::ui",
                      "How much one token takes in from each patch in this layer; the shares of all tokens sum to 1. Every "
                      "token (a patch, or the class token that the answer is read from) has a query and a key; the "
                      "softmax of its query against every key makes the shares, in one head or fused over all. "
                      "(Dosovitskiy et al., An Image is Worth 16x16 Words, 2021)"),
    QT_TRANSLATE_NOOP("vitrine::ui", "Rollout"),
    QT_TRANSLATE_NOOP(
        "vitrine::ui",
        "Attention followed through the layers, from the chosen one back to the patches of the picture. Each "
        "layer's heads are fused, the residual connection counts "
        "as attention to oneself, rows are scaled to sum to 1, and the layers are multiplied. With nothing "
        "discarded and the mean of heads it is the paper's (Abnar & Zuidema, Quantifying Attention Flow in "
        "Transformers, 2020); leaving out the smallest entries is vit-explain's idea, with its slip put "
        "right (it divides along the wrong axis)."),
};

QString translated(const std::string& part) { return tr(part.c_str()); }

const char* nameOf(Fusion fusion) {
    switch (fusion) {
    case Fusion::Max: return "maximum";
    case Fusion::Min: return "minimum";
    case Fusion::Mean: break;
    }
    return "mean";
}

QString whoWords(const MapRequest& map, const std::vector<Cell>& pins) {
    const std::string of = map.method + (map.direction == Direction::From ? " of " : " of the others to ");
    if (pins.size() > 1)
        return translated(of + "%1 patches, each in its colour").arg(pins.size());
    const std::optional<Cell> patch = pins.empty() ? map.query.patch : std::optional(pins.front());
    return patch ? translated(of + "patch %1, %2").arg(patch->row).arg(patch->col) : translated(of + "the class token");
}

QString headWords(const HeadChoice& choice, int heads) {
    if (choice.head >= 0)
        return tr("head %1").arg(choice.head);
    return translated(nameOf(choice.fusion) + std::string(heads == 1 ? " of %1 head" : " of %1 heads")).arg(heads);
}

QString layersWords(const LayerRange& layers) {
    return layers.first == layers.last - 1 ? tr("layer %1").arg(layers.first)
                                           : tr("layers %1 to %2").arg(layers.first).arg(layers.last - 1);
}

}  // namespace

QString methodTitle(const Method& method) { return tr(method.title.c_str()); }
QString methodSummary(const Method& method) { return tr(method.summary.c_str()); }

QString patchWords(Cell cell) { return tr("patch %1, %2").arg(cell.row).arg(cell.col); }

QString placeWords(const MapRequest& map, int heads) {
    static const QString separator = QStringLiteral(" · ");
    const Method* method = findMethod(map.method);
    if (!method || !method->usesLayers)
        return tr("layer %1").arg(map.layer) + separator + headWords(map.head, heads);
    QString words = layersWords(map.layers) + separator + translated(nameOf(map.head.fusion) + std::string(" of heads"));
    if (map.discard > 0)
        words += separator + tr("lowest %1 % left out").arg(std::lround(map.discard * 100));
    return words;
}

QString mapWords(const MapRequest& map, int heads, const std::vector<Cell>& pins) {
    return whoWords(map, pins) + QStringLiteral(" · ") + placeWords(map, heads);
}

}  // namespace vitrine::ui

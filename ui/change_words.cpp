#include "ui/change_words.h"

#include "core/model/module_tree.h"
#include "ui/numbers.h"
#include "ui/tr.h"

#include <QtCore/QStringList>

#include <filesystem>

namespace vitrine::ui {

QString maskWords(int patches, Fill fill) {
    switch (fill) {
    case Fill::Mean: return tr("%n patch(es) in the mean colour", nullptr, patches);
    case Fill::Blur: return tr("%n patch(es) blurred", nullptr, patches);
    case Fill::Drop: return tr("%n patch(es) left out", nullptr, patches);
    case Fill::Black: break;
    }
    return tr("%n patch(es) black", nullptr, patches);
}

QString offWords(const Off& off) {
    const bool zero = off.by == Silence::Zero;
    switch (off.part) {
    case Part::Attention:
        return (zero ? tr("layer %1, attention off") : tr("layer %1, attention at its mean")).arg(off.layer);
    case Part::Mlp: return (zero ? tr("layer %1, MLP off") : tr("layer %1, MLP at its mean")).arg(off.layer);
    case Part::Head: break;
    }
    return (zero ? tr("layer %1, head %2 off") : tr("layer %1, head %2 at its mean")).arg(off.layer).arg(off.head);
}

QString offWordsOf(const ModuleNode& node, int alike, const std::vector<Off>& off) {
    const bool block = node.kind == ModuleKind::EncoderBlock, attention = node.kind == ModuleKind::MultiheadAttention;
    if (!block && !attention && node.kind != ModuleKind::MLPBlock)
        return {};
    int heads = 0;
    bool noAttention = false, noMlp = false;
    for (const Off& one : off) {
        if (one.layer < node.layer || one.layer >= node.layer + alike)
            continue;
        heads += one.part == Part::Head ? 1 : 0;
        noAttention |= one.part == Part::Attention;
        noMlp |= one.part == Part::Mlp;
    }
    if (block && noAttention && noMlp && alike == 1)
        return tr("off");
    if (block)
        return heads || noAttention || noMlp ? tr("partly off") : QString();
    if (attention ? noAttention : noMlp)
        return tr("off");
    return attention && heads ? tr("%n head(s) off", nullptr, heads) : QString();
}

QString graftWords(const Graft& graft) {
    const QString name = QString::fromStdString(std::filesystem::path(graft.picture).filename().string());
    const QString who = graft.patches.empty() ? tr("all tokens") : tr("%n token(s)", nullptr, int(graft.patches.size()));
    return graft.index == 0 ? tr("%1 before layer 0 from %2").arg(who, name)
                            : tr("%1 after layer %2 from %3").arg(who).arg(graft.index - 1).arg(name);
}

QString pointsText(double before, double now) {
    const QString points = numberText(100 * (now - before), 'f', 1);
    return now > before && points != numberText(0, 'f', 1) ? QLatin1Char('+') + points : points;
}

QString changeWords(const Intervention& intervention) {
    QStringList words;
    if (!intervention.masked.empty())
        words << maskWords(int(intervention.masked.size()), intervention.fill);
    if (const auto& graft = intervention.graft)
        words << graftWords(*graft);
    constexpr size_t told = 2;  // the panel has all of them
    for (size_t i = 0; i < intervention.off.size() && (i < told || intervention.off.size() == told); ++i)
        words << offWords(intervention.off[i]);
    if (intervention.off.size() > told)
        words << tr("%n more part(s) off", nullptr, int(intervention.off.size() - told));
    return words.join(QStringLiteral(" · "));
}

QString withChangeWords(const Intervention& intervention) {
    return intervention.any() ? tr("with %1").arg(changeWords(intervention)) : QString();
}

}  // namespace vitrine::ui

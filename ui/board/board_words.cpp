#include "ui/board/board_words.h"

#include "core/explain/methods.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/tr.h"

#include <algorithm>
#include <array>

namespace vitrine::ui {
namespace {

QString names(const std::vector<const BoardEntry*>& entries) {
    QStringList titles;
    for (const BoardEntry* entry : entries)
        titles << boardTitle(entry->request);
    return titles.join(QStringLiteral("; "));
}

/// For where there is little room.
QString shortTitle(const Method& method) {
    if (method.name == "attn_grad")
        return tr("Attn × grad");
    if (method.name == "input_grad")
        return tr("Input × grad");
    if (method.name == "grad_rollout")
        return tr("Grad rollout");
    return method.name == "ig" ? tr("Int. gradients") : methodTitle(method);
}

/// The area of a baseline.
std::optional<double> areaOf(const std::vector<BoardEntry>& entries, const char* method, bool insertion) {
    for (const BoardEntry& entry : entries)
        if (entry.request.method == method)
            return aucOf(entry, insertion);
    return std::nullopt;
}

}  // namespace

QString boardTitle(const MapRequest& request) {
    const Method* method = findMethod(request.method);
    if (!method)
        return QString::fromStdString(request.method);
    return method->usesLayer ? tr("%1, last layer").arg(methodTitle(*method)) : methodTitle(*method);
}

QString fittedTitle(const MapRequest& request, const QFontMetrics& metrics, int width) {
    const Method* method = findMethod(request.method);
    QStringList titles{boardTitle(request)};
    if (method)
        titles << methodTitle(*method) << shortTitle(*method);
    for (const QString& title : titles)
        if (metrics.horizontalAdvance(title) <= width)
            return title;
    return metrics.elidedText(titles.last(), Qt::ElideRight, width);
}

bool isBaseline(const BoardEntry& entry) {
    const Method* method = findMethod(entry.request.method);
    return method && method->isBaseline;
}

const Curve& curveOf(const Faithfulness& got, bool insertion) { return insertion ? got.insertion : got.deletion; }

std::optional<double> aucOf(const BoardEntry& entry, bool insertion) {
    if (!entry.got || !curveOf(*entry.got, insertion).whole())
        return std::nullopt;
    return curveOf(*entry.got, insertion).auc;
}

QString aucText(double auc) { return numberText(auc, 'f', 3); }

QString msText(double ms) {
    if (ms < 0.05)
        return tr("< %1 ms").arg(numberText(0.1, 'f', 1));
    return ms < 1000 ? tr("%1 ms").arg(numberText(ms, 'f', ms < 10 ? 1 : 0))
                     : tr("%1 s").arg(numberText(ms / 1000, 'f', 1));
}

std::vector<size_t> rankedEntries(const std::vector<BoardEntry>& entries, bool insertion) {
    std::vector<size_t> order(entries.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        const auto first = aucOf(entries[a], insertion), second = aucOf(entries[b], insertion);
        if (!first || !second)
            return first.has_value() && !second;
        return insertion ? *first > *second : *first < *second;
    });
    return order;
}

QString verdictWords(const std::vector<BoardEntry>& entries, bool insertion) {
    const auto random = areaOf(entries, "random", insertion), centre = areaOf(entries, "centre", insertion);
    if (!random || !centre)
        return {};
    std::array<std::vector<const BoardEntry*>, 4> sorted;  // bit 0: better than Random, bit 1: than Centre
    std::vector<const BoardEntry*> flat;
    for (const size_t i : rankedEntries(entries, insertion)) {
        const BoardEntry& entry = entries[i];
        const auto area = aucOf(entry, insertion);
        if (!area || isBaseline(entry))
            continue;
        const auto better = [&](double other) { return insertion ? *area > other : *area < other; };
        (entry.got->flat ? flat : sorted[size_t(better(*random)) + 2 * size_t(better(*centre))]).push_back(&entry);
    }
    QStringList sentences;
    const auto say = [&](const QString& sentence, const std::vector<const BoardEntry*>& which) {
        if (!which.empty())
            sentences << sentence.arg(names(which));
    };
    say(tr("Better than Random and Centre here: %1."), sorted[3]);
    say(tr("No better than Centre: %1."), sorted[1]);
    say(tr("No better than Random: %1."), sorted[2]);
    say(tr("No better than Random and Centre: %1."), sorted[0]);
    say(tr("The same everywhere, so that its curve says nothing: %1."), flat);
    return sentences.join(QLatin1Char(' '));
}

std::vector<double> probabilityTicks(double top) {
    if (top > 0.5 || !(top > 0))
        return {0, 0.25, 0.5, 0.75, 1};
    return axisTicks(top, 4);
}

QString plotTitle(const QString& label, bool insertion) {
    return (insertion ? tr("Probability of %1 as the hottest patches come back")
                      : tr("Probability of %1 as the hottest patches are removed"))
        .arg(label);
}

QString shareWords(bool insertion) {
    return insertion ? tr("share of the patches put back") : tr("share of the patches removed");
}

QString cautionWords() {
    return tr("A map that does no better than Random or Centre has not shown that it explains this picture.");
}

QString fillWords(Fill fill) {
    switch (fill) {
    case Fill::Mean: return tr("mean colour");
    case Fill::Blur: return tr("blurred");
    default: return tr("black");
    }
}

QString stepWords(int patches) { return patches == 1 ? tr("one patch a step") : tr("%1 patches a step").arg(patches); }

}  // namespace vitrine::ui

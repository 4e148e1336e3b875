// What the board's maps say in words.
#include "core/explain/request.h"
#include "ui/board/board_tiles.h"
#include "ui/board/board_words.h"
#include "ui/core_words.h"
#include "ui/panels/value_text.h"

#include <algorithm>

namespace vitrine::ui {

QString BoardTiles::valueWords() const {
    if (!m_tile || !m_cell || !m_entries[*m_tile].map)
        return {};
    const Map& map = *m_entries[*m_tile].map;
    if (map.isDropped(m_cell->row, m_cell->col))
        return droppedWords(*m_cell);
    return QStringLiteral("%1 · %2").arg(patchWords(*m_cell),
                                         valueText(double(map.at(m_cell->row, m_cell->col)), {map.min(), map.max()}));
}

/// Why a map that explains a class says nothing, where that is known.
QString BoardTiles::flatReason(const MapRequest& request) const {
    const Method* method = findMethod(request.method);
    const auto plan = m_session.plan();
    const auto result = m_session.result();
    if (!method || !method->usesTarget || !plan || !result)
        return {};
    if (result->zeroLogits)
        return tr("the head is all zeros, so no patch speaks for a class");
    if (method->usesQuery && asksIdleToken(plan->config, request.query))
        return tr("the head reads the patches, so nothing hangs on the class token");
    const auto& off = m_session.intervention().off;
    const bool last = std::any_of(off.begin(), off.end(), [&](const Off& one) {
        return one.layer == plan->config.num_layers - 1 && one.part == Part::Attention && one.by == Silence::Zero;
    });
    if (last && (request.method == "gradcam" || request.method == "attn_grad"))
        return tr("it is made in the last layer, whose attention is off");
    return {};
}

QString BoardTiles::stateWords(size_t tile) const {
    const BoardEntry& entry = m_entries[tile];
    if (!entry.map && entry.error.any())
        return entry.error.subject + QStringLiteral(": ") + entry.error.reason;
    if (!entry.map)
        return m_stopped ? tr("not computed") : tr("computing …");
    if (!entry.got || !entry.got->flat)
        return {};
    const QString reason = flatReason(entry.request);
    return reason.isEmpty() ? tr("the same everywhere") : tr("the same everywhere: %1").arg(reason);
}

QString BoardTiles::figureWords(size_t tile) const {
    const BoardEntry& entry = m_entries[tile];
    const bool insertion = m_session.view().board.insertion;
    if (const auto auc = aucOf(entry, insertion))
        return aucText(*auc);
    const Curve* curve = entry.got ? &curveOf(*entry.got, insertion) : nullptr;
    if (!curve || curve->values.empty())
        return {};
    return tr("%1 %").arg(int(100 * curve->values.size() / curve->shares.size()));
}

std::optional<ColourLine> BoardTiles::rangeLine(size_t tile) const {
    const auto& map = m_entries[tile].map;
    if (!map || map->min() == map->max())
        return std::nullopt;
    return ColourLine(m_session.style(), isShared(tile) ? ColourScale{map->min(), map->max()} : ownScale(*map));
}

QString BoardTiles::rangeWords(size_t tile) const {
    const auto line = rangeLine(tile);
    return line ? tr("%1 to %2").arg(line->low, line->high) : QString();
}

void BoardTiles::describe() {
    QStringList all;
    for (size_t i = 0; i < m_entries.size(); ++i)
        all << boardTitle(m_entries[i].request) + QLatin1Char(' ') + figureWords(i) + stateWords(i);
    setAccessibleDescription(all.join(QStringLiteral(", ")));
}

}  // namespace vitrine::ui

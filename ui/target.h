// The class explained: the one that was chosen, or else the most probable.
#pragma once

#include "ui/core_words.h"
#include "ui/session.h"

namespace vitrine::ui {

inline std::optional<int> shownTarget(const Session& session) {
    if (session.view().map.target.of)
        return session.view().map.target.of;
    const auto result = session.result();
    return result && !result->top.empty() ? std::optional(result->top.front().index) : std::nullopt;
}

inline QString labelOf(const Session& session, int index) {
    const auto plan = session.plan();
    if (!plan)
        return {};
    const bool named = index >= 0 && size_t(index) < plan->labels.size() && !plan->labels[size_t(index)].empty();
    return named ? QString::fromStdString(plan->labels[size_t(index)]) : Session::tr("class %1").arg(index);
}

/// Of the model; 0 before there is one.
inline int headsOf(const Session& session) { return session.plan() ? session.plan()->config.num_heads : 0; }

/// Of the model, or of torchvision's before there is one.
inline bool hasClassToken(const Session& session) { return !session.plan() || session.plan()->config.class_token; }

/// "patch 6, 6", "the class token", "all patches together" in a model that has none.
inline QString wordsOf(const Session& session, const Query& query) {
    if (query.patch)
        return patchWords(*query.patch);
    return hasClassToken(session) ? Session::tr("the class token") : Session::tr("all patches together");
}

}  // namespace vitrine::ui

// The class explained: the one that was chosen, or else the most probable.
#pragma once

#include "ui/session.h"

namespace vitrine::ui {

inline std::optional<int> shownTarget(const Session& session) {
    if (session.view().target)
        return session.view().target;
    const auto result = session.result();
    return result && !result->top.empty() ? std::optional(result->top.front().index) : std::nullopt;
}

inline QString labelOf(const Session& session, int index) {
    return session.plan() ? QString::fromStdString(session.plan()->label(index)) : QString();
}

/// "patch 6, 6", "the class token".
inline QString wordsOf(const Query& query) {
    return query.patch ? Session::tr("patch %1, %2").arg(query.patch->row).arg(query.patch->col)
                       : Session::tr("the class token");
}

}  // namespace vitrine::ui

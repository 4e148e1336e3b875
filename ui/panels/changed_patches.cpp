#include "ui/panels/changed_patches.h"

#include "core/change/fill_image.h"
#include "ui/change_words.h"
#include "ui/panels/image_view.h"
#include "ui/session.h"

namespace vitrine::ui {

ChangedPatches& ChangedPatches::of(Session& session) {
    auto* there = session.findChild<ChangedPatches*>(QString(), Qt::FindDirectChildrenOnly);
    return there ? *there : *new ChangedPatches(session);
}

ChangedPatches::ChangedPatches(Session& session) : QObject(&session), m_session(session) {
    for (const auto signal : {&Session::interventionChanged, &Session::pictureChanged, &Session::planChanged})
        connect(&session, signal, this, &ChangedPatches::update);
    update();
}

void ChangedPatches::update() {
    const Intervention& change = m_session.intervention();
    const auto picture = m_session.picture();
    const auto plan = m_session.plan();
    if (!picture || !plan || change.masked.empty() || m_session.hasStale()) {
        m_masked = {};
    } else if (m_masked.patches.empty() || picture != m_filledOf || change.fill != m_fill) {
        m_masked = maskedOf(*picture, change, *plan);
        m_filledOf = picture;
        m_fill = change.fill;
    } else {
        m_masked.patches = change.masked;
    }
    m_taken = picture && plan && !m_session.hasStale() ? takenOf(change, plan->config) : Taken();
    Q_EMIT changed();
}

void ChangedPatches::showOn(ImageView& view) {
    connect(this, &ChangedPatches::changed, &view, [this, &view] { tell(view); });
    tell(view);
}

void ChangedPatches::tell(ImageView& view) const {
    const auto& graft = m_session.intervention().graft;
    view.setMasked(m_masked);
    view.setTaken(m_taken, graft && !m_taken.patches.empty() ? graftWords(*graft) : QString());
}

}  // namespace vitrine::ui

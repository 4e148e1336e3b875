#include "ui/panels/brush_control.h"

#include "core/cells.h"
#include "core/scene/intervention_words.h"
#include "ui/panels/changed_patches.h"
#include "ui/panels/image_view.h"
#include "ui/panels/view_tools.h"
#include "ui/session.h"

#include <algorithm>

namespace vitrine::ui {

BrushControl::BrushControl(Session& session, ImageView& view, QObject* parent)
    : QObject(parent), m_session(session), m_view(view) {
    connect(&view, &ImageView::strokeBegan, &session, [&session] { session.setPainting(true); });
    connect(&view, &ImageView::strokeEnded, &session, [&session] { session.setPainting(false); });
    connect(&view, &ImageView::painted, this, &BrushControl::paint);
    connect(&view, &ImageView::brushingChanged, this, &BrushControl::updateTools);
    const ViewTools& tools = *view.tools();
    connect(tools.brush(), &QAbstractButton::clicked, this, &BrushControl::toggle);
    for (const bool large : {false, true})
        connect(tools.sizeWord(large), &QAbstractButton::clicked, this, [this, large] {
            m_view.setBrushSize(large ? 3 : 1);
            updateTools();
        });
    for (const Fill fill : {Fill::Black, Fill::Mean, Fill::Blur, Fill::Drop})
        connect(tools.fillWord(fill), &QAbstractButton::clicked, this, [this, fill] {
            m_session.setFill(fill);
            updateTools();
        });
    connect(&session, &Session::interventionChanged, this, &BrushControl::updateTools);
    connect(&session, &Session::pageChanged, this, [this] { leave(); });
    ChangedPatches::of(session).showOn(view);
    updateTools();
}

void BrushControl::toggle() {
    if (m_session.view().page != Page::Picture && m_session.view().page != Page::Input)
        m_session.setPage(Page::Picture);
    m_view.setBrushing(!m_view.isBrushing());
    updateTools();  // the word that was clicked has toggled itself
}

bool BrushControl::leave() {
    const bool was = m_view.isBrushing();
    m_view.setBrushing(false);
    return was;
}

void BrushControl::togglePatch() {
    const std::optional<Cell> cell = m_session.shownRequest().query.patch;
    if (!cell)
        return;
    const std::vector<Cell>& masked = m_session.intervention().masked;
    paint({*cell}, isAmong(masked, *cell));
}

void BrushControl::paint(const std::vector<Cell>& patches, bool erases) {
    std::vector<Cell> masked = m_session.intervention().masked;
    for (const Cell& patch : patches)
        if (erases)
            std::erase(masked, patch);
        else
            addOnce(masked, patch);
    m_session.setMasked(masked);
}

void BrushControl::updateTools() {
    m_view.tools()->setBrushing(m_view.isBrushing(), m_view.brushSize(), m_session.intervention().fill);
    m_view.placeTools();
}

}  // namespace vitrine::ui

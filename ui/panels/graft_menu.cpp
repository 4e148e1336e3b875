#include "ui/panels/graft_menu.h"

#include "ui/panels/menu_words.h"
#include "ui/session.h"
#include "ui/tr.h"

#include <QtWidgets/QMenu>

namespace vitrine::ui {
namespace {

/// Patches that were painted out to say which are put back: they are to be taken, not black.
void graft(Session& session, Graft graft, bool painted) {
    Intervention change = session.intervention();
    if (painted)
        change.masked.clear();
    change.graft = std::move(graft);
    session.setIntervention(change);
}

void addTokens(QMenu& menu, Session& session, const Graft& like) {
    const auto add = [&](const QString& words, std::vector<Cell> patches, bool painted) {
        Graft wanted = like;
        wanted.patches = std::move(patches);
        menu.addAction(words, &session, [&session, wanted, painted] { graft(session, wanted, painted); });
    };
    add(session.plan()->config.class_token ? tr("All tokens, the class token too") : tr("All tokens"), {}, false);
    const std::vector<Cell>& pins = session.view().pins;
    if (!pins.empty())
        add(tr("Those of the %n pinned patch(es)", nullptr, int(pins.size())), pins, false);
    const std::vector<Cell>& masked = session.intervention().masked;
    if (!masked.empty())
        add(tr("Those of the %n painted patch(es)", nullptr, int(masked.size())), masked, true);
    const auto query = session.view().map.query.patch;
    if (query && pins.empty())
        add(tr("That of patch %1, %2").arg(query->row).arg(query->col), {*query}, false);
    if (!query && pins.empty() && masked.empty())
        menu.addAction(tr("Chosen patches: click, pin (N) or paint (K) them first"))->setEnabled(false);
}

Graft graftFrom(const Session& session, int item) {
    Graft like;
    like.picture = session.film()[size_t(item)].source.file.string();
    like.index = session.view().map.layer + 1;
    return like;
}

}  // namespace

bool canGraft(const Session& session, int item) {
    return session.plan() && session.currentIndex() >= 0 && item != session.currentIndex() &&
           !session.film()[size_t(item)].source.file.empty();  // a scene names the file
}

void takeAllTokens(Session& session, int item) { graft(session, graftFrom(session, item), false); }

void addGraftActions(QMenu& menu, Session& session, int item) {
    if (!session.plan() || item == session.currentIndex() || session.currentIndex() < 0)
        return;
    const Graft like = graftFrom(session, item);
    QMenu* tokens = menu.addMenu(tr("Take tokens after layer %1 from this picture").arg(like.index - 1));
    tokens->setEnabled(canGraft(session, item));
    const VitConfig& config = session.plan()->config;
    const bool idle = like.index == config.num_layers && config.pooling == Pooling::ClassToken;
    if (idle)
        addHeading(*tokens, tr("the last layer: from here on only the class token is read"));
    addTokens(*tokens, session, like);
}

void addGraftChoices(QMenu& menu, Session& session) {
    if (!session.intervention().graft)
        return;
    const Graft now = *session.intervention().graft;
    QMenu* layers = menu.addMenu(tr("After which layer"));
    for (int index = 0; index <= session.plan()->config.num_layers; ++index) {
        QAction* action = layers->addAction(index == 0 ? tr("before layer 0") : tr("after layer %1").arg(index - 1),
                                            &session, [&session, now, index] {
                                                Graft wanted = now;
                                                wanted.index = index;
                                                graft(session, wanted, false);
                                            });
        action->setCheckable(true);
        action->setChecked(index == now.index);
    }
    addTokens(menu, session, now);
}

}  // namespace vitrine::ui

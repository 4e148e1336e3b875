// Activation patching, as entries of menus: whose tokens, after which layer, which of them.
#pragma once

class QMenu;

namespace vitrine::ui {

class Session;

/// "Take tokens after layer 6 from this picture": of the film strip's item, put into the picture shown after the layer shown.
void addGraftActions(QMenu& menu, Session& session, int item);
/// Whether tokens can be taken from the film strip's item: another picture than the one shown, from a file.
bool canGraft(const Session& session, int item);
/// All of them, after the layer shown.
void takeAllTokens(Session& session, int item);
/// Another layer, other tokens for the graft that is there.
void addGraftChoices(QMenu& menu, Session& session);

}  // namespace vitrine::ui

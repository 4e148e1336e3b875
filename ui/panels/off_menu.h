// What can be switched off in a module, as entries of a menu.
#pragma once

#include "core/model/intervention.h"

#include <QtCore/QString>

class QMenu;

namespace vitrine::ui {

class Session;

/// Of an encoder block, its self_attention or mlp (a path of the tree), or what is in them; nothing for other modules. True:
/// something was added.
bool addOffActions(QMenu& menu, Session& session, const QString& path);
void addLayerActions(QMenu& menu, Session& session, int layer);
void addHeadActions(QMenu& menu, Session& session, int layer, int head);

}  // namespace vitrine::ui

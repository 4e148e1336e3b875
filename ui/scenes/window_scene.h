// Between a window and a Scene: what is shown, as a value, and back.
#pragma once

#include "core/scene/scene.h"

#include <QtCore/QString>

class QWidget;

namespace vitrine::ui {

class Session;

/// What the window shows now. Without the weights' hash, which takes a while. There must be a picture and a plan.
Scene sceneOf(const Session& session, const QWidget& window);

/// Theme, size and the widths of the columns. `sized`: also a window that a person has on their screen.
void applyWindow(const Scene& scene, QWidget& window);

/// The scene's view with what it leaves open filled in for this model: the last layer, the module that is looked at.
/// A module may be named by its last part. Throws UsageError for a module that is not there.
View viewFor(const View& view, const ModelPlan& plan);

}  // namespace vitrine::ui

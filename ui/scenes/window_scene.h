// Between a window and a Scene: what is shown, as a value, and back.
#pragma once

#include "core/scene/scene.h"

#include <QtCore/QString>

namespace vitrine::ui {

class MainWindow;
class Session;

/// What the window shows now. Without the weights' hash, which takes a while. There must be a picture and a plan.
Scene sceneOf(const Session& session, const MainWindow& window);

/// Its theme and text size, shown as if they were set, while what the person chose stays for the next start. Another text
/// size rebuilds the window in the next turn of the event loop.
void showLook(const Scene& scene, MainWindow& window);

/// Its size (not of a window that fills the screen) and the widths of its columns.
void applyWindow(const Scene& scene, MainWindow& window);

/// The scene's view with what it leaves open filled in for this model: the last layer, the module that is looked at.
/// A module may be named by its last part. Throws UsageError for a module that is not there.
View viewFor(const View& view, const ModelPlan& plan);

}  // namespace vitrine::ui

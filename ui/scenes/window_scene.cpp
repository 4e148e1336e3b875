#include "ui/scenes/window_scene.h"

#include "ui/export/figure.h"
#include "ui/main_window.h"
#include "ui/session.h"
#include "ui/theme.h"

namespace vitrine::ui {
namespace {

/// The path of a node that a person calls by its path, its last part, or the end of its path.
std::string findNode(const ModuleNode& node, const std::string& wanted) {
    const std::string& path = node.path;
    if (path == wanted || path.ends_with("." + wanted))
        return path;
    for (const ModuleNode& child : node.children)
        if (std::string found = findNode(child, wanted); !found.empty())
            return found;
    return {};
}

}  // namespace

Scene sceneOf(const Session& session, const MainWindow& window) {
    Scene scene;
    scene.model = session.plan()->request;
    scene.modelName = modelWords(*session.plan()).toStdString();
    const FilmItem& item = session.film()[size_t(session.currentIndex())];
    scene.picture = item.source;
    scene.pictureName = item.name.toStdString();
    scene.view = session.view();
    scene.theme = theme().dark ? "dark" : "light";
    scene.textPercent = window.preferences().textPercent;
    scene.width = window.ownSize().width();
    scene.height = window.ownSize().height();
    const QList<int> columns = window.columns();
    scene.columns.assign(columns.begin(), columns.end());
    return scene;
}

void showLook(const Scene& scene, MainWindow& window) {
    Preferences look = window.preferences();
    if (theme().dark != (scene.theme == "dark"))  // else it may be the system's, and stays that
        look.theme = scene.theme == "light" ? ThemeChoice::Light : ThemeChoice::Dark;
    look.textPercent = scene.textPercent;
    window.showLook(look);
}

void applyWindow(const Scene& scene, MainWindow& window) {
    if (!window.isMaximized() && !window.isFullScreen())
        window.resize(scene.width, scene.height);
    window.setColumns({scene.columns.begin(), scene.columns.end()});
}

View viewFor(const View& view, const ModelPlan& plan) {
    View result = view;
    if (result.map.layer < 0) {
        const Method* method = findMethod(view.map.method);
        const bool chain = method && method->usesLayers && view.map.layers.last > 0;
        result.map.layer = chain ? view.map.layers.last - 1 : plan.config.num_layers - 1;
    }
    if (view.node.empty())
        result.node = "encoder.layers.encoder_layer_" + std::to_string(result.map.layer) + ".self_attention";
    else
        result.node = findNode(plan.tree, view.node);
    if (result.node.empty())
        throw UsageError("--select " + view.node,
                         "there is no such module in this model; `vitrine describe` lists them");
    return result;
}

}  // namespace vitrine::ui

#include "ui/actions.h"

#include <QtCore/QVariant>
#include <QtWidgets/QWidget>

namespace vitrine::ui {
namespace {

constexpr const char* groupProperty = "group";

}  // namespace

Actions::Actions(QWidget* window) : QObject(window), m_window(window) {}

QAction* Actions::add(const Spec& spec) {
    auto* action = new QAction(spec.title, this);
    action->setObjectName(spec.id);
    action->setProperty(groupProperty, spec.group);
    action->setShortcuts(spec.keys);
    action->setShortcutContext(spec.where ? Qt::WidgetWithChildrenShortcut : Qt::WindowShortcut);
    connect(action, &QAction::triggered, this, spec.run);
    (spec.where ? spec.where : m_window)->addAction(action);
    m_all.push_back(action);
    return action;
}

QAction* Actions::find(const QString& id) const {
    for (QAction* action : m_all)
        if (action->objectName() == id)
            return action;
    return nullptr;
}

QString Actions::groupOf(const QAction& action) { return action.property(groupProperty).toString(); }

}  // namespace vitrine::ui

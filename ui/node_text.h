// What each kind of node is, in a paragraph for a first day, with this model's numbers.
#pragma once

#include "core/model/config.h"
#include "core/model/module_tree.h"

#include <QtCore/QString>

namespace vitrine::ui {

struct NodeText {
    QString paragraph;
    QString formula;  ///< empty where there is none
};
NodeText describeNode(const ModuleNode& node, const VitConfig& config);

}  // namespace vitrine::ui

// What stands before the patches of a model, in words.
#pragma once

#include <QtCore/QStringList>

namespace vitrine {
struct VitConfig;
}

namespace vitrine::ui {

/// "the class token", "the distillation token", "4 registers".
QStringList prefixWords(const VitConfig& config);

/// "first the class token, then the patches, row by row".
QString tokenOrderWords(const VitConfig& config);

}  // namespace vitrine::ui

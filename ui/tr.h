// tr() for functions outside classes: lupdate files their texts under this namespace.
#pragma once

#include <QtCore/QCoreApplication>

namespace vitrine::ui {

inline QString tr(const char* text) { return QCoreApplication::translate("vitrine::ui", text); }

}  // namespace vitrine::ui

// tr() for functions outside classes: lupdate files their texts under this namespace.
#pragma once

#include <QtCore/QCoreApplication>

namespace vitrine::ui {

inline QString tr(const char* text, const char* about = nullptr, int n = -1) {
    return QCoreApplication::translate("vitrine::ui", text, about, n);
}

}  // namespace vitrine::ui

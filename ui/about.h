// About Vitrine, and its keys.
#pragma once

class QWidget;

namespace vitrine::ui {

void showAbout(QWidget* parent);

}  // namespace vitrine::ui

// With and without a screen: Qt's beginnings, and its last words.
#pragma once

#include <memory>

class QApplication;

namespace vitrine::ui {

/// Whether there is a display to open a window on; says so in words where there is none.
bool requireScreen();

/// Qt's messages as the commands say things; its abort becomes a sentence and an exit status.
void tameMessages();

/// An application that needs no screen: Qt's `offscreen` platform.
std::unique_ptr<QApplication> withoutScreen(int& argc, char** argv);

}  // namespace vitrine::ui

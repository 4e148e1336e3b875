// Qt's part in reading pictures, for the window and the commands alike. Plain C++, so that the commands never see Qt.
#pragma once

namespace vitrine::ui {

/// Hands core the decoders and the colours that it does not have. First thing in main().
void helpCore();

}  // namespace vitrine::ui

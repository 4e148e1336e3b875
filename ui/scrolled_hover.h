// Qt tells a widget that the mouse is elsewhere on it when the mouse moves, not when the widget does.
#pragma once

class QScrollArea;

namespace vitrine::ui {

/// From now on what is under the mouse within the area is told where the mouse is after every scroll.
void hoverAfterScroll(QScrollArea* area);

}  // namespace vitrine::ui

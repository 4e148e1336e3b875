// What was just opened is scrolled into view.
#pragma once

class QScrollArea;
class QWidget;

namespace vitrine::ui {

QScrollArea* areaAround(const QWidget& widget);  ///< null: none scrolls it

/// From the top of `from` to the end of `to`, in the scroll area around them; where that is more than fits, its beginning.
/// When the layout has settled: both are of one parent.
void revealSoon(QWidget* from, QWidget* to);

}  // namespace vitrine::ui

#include "ui/panels/reveal.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace vitrine::ui {

QScrollArea* areaAround(const QWidget& widget) {
    for (QWidget* above = widget.parentWidget(); above; above = above->parentWidget())
        if (auto* area = qobject_cast<QScrollArea*>(above))
            return area;
    return nullptr;
}

namespace {

void reveal(const QWidget& from, const QWidget& to) {
    const QScrollArea* area = areaAround(from);
    if (!area || !area->widget() || from.isHidden() || to.isHidden())
        return;
    QScrollBar* bar = area->verticalScrollBar();
    const int top = from.mapTo(area->widget(), QPoint(0, 0)).y();
    const int bottom = to.mapTo(area->widget(), QPoint(0, to.height())).y();
    const int lowest = std::max(bar->value(), bottom - area->viewport()->height());
    bar->setValue(std::min(top, lowest));
}

}  // namespace

void revealSoon(QWidget* from, QWidget* to) {
    QTimer::singleShot(0, from, [from, to = QPointer<QWidget>(to)] {
        if (to)
            reveal(*from, *to);
    });
}

}  // namespace vitrine::ui

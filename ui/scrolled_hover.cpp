#include "ui/scrolled_hover.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QCursor>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

namespace vitrine::ui {

void hoverAfterScroll(QScrollArea* area) {
    const auto tell = [area] {
        const QPointF at = QCursor::pos();
        for (QWidget* widget : area->viewport()->findChildren<QWidget*>())
            if (widget->underMouse() && widget->hasMouseTracking()) {
                QMouseEvent move(QEvent::MouseMove, widget->mapFromGlobal(at), at, Qt::NoButton, Qt::NoButton, {});
                QCoreApplication::sendEvent(widget, &move);
            }
    };
    for (QScrollBar* bar : {area->verticalScrollBar(), area->horizontalScrollBar()})
        QObject::connect(bar, &QScrollBar::valueChanged, area, tell);
}

}  // namespace vitrine::ui

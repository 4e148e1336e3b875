// A mouse that a test moves: QTest::mouseMove asks the window system, which offscreen does not always answer.
#pragma once

#include <QtCore/QCoreApplication>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QWidget>

namespace vitrine::test {

inline void moveTo(QWidget& view, QPoint at, Qt::MouseButtons buttons = Qt::NoButton, Qt::KeyboardModifiers keys = {}) {
    QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, buttons, keys);
    QCoreApplication::sendEvent(&view, &move);
}

inline void leave(QWidget& view) {
    QEvent event(QEvent::Leave);
    QCoreApplication::sendEvent(&view, &event);
}

}  // namespace vitrine::test

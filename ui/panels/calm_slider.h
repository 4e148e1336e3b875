// A slider in a panel that scrolls: the wheel is the panel's until the slider has the focus.
#pragma once

#include <QtGui/QWheelEvent>
#include <QtWidgets/QSlider>

namespace vitrine::ui {

class CalmSlider : public QSlider {
public:
    explicit CalmSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
        setFocusPolicy(Qt::StrongFocus);  // Qt's default takes the focus by the wheel itself
    }

protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus())
            QSlider::wheelEvent(event);
        else
            event->ignore();
    }
};

}  // namespace vitrine::ui

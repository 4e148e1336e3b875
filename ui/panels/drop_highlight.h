// DropHighlight: over the stage while something that can be opened is dragged over the window.
#pragma once

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class DropHighlight : public QWidget {
    Q_OBJECT
public:
    explicit DropHighlight(QWidget* over);

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace vitrine::ui

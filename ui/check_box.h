// CheckBox: a box with a tick, in the theme's colours: seen on either ground, checked or not, to be had or not.
#pragma once

#include <QtWidgets/QCheckBox>

namespace vitrine::ui {

class CheckBox : public QCheckBox {
    Q_OBJECT
public:
    using QCheckBox::QCheckBox;

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace vitrine::ui

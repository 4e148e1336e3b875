// A small window that opens below a button and closes by a click outside or Esc.
#pragma once

#include <QtWidgets/QFrame>

namespace vitrine::ui {

class Popup : public QFrame {
    Q_OBJECT
public:
    explicit Popup(QWidget* parent);
    void popUpBelow(const QWidget& button);  ///< its first control has the focus: keys are for it, not for what lies behind

protected:
    void paintEvent(QPaintEvent* event) override;
};

}  // namespace vitrine::ui

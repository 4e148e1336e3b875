// PlayButton: a triangle and the word, two bars while it plays.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QAbstractButton>

namespace vitrine::ui {

class PlayButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit PlayButton(QWidget* parent = nullptr);
    void setPlaying(bool playing);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    bool m_playing = false;
};

}  // namespace vitrine::ui

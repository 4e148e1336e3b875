#include "ui/panels/play_button.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace vitrine::ui {
namespace {

constexpr Px signWidth{12};

}  // namespace

PlayButton::PlayButton(QWidget* parent) : QAbstractButton(parent) {
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setPlaying(false);
}

void PlayButton::setPlaying(bool playing) {
    m_playing = playing;
    setText(playing ? tr("stop") : tr("play"));
    setAccessibleName(playing ? tr("Stop playing the layers") : tr("Play the layers"));
    setToolTip(playing ? tr("Stop (P)") : tr("From layer to layer, to the last one (P)"));
    update();
}

QSize PlayButton::sizeHint() const {
    const QFontMetrics metrics(textFont(TextSize::Small));
    return {signWidth + 2, metrics.height() + 2};  // the sign alone: a word would reach the first layer's number
}

void PlayButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = m_playing ? theme().accent : underMouse() || hasFocus() ? theme().text : theme().quiet;
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double middle = height() / 2.0, size = signWidth * 0.3;
    if (m_playing) {
        painter.drawRect(QRectF(1, middle - size, size * 0.6, 2 * size));
        painter.drawRect(QRectF(1 + size, middle - size, size * 0.6, 2 * size));
    } else
        painter.drawPolygon(QPolygonF{{1, middle - size}, {1 + 1.7 * size, middle}, {1, middle + size}});
}

void PlayButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

}  // namespace vitrine::ui

#include "ui/panels/drop_highlight.h"

#include "ui/theme.h"

#include <QtGui/QPainter>

namespace vitrine::ui {

DropHighlight::DropHighlight(QWidget* over) : QWidget(over) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropHighlight::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = t.stage;
    veil.setAlphaF(0.6F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(t.accent, 2));
    painter.drawRoundedRect(QRectF(rect()).adjusted(unit, unit, -unit, -unit), 6, 6);
    painter.setFont(textFont(TextSize::Large, true));
    painter.setPen(t.text);
    painter.drawText(rect(), Qt::AlignCenter, tr("Drop to open"));
}

}  // namespace vitrine::ui

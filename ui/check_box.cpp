#include "ui/check_box.h"

#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionButton>

namespace vitrine::ui {

void CheckBox::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QStyleOptionButton option;
    initStyleOption(&option);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(style()->subElementRect(QStyle::SE_CheckBoxIndicator, &option, this));
    const QColor filled = isEnabled() ? t.accent : t.quiet;
    painter.setPen(QPen(isChecked() ? filled : hasFocus() ? t.accent : t.quiet, 1));
    painter.setBrush(isChecked() ? QBrush(filled) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    if (isChecked()) {
        const auto at = [&](double x, double y) { return box.topLeft() + QPointF(x * box.width(), y * box.height()); };
        painter.setPen(QPen(t.stage, box.width() / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF{at(0.25, 0.53), at(0.43, 0.7), at(0.76, 0.32)});
    }
    painter.setFont(font());
    painter.setPen(!isEnabled() ? t.quiet : hasFocus() ? t.accent : t.text);
    painter.drawText(style()->subElementRect(QStyle::SE_CheckBoxContents, &option, this),
                     Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, text());
}

}  // namespace vitrine::ui

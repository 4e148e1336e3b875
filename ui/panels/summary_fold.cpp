#include "ui/panels/summary_fold.h"

#include "ui/controls.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

namespace vitrine::ui {

void SummaryFold::setSummary(const QString& words) {
    FoldButton::setSummary(words);
    setToolTip(words);
}

QSize SummaryFold::sizeHint() const { return {units(20), 2 * QFontMetrics(textFont(TextSize::Small)).height() + unit}; }

void SummaryFold::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = QFontMetrics(textFont(TextSize::Small)).height();
    painter.setFont(textFont(TextSize::Small, true));
    painter.setPen(underMouse() || hasFocus() ? t.text : t.quiet);
    painter.drawText(QRect(0, 0, width(), line), Qt::AlignVCenter | Qt::AlignLeft, text());
    const QColor sign = painter.pen().color();
    painter.setFont(textFont());
    painter.setPen(t.text);
    painter.drawText(QRect(0, line + unit / 2, width(), line + unit / 2), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(summary(), Qt::ElideRight, width()));
    painter.translate(width() - unit, line / 2.0);
    if (isChecked())
        painter.rotate(180);
    drawChevron(painter, {0, 0}, sign);
}

}  // namespace vitrine::ui

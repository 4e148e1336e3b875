#include "ui/panels/summary_fold.h"

#include "ui/controls.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace vitrine::ui {

SummaryFold::SummaryFold(const QString& title, QWidget* parent) : QAbstractButton(parent) {
    setText(title);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(title);
}

void SummaryFold::setSummary(const QString& words) {
    if (words == m_summary)
        return;
    m_summary = words;
    setAccessibleDescription(words);
    setToolTip(words);
    update();
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
                     painter.fontMetrics().elidedText(m_summary, Qt::ElideRight, width()));
    painter.translate(width() - unit, line / 2.0);
    if (isChecked())
        painter.rotate(180);
    drawChevron(painter, {0, 0}, sign);
}

void SummaryFold::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

}  // namespace vitrine::ui

#include "ui/panels/fold_button.h"

#include "ui/controls.h"
#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace vitrine::ui {

FoldButton::FoldButton(const QString& title, QWidget* parent) : QAbstractButton(parent) {
    setText(title);
    setCheckable(true);
    setAccessibleName(title);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FoldButton::setSummary(const QString& words) {
    m_summary = words;
    setAccessibleDescription(words);
    update();
}

QSize FoldButton::sizeHint() const {
    return {QFontMetrics(textFont()).horizontalAdvance(text()) + 4 * unit, rowHeight};
}

void FoldButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont());
    const QColor words = underMouse() || hasFocus() ? theme().text : theme().quiet;
    painter.setPen(words);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, text());
    const int title = painter.fontMetrics().horizontalAdvance(text());
    painter.save();
    painter.translate(title + unit + 4, height() / 2.0);
    painter.rotate(isChecked() ? 0 : -90);
    drawChevron(painter, {0, 0}, words);
    painter.restore();
    if (!isChecked()) {
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(theme().quiet);
        const QRect room = rect().adjusted(title + 3 * unit, 0, 0, 0);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_summary, Qt::ElideRight, room.width()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme().accent, 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
}

void FoldButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

}  // namespace vitrine::ui

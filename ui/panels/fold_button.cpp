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

int FoldButton::paintTitle(QPainter& painter, const QRect& line, const QFont& font) {
    const QColor words = underMouse() || hasFocus() ? theme().text : theme().quiet;
    painter.setFont(font);
    painter.setPen(words);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, text());
    const int title = painter.fontMetrics().horizontalAdvance(text());
    painter.save();
    painter.translate(title + unit + 4, line.center().y() + 0.5);
    painter.rotate(isChecked() ? 0 : -90);
    drawChevron(painter, {0, 0}, words);
    painter.restore();
    return title + 3 * unit;
}

void FoldButton::paintFocus(QPainter& painter) {
    if (!hasFocus())
        return;
    painter.setPen(QPen(theme().accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void FoldButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect room = rect().adjusted(paintTitle(painter, rect(), textFont()), 0, 0, 0);
    if (!isChecked()) {
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(theme().quiet);
        painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(m_summary, Qt::ElideRight, room.width()));
    }
    paintFocus(painter);
}

void FoldButton::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QAbstractButton::changeEvent(event);
}

}  // namespace vitrine::ui

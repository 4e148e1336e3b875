#include "ui/panels/edge_tab.h"

#include "ui/controls.h"

#include <QtGui/QPainter>

namespace vitrine::ui {

EdgeTab::EdgeTab(const QString& panel, const QString& toolTip, Edge edge, QWidget* parent)
    : QAbstractButton(parent), m_edge(edge) {
    setText(panel);
    setToolTip(toolTip);
    setAccessibleName(tr("Show: %1").arg(panel));
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    hide();
}

QSize EdgeTab::sizeHint() const {
    return {units(3), QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(text()) + 6 * unit};
}

// Turned by a quarter: read upwards at the left edge, downwards at the right one.
void EdgeTab::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& t = theme();
    const bool left = m_edge == Edge::Left, stands = underMouse() || hasFocus();
    painter.fillRect(rect(), stands ? t.raised : t.panel);
    painter.fillRect(QRect(left ? width() - 1 : 0, 0, 1, height()), t.line);
    painter.translate(width() / 2.0, height() / 2.0);
    painter.rotate(left ? -90 : 90);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(stands ? t.text : t.quiet);
    const int words = painter.fontMetrics().horizontalAdvance(text());
    painter.drawText(QRectF(-height() / 2.0, -width() / 2.0, height(), width()), Qt::AlignCenter, text());
    drawChevron(painter, {words / 2.0 + 2 * unit, 0}, stands ? t.text : t.quiet);  // turned, it points into the window
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 1));
        painter.drawRect(QRectF(-height() / 2.0, -width() / 2.0, height(), width()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

}  // namespace vitrine::ui

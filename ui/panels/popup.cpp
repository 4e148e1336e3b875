#include "ui/panels/popup.h"

#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QScreen>

#include <algorithm>

namespace vitrine::ui {

Popup::Popup(QWidget* parent) : QFrame(parent, Qt::Popup) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::NoFrame);
}

void Popup::popUpBelow(const QWidget& button) {
    adjustSize();
    QPoint corner = button.mapToGlobal(QPoint(0, button.height() + 4));
    if (const QScreen* screen = button.screen()) {
        QRect area = screen->availableGeometry();
        // In the window where that has room for it, clear of its edges.
        const int margin = 2 * unit;
        const QRect window = QRect(button.window()->mapToGlobal(QPoint(0, 0)), button.window()->size());
        const QRect inside = window.intersected(area).adjusted(margin / 2, 0, -margin / 2, 0);
        if (inside.width() >= width())
            area.setLeft(inside.left()), area.setRight(inside.right());
        corner.setX(std::clamp(corner.x(), area.left(), std::max(area.left(), area.right() - width())));
        corner.setY(std::clamp(corner.y(), area.top(), std::max(area.top(), area.bottom() - height())));
    }
    move(corner);
    show();
    if (!focusWidget())
        focusNextChild();
}

void Popup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.setPen(theme().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace vitrine::ui

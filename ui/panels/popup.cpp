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
        const QRect area = screen->availableGeometry();
        corner.setX(std::clamp(corner.x(), area.left(), std::max(area.left(), area.right() - width())));
        corner.setY(std::clamp(corner.y(), area.top(), std::max(area.top(), area.bottom() - height())));
    }
    move(corner);
    show();
}

void Popup::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.setPen(theme().line);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace vitrine::ui

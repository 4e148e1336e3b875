// Heads that are switched off, in the grid of all.
#include "ui/panels/heads_grid.h"
#include "ui/panels/off_menu.h"
#include "ui/theme.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

namespace vitrine::ui {

/// A head that is off is crossed out; what it looks at is still there, but nobody hears of it.
void HeadsGrid::paintOff(QPainter& painter, const GridLayout& layout) {
    QColor veil = theme().stage;
    veil.setAlphaF(0.7F);
    for (const Off& off : m_session.intervention().off)
        for (int head = 0; head < layout.heads; ++head) {
            if (off.part == Part::Mlp || (off.part == Part::Head && off.head != head) || off.layer >= layout.layers)
                continue;
            const QRectF at = QRectF(layout.thumbnail(off.layer, head)).adjusted(1, 1, -1, -1);
            painter.fillRect(at.adjusted(-1, -1, 1, 1), veil);
            painter.setPen(QPen(theme().warning, 1.5));
            painter.drawLine(at.topLeft(), at.bottomRight());
            painter.drawLine(at.topRight(), at.bottomLeft());
        }
}

void HeadsGrid::contextMenuEvent(QContextMenuEvent* event) {
    const auto head = layoutNow().at(event->pos());
    if (!head)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addHeadActions(*menu, m_session, head->first, head->second);
    menu->popup(event->globalPos());
}

}  // namespace vitrine::ui

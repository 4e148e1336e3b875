// Heads that are switched off, in the grid of all.
#include "ui/panels/heads_grid.h"
#include "ui/panels/off_menu.h"
#include "ui/panels/strip_thumbnails.h"

#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

namespace vitrine::ui {

void HeadsGrid::paintOff(QPainter& painter, const GridLayout& layout) {
    for (const Off& off : m_session.intervention().off)
        for (int head = 0; head < layout.heads; ++head) {
            if (off.part == Part::Mlp || (off.part == Part::Head && off.head != head) || off.layer >= layout.layers)
                continue;
            crossOut(painter, layout.thumbnail(off.layer, head));
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

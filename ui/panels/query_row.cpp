#include "ui/panels/query_row.h"

#include "ui/controls.h"
#include "ui/session.h"

#include <QtWidgets/QHBoxLayout>

namespace vitrine::ui {

QueryRow::QueryRow(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_direction(new Segments({tr("what it looks at"), tr("who looks at it")}, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_direction);
    m_direction->setAccessibleName(tr("Direction of the query"));
    m_direction->setToolTip(tr("What the query takes in from each patch (its row), or how much of the query each patch "
                               "takes in (its column)."));
    connect(m_direction, &Segments::chosen, this,
            [this](int which) { m_session.setDirection(which == 0 ? Direction::From : Direction::To); });
    connect(&session, &Session::viewChanged, this, &QueryRow::refresh);
    refresh();
}

void QueryRow::refresh() { m_direction->setCurrent(m_session.view().map.direction == Direction::From ? 0 : 1); }

}  // namespace vitrine::ui

#include "ui/panels/fold_panel.h"

#include "ui/panels/reveal.h"
#include "ui/panels/summary_fold.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QResizeEvent>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {

FoldPanel::FoldPanel(const QString& title, QWidget* parent)
    : QWidget(parent),
      m_fold(new SummaryFold(title, this)),
      m_body(new QWidget(this)),
      m_column(new QVBoxLayout(m_body)) {
    m_column->setContentsMargins(0, unit, 0, unit);
    m_column->setSpacing(unit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit);
    layout->setSpacing(0);
    layout->addWidget(m_fold);
    layout->addWidget(m_body);
    m_body->hide();
    connect(m_fold, &QAbstractButton::clicked, this, &FoldPanel::setOpen);
}

bool FoldPanel::nothingToAsk(const Session& session) {
    return session.modelError().any() || (session.pictureError().any() && !session.hasStale());
}

void FoldPanel::setOpen(bool open) {
    m_open = open;
    m_fold->setChecked(open);
    m_body->setVisible(open);
    for (FoldPanel* panel : window()->findChildren<FoldPanel*>())
        panel->m_reveals = open && panel == this;  // the last one opened
    m_tallest = height();
    opened();
    if (!open)
        return;
    revealSoon(this, this);
    if (const QScrollArea* area = areaAround(*this))
        connect(
            area->verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this] { m_reveals = false; },
            Qt::SingleShotConnection);
}

// What is inside comes a little later, and makes it taller; by then the person may have scrolled elsewhere.
void FoldPanel::resizeEvent(QResizeEvent* event) {
    if (m_reveals && event->size().height() > m_tallest) {
        m_tallest = event->size().height();
        revealSoon(this, this);
    }
    QWidget::resizeEvent(event);
}

QString FoldPanel::summary() const { return m_fold->summary(); }

}  // namespace vitrine::ui

#include "ui/panels/busy_pill.h"

#include "ui/controls.h"
#include "ui/panels/elided_label.h"
#include "ui/session.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace vitrine::ui {

BusyPill::BusyPill(QWidget* parent)
    : QWidget(parent),
      m_what(new ElidedLabel(textFont(TextSize::Small), false, Qt::AlignLeft, this)),
      m_progress(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_cancel(linkButton(tr("Cancel"), this)) {
    m_what->setMaximumWidth(30 * unit);
    m_cancel->setFont(textFont(TextSize::Small));
    m_cancel->setToolTip(tr("Stop this (Esc)"));
    connect(m_cancel, &QPushButton::clicked, this, &BusyPill::cancelled);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 5, 12, 7);
    layout->setSpacing(12);
    layout->addWidget(m_what);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QString BusyPill::progressText(const Activity& activity, int layers) {
    if (activity.total <= 0)
        return {};
    if (activity.total != layers)
        return tr("%1 %").arg(100 * std::clamp(activity.done, 0, activity.total) / activity.total);
    return tr("layer %1 of %2").arg(std::clamp(activity.done + 1, 1, activity.total)).arg(activity.total);
}

void BusyPill::setActivity(const Activity& activity, int layers) {
    m_what->setText(activity.what);
    m_progress->setText(progressText(activity, layers));
    m_counts = activity.total > 0;
    m_progress->setVisible(m_counts);
    m_share = m_counts ? std::clamp(double(activity.done) / activity.total, 0.0, 1.0) : 0;
    setAccessibleName(activity.what + QLatin1Char(' ') + m_progress->text());
    layout()->activate();
    resize(sizeHint());
    update();
}

void BusyPill::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(t.line);
    painter.setBrush(t.panel);
    painter.drawRoundedRect(box, 6, 6);
    if (!m_counts)
        return;
    const QRectF track(12, height() - 5, width() - 24, 2);
    painter.fillRect(track, t.line);
    painter.fillRect(QRectF(track.topLeft(), QSizeF(track.width() * m_share, track.height())), t.accent);
}

void BusyPill::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

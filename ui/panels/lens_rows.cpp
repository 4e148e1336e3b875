#include "ui/panels/lens_rows.h"

#include "ui/numbers.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>

namespace vitrine::ui {
namespace {

constexpr Px lineHeight{22};
constexpr Px layerWidth = units(4), shareWidth = units(7);

}  // namespace

LensRows::LensRows(QWidget* parent) : QWidget(parent) {
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("What each layer would say"));
}

void LensRows::show(std::vector<LensRow> rows) {
    m_rows = std::move(rows);
    setFixedHeight(int(m_rows.size()) * lineHeight);
    QStringList spoken;
    for (const LensRow& row : m_rows)
        spoken << QStringLiteral("%1 %2").arg(row.layer, row.word);
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    update();
}

void LensRows::setCurrent(int row) {
    m_current = row;
    update();
}

QRect LensRows::rowRect(int row) const { return {0, row * lineHeight, width(), lineHeight}; }

void LensRows::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const LensRow& row = m_rows[size_t(i)];
        const QRect at = rowRect(i);
        if (i == m_current) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(t.raised);
            painter.drawRoundedRect(at.adjusted(-4, 0, 4, -1), 4, 4);
        }
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(i == m_current ? t.text : t.quiet);
        painter.drawText(at.adjusted(0, 0, 0, -2), Qt::AlignLeft | Qt::AlignVCenter, row.layer);
        painter.drawText(at.adjusted(0, 0, 0, -2), Qt::AlignRight | Qt::AlignVCenter,
                         tr("%1 %").arg(numberText(row.share * 100, 'f', 1)));
        const QRect word = at.adjusted(layerWidth, 0, -shareWidth, -2);
        painter.setPen(row.isTarget ? t.accent : t.text);
        painter.drawText(word, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(row.word, Qt::ElideRight, word.width()));
        QColor bar = row.isTarget ? t.accent : t.quiet;
        bar.setAlphaF(0.6F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(bar);
        painter.drawRoundedRect(QRectF(layerWidth, at.bottom() - 1, row.share * (width() - layerWidth), 2), 1, 1);
    }
}

void LensRows::mousePressEvent(QMouseEvent* event) {
    for (int i = 0; i < int(m_rows.size()); ++i)
        if (event->button() == Qt::LeftButton && rowRect(i).contains(event->pos()))
            return Q_EMIT chosen(i);
}

void LensRows::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

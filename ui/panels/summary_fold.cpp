#include "ui/panels/summary_fold.h"

#include "ui/controls.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {

void SummaryFold::setSummary(const QString& words) {
    FoldButton::setSummary(words);
    setToolTip(words);
    updateGeometry();
}

void SummaryFold::setWrapping() {
    m_wrapping = true;
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QRect SummaryFold::sentenceRect(int width) const {
    const QFontMetrics metrics(textFont());
    const int top = QFontMetrics(textFont(TextSize::Small)).height() + unit / 2;
    const QRect wrapped = metrics.boundingRect(QRect(0, 0, width, 1 << 16), Qt::TextWordWrap, summary());
    return {0, top, width, m_wrapping ? std::max(metrics.height(), wrapped.height()) : metrics.height()};
}

QSize SummaryFold::sizeHint() const { return {units(20), heightForWidth(units(38))}; }
int SummaryFold::heightForWidth(int width) const { return sentenceRect(width).bottom() + 1 + unit / 2; }

void SummaryFold::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = QFontMetrics(textFont(TextSize::Small)).height();
    paintTitle(painter, QRect(0, 0, width(), line), textFont(TextSize::Small, true));
    painter.setFont(textFont());
    painter.setPen(theme().text);
    if (m_wrapping)
        painter.drawText(sentenceRect(width()), Qt::TextWordWrap, summary());
    else
        painter.drawText(sentenceRect(width()), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(summary(), Qt::ElideRight, width()));
    paintFocus(painter);
}

}  // namespace vitrine::ui

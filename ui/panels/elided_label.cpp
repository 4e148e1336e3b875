#include "ui/panels/elided_label.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

namespace vitrine::ui {

QString elidedParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode) {
    const QString separator = QStringLiteral(" · "), more = QStringLiteral(" …");
    if (metrics.horizontalAdvance(text) <= width)
        return text;
    QStringList parts = text.split(separator);
    while (parts.size() > 1) {
        parts.removeLast();
        const QString shorter = parts.join(separator) + more;
        if (metrics.horizontalAdvance(shorter) <= width)
            return shorter;
    }
    return metrics.elidedText(text, mode, width);
}

ElidedLabel::ElidedLabel(const QFont& font, bool quiet, Qt::Alignment alignment, QWidget* parent)
    : QWidget(parent), m_font(font), m_quiet(quiet), m_alignment(alignment) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    setToolTip(shownText() == text ? QString() : text);
    updateGeometry();
    update();
}

QString ElidedLabel::shownText() const { return elidedParts(m_text, QFontMetrics(m_font), width(), m_mode); }

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(m_font);
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(m_font);
    painter.setPen(m_quiet ? theme().quiet : theme().text);
    painter.drawText(rect(), int(m_alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shownText());
}

void ElidedLabel::resizeEvent(QResizeEvent*) { setToolTip(shownText() == m_text ? QString() : m_text); }

void ElidedLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

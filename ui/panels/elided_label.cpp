#include "ui/panels/elided_label.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtGui/QResizeEvent>

#include <algorithm>

namespace vitrine::ui {
namespace {

QString separator() { return QStringLiteral(" · "); }

}  // namespace

QString elidedParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode) {
    const QString more = QStringLiteral(" …");
    if (metrics.horizontalAdvance(text) <= width)
        return text;
    QStringList parts = text.split(separator());
    while (parts.size() > 1) {
        parts.removeLast();
        QString shorter = parts.join(separator()) + more;
        if (metrics.horizontalAdvance(shorter) <= width)
            return shorter;
    }
    return metrics.elidedText(text, mode, width);
}

QStringList brokenParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode) {
    if (metrics.horizontalAdvance(text) <= width)
        return {text};
    QStringList first = text.split(separator()), rest;
    while (first.size() > 1 && metrics.horizontalAdvance(first.join(separator())) > width)
        rest.prepend(first.takeLast());
    QStringList both{elidedParts(first.join(separator()), metrics, width, mode)};
    if (!rest.isEmpty())
        both << elidedParts(rest.join(separator()), metrics, width, mode);
    return both;
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
    describe();
    updateGeometry();
    update();
}

void ElidedLabel::setBreaking() {
    m_breaking = true;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

QStringList ElidedLabel::lines(int width) const {
    const QFontMetrics metrics(m_font);
    return m_breaking ? brokenParts(m_text, metrics, width, m_mode)
                      : QStringList{elidedParts(m_text, metrics, width, m_mode)};
}

QString ElidedLabel::shownText() const { return lines(width()).join(QLatin1Char('\n')); }

int ElidedLabel::heightForWidth(int width) const {
    const qsizetype most = width == this->width() ? m_most : 1;
    return int(std::max(most, lines(width).size())) * QFontMetrics(m_font).height();
}

void ElidedLabel::describe() {
    const QStringList shown = lines(width());
    m_most = std::max(m_most, shown.size());
    setToolTip(shown.join(separator()) == m_text ? QString() : m_text);
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(m_font);
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(m_font);
    painter.setPen(m_quiet ? theme().quiet : theme().text);
    painter.drawText(rect(), int(m_alignment | Qt::AlignVCenter) | (m_breaking ? 0 : int(Qt::TextSingleLine)),
                     shownText());
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    if (event->oldSize().width() != width())
        m_most = 1;
    describe();
}

void ElidedLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

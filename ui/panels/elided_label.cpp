#include "ui/panels/elided_label.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtGui/QResizeEvent>

#include <algorithm>
#include <utility>

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

QStringList brokenParts(const QString& text, const QFontMetrics& metrics, int width, Qt::TextElideMode mode, int most) {
    QStringList lines, rest = text.split(separator());
    while (!rest.isEmpty()) {
        QStringList line = std::exchange(rest, {});
        while (lines.size() + 1 < most && line.size() > 1 && metrics.horizontalAdvance(line.join(separator())) > width)
            rest.prepend(line.takeLast());
        lines << elidedParts(line.join(separator()), metrics, width, mode);
    }
    return lines;
}

ElidedLabel::ElidedLabel(const QFont& font, bool quiet, Qt::Alignment alignment, QWidget* parent)
    : QWidget(parent), m_font(font), m_quiet(quiet), m_alignment(alignment) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text) {
    if (text == m_text)
        return;
    m_text = text;
    describe();
    updateGeometry();
    update();
}

void ElidedLabel::setWarning(const QString& warning) {
    if (warning == m_warning)
        return;
    m_warning = warning;
    describe();
    updateGeometry();
    update();
}

void ElidedLabel::setLeastLines(int lines) {
    if (lines == m_least)
        return;
    m_least = lines;
    m_most = 1;
    describe();
    updateGeometry();
}

void ElidedLabel::setBreaking() {
    m_breaking = true;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

QStringList ElidedLabel::fitted(const QString& text, int width) const {
    if (text.isEmpty())
        return {};
    const QFontMetrics metrics(m_font);
    return m_breaking ? brokenParts(text, metrics, width, m_mode)
                      : QStringList{elidedParts(text, metrics, width, m_mode)};
}

QStringList ElidedLabel::lines(int width) const { return fitted(m_text, width); }
QStringList ElidedLabel::warningLines(int width) const { return fitted(m_warning, width); }

QString ElidedLabel::shownText() const { return (lines(width()) + warningLines(width())).join(QLatin1Char('\n')); }

int ElidedLabel::heightForWidth(int width) const {
    const qsizetype most = std::max(m_least, width == this->width() ? m_most : 1);
    return int(std::max(most, (lines(width) + warningLines(width)).size())) * QFontMetrics(m_font).height();
}

void ElidedLabel::describe() {
    const QStringList shown = lines(width()), warning = warningLines(width());
    m_most = std::max(m_most, (shown + warning).size());
    const QString all = m_warning.isEmpty() ? m_text : m_text + QLatin1Char('\n') + m_warning;
    setAccessibleName(all);
    const bool whole = shown.join(separator()) == m_text && warning.join(separator()) == m_warning;
    setToolTip(whole ? QString() : all);
}

QSize ElidedLabel::sizeHint() const {
    const QFontMetrics metrics(m_font);
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(m_font);
    const QStringList text = lines(width()), warning = warningLines(width());
    const int high = painter.fontMetrics().height();
    QRect line(0, (height() - high * int((text + warning).size())) / 2, width(), high);
    const auto draw = [&](const QStringList& words, const QColor& colour) {
        painter.setPen(colour);
        for (const QString& one : words) {
            painter.drawText(line, int(m_alignment | Qt::AlignVCenter | Qt::TextSingleLine), one);
            line.translate(0, high);
        }
    };
    draw(text, m_quiet ? theme().quiet : theme().text);
    draw(warning, theme().warning);
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

#include "ui/panels/notice_bar.h"

#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {
constexpr int readingTime = 12'000;  // ms
}

NoticeBar::NoticeBar(QWidget* over) : QWidget(over) {
    hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &QWidget::hide);
    over->installEventFilter(this);
    setToolTip(tr("Click to close"));
}

void NoticeBar::tell(const QString& title, const QString& text) {
    m_title = title;
    m_text = text;
    setAccessibleName(title + QStringLiteral(": ") + text);
    place();
    show();
    raise();
    update();
    m_timer.start(readingTime);
}

void NoticeBar::place() {
    const QWidget* over = parentWidget();
    const int width = std::min(over->width() - 4 * unit, 72 * unit);
    const QRect text =
        QFontMetrics(textFont()).boundingRect(QRect(0, 0, width - 4 * unit, 1000), Qt::TextWordWrap, m_text);
    const int height = text.height() + 20 + 4 * unit;
    setGeometry((over->width() - width) / 2, over->height() - height - 2 * unit, width, height);
}

void NoticeBar::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.line);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setPen(t.warning);
    painter.setFont(textFont(TextSize::Normal, true));
    const QRect inner = rect().adjusted(2 * unit, 12, -2 * unit, -12);
    painter.drawText(inner, Qt::AlignTop, painter.fontMetrics().elidedText(m_title, Qt::ElideMiddle, inner.width()));
    painter.setPen(t.text);
    painter.setFont(textFont());
    painter.drawText(inner.adjusted(0, 24, 0, 0), Qt::TextWordWrap | Qt::AlignTop, m_text);
}

void NoticeBar::mousePressEvent(QMouseEvent*) { hide(); }

bool NoticeBar::eventFilter(QObject* object, QEvent* event) {
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(object, event);
}

}  // namespace vitrine::ui

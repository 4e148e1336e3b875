#include "ui/panels/notice_bar.h"

#include "ui/panels/map_strip.h"
#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px widest = units(72);
constexpr Px margin{12};
constexpr Px titleHeight{24};
constexpr int briefly = 3000;  // ms, and as long again for every 60 letters

}  // namespace

NoticeBar::NoticeBar(QWidget* over, QWidget* page) : QWidget(over), m_page(page) {
    hide();
    over->installEventFilter(this);
    page->installEventFilter(this);
    for (MapStrip* strip : page->findChildren<MapStrip*>())
        strip->installEventFilter(this);
    setToolTip(tr("Click to close"));
    m_timeOut.setSingleShot(true);
    connect(&m_timeOut, &QTimer::timeout, this, [this] {
        if (underMouse())
            m_timeOut.start(briefly);
        else
            hide();
    });
}

void NoticeBar::tell(const QString& title, const QString& text) {
    m_title = title;
    m_text = text;
    m_timeOut.stop();
    setAccessibleName(title + QStringLiteral(": ") + text);
    place();
    show();
    raise();
    update();
}

void NoticeBar::tellBriefly(const QString& text) {
    if (!isHidden() && !isBrief())
        return;  // what went wrong is not covered by what is harmless
    m_title.clear();
    m_text = text;
    setAccessibleName(text);
    place();
    show();
    raise();
    update();
    m_timeOut.start(briefly + int(text.size()) * briefly / 60);
}

void NoticeBar::place() {
    const QRect page(m_page->mapTo(parentWidget(), QPoint(0, 0)), m_page->size());
    int bottom = page.bottom();
    for (const MapStrip* strip : m_page->findChildren<MapStrip*>())
        if (strip->isVisible())
            bottom = std::min(bottom, strip->mapTo(parentWidget(), QPoint(0, 0)).y() - 1);
    const QFontMetrics metrics(textFont());
    const int room = std::min(page.width() - 2 * unit, int(widest));
    const int width = isBrief() ? std::min(room, metrics.horizontalAdvance(m_text) + 4 * unit + 2) : room;
    const int inner = std::max(1, width - 4 * unit);
    const int text = metrics.boundingRect(QRect(0, 0, inner, 10000), Qt::TextWordWrap, m_text).height();
    const int height = text + 2 * margin + (isBrief() ? 0 : int(titleHeight));
    setGeometry(page.center().x() - width / 2, bottom - height - unit, width, height);
}

void NoticeBar::paintEvent(QPaintEvent*) {
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.line);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QRect inner = rect().adjusted(2 * unit, margin, -2 * unit, -margin);
    painter.setFont(textFont());
    painter.setPen(t.text);
    if (isBrief())
        return painter.drawText(inner, Qt::TextWordWrap | Qt::AlignCenter, m_text);
    painter.drawText(inner.adjusted(0, titleHeight, 0, 0), Qt::TextWordWrap | Qt::AlignTop, m_text);
    painter.setPen(t.warning);
    painter.setFont(textFont(TextSize::Normal, true));
    painter.drawText(inner, Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_title, Qt::ElideMiddle, inner.width() - 3 * unit));
    painter.setPen(t.quiet);
    painter.setFont(textFont(TextSize::Large));
    painter.drawText(inner, Qt::AlignTop | Qt::AlignRight, QStringLiteral("×"));
}

void NoticeBar::mousePressEvent(QMouseEvent*) { hide(); }

bool NoticeBar::eventFilter(QObject* object, QEvent* event) {
    const QEvent::Type type = event->type();
    const bool moved = type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide;
    if (moved && isVisible())
        place();
    return QWidget::eventFilter(object, event);
}

}  // namespace vitrine::ui

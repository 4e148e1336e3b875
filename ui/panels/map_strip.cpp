#include "ui/panels/map_strip.h"

#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QResizeEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

MapStrip::MapStrip(const QString& label, QWidget* parent) : QWidget(parent), m_label(label) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(label);
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void MapStrip::setCaptions(const QStringList& captions, const QStringList& toolTips) {
    m_toolTips = toolTips;
    if (captions == m_captions)
        return;
    m_captions = captions;
    m_widestCaption = 0;
    const QFontMetrics metrics(textFont(TextSize::Small));
    for (const QString& caption : captions)
        m_widestCaption = std::max(m_widestCaption, metrics.horizontalAdvance(caption));
    m_hovered = -1;
    m_thumbnails.clear();
    describe();
    updateGeometry();
    update();
}

void MapStrip::setMaps(const std::vector<Map>& maps, const OverlayStyle& style, const std::optional<ColourScale>& scale) {
    m_strip.pictures.clear();
    m_strip.maps = maps;
    m_strip.scale = scale;
    m_strip.style = style;
    m_thumbnails.clear();
    update();
}

void MapStrip::setTogether(const std::vector<std::vector<Map>>& maps) {
    if (maps.empty() && m_strip.together.empty())
        return;
    m_strip.together = maps;
    m_thumbnails.clear();
    update();
}

void MapStrip::setPictures(const std::vector<QImage>& pictures) {
    m_strip.pictures = pictures;
    m_thumbnails.clear();
    update();
}

void MapStrip::setDropped(const Masked& patches) {
    if (patches == m_strip.dropped)
        return;
    m_strip.dropped = patches;
    m_thumbnails.clear();
    update();
}

void MapStrip::setCurrent(int index) {
    if (index == m_current)
        return;
    m_current = index;
    describe();
    update();
}

void MapStrip::setStale(bool stale) {
    if (stale == m_stale)
        return;
    m_stale = stale;
    update();
}

void MapStrip::setOff(std::vector<bool> off) {
    if (off == m_off)
        return;
    m_off = std::move(off);
    update();
}

void MapStrip::setTrack(bool on) {
    m_track = on;
    update();
}

QString MapStrip::toolTipOf(int index) const {
    return index >= 0 && index < m_toolTips.size() ? m_toolTips[index] : QString();
}

void MapStrip::describe() {
    setAccessibleDescription(m_current >= 0 && m_current < count()
                                 ? tr("%1, %2 of %3").arg(toolTipOf(m_current)).arg(m_current + 1).arg(count())
                                 : QString());
}

// --- where it is -----------------------------------------------------------------------------------------------------

StripLayout MapStrip::layoutFor(int width) const {
    return layoutStrip(count(), width, m_captioned ? m_widestCaption : 0, m_largest);
}

void MapStrip::setLargest(int side) {
    if (side == m_largest)
        return;
    m_largest = side;
    m_thumbnails.clear();
    updateGeometry();
    update();
}

void MapStrip::setCaptioned(bool on) {
    if (on == m_captioned)
        return;
    m_captioned = on;
    updateGeometry();
    update();
}

int MapStrip::heightFor(int count, int width) const {
    return layoutStrip(count, width, m_captioned ? m_widestCaption : 0, m_largest).height();
}

int MapStrip::heightForWidth(int width) const { return layoutFor(width).height(); }

QSize MapStrip::sizeHint() const {
    const int columns = std::max(1, count());
    const int pitch = std::max(largestThumbnail + 8, m_widestCaption + 6);
    const int wide = stripLabel + columns * pitch + stripMargin;
    return {wide, layoutFor(wide).height()};
}

QSize MapStrip::minimumSizeHint() const {
    // One row of the smallest; heightForWidth says what a width really needs.
    return {stripLabel + std::max(smallestThumbnail + 8, m_widestCaption + 6) * 4,
            stripMargin + smallestThumbnail + captionHeight};
}

QRect MapStrip::badgeRect() const {
    if (m_captioned || m_current < 0 || m_current >= count())
        return {};
    return layoutNow().badge(m_current,
                             QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(m_captions[m_current]));
}

int MapStrip::indexAt(QPoint at) const {
    const StripLayout layout = layoutNow();
    for (int i = 0; i < count(); ++i)
        if (layout.thumbnail(i).contains(at) || layout.caption(i).contains(at))
            return i;
    return -1;
}

void MapStrip::resizeEvent(QResizeEvent* event) {
    if (layoutFor(event->oldSize().width()).height() != layoutNow().height())
        updateGeometry();
}

// --- painting --------------------------------------------------------------------------------------------------------

void MapStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const StripLayout layout = layoutNow();
    const int side = std::max(1, int(std::lround(layout.side * painter.deviceTransform().m11())));
    if (m_thumbnails.empty() || m_thumbnails.front().width() != side)
        m_thumbnails = drawThumbnails(m_strip, side);
    painter.setFont(textFont(TextSize::Small, true));
    painter.setPen(theme().quiet);
    painter.drawText(QRect(0, layout.thumbnail(0).top(), stripLabel - 4, layout.side), Qt::AlignLeft | Qt::AlignVCenter,
                     m_label);
    painter.setFont(textFont(TextSize::Small));
    for (int i = 0; i < count(); ++i)
        paintThumbnail(painter, layout, i);
    if (const QRect badge = badgeRect(); !badge.isNull())
        paintBadge(painter, badge, m_captions[m_current]);
    if (m_track)
        paintTrack(painter, layout);
}

/// Below the numbers, in every row of them.
void MapStrip::paintTrack(QPainter& painter, const StripLayout& layout) {
    painter.setPen(Qt::NoPen);
    for (int first = 0; first < count(); first += layout.columns) {
        const int last = std::min(count(), first + layout.columns) - 1;
        const QRect begin = layout.thumbnail(first), end = layout.thumbnail(last);
        const double y = layout.caption(first).bottom() - 1;
        painter.setBrush(theme().line);
        painter.drawRect(QRectF(begin.left(), y, end.right() + 1 - begin.left(), 2));
        if (m_current < first)
            continue;
        const QRect reached = layout.thumbnail(std::min(m_current, last));
        painter.setBrush(theme().accent);
        painter.drawRect(QRectF(begin.left(), y, reached.right() + 1 - begin.left(), 2));
    }
}

void MapStrip::paintThumbnail(QPainter& painter, const StripLayout& layout, int index) {
    const QRectF at = layout.thumbnail(index);
    painter.setPen(Qt::NoPen);
    if (index < int(m_thumbnails.size()) && !m_thumbnails[size_t(index)].isNull()) {
        const QImage& image = m_thumbnails[size_t(index)];
        QBrush brush(image);
        brush.setTransform(
            QTransform::fromTranslate(at.x(), at.y()).scale(at.width() / image.width(), at.height() / image.height()));
        painter.setOpacity(m_stale ? 0.5 : 1);
        painter.setBrush(brush);
        painter.drawRoundedRect(at, thumbnailRadius, thumbnailRadius);
        painter.setOpacity(1);
    } else {
        painter.setBrush(theme().dark ? theme().raised : theme().line);  // light: raised is nearly the stage's own
        painter.drawRoundedRect(at, thumbnailRadius, thumbnailRadius);
    }
    if (isOff(index))
        crossOut(painter, at);
    const bool current = index == m_current;
    if (current)
        outlineThumbnail(painter, at, 0, 2, theme().accent);
    else if (index == m_hovered)
        outlineThumbnail(painter, at, 0, 1, theme().quiet);
    if (current && m_focusRing)
        outlineThumbnail(painter, at, 2.5, 1, theme().text);
    if (!m_captioned)
        return;
    painter.setPen(current ? theme().text : theme().quiet);
    painter.drawText(layout.caption(index), Qt::AlignHCenter | Qt::AlignTop, m_captions[index]);
}

}  // namespace vitrine::ui

// What ImageView writes over the picture: the patches that ask, the pins and their legend, values in words.
#include "ui/panels/image_view.h"

#include "core/overlay/pins.h"
#include "ui/numbers.h"
#include "ui/panels/paint_device.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

// Over the picture: dark in both themes.
const QColor tagGround(20, 22, 25, 224);
const QColor tagText(0xe8, 0xea, 0xed);
constexpr Px tagHeight = units(3);

QColor colourOf(size_t pin) {
    const Rgb c = pinColour(pin);
    return {c.r, c.g, c.b};
}

void paintTagGround(QPainter& painter, const QRectF& at) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tagGround);
    painter.drawRoundedRect(at, 4, 4);
    painter.setPen(tagText);
}

/// A number in its pin's colour.
void paintBadge(QPainter& painter, const QRectF& at, size_t pin) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colourOf(pin));
    painter.drawRoundedRect(at, 4, 4);
    painter.setPen(QColor(20, 22, 25));
    painter.setFont(textFont(TextSize::Small, true));
    painter.drawText(at, Qt::AlignCenter, QString::number(pin + 1));
}

}  // namespace

void ImageView::paintMark(QPainter& painter, Cell cell, double width, const QColor& colour) const {
    const QRectF patch = patchRect(cell);
    const QRect onDevice = snapped({patch.topLeft() * m_scale, patch.size() * m_scale}, m_origin);
    const int inner = thickness(width, m_scale);
    frameAround(painter, onDevice, inner, colour);
    frameAround(painter, onDevice.adjusted(-inner, -inner, inner, inner), thickness(1, m_scale),
                withAlpha(Qt::black, 0.55));
}

void ImageView::paintMarks(QPainter& painter) const {
    if (m_rows <= 0 || m_cols <= 0)
        return;
    for (size_t i = 0; i < m_pins.size(); ++i)
        paintMark(painter, m_pins[i].cell, 2, colourOf(i));
    if (m_waiting)
        paintMark(painter, *m_waiting, 1, withAlpha(Qt::white, 0.7));
    if (m_read)
        paintMark(painter, *m_read, 1, Qt::white);
    const bool pinned = std::any_of(m_pins.begin(), m_pins.end(), [&](const PinMark& p) { return p.cell == m_query; });
    if (m_query && !pinned)
        paintMark(painter, *m_query, 2, Qt::white);
    else if (m_query)  // its own colour stays
        paintMark(painter, *m_query, 4,
                  colourOf(size_t(
                      std::find_if(m_pins.begin(), m_pins.end(), [&](const PinMark& p) { return p.cell == m_query; }) -
                      m_pins.begin())));
}

// On the patch's corner, not over what it shows.
void ImageView::paintNumber(QPainter& painter, size_t pin) const {
    const QRectF patch = patchRect(m_pins[pin].cell);
    if (!patch.intersects(rect()))
        return;
    QRectF badge(0, 0, 2 * unit, 2 * unit);
    badge.moveBottomRight(patch.topLeft() + QPointF(3, 3));
    badge.moveLeft(std::clamp(badge.left(), 0.0, std::max(0.0, width() - badge.width())));
    badge.moveTop(std::clamp(badge.top(), 0.0, std::max(0.0, height() - badge.height())));
    paintBadge(painter, badge, pin);
}

void ImageView::paintWords(QPainter& painter) const {
    if (m_draft) {
        const QString size =
            tr("%1 × %2 px at %3, %4").arg(m_draft->width).arg(m_draft->height).arg(m_draft->x).arg(m_draft->y);
        const QRectF crop = cropRect();
        return paintTag(painter, m_pull ? tr("%1 · Shift: any shape").arg(size) : size,
                        {crop.x(), crop.y() + unit, 0, 0});
    }
    for (size_t i = 0; i < m_pins.size(); ++i)
        paintNumber(painter, i);
    paintLegend(painter);
    const std::optional<Cell> told = m_read ? m_read : m_query;
    if (m_pixels && m_mouse && pixelAt(*m_mouse))
        paintTag(painter, pixelWords(), QRectF(*m_mouse - QPointF(6, 6), QSizeF(12, 12)));
    else if (told)
        paintTag(painter, m_read ? m_readLabel : m_label, patchRect(*told));
}

void ImageView::paintTag(QPainter& painter, const QString& words, const QRectF& beside) const {
    if (words.isEmpty() || !beside.adjusted(0, 0, 1, 1).intersects(rect()))
        return;
    painter.setFont(textFont(TextSize::Small));
    const QSizeF tag(std::ceil(painter.fontMetrics().horizontalAdvance(words)) + 2 * unit, tagHeight);
    const QRectF at = besidePatch(tag, beside.adjusted(-3, -3, 3, 3), rect(), unit);
    paintTagGround(painter, at);
    painter.drawText(at, Qt::AlignCenter, words);
}

void ImageView::paintLegend(QPainter& painter) const {
    if (m_pins.empty())
        return;
    painter.setFont(textFont(TextSize::Small));
    int widest = 0;
    for (const PinMark& pin : m_pins)
        widest = std::max(widest, painter.fontMetrics().horizontalAdvance(pin.words));
    const QSize size(widest + 5 * unit, int(m_pins.size()) * tagHeight + unit);
    const QRect at(QPoint(unit, height() - unit - size.height()), size);
    if (at.top() < 0 || at.right() > width())
        return;
    paintTagGround(painter, at);
    for (size_t i = 0; i < m_pins.size(); ++i) {
        const QRect row(at.x() + unit, at.y() + unit / 2 + int(i) * tagHeight, size.width() - 2 * unit, tagHeight);
        paintBadge(painter, QRectF(row.x(), row.y() + 4, 2 * unit, 2 * unit), i);
        painter.setFont(textFont(TextSize::Small));
        painter.setPen(tagText);
        painter.drawText(row.adjusted(3 * unit, 0, unit, 0), Qt::AlignLeft | Qt::AlignVCenter, m_pins[i].words);
    }
}

// What enters the model there: as colour, and as it is after mean and standard deviation.
QString ImageView::pixelWords() const {
    const QPoint at = *pixelAt(*m_mouse);
    const Input& input = m_picture->input;
    if (input.width != m_picture->image->width || input.height != m_picture->image->height)
        return {};
    const uint8_t* rgb = m_picture->image->row(at.y()) + at.x() * 3;
    QStringList normalised;
    for (size_t c = 0; c < 3; ++c)
        normalised << numberText(
            double(input.values[(c * size_t(input.height) + size_t(at.y())) * size_t(input.width) + size_t(at.x())]),
            'f', 2);
    return tr("x %1, y %2 · RGB %3 %4 %5 · normalised %6")
        .arg(at.x())
        .arg(at.y())
        .arg(rgb[0])
        .arg(rgb[1])
        .arg(rgb[2])
        .arg(normalised.join(QLatin1Char(' ')));
}

}  // namespace vitrine::ui

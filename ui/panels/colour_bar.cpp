#include "ui/panels/colour_bar.h"

#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr QSize barSize(154, 6);

int textWidth(const QString& text) { return QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(text); }

}  // namespace

ColourBar::ColourBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void ColourBar::setRange(std::optional<ValueRange> range) {
    if (range == m_range)
        return;
    m_range = range;
    setToolTip(range ? tr("The colours span this map's own range: %1 to %2. The lowest value leaves the picture as it "
                          "is, the highest covers it most.")
                           .arg(lowText(), highText())
                     : QString());
    setAccessibleName(range ? tr("Colours from %1 to %2").arg(lowText(), highText()) : tr("Colour bar"));
    updateGeometry();
    update();
}

void ColourBar::setColormap(const Colormap* colormap) {
    m_colormap = colormap;
    update();
}

QString ColourBar::lowText() const { return m_range ? valueText(m_range->low, *m_range) : QString(); }
QString ColourBar::highText() const { return m_range ? valueText(m_range->high, *m_range) : QString(); }

QRect ColourBar::barRect() const {
    return {QPoint(m_range ? textWidth(lowText()) + unit : 0, (height() - barSize.height()) / 2), barSize};
}

QSize ColourBar::sizeHint() const {
    // Room for the usual numbers, so that a change of range moves nothing.
    const int usual = 2 * textWidth(QStringLiteral("0.00000"));
    const int texts = m_range ? textWidth(lowText()) + textWidth(highText()) : 0;
    return {std::max(usual, texts) + 2 * unit + barSize.width(), 2 * unit};
}

void ColourBar::paintEvent(QPaintEvent*) {
    if (!m_range)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    const QRect bar = barRect();
    painter.drawText(QRect(0, 0, bar.left(), height()), Qt::AlignLeft | Qt::AlignVCenter, lowText());
    painter.drawText(QRect(bar.right() + 1 + unit, 0, width(), height()), Qt::AlignLeft | Qt::AlignVCenter, highText());
    const Colormap& colormap = m_colormap ? *m_colormap : colormaps().front();
    QLinearGradient gradient(bar.left(), 0, bar.right() + 1, 0);
    constexpr int stops = 32;
    for (int i = 0; i <= stops; ++i) {
        const Rgb c = colormap(double(i) / stops);
        gradient.setColorAt(double(i) / stops, QColor(c.r, c.g, c.b));
    }
    painter.setPen(theme().quiet);  // where it ends is seen on either ground
    painter.setBrush(gradient);
    painter.drawRoundedRect(QRectF(bar).adjusted(0.5, -0.5, -0.5, 0.5), 3, 3);
}

void ColourBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

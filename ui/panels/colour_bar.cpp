#include "ui/panels/colour_bar.h"

#include "ui/colour_gradient.h"
#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr QSize barSize(154, 6);
constexpr int shortest = 32;

int textWidth(const QString& text) { return QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(text); }

}  // namespace

ColourBar::ColourBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void ColourBar::setMaps(const MapSet* maps, const OverlayStyle& style) {
    setShared(style.shared);
    if (!maps || maps->map.values.empty())
        return setRange(std::nullopt);
    const ColourScale scale = scaleOf(*maps, style);
    setColormap(&colormapOf(style, scale));
    setRange(ValueRange{scale.low, scale.high});
    setLevels(contourLevels(maps->map, style, scale));
}

void ColourBar::setRange(std::optional<ValueRange> range) {
    if (range == m_range)
        return;
    m_range = range;
    describe();
    updateGeometry();
    update();
}

void ColourBar::describe() {
    if (!m_range)
        setToolTip({});
    else if (m_range->low < 0)
        setToolTip(tr("Red is above 0: the patch speaks for the class. Blue is below 0: it speaks against it. The colours "
                      "reach as far on either side: %1 to %2.")
                       .arg(lowText(), highText()));
    else if (m_shared)
        setToolTip(tr("The colours span the range of all maps shown, of every layer and head: %1 to %2. A colour is the "
                      "same value in all of them.")
                       .arg(lowText(), highText()));
    else
        setToolTip(tr("The colours span this map's own range: %1 to %2. The lowest value leaves the picture as it "
                      "is, the highest covers it most.")
                       .arg(lowText(), highText()));
    setAccessibleName(m_range ? tr("Colours from %1 to %2").arg(lowText(), highText()) : tr("Colour bar"));
}

void ColourBar::setMark(std::optional<double> value) {
    if (value == m_mark)
        return;
    m_mark = value;
    update();
}

void ColourBar::setLevels(const std::vector<double>& levels) {
    if (levels == m_levels)
        return;
    m_levels = levels;
    update();
}

void ColourBar::setShared(bool shared) {
    m_shared = shared;
    describe();
}

void ColourBar::setColormap(const Colormap* colormap) {
    m_colormap = colormap;
    update();
}

QString ColourBar::lowText() const { return m_range ? valueText(m_range->low, *m_range) : QString(); }
QString ColourBar::highText() const { return m_range ? valueText(m_range->high, *m_range) : QString(); }

QRect ColourBar::barRect() const {
    const int low = m_range ? textWidth(lowText()) + unit : 0, high = m_range ? textWidth(highText()) + unit : 0;
    const int wide = std::clamp(width() - low - high, shortest, barSize.width());
    return {low, (height() - barSize.height()) / 2, wide, barSize.height()};
}

double ColourBar::placeOf(double value) const {
    const QRect bar = barRect();
    const double spread = m_range ? m_range->high - m_range->low : 0;
    const double t = spread > 0 ? std::clamp((value - m_range->low) / spread, 0.0, 1.0) : 0;
    return bar.left() + t * bar.width();
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
    painter.setPen(theme().quiet);  // where it ends is seen on either ground
    painter.setBrush(gradientOf(colormap, bar.left(), bar.right() + 1));
    painter.drawRoundedRect(QRectF(bar).adjusted(0.5, -0.5, -0.5, 0.5), 3, 3);
    for (const double level : m_levels)
        painter.fillRect(QRectF(placeOf(level) - 0.5, bar.top() - 2, 1, bar.height() + 4), theme().text);
    if (m_mark && std::isfinite(*m_mark)) {
        painter.setPen(QPen(theme().stage, 1));
        painter.setBrush(theme().text);
        painter.drawEllipse(QPointF(placeOf(*m_mark), bar.center().y() + 0.5), 4.5, 4.5);
    }
}

void ColourBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

#include "ui/panels/value_bar.h"

#include "ui/panels/axis.h"
#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

/// "0.01", or "1e-5" where that is shorter.
QString powerText(int power) {
    if (power < -3)
        return QStringLiteral("1e%1").arg(power);
    return QString::number(std::pow(10.0, power), 'f', std::max(0, -power));
}

}  // namespace

std::vector<std::pair<double, QString>> scaleTicks(const MatrixScale& scale) {
    std::vector<std::pair<double, QString>> ticks;
    if (!(scale.high > scale.low))
        return ticks;
    if (scale.log) {
        for (int power = int(std::ceil(std::log10(scale.low) - 1e-9)); std::pow(10.0, power) <= scale.high; ++power)
            ticks.emplace_back(scale.place(std::pow(10.0, power)), powerText(power));
        return ticks;
    }
    const std::vector<double> round = axisTicks(scale.high, 4);
    for (const double value : round)
        if (value <= scale.high)
            ticks.emplace_back(scale.place(value), QString::number(value, 'f', tickDecimals(round)));
    return ticks;
}

ValueBar::ValueBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

QSize ValueBar::sizeHint() const { return {units(34), 2 * unit + QFontMetrics(textFont(TextSize::Small)).height()}; }

void ValueBar::setScale(const MatrixScale& scale, const Colormap* colormap) {
    m_scale = scale;
    m_colormap = colormap;
    setAccessibleName(tr("Colours from %1 to %2").arg(scale.low).arg(scale.high));
    setToolTip(scale.log ? tr("Logarithmic: from %1 or less to %2, the largest value.")
                               .arg(scale.low, 0, 'g', 2)
                               .arg(scale.high, 0, 'g', 2)
                         : tr("Linear: from 0 to %1, the largest value.").arg(scale.high, 0, 'g', 2));
    update();
}

void ValueBar::paintEvent(QPaintEvent*) {
    if (!(m_scale.high > m_scale.low))
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    const int margin = units(2);
    const QRectF bar(margin, 2, width() - 2.0 * margin, unit - 2);
    const Colormap& colours = m_colormap ? *m_colormap : colormaps().front();
    QLinearGradient gradient(bar.left(), 0, bar.right(), 0);
    for (int i = 0; i <= 32; ++i) {
        const Rgb c = colours(i / 32.0);
        gradient.setColorAt(i / 32.0, QColor(c.r, c.g, c.b));
    }
    painter.setPen(theme().quiet);  // where it ends is seen on either ground
    painter.setBrush(gradient);
    painter.drawRoundedRect(bar, 3, 3);
    double free = -1e9;  // where the last label ends
    for (const auto& [place, text] : scaleTicks(m_scale)) {
        const double x = bar.left() + place * bar.width();
        painter.setPen(theme().quiet);
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x, bar.bottom() + 4));
        const double wide = painter.fontMetrics().horizontalAdvance(text);
        const double left = std::clamp(x - wide / 2, 0.0, std::max(0.0, width() - wide));
        if (left < free + 4)
            continue;
        painter.drawText(QPointF(left, bar.bottom() + 6 + painter.fontMetrics().ascent()), text);
        free = left + wide;
    }
}

void ValueBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

#include "ui/panels/value_bar.h"

#include "ui/colour_gradient.h"
#include "ui/numbers.h"
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
    return numberText(std::pow(10.0, power), 'f', std::max(0, -power));
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
            ticks.emplace_back(scale.place(value), numberText(value, 'f', tickDecimals(round)));
    return ticks;
}

std::pair<QString, QString> scaleEnds(const MatrixScale& scale) {
    if (!(scale.high > scale.low))
        return {};
    const auto text = [](double value) {
        return numberText(value, 'g', 2).replace(QStringLiteral("e\u22120"), QStringLiteral("e\u2212"));
    };
    return {(scale.log ? QStringLiteral("≤ ") : QString()) + text(scale.low), text(scale.high)};
}

ValueBar::ValueBar(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); }

QSize ValueBar::sizeHint() const { return {units(34), unit + 6 + QFontMetrics(textFont(TextSize::Small)).height()}; }

void ValueBar::setScale(const MatrixScale& scale, const Colormap* colormap) {
    m_scale = scale;
    m_colormap = colormap;
    setAccessibleName(tr("Colours from %1 to %2").arg(scale.low).arg(scale.high));
    setToolTip(scale.log ? tr("Logarithmic: from %1 or less to %2, the largest value.")
                               .arg(numberText(scale.low, 'g', 2))
                               .arg(numberText(scale.high, 'g', 2))
                         : tr("Linear: from 0 to %1, the largest value.").arg(numberText(scale.high, 'g', 2)));
    update();
}

void ValueBar::paintEvent(QPaintEvent*) {
    if (!(m_scale.high > m_scale.low))
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont(TextSize::Small));
    const QRectF bar(0.5, 2.5, width() - 1.0, unit - 3);
    const Colormap& colours = m_colormap ? *m_colormap : colormaps().front();
    painter.setPen(theme().quiet);  // where it ends is seen on either ground
    painter.setBrush(gradientOf(colours, bar.left(), bar.right()));
    painter.drawRoundedRect(bar, 3, 3);
    paintNumbers(painter, bar);
}

/// The ends, and between them what has room.
void ValueBar::paintNumbers(QPainter& painter, const QRectF& bar) const {
    const QFontMetrics metrics = painter.fontMetrics();
    const double baseline = bar.bottom() + 6 + metrics.ascent();
    const auto [low, high] = scaleEnds(m_scale);
    const double last = width() - metrics.horizontalAdvance(high);
    painter.setPen(theme().quiet);
    if (metrics.horizontalAdvance(low) + unit <= last)
        painter.drawText(QPointF(0, baseline), low);
    painter.drawText(QPointF(last, baseline), high);
    double free = metrics.horizontalAdvance(low) + unit;  // where the next one may begin
    for (const auto& [place, text] : scaleTicks(m_scale)) {
        const double x = bar.left() + place * bar.width(), wide = metrics.horizontalAdvance(text);
        if (x - wide / 2 < free || x + wide / 2 + unit > last)
            continue;
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x, bar.bottom() + 4));
        painter.drawText(QPointF(x - wide / 2, baseline), text);
        free = x + wide / 2 + unit;
    }
}

void ValueBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

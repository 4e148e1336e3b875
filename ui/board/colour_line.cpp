#include "ui/board/colour_line.h"

#include "ui/colour_gradient.h"
#include "ui/panels/value_text.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px widest = units(12), lineThick{6};

int wordsOf(const ColourLine& line) {
    const QFontMetrics metrics(textFont(TextSize::Small));
    return metrics.horizontalAdvance(line.low) + metrics.horizontalAdvance(line.high) + 2 * unit;
}

}  // namespace

ColourLine::ColourLine(const OverlayStyle& style, const ColourScale& scale)
    : colormap(&colormapOf(style, scale)),
      low(valueText(scale.low, {scale.low, scale.high})),
      high(valueText(scale.high, {scale.low, scale.high})) {}

int ColourLine::width(int most) const { return wordsOf(*this) + std::clamp(most - wordsOf(*this), 0, int(widest)); }

void ColourLine::paint(QPainter& painter, const QRect& at) const {
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    const QRect line(at.left(), at.top(), width(at.width()), at.height());
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, low);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, high);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF bar(line.left() + metrics.horizontalAdvance(low) + unit, line.center().y() + 1 - lineThick / 2.0,
                     line.width() - wordsOf(*this), lineThick);
    if (bar.width() < unit)
        return;
    painter.setPen(theme().quiet);  // where it ends is seen on either ground
    painter.setBrush(gradientOf(*colormap, bar.left(), bar.right()));
    painter.drawRoundedRect(bar.adjusted(0.5, -0.5, -0.5, 0.5), 2, 2);
}

}  // namespace vitrine::ui

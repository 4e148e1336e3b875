#include "ui/colour_gradient.h"

namespace vitrine::ui {

QLinearGradient gradientOf(const Colormap& colormap, double left, double right) {
    constexpr int stops = 32;
    QLinearGradient gradient(left, 0, right, 0);
    for (int i = 0; i <= stops; ++i) {
        const Rgb c = colormap(double(i) / stops);
        gradient.setColorAt(double(i) / stops, QColor(c.r, c.g, c.b));
    }
    return gradient;
}

}  // namespace vitrine::ui

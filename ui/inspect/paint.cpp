#include "ui/inspect/paint.h"

#include "ui/numbers.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

QImage mapImage(const Map& map, const Colormap& colormap, ValueRange range) {
    QImage image(std::max(1, map.cols), std::max(1, map.rows), QImage::Format_RGB32);
    image.fill(Qt::black);
    const double spread = range.high - range.low;
    for (int row = 0; row < map.rows; ++row)
        for (int col = 0; col < map.cols; ++col) {
            const Rgb c = colormap(spread > 0 ? (double(map.at(row, col)) - range.low) / spread : 0.0);
            image.setPixel(col, row, qRgb(c.r, c.g, c.b));
        }
    return image;
}

ValueRange rangeOf(const Map& map) { return {double(map.min()), double(map.max())}; }

ValueRange signedRangeOf(const Map& map) {
    const double most = std::max(std::abs(double(map.min())), std::abs(double(map.max())));
    return most > 0 ? ValueRange{-most, most} : ValueRange{-1, 1};
}

const Colormap& colormapOr(const Colormap* chosen) { return chosen ? *chosen : colormaps().front(); }

std::vector<double> ticks(double low, double high, int count) {
    const double rough = (high - low) / std::max(1, count);
    if (!(rough > 0) || !std::isfinite(rough))
        return {low};
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double lead = rough / power;
    const double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    std::vector<double> all;
    for (double at = std::ceil(low / step) * step; at <= high + step * 1e-9; at += step)
        all.push_back(std::abs(at) < step * 1e-9 ? 0 : at);
    return all;
}

QString shortNumber(double value) {
    if (!std::isfinite(value))
        return QStringLiteral("none");
    const double size = std::abs(value);
    QString text = size >= 1000                ? grouped(qRound64(size))
                   : size != 0 && size < 0.001 ? numberText(size, 'e', 1)
                                               : numberText(size, 'g', 3);
    return value < 0 ? QStringLiteral("−") + text : text;
}

QString signedNumber(double value) { return value < 0 ? shortNumber(value) : QStringLiteral("+") + shortNumber(value); }

}  // namespace vitrine::ui

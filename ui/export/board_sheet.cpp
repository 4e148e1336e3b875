#include "ui/export/board_sheet.h"

#include "core/change/fill_image.h"
#include "core/overlay/scale.h"
#include "core/overlay/taken.h"
#include "ui/board/board_tiles.h"
#include "ui/board/board_words.h"
#include "ui/board/tile_layout.h"
#include "ui/board/tile_picture.h"
#include "ui/export/figure_layout.h"
#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"

#include <QtGui/QFontMetricsF>

#include <algorithm>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr int sharp = 3;  // px of a map to one of the figure's
constexpr double widestColours = 96;
constexpr double mark = 24, afterMark = mark + 6;  // a piece of the method's line before its name
constexpr double figureRoom = 42;                  // of an area
constexpr int tileFooter = 50;                     // a title, and what the colours span

QColor inkOf(const BoardEntry& entry) { return methodColour(entry.request.method, false); }

LineShape lineOf(const BoardEntry& entry, double width) {
    return {{}, inkOf(entry), width, methodDashes(entry.request.method)};
}

void addMark(Layout& layout, double x, double base, const BoardEntry& entry) {
    LineShape line = lineOf(entry, 2);
    line.points << QPointF(x, base - 4) << QPointF(x + mark, base - 4);
    layout.add(std::move(line));
}

/// What a map's colours span, no wider than its tile.
void addColours(Layout& layout, double left, double right, double base, const OverlayStyle& style,
                const ColourScale& scale) {
    const QFontMetricsF metrics(smallFont());
    const ValueRange range{scale.low, scale.high};
    const QString low = valueText(scale.low, range), high = valueText(scale.high, range);
    const double words = metrics.horizontalAdvance(low) + metrics.horizontalAdvance(high) + 2 * step;
    layout.colours({left, base}, {std::min(right - left - words, widestColours), 6}, low, high,
                   colormapOf(style, scale));
}

double addMaps(Layout& layout, const BoardContent& content, double y) {
    const Picture& picture = *content.figure.result->picture;
    const auto& entries = content.entries;
    const int columns = int(entries.size()) <= 4 ? int(entries.size()) : entries.size() <= 6 ? 3 : 4;
    const int across = int(widthOfAll - 2 * margin);
    const double aspect = std::clamp(picture.seen.width / std::max(1.0, picture.seen.height), 0.25, 4.0);
    const int side = (across - (columns - 1) * int(gap)) / std::max(1, columns);
    const TileLayout tiles = layoutTiles(int(entries.size()), {across, 0}, aspect, tileFooter, int(gap), side);
    const Image plain = tilePicture(picture, tiles.picture * sharp,
                                    maskedOf(picture, content.figure.view.intervention, *content.figure.plan));
    const Taken taken = takenOf(content.figure.view.intervention, content.figure.plan->config);
    const Box whole{0, 0, double(plain.width), double(plain.height)};
    const ColourScale all = sharedScale(entries);
    for (size_t i = 0; i < entries.size(); ++i) {
        const QRectF at = QRectF(tiles.pictures[i]).translated(margin, y);
        Image shown = plain;
        if (entries[i].map) {
            const ColourScale scale =
                content.figure.view.board.shared && !isBaseline(entries[i].request) ? all : ownScale(*entries[i].map);
            shown = blend(plain, whole, *entries[i].map, content.figure.view.style, scale);
            addColours(layout, at.left(), at.right(), at.bottom() + 38, content.figure.view.style, scale);
        }
        layTaken(shown, whole, taken);
        layout.add(PictureShape{at, toQImage(shown)});
        addMark(layout, at.left(), at.bottom() + 18, entries[i]);
        const int room = int(at.width() - afterMark - figureRoom);
        layout.text({at.left() + afterMark, at.bottom() + 18},
                    fittedTitle(entries[i].request, QFontMetrics(strongFont()), room), strongFont(), ink);
        if (const auto auc = aucOf(entries[i], content.figure.view.board.insertion))
            layout.text({at.right(), at.bottom() + 18}, aucText(*auc), smallFont(), ink, Qt::AlignRight);
    }
    return y + tiles.height;
}

void addAxes(Layout& layout, const QRectF& at, const std::vector<double>& ticks, bool insertion) {
    for (const double tick : ticks) {
        const double y = at.bottom() - tick / ticks.back() * at.height();
        layout.add(FillShape{{at.left(), y - 0.25, at.width(), 0.5}, hairline});
        layout.text({at.left() - step, y + 4}, numberText(tick, 'f', std::max(2, tickDecimals(ticks))), smallFont(),
                    quietInk, Qt::AlignRight);
    }
    for (const int percent : {0, 25, 50, 75, 100})
        layout.text({at.left() + at.width() * percent / 100, at.bottom() + 18}, tr("%1 %").arg(percent), smallFont(),
                    quietInk, Qt::AlignHCenter);
    layout.text({at.center().x(), at.bottom() + 36}, shareWords(insertion), smallFont(), quietInk, Qt::AlignHCenter);
}

/// The curves, each with its line.
void addCurves(Layout& layout, const BoardContent& content, const QRectF& at) {
    const bool insertion = content.figure.view.board.insertion;
    double top = 0;
    for (const BoardEntry& entry : content.entries)
        if (entry.got)
            for (const float value : curveOf(*entry.got, insertion).values)
                top = std::max(top, double(value));
    const std::vector<double> ticks = probabilityTicks(top);
    addAxes(layout, at, ticks, insertion);
    for (const BoardEntry& entry : content.entries) {
        if (!entry.got)
            continue;
        const Curve& curve = curveOf(*entry.got, insertion);
        LineShape line = lineOf(entry, 1.5);
        for (size_t k = 0; k < curve.values.size(); ++k)
            line.points << QPointF(at.left() + double(curve.shares[k]) * at.width(),
                                   at.bottom() - double(curve.values[k]) / ticks.back() * at.height());
        layout.add(std::move(line));
    }
}

double addList(Layout& layout, const BoardContent& content, double left, double y) {
    const bool insertion = content.figure.view.board.insertion;
    const double right = widthOfAll - margin;
    layout.text({left, y}, insertion ? tr("Area, higher is more faithful") : tr("Area, lower is more faithful"),
                smallFont(), quietInk);
    for (const size_t i : rankedEntries(content.entries, insertion)) {
        y += 22;
        const BoardEntry& entry = content.entries[i];
        addMark(layout, left, y, entry);
        layout.text({left + afterMark, y}, boardTitle(entry.request), smallFont(), ink);
        if (const auto auc = aucOf(entry, insertion))
            layout.text({right, y}, aucText(*auc), smallFont(), ink, Qt::AlignRight);
    }
    return y;
}

QString measuredWords(const BoardContent& content) {
    const Board& board = content.figure.view.board;
    const auto& curve = curveOf(*content.entries.front().got, board.insertion);
    const Map& map = *content.entries.front().map;
    const int patches = map.rows * map.cols;
    const int size = curve.shares.size() > 1 ? qRound(double(curve.shares[1]) * patches) : patches;
    return tr("Removed patches: %1, %2.").arg(fillWords(board.fill), stepWords(size));
}

}  // namespace

Drawing boardSheetOf(const BoardContent& content) {
    const Board& board = content.figure.view.board;
    Layout layout(widthOfAll);
    const QString title = content.label.isEmpty()
                              ? tr("Maps of several methods, side by side")
                              : tr("Methods side by side: which patches does %1 hang on?").arg(content.label);
    double y = layout.paragraph(margin, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content.figure), smallFont(), ink);
    QString scale = board.shared ? tr("One colour scale for all maps, random and centre aside.")
                                 : tr("Each map has its own colour scale.");
    if (!content.label.isEmpty())
        scale += QLatin1Char(' ') + measuredWords(content);
    if (content.figure.view.map.target.against)
        scale += QLatin1Char(' ') + tr("Red: the patch speaks for the one, blue: for the other.");
    y = layout.paragraph(y, scale, smallFont(), quietInk);
    y = addMaps(layout, content, y + gap);
    if (content.label.isEmpty())
        return layout.finish(y + margin, title);
    y += gap;
    layout.text({margin, y + 13}, plotTitle(content.label, board.insertion), strongFont(), ink);
    const QRectF plot(margin + 40, y + 34, 430, 230);
    addCurves(layout, content, plot);
    y = std::max(plot.bottom() + 44, addList(layout, content, plot.right() + 2 * margin, y + 38) + gap) + step;
    y = layout.paragraph(y, verdictWords(content.entries, board.insertion), smallFont(), ink);
    y = layout.paragraph(y, cautionWords(), smallFont(), quietInk);
    return layout.finish(y + margin - step, title);
}

}  // namespace vitrine::ui

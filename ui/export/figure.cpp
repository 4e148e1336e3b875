#include "ui/export/figure.h"

#include "core/export/overlay_image.h"
#include "core/overlay/grid.h"
#include "core/overlay/pins.h"
#include "ui/core_words.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"
#include "ui/theme.h"
#include "ui/tr.h"

#include <QtGui/QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double margin = 24;
constexpr double gap = 16;
constexpr double step = 8;
constexpr double widthOfAll = 800;
constexpr double tallest = 520;  // of a picture
constexpr int finest = 2400;     // px along a picture's long side in a document: 600 to the inch at its size
constexpr double lineOfText = 18;
constexpr QSizeF barSize(176, 8);
constexpr double labels = 56;  // of the sheet's rows
constexpr double cellGap = 4;

const QColor ink(0x1b, 0x1f, 0x24);
const QColor quietInk(0x5a, 0x64, 0x6f);
const QColor hairline(0xc4, 0xca, 0xd1);

/// The window's typeface in a size of the figure's own.
QFont sized(QFont font, int pixels) {
    font.setPixelSize(pixels);
    return font;
}
QFont smallFont() { return sized(textFont(), 12); }
QFont strongFont() { return sized(textFont(TextSize::Normal, true), 13); }

/// Not finer than a printer is: a photo of 50 megapixels would make a document of 200 MB.
QImage forDocument(const QImage& image) {
    if (std::max(image.width(), image.height()) <= finest)
        return image;
    return image.scaled(finest, finest, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// Words broken into lines no wider than `width`.
QStringList wrapped(const QString& text, const QFont& font, double width) {
    const QFontMetricsF metrics(font);
    QStringList lines;
    QString line;
    for (const QString& word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const QString longer = line.isEmpty() ? word : line + QLatin1Char(' ') + word;
        if (!line.isEmpty() && metrics.horizontalAdvance(longer) > width) {
            lines << line;
            line = word;
        } else {
            line = longer;
        }
    }
    return line.isEmpty() ? lines : lines << line;
}

QString sentence(const std::string& words) {
    QString text = QString::fromStdString(words);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text.replace(QStringLiteral(" · "), QStringLiteral(", "));
}

QString predictionWords(const FigureContent& content) {
    const Result& result = *content.result;
    if (result.top.empty())
        return tr("no classes to predict");
    if (result.zeroLogits)
        return tr("no opinion yet (random weights, every logit is 0)");
    QStringList words;
    for (size_t i = 0; i < std::min<size_t>(3, result.top.size()); ++i)
        words << tr("%1 %2 %")
                     .arg(QString::fromStdString(result.top[i].label))
                     .arg(double(result.top[i].probability) * 100, 0, 'f', 1);
    return words.join(QStringLiteral(", "));
}

ValueRange rangeOf(const FigureContent& content) {
    const ColourRange range = colourRange(*content.result->capture, content.view, content.map);
    return {range.low, range.high};
}

/// The third paragraph: what the colours are.
QString scaleWords(const FigureContent& content) {
    const OverlayStyle& style = content.view.style;
    if (!content.view.pins.empty())
        return tr("One colour a patch; each map is the stronger the higher its value.");
    const ValueRange range = rangeOf(content);
    if (!(range.high > range.low))
        return tr("The map is the same everywhere: nothing is drawn.");
    QString words = style.shared ? tr("Colours span the range of all maps shown together, from %1 to %2.")
                                 : tr("Colours span this map's own range, from %1 to %2.");
    words = words.arg(valueText(range.low, range), valueText(range.high, range));
    if (style.keep < 1)
        words += QLatin1Char(' ') +
                 tr("Drawn are the highest patches that together hold %1 % of the sum.").arg(qRound(style.keep * 100));
    if (style.contour)
        words += QLatin1Char(' ') + tr("Lines join equal values.");
    return words;
}

/// "Attention of 3 patches, layer 10, head 4".
QString pinTitle(const Capture& capture, const View& view) {
    MapRequest request = view.map;
    request.query = {};
    return sentence(caption(capture, request))
        .replace(QStringLiteral("the class token"), tr("%n patches", "", int(view.pins.size())));
}

/// The second paragraph of a caption.
QString facts(const FigureContent& content) {
    QString words = tr("%1 through %2: %3.").arg(content.pictureName, content.modelName, predictionWords(content));
    if (!content.target.isEmpty())
        words += QLatin1Char(' ') + tr("Class explained: %1.").arg(content.target);
    return words;
}

class Layout {
public:
    explicit Layout(double width) { m_drawing.size.setWidth(width); }

    void text(QPointF at, const QString& words, const QFont& font, const QColor& colour,
              Qt::Alignment align = Qt::AlignLeft) {
        m_drawing.shapes.push_back(TextShape{at, align, words, font, colour});
    }
    template <class T>
    void add(T shape) {
        m_drawing.shapes.push_back(std::move(shape));
    }
    /// Lines from `y` (their top) on; returns where they end.
    double paragraph(double y, const QString& words, const QFont& font, const QColor& colour) {
        for (const QString& line : wrapped(words, font, m_drawing.size.width() - 2 * margin)) {
            text({margin, y + 13}, line, font, colour);
            y += lineOfText;
        }
        return y;
    }
    Drawing finish(double height, const QString& title) {
        m_drawing.size.setHeight(std::ceil(height));
        m_drawing.title = title;
        return std::move(m_drawing);
    }

private:
    Drawing m_drawing;
};

/// Where a rectangle of the picture's pixels lies in the figure.
QRectF placed(const Box& box, const Image& image, const QRectF& at) {
    const Box on = project(box, image.width, image.height, {at.x(), at.y(), at.width(), at.height()});
    return {on.x, on.y, on.width, on.height};
}

void addOutline(Layout& layout, const QRectF& rect, double width, const QColor& colour) {
    layout.add(FrameShape{rect, QColor(0, 0, 0, 140), width + 1});
    layout.add(FrameShape{rect, colour, width});
}

/// The part the model saw, and who asks.
void addMarks(Layout& layout, const FigureContent& content, const QRectF& at) {
    const Picture& picture = *content.result->picture;
    const QRectF seen = placed(picture.seen, picture.image, at) & at.adjusted(1.5, 1.5, -1.5, -1.5);
    addOutline(layout, seen, 1, Qt::white);
    const PatchGrid grid{content.map.rows, content.map.cols, picture.seen};
    const auto mark = [&](const Cell& cell, const QColor& colour) {
        const QRectF rect = placed(patchBox(grid, cell), picture.image, at);
        if (content.map.rows > 0 && at.contains(rect))
            addOutline(layout, rect, 2, colour);
    };
    const View& view = content.view;
    for (size_t i = 0; i < std::min(view.pins.size(), mostPins); ++i) {
        const Rgb colour = pinColour(i);
        mark(view.pins[i], QColor(colour.r, colour.g, colour.b));
    }
    if (view.pins.empty() && view.map.query.patch)
        mark(*view.map.query.patch, Qt::white);
}

double colourBar(Layout& layout, const FigureContent& content, double left, double y) {
    const ValueRange range = rangeOf(content);
    const QString low = valueText(range.low, range), high = valueText(range.high, range);
    const QRectF bar({left + QFontMetricsF(smallFont()).horizontalAdvance(low) + step, y + 5}, barSize);
    layout.text({left, y + 13}, low, smallFont(), quietInk);
    layout.add(ColoursShape{bar, content.view.style.colormap});
    layout.add(FrameShape{bar, hairline, 0.5});
    layout.text({bar.right() + step, y + 13}, high, smallFont(), quietInk);
    return y + lineOfText;
}

/// Which colour is which patch, where several are compared.
double pinLegend(Layout& layout, const FigureContent& content, double left, double y) {
    for (size_t i = 0; i < std::min(content.view.pins.size(), mostPins); ++i) {
        const Rgb colour = pinColour(i);
        const QString words = tr("%1, %2").arg(content.view.pins[i].row).arg(content.view.pins[i].col);
        layout.add(FillShape{{left, y + 4, 10, 10}, QColor(colour.r, colour.g, colour.b)});
        layout.text({left + 16, y + 13}, words, smallFont(), quietInk);
        left += 16 + QFontMetricsF(smallFont()).horizontalAdvance(words) + gap;
    }
    return y + lineOfText;
}

std::vector<QRectF> cells(int layers, int heads, double left, double top, double side) {
    std::vector<QRectF> rects;
    for (int layer = 0; layer < layers; ++layer)
        for (int head = 0; head < heads; ++head)
            rects.emplace_back(left + head * (side + cellGap), top + layer * (side + cellGap), side, side);
    return rects;
}

/// maps[layer * heads + head] of the view's query.
std::vector<Map> allHeads(const Capture& capture, const View& view) {
    constexpr int fusions = 3;  // before the heads in MapSet::byHead
    std::vector<Map> maps;
    for (int layer = 0; layer < capture.layers(); ++layer) {
        MapRequest request{"attention", layer, {}, view.map.query, view.map.direction, 0, {}};
        const MapSet set = explainAround(capture, request);
        maps.insert(maps.end(), set.byHead.begin() + fusions, set.byHead.end());
    }
    return maps;
}

QString gridTitle(const MapRequest& map) {
    const QString query = map.query.patch ? tr("patch %1, %2").arg(map.query.patch->row).arg(map.query.patch->col)
                                          : tr("the class token");
    return (map.direction == Direction::To ? tr("Attention to %1, all layers and heads")
                                           : tr("Attention of %1, all layers and heads"))
        .arg(query);
}

/// The words above the sheet; returns where they end.
double gridHead(Layout& layout, const FigureContent& content, const QString& title, ValueRange range) {
    double y = layout.paragraph(margin, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    const QString scale = content.view.style.shared
                              ? tr("One colour scale for all maps, from %1 to %2.")
                                    .arg(valueText(range.low, range), valueText(range.high, range))
                              : tr("Each map has its own colour scale, from its lowest to its highest value.");
    return layout.paragraph(y, scale, smallFont(), quietInk);
}

void addNumbers(Layout& layout, const std::vector<QRectF>& rects, int layers, int heads) {
    const double top = rects.front().top() - 6;
    layout.text({margin, top}, tr("head"), smallFont(), quietInk);
    for (int head = 0; head < heads; ++head)
        layout.text({rects[size_t(head)].center().x(), top}, QString::number(head), smallFont(), quietInk,
                    Qt::AlignHCenter);
    layout.text({margin, rects.front().center().y() + 4}, tr("layer"), smallFont(), quietInk);
    for (int layer = 0; layer < layers; ++layer)
        layout.text({rects.front().left() - step, rects[size_t(layer) * size_t(heads)].center().y() + 4},
                    QString::number(layer), smallFont(), quietInk, Qt::AlignRight);
}

}  // namespace

QString modelWords(const ModelPlan& plan) {
    return QString::fromStdString(displayName(plan.config) + ", " + plan.weights);
}

Drawing figureOf(const FigureContent& content) {
    const Picture& picture = *content.result->picture;
    const double aspect = double(picture.image.height) / picture.image.width;
    double side = (widthOfAll - 2 * margin - gap) / 2;
    side = std::min(side, tallest / aspect);
    side = std::max(side, 80.0);
    Layout layout(widthOfAll);
    const QRectF plain(margin, margin, side, side * aspect);
    const QRectF over = plain.translated(side + gap, 0);
    layout.add(PictureShape{plain, forDocument(toQImage(picture.forTheEye()))});
    addMarks(layout, content, plain);
    layout.add(PictureShape{over, forDocument(toQImage(overlayImage(*content.result, content.view, content.map)))});
    addMarks(layout, content, over);
    double y = plain.bottom() + step;
    layout.text({margin, y + 13},
                tr("%1, %2 × %3 px").arg(content.pictureName).arg(picture.image.width).arg(picture.image.height),
                smallFont(), quietInk);
    y = (content.view.pins.empty() ? colourBar : pinLegend)(layout, content, over.left(), y) + gap;
    const QString title =
        content.view.pins.empty()
            ? sentence(
                  captionWords(QString::fromStdString(caption(*content.result->capture, content.view.map))).toStdString())
            : pinTitle(*content.result->capture, content.view);
    y = layout.paragraph(y, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    y = layout.paragraph(y, scaleWords(content), smallFont(), quietInk);
    return layout.finish(y + margin - step, title);
}

Drawing gridSheetOf(const FigureContent& content) {
    const Capture& capture = *content.result->capture;
    const int layers = capture.layers(), heads = capture.heads();
    const std::vector<Map> maps = allHeads(capture, content.view);
    const double side = std::clamp(std::floor(720.0 / heads) - cellGap, 44.0, 72.0);
    Layout layout(std::max(560.0, 2 * margin + labels + heads * (side + cellGap)));
    const QString title = gridTitle(content.view.map);
    MapSet shown;
    shown.map = maps.front();
    shown.byHead = maps;
    const ColourScale all = sharedScale(shown);
    const double top = gridHead(layout, content, title, {all.low, all.high}) + gap + lineOfText;
    const std::vector<QRectF> rects = cells(layers, heads, margin + labels, top, side);
    addNumbers(layout, rects, layers, heads);
    const OverlayStyle& style = content.view.style;
    for (size_t i = 0; i < maps.size(); ++i) {
        const int width = style.smooth ? int(side) * 3 : maps[i].cols, height = style.smooth ? width : maps[i].rows;
        const auto scale = style.shared ? all : ownScale(maps[i]);
        layout.add(PictureShape{rects[i], toQImage(drawThumbnail(maps[i], width, height, style, scale)), style.smooth});
    }
    return layout.finish(rects.back().bottom() + margin, title);
}

}  // namespace vitrine::ui

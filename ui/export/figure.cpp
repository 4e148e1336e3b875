#include "ui/export/figure.h"

#include "core/capture/capture.h"
#include "core/explain/request.h"
#include "core/export/overlay_image.h"
#include "core/overlay/grid.h"
#include "core/overlay/pins.h"
#include "core/overlay/scale.h"
#include "core/scene/intervention_words.h"
#include "ui/core_words.h"
#include "ui/export/figure_layout.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"
#include "ui/tr.h"

#include <QtGui/QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr double tallest = 520;  // of a picture
constexpr int finest = 2400;     // px along a picture's long side in a document: 600 to the inch at its size
constexpr QSizeF barSize(176, 8);

/// Not finer than a printer is: a photo of 50 megapixels would make a document of 200 MB.
QImage forDocument(const QImage& image) {
    if (std::max(image.width(), image.height()) <= finest)
        return image;
    return image.scaled(finest, finest, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

ValueRange contentRange(const FigureContent& content) {
    const ColourRange range = colourRange(*content.result->capture, content.view, content.map);
    return {range.low, range.high};
}

/// The third paragraph: what the colours are.
QString scaleWords(const FigureContent& content) {
    const OverlayStyle& style = content.view.style;
    if (!content.view.pins.empty())
        return tr("One colour a patch; each map is the stronger the higher its value.");
    const ValueRange range = contentRange(content);
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
    const QRectF seen = placed(picture.seen, *picture.image, at) & at.adjusted(1.5, 1.5, -1.5, -1.5);
    addOutline(layout, seen, 1, Qt::white);
    const PatchGrid grid{content.map.rows, content.map.cols, picture.seen};
    const auto mark = [&](const Cell& cell, const QColor& colour) {
        const QRectF rect = placed(patchBox(grid, cell), *picture.image, at);
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
    const ValueRange range = contentRange(content);
    layout.colours({left, y + 13}, barSize, valueText(range.low, range), valueText(range.high, range),
                   colormapOf(content.view.style, {range.low, range.high}));
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

}  // namespace

std::string captionOf(const FigureContent& content, const MapRequest& request) {
    const auto name = [&content](int index) { return content.plan->label(index); };
    return withChange(caption(*content.result->capture, request, name), content.view.intervention);
}

QString targetWords(const ModelPlan& plan, const Target& target) {
    if (!target.of)
        return {};
    const QString of = QString::fromStdString(plan.label(*target.of));
    return target.against ? tr("%1 against %2").arg(of, QString::fromStdString(plan.label(*target.against))) : of;
}

QString modelWords(const ModelPlan& plan) {
    return QString::fromStdString(displayName(plan.config) + ", " + plan.weights);
}

Drawing figureOf(const FigureContent& content) {
    const Picture& picture = *content.result->picture;
    const double aspect = double(picture.image->height) / picture.image->width;
    double side = (widthOfAll - 2 * margin - gap) / 2;
    side = std::min(side, tallest / aspect);
    side = std::max(side, 80.0);
    Layout layout(widthOfAll);
    const QRectF plain(margin, margin, side, side * aspect);
    const QRectF over = plain.translated(side + gap, 0);
    layout.add(PictureShape{plain, forDocument(toQImage(picture.forTheEye()))});
    addMarks(layout, content, plain);
    layout.add(PictureShape{
        over, forDocument(toQImage(overlayImage(*content.plan, *content.result, content.view, content.map)))});
    addMarks(layout, content, over);
    double y = plain.bottom() + step;
    layout.text({margin, y + 13},
                tr("%1, %2 × %3 px").arg(content.pictureName).arg(picture.image->width).arg(picture.image->height),
                smallFont(), quietInk);
    y = (content.view.pins.empty() ? colourBar : pinLegend)(layout, content, over.left(), y) + gap;
    const Capture& capture = *content.result->capture;
    const QString title = sentence(mapWords(completed(capture, content.view.map), capture.heads(), content.view.pins,
                                            capture.hasClassToken(), namesOf(*content.result)));
    y = layout.paragraph(y, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    y = layout.paragraph(y, scaleWords(content), smallFont(), quietInk);
    return layout.finish(y + margin - step, title);
}

}  // namespace vitrine::ui

// The figure of the page Inside.
#include "core/change/fill_image.h"
#include "core/inside/table.h"
#include "core/overlay/diverging.h"
#include "core/overlay/pins.h"
#include "core/overlay/taken.h"
#include "ui/core_words.h"
#include "ui/export/figure_layout.h"
#include "ui/export/inside_plots.h"
#include "ui/inside.h"
#include "ui/inspect/paint.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"

#include <QtGui/QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

using namespace figures;

constexpr double plotsHigh = 300;
constexpr int finestPicture = 1200;  // px of the picture
constexpr int small = 128;           // px of a layer's
constexpr int figureLine = 400;      // px of a picture to one of a line in it
const QColor ring(0xff, 0xb4, 0x6b);

InsideNames namesOf(const FigureContent& content) {
    const bool classToken = content.result->capture->hasClassToken();
    const auto& patch = content.view.map.query.patch;
    const QString query = patch ? patchWords(*patch) : classToken ? tr("the class token") : tr("all patches together");
    return {query, classToken, [plan = content.plan](int index) {
                return plan ? QString::fromStdString(plan->label(index)) : QString::number(index);
            }};
}

/// The picture as the model sees it; of Lens in the colours of what its patches say.
QImage pictureOf(const FigureContent& content, const Inside& inside, size_t after) {
    const Picture& picture = *content.result->picture;
    const Picture part = seenPart(picture, finestPicture);
    const Image ground = withMasked(*part.image, part.seen, maskedOf(picture, content.view.intervention, *content.plan));
    Image image = after < inside.lens.size()
                      ? blendPins(ground, part.seen, classMaps(inside.lens[after], mostPins), classStyle())
                      : ground;
    layTaken(image, part.seen, takenOf(content.view.intervention, content.plan->config));
    return toQImage(image);
}

bool isCosine(const Inside& inside) { return inside.request.view == InsideView::Similarity; }

QImage valuesOf(const Inside& inside, int after, const Colormap& colormap) {
    if (size_t(after) < inside.colours.size())
        return toQImage(inside.colours[size_t(after)].pictures[inside.picture].image);
    const std::optional<Map> map = inside.drawn(after);
    if (map && isCosine(inside))
        return mapImage(*map, divergingColormap(), cosineRange(inside));
    return map ? mapImage(*map, colormap, rangeOf(*map)) : QImage();
}

/// A pixel a patch; with patches that are not in the sequence as wide as given, for they are hatched.
QImage mapOf(const Inside& inside, int after, const Colormap& colormap, int wide) {
    const QImage values = valuesOf(inside, after, colormap);
    if (values.isNull() || inside.dropped.empty())
        return values;
    const int high = std::max(1, wide * values.height() / values.width());
    QImage image = values.scaled(wide, high);
    hatch(image, {inside.dropped, values.height(), values.width()}, std::max(1, wide / figureLine));
    return image;
}

void addMarks(Layout& layout, const FigureContent& content, const Inside& inside, size_t after, const QRectF& at,
              bool isMap) {
    const Capture& run = *content.result->capture;
    const double w = at.width() / run.cols(), h = at.height() / run.rows();
    const auto mark = [&](const Cell& cell, const QColor& colour, double width) {
        const QRectF rect(at.x() + cell.col * w, at.y() + cell.row * h, w, h);
        layout.add(FrameShape{rect, QColor(0, 0, 0, 140), width + 1});
        layout.add(FrameShape{rect, colour, width});
    };
    if (isMap && after < inside.norms.size())
        for (const Cell& cell : inside.norms[after].outliers)
            mark(cell, ring, 1.5);
    if (inside.request.view == InsideView::Similarity && content.view.map.query.patch)
        mark(*content.view.map.query.patch, Qt::white, 2);
}

/// Coloured squares with their words, in as many lines as they take.
double addChips(Layout& layout, double y, const std::vector<std::pair<QColor, QString>>& chips) {
    double x = margin;
    for (const auto& [colour, words] : chips) {
        const double wide = 16 + QFontMetricsF(smallFont()).horizontalAdvance(words);
        if (x > margin && x + wide > widthOfAll - margin) {
            x = margin;
            y += lineOfText;
        }
        layout.add(FillShape{{x, y + 4, 10, 10}, colour});
        layout.text({x + 16, y + 13}, words, smallFont(), quietInk);
        x += wide + gap;
    }
    return y + lineOfText;
}

/// What the colours mean: a bar with numbers, or which colour is what.
double addLegend(Layout& layout, const Inside& inside, int after, const Colormap& colormap, const InsideNames& names,
                 double left, double y) {
    const auto at = size_t(after);
    std::vector<std::pair<QColor, QString>> chips;
    if (at < inside.colours.size()) {
        const QStringList words = channelWords(inside.colours[at]);
        for (int i = 0; i < words.size(); ++i)
            chips.emplace_back(QColor::fromHsv(i * 120, 200, 200), words[i]);
        return addChips(layout, y, chips);
    }
    const std::optional<Map> map = inside.drawn(after);
    if (!map)
        return y;
    const ValueRange range = isCosine(inside) ? cosineRange(inside) : rangeOf(*map);
    layout.colours({left, y + 13}, {160, 8}, valueText(range.low, range),
                   valueText(range.high, range) + QLatin1Char(' ') + insideUnit(inside.request.view),
                   isCosine(inside) ? divergingColormap() : colormap);
    y += lineOfText;
    if (at >= inside.lens.size())
        return y;
    const std::vector<ClassCount> counts = classCounts(inside.lens[at]);
    for (size_t i = 0; i < std::min(mostPins, counts.size()); ++i) {
        const Rgb c = pinColour(i);
        chips.emplace_back(QColor(c.r, c.g, c.b),
                           names.label(counts[i].index) + QLatin1Char(' ') + QString::number(counts[i].patches));
    }
    return addChips(layout, y, chips);
}

/// A row of small pictures, with words under each.
double addRow(Layout& layout, double y, const std::vector<QImage>& images, const QStringList& words) {
    const double pitch = std::min(64.0, (widthOfAll - 2 * margin) / double(std::max<size_t>(1, images.size())));
    const double side = pitch - std::min(6.0, pitch / 5);
    const int every = words.isEmpty() ? 1 : int(std::ceil(18 / pitch));
    for (size_t i = 0; i < images.size(); ++i) {
        const double x = margin + double(i) * pitch;
        layout.add(
            PictureShape{{x, y, side, side * images[i].height() / std::max(1, images[i].width())}, images[i], false});
        if (int(i) % every == 0)
            layout.text({x + side / 2, y + side + 14}, words.value(int(i)), smallFont(), quietInk, Qt::AlignHCenter);
    }
    return y + side + (words.isEmpty() ? 0 : lineOfText) + step;
}

double addLayers(Layout& layout, const InsideAnswer& answer, int after, const Colormap& colormap, double y) {
    const Inside& inside = answer.inside;
    if (answer.pictures.size() > 1) {
        std::vector<QImage> together;
        for (const PatchColours::Picture& picture : inside.colours[size_t(after)].pictures)
            together.push_back(toQImage(picture.image));
        y = layout.paragraph(y, tr("Together: %1").arg(answer.pictures.join(QStringLiteral(", "))), smallFont(),
                             quietInk);
        y = addRow(layout, y + 2, together, {});
    }
    std::vector<QImage> images;
    QStringList words{tr("in")};
    for (int i = 0; !valuesOf(inside, i, colormap).isNull(); ++i) {
        images.push_back(mapOf(inside, i, colormap, small));
        words << QString::number(i);
    }
    const QString about = isCosine(inside) ? tr("Layer by layer, all on one scale (“in”: before layer 0):")
                                           : tr("Layer by layer, each with colours of its own (“in”: before layer 0):");
    y = layout.paragraph(y, about, smallFont(), quietInk);
    return addRow(layout, y + 2, images, words);
}

}  // namespace

std::shared_ptr<const InsideAnswer> insideOf(const FigureContent& content) {
    const View& view = content.view;
    if (content.inside && content.inside->inside.request.view == view.inside.view)
        return content.inside;
    InsideRequest request{view.inside.view, {}, -1};
    if (request.view == InsideView::Similarity)
        request.query = view.map.query;
    if (request.view == InsideView::Lens)
        request.target =
            view.map.target.of.value_or(content.result->top.empty() ? -1 : content.result->top.front().index);
    auto answer = std::make_shared<InsideAnswer>();
    answer->inside = lookInside(*content.result->capture, request);
    return answer;
}

Drawing insideSheetOf(const FigureContent& content) {
    const auto answer = insideOf(content);
    const Inside& inside = answer->inside;
    const InsideNames names = namesOf(content);
    const int after = blocksPassed(content.view);
    const Colormap& colormap = colormapOr(content.view.style.colormap);
    Layout layout(widthOfAll);
    double y = margin;
    if (inside.request.view == InsideView::Heads) {
        addPlots(layout, {margin, y, widthOfAll - 2 * margin, plotsHigh}, inside.heads,
                 content.result->capture->num_tokens());
        y += plotsHigh + gap;
    } else {
        const QImage picture = pictureOf(content, inside, size_t(after));
        const double wide = (widthOfAll - 2 * margin - gap) / 2,
                     high = wide * picture.height() / std::max(1, picture.width());
        const QRectF left(margin, y, wide, high), right(margin + wide + gap, y, wide, high);
        layout.add(PictureShape{left, picture, true});
        layout.add(PictureShape{right, mapOf(inside, after, colormap, finestPicture), false});
        addMarks(layout, content, inside, size_t(after), left, false);
        addMarks(layout, content, inside, size_t(after), right, true);
        y = addLegend(layout, inside, after, colormap, names, right.left(), y + high + step) + step;
    }
    const QString title = insideTitle(*answer, after, names);
    y = layout.paragraph(y, title, strongFont(), ink) + 2;
    y = layout.paragraph(y, facts(content), smallFont(), ink);
    y = layout.paragraph(y, insideAbout(*answer, after, names), smallFont(), quietInk) + step;
    if (inside.request.view != InsideView::Heads)
        y = addLayers(layout, *answer, after, colormap, y);
    return layout.finish(y + margin - step, title);
}

std::string insideNumbers(const FigureContent& content) {
    const auto answer = insideOf(content);
    const InsideNames names = namesOf(content);
    std::vector<std::string> pictures;
    for (const QString& name : answer->pictures)
        pictures.push_back(name.toStdString());
    if (pictures.empty())
        pictures.push_back(content.pictureName.toStdString());
    return insideTable(
        answer->inside, blocksPassed(content.view), [&](int i) { return names.label(i).toStdString(); }, pictures);
}

}  // namespace vitrine::ui

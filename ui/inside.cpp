#include "ui/inside.h"

#include "ui/core_words.h"
#include "ui/inspect/paint.h"
#include "ui/numbers.h"
#include "ui/tr.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

QString colourAbout(const InsideAnswer& answer) {
    QString words = tr(
        "What the model takes for alike is coloured alike: red, green and blue are the three directions in which these "
        "tokens differ most, each from its 1st to its 99th percentile. A fixed rule says which way each direction "
        "points. Colours of different layers are not to be compared.");
    if (answer.pictures.size() > 1)
        words += QLatin1Char(' ') +
                 tr("The %n pictures share directions and colours.", nullptr, int(answer.pictures.size()));
    if (answer.left > 0)
        words += QLatin1Char(' ') + tr("%n more in the film strip are left out: 16 at most, fewer of a large model.",
                                       nullptr, answer.left);
    return words;
}

QString normAbout(const Norms& norms) {
    const QString limit = shortNumber(double(norms.threshold));
    const QString rule =
        norms.outliers.empty()
            ? tr("No patch is longer than %1, the median plus five robust standard deviations.").arg(limit)
            : tr("%n patches are longer than %1, the median plus five robust standard deviations: they are ringed.",
                 nullptr, int(norms.outliers.size()))
                  .arg(limit);
    return rule + QLatin1Char(' ') +
           tr("Trained ViTs often keep what they know of the whole picture in a few plain patches; long tokens give them "
              "away.");
}

QString lensAbout(bool classToken) {
    return (classToken
                ? tr("What the model's own head says of each patch alone. A reading, not an answer: the head has only "
                     "ever been trained on the class token.")
                : tr("What the model's own head says of each patch alone. A reading, not an answer: the head has only "
                     "ever been trained on the mean of all patches.")) +
           QLatin1Char(' ') + tr("Layers before the last were never made to be read at all.");
}

/// Of this layer: the colour scale spans all of them.
QString rangeWords(const Map& map) {
    return tr("Here from %1 to %2.").arg(shortNumber(double(map.min())), shortNumber(double(map.max())));
}

}  // namespace

QString placeWords(int after) { return after == 0 ? tr("before layer 0") : tr("after layer %1").arg(after - 1); }

QString insideTitle(const InsideAnswer& answer, int after, const InsideNames& names) {
    const InsideRequest& request = answer.inside.request;
    switch (request.view) {
    case InsideView::Pca: return tr("The patches' tokens as colours, %1").arg(placeWords(after));
    case InsideView::Similarity:
        return tr("How alike the tokens are to that of %1, %2").arg(names.query, placeWords(after));
    case InsideView::Norms: return tr("How long the tokens are, %1").arg(placeWords(after));
    case InsideView::Lens:
        return tr("What each patch would say, and how probable %1 is to it, %2")
            .arg(names.label(request.target), placeWords(after));
    case InsideView::Heads: return tr("How far and how widely each head looks");
    }
    return {};
}

QString insideAbout(const InsideAnswer& answer, int after, const InsideNames& names) {
    const Inside& inside = answer.inside;
    const auto at = size_t(after);
    switch (inside.request.view) {
    case InsideView::Pca: return colourAbout(answer);
    case InsideView::Similarity: {
        const QString about = tr(
            "The cosine of two tokens: 1 points the same way, 0 has nothing in common, −1 points the other way. All layers "
            "are on one colour scale.");
        const std::optional<Map> map = inside.drawn(after);
        return map ? about + QLatin1Char(' ') + rangeWords(*map) : about;
    }
    case InsideView::Norms: return at < inside.norms.size() ? normAbout(inside.norms[at]) : QString();
    case InsideView::Lens: return lensAbout(names.classToken);
    case InsideView::Heads:
        return tr(
            "A dot is a head. Distance: from each patch to what it looks at, weighted by attention, "
            "the mean over all patches. Entropy: of a token's attention over all tokens, the mean over all of them; 0 "
            "bits look at one token alone.");
    }
    return {};
}

QString insideHint(InsideView view) {
    switch (view) {
    case InsideView::Similarity:
        return tr(
            "Over the picture the mouse asks another patch, over the map it reads values; a click keeps the patch.");
    case InsideView::Heads: return tr("A click on a dot goes to that head.");
    default: return {};
    }
}

QString insideValue(const InsideAnswer& answer, int after, Cell cell, const InsideNames& names) {
    const Inside& inside = answer.inside;
    const auto at = size_t(after);
    const QString who = patchWords(cell);
    if (inside.isDropped(cell))
        return droppedWords(cell);
    const auto missing = [&](const Map& map) { return cell.row >= map.rows || cell.col >= map.cols; };
    if (at < inside.colours.size()) {
        const auto& scores = inside.colours[at].pictures[inside.picture].scores;
        if (missing(scores[0]))
            return {};
        QStringList values;
        for (const Map& map : scores)
            values << signedNumber(double(map.at(cell.row, cell.col)));
        return tr("%1: components %2").arg(who, values.join(QStringLiteral(", ")));
    }
    const Map* map = inside.map(after);
    if (!map || missing(*map))
        return {};
    const auto value = double(map->at(cell.row, cell.col));
    if (at < inside.lens.size()) {
        const LensMap& lens = inside.lens[at];
        const int top = lens.top[size_t(cell.row) * size_t(map->cols) + size_t(cell.col)];
        const QString says =
            tr("%1 says %2 (%3)")
                .arg(who, names.label(top), percentText(double(lens.top_probability.at(cell.row, cell.col))));
        return top == inside.request.target
                   ? says
                   : tr("%1; %2: %3").arg(says, names.label(inside.request.target), percentText(value));
    }
    return tr("%1: %2 %3").arg(who, insideUnit(inside.request.view), shortNumber(value));
}

QString insideUnit(InsideView view) {
    switch (view) {
    case InsideView::Similarity: return tr("cosine");
    case InsideView::Norms: return tr("length (L2)");
    case InsideView::Lens: return tr("probability");
    default: return {};
    }
}

ValueRange cosineRange(const Inside& inside) {
    double most = 0;
    for (const Map& map : inside.maps())
        most = std::max(most, signedRangeOf(map).high);
    return {-most, most};
}

OverlayStyle classStyle() {
    OverlayStyle style;
    style.smooth = false;
    style.shared = true;
    style.opacity = 0.85;
    return style;
}

QStringList channelWords(const PatchColours& colours) {
    QStringList words;
    for (size_t i = 0; i < colourChannels; ++i)
        words << tr("%1: %2", "component, its share of the variance").arg(i + 1).arg(percentText(double(colours.share[i])));
    return words;
}

}  // namespace vitrine::ui

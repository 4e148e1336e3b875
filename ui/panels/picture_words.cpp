// What the picture shows, in words.
#include "core/explain/request.h"
#include "core/overlay/scale.h"
#include "ui/change_words.h"
#include "ui/numbers.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/value_text.h"
#include "ui/target.h"

namespace vitrine::ui {

namespace {

constexpr float nearlyEven = 2;
constexpr double outshines = 20;  // the next: then one patch is all that is seen

/// How many times the next highest the patch that asks has, where it is the highest; 0: it is not, or nobody asks.
double lead(const Map& map, const Query& query) {
    if (!query.patch || query.patch->row >= map.rows || query.patch->col >= map.cols)
        return 0;
    const float next = map.besides(*query.patch).max();
    return next > 0 ? double(map.at(query.patch->row, query.patch->col) / next) : 0;
}

}  // namespace

QString PictureControl::valueAt(const Map& map, Cell cell) const {
    if (map.isDropped(cell.row, cell.col))
        return tr("not in the sequence");
    return valueText(map.at(cell.row, cell.col), {map.min(), map.max()});
}

QString PictureControl::styleWords() const {
    const OverlayStyle& style = m_session.style();
    const Map& map = m_session.maps()->map;
    QString words;
    if (style.keep < 1 && !showsTogether()) {
        const int percent = qRound(style.keep * 100);
        words += tr(" · the top %1 %: %2 of %3 patches")
                     .arg(percent)
                     .arg(keepTop(map, style.keep).count)
                     .arg(map.present().size());
    } else if (style.keep < 1)
        words += tr(" · the top %1 % of each").arg(qRound(style.keep * 100));
    if (style.blend == Blend::Light && !showsTogether())
        words += tr(" · the brighter, the more");
    if (style.shared)
        words += showsTogether() ? tr(" · on one scale") : tr(" · one scale for all layers and heads");
    return words;
}

QString PictureControl::signWords(const MapRequest& request, const Map& map) const {
    QString words;
    const Method* method = findMethod(request.method);
    if (map.min() < 0 && method && method->usesTarget)
        words += request.target.against ? tr(" · red speaks for it, blue for the other")
                                        : tr(" · red speaks for it, blue against it");
    if (map.completeness_error)
        words += tr(" · completeness error %1")
                     .arg(numberText(double(*map.completeness_error), 'g', 2).replace(QLatin1Char('-'), QChar(0x2212)));
    return words;
}

QString PictureControl::flatWords(const MapRequest& request) const {
    const auto result = m_session.result();
    const Method* method = findMethod(request.method);
    if (method && method->usesTarget && result && result->zeroLogits)
        return tr("nothing to see: the head is all zeros, so no patch speaks for a class");
    if (method && method->usesTarget && method->usesQuery && m_session.plan() &&
        asksIdleToken(m_session.plan()->config, request.query))
        return tr("the head reads the mean of the patches, so the class token speaks for nothing: ask a patch");
    return tr("the same everywhere");
}

QString PictureControl::changes() const { return withChangeWords(m_session.intervention()); }

QString PictureControl::caption() const {
    const auto maps = m_session.maps();
    if (!maps || maps->map.values.empty())
        return {};
    const std::vector<Cell> together = showsTogether() ? m_session.view().pins : std::vector<Cell>();
    MapRequest shown = m_session.mapsRequest();
    if (!shown.target.of)
        shown.target.of = shownTarget(m_session);
    QString words = mapWords(shown, headsOf(m_session), together, hasClassToken(m_session),
                             [this](int index) { return labelOf(m_session, index); }) +
                    signWords(shown, maps->map) + styleWords();
    const auto& graft = m_session.intervention().graft;
    const Method* method = findMethod(shown.method);
    if (graft && method && method->usesLayer && !method->usesTarget && shown.layer < graft->index)
        words += tr(" · as without the taken tokens, which come in later");
    const auto picture = m_session.picture();
    if (const std::string frame = picture ? picture->origin.words() : std::string(); !frame.empty())
        words.prepend(QString::fromStdString(frame) + QStringLiteral(" · "));
    if (!together.empty())
        return words;
    const float low = maps->map.min();
    const float high = maps->map.max();
    if (low == high)
        return flatWords(shown) + QStringLiteral(" · ") + words;
    if (const double times = lead(maps->map, shown.query); times >= outshines)
        words += tr(" · the patch itself has %1 times the next").arg(numberText(times, 'f', 0));
    if (!m_session.style().shared && low > 0 && high < nearlyEven * low)  // stretched colours look like a
        words.prepend(tr("nearly even (× %1) · ").arg(numberText(double(high / low), 'f', 1)));  // finding; never left out
    return words;
}

}  // namespace vitrine::ui

// What the picture shows, in words.
#include "core/overlay/scale.h"
#include "ui/change_words.h"
#include "ui/numbers.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/value_text.h"
#include "ui/target.h"

namespace vitrine::ui {

namespace {

constexpr float nearlyEven = 2;

}  // namespace

QString PictureControl::valueAt(const Map& map, Cell cell) const {
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
                     .arg(map.rows * map.cols);
    } else if (style.keep < 1)
        words += tr(" · the top %1 % of each").arg(qRound(style.keep * 100));
    if (style.blend == Blend::Light && !showsTogether())
        words += tr(" · the brighter, the more");
    if (style.shared)
        words += showsTogether() ? tr(" · on one scale") : tr(" · one scale for all layers and heads");
    return words;
}

QString PictureControl::caption() const {
    const auto maps = m_session.maps();
    if (!maps || maps->map.values.empty())
        return {};
    const std::vector<Cell> together = showsTogether() ? m_session.view().pins : std::vector<Cell>();
    QString words =
        mapWords(m_session.mapsRequest(), headsOf(m_session), together, hasClassToken(m_session)) + styleWords();
    if (m_session.intervention().any())
        words += tr(" · with %1").arg(changeWords(m_session.intervention()));
    const auto picture = m_session.picture();
    if (const std::string frame = picture ? picture->origin.words() : std::string(); !frame.empty())
        words.prepend(QString::fromStdString(frame) + QStringLiteral(" · "));
    if (!together.empty())
        return words;
    const float low = maps->map.min();
    const float high = maps->map.max();
    if (!m_session.style().shared && low > 0 && high < nearlyEven * low)  // stretched colours look like a
        words.prepend(tr("nearly even (× %1) · ").arg(numberText(double(high / low), 'f', 1)));  // finding; never left out
    return words;
}

}  // namespace vitrine::ui

#include "ui/panels/inside_maps.h"

#include "core/overlay/diverging.h"
#include "core/overlay/pins.h"
#include "ui/controls.h"
#include "ui/inspect/map_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/inspect/token_views.h"
#include "ui/numbers.h"
#include "ui/panels/changed_patches.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/seen_view.h"
#include "ui/pixels.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int leastSide = 64;          // px: smaller a map shows nothing
constexpr Px thumbnail{56};            // of a layer, at most
constexpr Px wordsBeside = units(26);  // at least, beside the map
constexpr int mostTiles = 16;          // in a row

}  // namespace

InsideMaps::InsideMaps(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(heading({}, this)),
      m_picture(new SeenView(session, this)),
      m_map(new MapFigure(this)),
      m_value(new Words({}, Tone::Text, TextSize::Normal, this)),
      m_legend(new Words({}, Tone::Text, TextSize::Small, this)),
      m_about(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_tilesLabel(new Words(tr("Picture"), Tone::Heading, TextSize::Small, this)),
      m_tiles(new TilesFigure(this)),
      m_strip(new MapStrip(tr("Layer"), this)) {
    m_picture->setToolsShown(false);
    m_legend->setTextFormat(Qt::RichText);
    m_tiles->setAccessibleName(tr("The pictures coloured together"));
    for (Words* words : {m_value, m_legend, m_about})
        words->setWordWrap(true);
    setFocusProxy(m_strip);
    connect(m_map, &MapFigure::cellHovered, this,
            [this](std::optional<Cell> cell) { point(cell, m_session.view().inside.view == InsideView::Similarity); });
    connect(m_picture, &ImageView::hovered, this, [this](std::optional<Cell> cell) { point(cell, false); });
    connect(m_map, &MapFigure::cellChosen, this, [this](Cell cell) {
        m_session.pin(m_session.view().map.query.patch == cell ? std::nullopt : std::optional(cell));
    });
    connect(m_strip, &MapStrip::chosen, this, [this](int after) {
        if (after > 0)
            m_session.setLayer(after - 1);
        m_session.setEmbedding(after == 0);
    });
    connect(m_tiles, &TilesFigure::chosen, this, [this](int index) {
        const auto& film = m_session.film();
        const int id = m_answer && size_t(index) < m_answer->ids.size() ? m_answer->ids[size_t(index)] : -1;
        const auto at = std::find_if(film.begin(), film.end(), [id](const FilmItem& item) { return item.id == id; });
        if (at != film.end())
            m_session.showPicture(int(at - film.begin()));
    });
    connect(&session, &Session::viewChanged, this, &InsideMaps::updateAll);
    connect(&session, &Session::pictureChanged, this, &InsideMaps::fit);
    connect(&session, &Session::styleChanged, this, [this] {
        updateStrip();
        updateAll();
    });
}

// The patch under the mouse asks; but in the map of who is like the query it tells its own value, and the query stays.
// One that is not in the sequence asks nothing: that is told of it, wherever the mouse is.
void InsideMaps::point(std::optional<Cell> cell, bool reads) {
    const bool dropped = m_answer && cell && m_answer->inside.isDropped(*cell);
    m_read = reads || dropped ? cell : std::nullopt;
    if (!reads)
        m_session.setHover(cell);
    if (m_answer)
        updateMarks();
}

QString InsideMaps::title() const { return m_title->text(); }
QString InsideMaps::value() const { return m_value->text(); }
QString InsideMaps::about() const { return m_about->text(); }
QString InsideMaps::legend() const { return m_legend->text(); }

void InsideMaps::show(std::shared_ptr<const InsideAnswer> answer, const InsideNames& names, const QString& why) {
    m_answer = std::move(answer);
    m_names = names;
    for (QWidget* part : {static_cast<QWidget*>(m_map), static_cast<QWidget*>(m_value), static_cast<QWidget*>(m_strip)})
        part->setVisible(why.isEmpty());
    m_title->setVisible(why.isEmpty());
    updateStrip();
    updateAll();
    if (!why.isEmpty())
        m_about->setText(why);
    fit();
}

// --- what is shown ---------------------------------------------------------------------------------------------------

void InsideMaps::updateAll() {
    const int after = blocksPassed(m_session.view());
    m_strip->setCurrent(after);
    if (const auto plan = m_session.plan())
        m_picture->setGrid(plan->config.rows(), plan->config.cols());
    m_picture->setQuery(m_session.shownRequest().query.patch, QString());
    if (!m_answer) {
        m_picture->setPins({});
        return;
    }
    m_title->setText(insideTitle(*m_answer, after, m_names));
    m_about->setText(
        (insideAbout(*m_answer, after, m_names) + QLatin1Char(' ') + insideHint(m_answer->inside.request.view)).trimmed());
    updateMap(after);
    updateClasses(after);
    updateTiles(after);
    updateMarks();
    fit();
}

void InsideMaps::updateMap(int after) {
    const Inside& inside = m_answer->inside;
    m_map->setDropped(inside.dropped);
    const auto& graft = m_session.intervention().graft;
    m_map->setTaken(graft && after >= graft->index ? ChangedPatches::of(m_session).taken() : Taken());
    if (size_t(after) < inside.colours.size()) {
        const PatchColours& colours = inside.colours[size_t(after)];
        m_map->setColours(colours.pictures[inside.picture], channelWords(colours));
    } else if (const std::optional<Map> map = inside.drawn(after); map && inside.request.view == InsideView::Similarity) {
        m_map->setSignedMap(*map, insideUnit(inside.request.view), cosineRange(inside));
    } else if (map) {
        m_map->setMap(*map, colormapOr(m_session.style().colormap), insideUnit(inside.request.view));
    }
    m_map->setAccessibleName(m_title->text());
}

/// Lens: the picture in the colours of what its patches say most.
void InsideMaps::updateClasses(int after) {
    const auto& lens = m_answer->inside.lens;
    m_legend->setVisible(size_t(after) < lens.size());
    if (size_t(after) >= lens.size()) {
        m_picture->setPins({});
        m_legend->clear();
        return;
    }
    const LensMap& map = lens[size_t(after)];
    const std::vector<ClassCount> counts = classCounts(map);
    m_picture->setMap(nullptr, classStyle());
    m_picture->setPins({}, classMaps(map, mostPins));
    QStringList words;
    for (size_t i = 0; i < std::min(mostPins, counts.size()); ++i) {
        const Rgb c = pinColour(i);
        words << QStringLiteral("<span style=\"color:%1\">&#9632;</span>&nbsp;%2&nbsp;%3")
                     .arg(QColor(c.r, c.g, c.b).name(), m_names.label(counts[i].index).toHtmlEscaped())
                     .arg(counts[i].patches);
    }
    const int others = int(counts.size()) - int(words.size());
    if (others > 0)
        words << tr("%n more", "classes", others);
    m_legend->setText(tr("Patches that say:") + QStringLiteral("&nbsp; ") + words.join(QStringLiteral(" &nbsp; ")));
}

void InsideMaps::updateTiles(int after) {
    const auto& layers = m_answer->inside.colours;
    const bool several = size_t(after) < layers.size() && layers[size_t(after)].pictures.size() > 1;
    m_tiles->setVisible(several);
    m_tilesLabel->setVisible(several);
    if (!several)
        return;
    std::vector<Tile> tiles;
    for (size_t i = 0; i < layers[size_t(after)].pictures.size(); ++i)
        tiles.push_back({toQImage(layers[size_t(after)].pictures[i].image), {}, m_answer->pictures.value(int(i))});
    m_tiles->setTiles(std::move(tiles), mostTiles);
    m_tiles->setCurrent(int(m_answer->inside.picture));
}

/// Who asks, what stands out, and the value of the patch under the mouse.
void InsideMaps::updateMarks() {
    const int after = blocksPassed(m_session.view());
    const auto query = m_session.shownRequest().query.patch, cell = m_read ? m_read : query;
    const auto& norms = m_answer->inside.norms;
    m_map->setMarks(size_t(after) < norms.size() ? norms[size_t(after)].outliers : std::vector<Cell>(), query);
    QString words = cell ? insideValue(*m_answer, after, *cell, m_names) : QString();
    if (!cell && size_t(after) < norms.size()) {
        const Norms& found = norms[size_t(after)];
        words = tr("Median patch: %1").arg(shortNumber(double(found.median)));
        if (found.classToken)
            words = tr("%1; class token: %2").arg(words, shortNumber(double(*found.classToken)));
    } else if (!cell) {
        words = tr("A patch under the mouse has its value here.");
    }
    m_value->setText(words);
}

void InsideMaps::updateStrip() {
    QStringList captions{tr("in")}, tips{placeWords(0)};
    const int layers = m_session.plan() ? m_session.plan()->config.num_layers : 0;
    for (int layer = 0; layer < layers; ++layer) {
        captions << QString::number(layer);
        tips << placeWords(layer + 1);
    }
    m_strip->setCaptions(captions, tips);
    if (!m_answer)
        return m_strip->setMaps({}, m_session.style());
    std::vector<QImage> colours;
    for (const PatchColours& layer : m_answer->inside.colours)
        colours.push_back(toQImage(layer.pictures[m_answer->inside.picture].image));
    std::vector<Map> maps;
    while (const auto map = m_answer->inside.drawn(int(maps.size())))
        maps.push_back(*map);
    if (m_answer->inside.request.view == InsideView::Similarity)
        for (const Map& map : maps)
            colours.push_back(mapImage(map, divergingColormap(theme().dark), cosineRange(m_answer->inside)));
    OverlayStyle style;  // a thumbnail is the map alone
    style.colormap = m_session.style().colormap;
    m_strip->setMaps(maps, style, m_session.style().shared ? std::optional(scaleOf(maps)) : std::nullopt);
    m_strip->setPictures(colours);
    const auto plan = m_session.plan();
    m_strip->setDropped(plan ? Masked{m_answer->inside.dropped, plan->config.rows(), plan->config.cols()} : Masked{});
}

// --- where it is -----------------------------------------------------------------------------------------------------

/// What the words take at a width; those that are shown, from the top.
int InsideMaps::wordsHeight(int across) const {
    int high = 0;
    for (const Words* words : {m_value, m_legend, m_about})
        if (words->isVisibleTo(this))
            high += std::max(0, words->heightForWidth(across)) + unit;
    return high;
}

void InsideMaps::layWords(QRect in) {
    int y = in.top();
    for (Words* words : {m_value, m_legend, m_about}) {
        if (!words->isVisibleTo(this))
            continue;
        const int high = std::max(0, words->heightForWidth(in.width()));
        words->setGeometry(in.left(), y, in.width(), high);
        y += high + unit;
    }
}

// Title above, layers at the bottom; picture and map as large as they can be between them, with the words under them or, in
// a wide and low window, beside them.
void InsideMaps::fit() {
    const auto picture = m_session.picture();
    if (!picture || width() < leastSide || height() < leastSide)
        return;
    const bool layers = m_strip->isVisibleTo(this);
    const int titleHigh = m_title->isVisibleTo(this) ? m_title->heightForWidth(width()) + unit : 0;
    m_title->setGeometry(0, 0, width(), titleHigh - unit);
    m_strip->setLargest(thumbnail);
    const int stripHigh = layers ? m_strip->heightForWidth(width()) : 0;
    m_strip->setGeometry(0, height() - stripHigh, width(), stripHigh);
    const int row = width() - stripLabel;  // in line with the layers
    const int tilesHigh = m_tiles->isVisibleTo(this) ? m_tiles->heightForWidth(row) : 0;
    m_tiles->setGeometry(stripLabel, height() - stripHigh - unit - tilesHigh, row, tilesHigh);
    m_tilesLabel->setGeometry(0, m_tiles->y(), stripLabel - 4, std::min(tilesHigh, m_tiles->tileRect(0).height()));
    const int room = m_tiles->y() - titleHigh - unit;
    const int pictures = layers ? 2 : 1, around = layers ? MapFigure::scaleWidth() + 2 * unit : 0;
    const double tall =
        picture->seen.height / std::max(1.0, picture->seen.width);  // patches are as high as the picture's
    const auto widest = [&](int across, int down) { return std::min((across - around) / pictures, int(down / tall)); };
    m_about->setVisible(true);
    const int under = widest(width(), room - wordsHeight(width()));
    const int beside = widest(width() - wordsBeside - 2 * unit, room);
    const bool isBeside = beside > under;
    const int wide = std::max(leastSide, std::max(under, beside)), high = std::max(1, int(wide * tall));
    m_picture->setGeometry(0, titleHigh, wide, high);
    m_map->setMapSize({wide, high});
    m_map->setGeometry(wide + 2 * unit, titleHigh, wide + MapFigure::scaleWidth(), high);
    const int left = pictures * wide + around + 2 * unit, top = titleHigh + high + unit;
    const QRect words = isBeside ? QRect(left, titleHigh, width() - left, room) : QRect(0, top, width(), room - high);
    m_about->setVisible(wordsHeight(words.width()) <= words.height() + unit);
    layWords(words);
}

void InsideMaps::resizeEvent(QResizeEvent*) { fit(); }

void InsideMaps::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        updateStrip();  // its diverging colours are the theme's
    QWidget::changeEvent(event);
}

}  // namespace vitrine::ui

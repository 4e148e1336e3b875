#include "ui/panels/picture_control.h"

#include "core/cells.h"
#include "core/overlay/pins.h"
#include "ui/core_words.h"
#include "ui/panels/brush_control.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/image_view.h"
#include "ui/panels/view_tools.h"
#include "ui/session.h"

#include <algorithm>

namespace vitrine::ui {

PictureControl::PictureControl(Session& session, ImageView& view, ColourBar* colours, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_view(view),
      m_colours(colours),
      m_brush(new BrushControl(session, view, this)) {
    connectView();
    connectTools();
    updateTools();
}

void PictureControl::connectView() {
    connect(&m_view, &ImageView::hovered, this, &PictureControl::setCell);
    connect(&m_view, &ImageView::clicked, this, &PictureControl::click);
    connect(&m_view, &ImageView::fitted, this, [this] { m_session.pin(m_askedBefore); });
    connect(&m_view, &ImageView::pinToggled, this, &PictureControl::togglePinAt);
    connect(&m_view, &ImageView::cropChosen, this, [this](const Box& crop) { m_session.setFraming({{}, crop}); });
    connect(&m_view, &ImageView::cropReset, this, [this] { m_session.setFraming({}); });
    connect(&m_view, &ImageView::croppingChanged, this, &PictureControl::updateTools);
    connect(&m_view, &ImageView::zoomChanged, this, [this] { m_view.tools()->setPercent(m_view.percent()); });
    connect(&m_session, &Session::pageChanged, this, [this] {
        updatePicture();
        updateTools();
    });
}

void PictureControl::connectTools() {
    const ViewTools& tools = *m_view.tools();
    connect(tools.crop(), &QAbstractButton::clicked, this, &PictureControl::toggleCropping);
    connect(tools.reads(), &QAbstractButton::clicked, this, &PictureControl::toggleReading);
    connect(tools.input(), &QAbstractButton::clicked, this, &PictureControl::toggleInput);
    connect(tools.plain(), &QAbstractButton::pressed, &m_view, [this] { m_view.setPlain(true); });
    connect(tools.plain(), &QAbstractButton::released, &m_view, [this] { m_view.setPlain(false); });
    connect(tools.zoom(), &QAbstractButton::clicked, &m_view, [this] {
        if (m_view.isFitted())
            m_view.showPixels();
        else
            m_view.fit();
    });
}

// --- the picture -----------------------------------------------------------------------------------------------------

void PictureControl::updatePicture() {
    if (m_session.hasStale() && !m_session.picture())
        return;
    const bool input = m_session.view().page == Page::Input && m_session.picture();
    const int current = m_session.currentIndex();
    if (!m_session.hasStale())
        m_view.setCroppable(!input && current >= 0 && isImage(m_session.film()[size_t(current)].source));
    m_view.setPixels(input);
    m_view.setPicture(input ? inputPicture() : m_session.picture());
}

std::shared_ptr<const Picture> PictureControl::inputPicture() {
    const std::shared_ptr<const Picture> picture = m_session.picture();
    if (m_inputOf != picture) {
        const Input& input = picture->input;
        const Preprocessing preprocessing = m_session.plan() ? m_session.plan()->preprocessing : Preprocessing{};
        auto made = std::make_shared<Picture>();
        made->image = std::make_shared<const Image>(denormalise(input, preprocessing));
        if (m_input && *m_input->image == *made->image)
            made->image = m_input->image;  // small; the view stays where it is
        made->seen = {0, 0, double(input.width), double(input.height)};
        made->input = input;
        m_input = std::move(made);
        m_inputOf = picture;
    }
    return m_input;
}

void PictureControl::toggleInput() {
    m_session.setPage(m_session.view().page == Page::Input ? Page::Picture : Page::Input);
}

void PictureControl::toggleCropping() {
    if (m_session.view().page == Page::Input)
        m_session.setPage(Page::Picture);
    m_view.setCropping(!m_view.isCropping());
    updateTools();
}

void PictureControl::updateTools() {
    ViewTools& tools = *m_view.tools();
    tools.setCropping(m_view.isCropping(), m_view.isCroppable());
    tools.setReading(m_reading);
    tools.setInput(m_session.view().page == Page::Input);
    tools.setPercent(m_view.percent());
    m_view.placeTools();
}

// --- the map ---------------------------------------------------------------------------------------------------------

void PictureControl::updateMaps() {
    m_view.setMap(m_session.maps(), m_session.style());
    updateView();
}

/// The pins' maps stand in for the class token's; a patch that asks has its own.
bool PictureControl::showsTogether() const {
    const auto pins = m_session.pinMaps();
    return pins && !m_session.shownRequest().query.patch && pins->maps.size() == m_session.view().pins.size();
}

void PictureControl::updatePins() {
    const std::vector<Cell>& pins = m_session.view().pins;
    const auto maps = m_session.pinMaps();
    std::vector<PinMark> marks;
    for (size_t i = 0; i < pins.size(); ++i) {
        QString words = patchWords(pins[i]);
        if (maps && i < maps->maps.size()) {
            const Map& map = maps->maps[i].map;
            const ValueRange range{map.min(), map.max()};
            if (m_reading && m_cell && m_cell->row < map.rows && m_cell->col < map.cols)
                words += QStringLiteral(" · ") + valueAt(map, *m_cell);
            else
                words += tr(" · up to %1").arg(valueText(range.high, range));
        }
        marks.push_back({pins[i], words});
    }
    std::vector<Map> own;
    if (showsTogether())
        std::transform(maps->maps.begin(), maps->maps.end(), std::back_inserter(own),
                       [](const MapSet& set) { return set.map; });
    m_view.setPins(marks, own);
}

std::vector<std::vector<Map>> PictureControl::together(std::vector<Map> MapSet::*which) const {
    std::vector<std::vector<Map>> all;
    if (!showsTogether())
        return all;
    for (const MapSet& pin : m_session.pinMaps()->maps) {
        all.resize(std::max(all.size(), (pin.*which).size()));
        for (size_t i = 0; i < (pin.*which).size(); ++i)
            all[i].push_back((pin.*which)[i]);
    }
    return all;
}

std::optional<ColourScale> PictureControl::scale() const {
    const auto maps = m_session.maps();
    if (!maps || maps->map.values.empty() || showsTogether())
        return std::nullopt;
    return scaleOf(*maps, m_session.style());
}

void PictureControl::updateColours() {
    if (!m_colours)
        return;
    const auto maps = m_session.maps();
    m_colours->setMaps(showsTogether() ? nullptr : maps.get(), m_session.style());
    if (!scale())
        return;
    const Map& map = maps->map;
    const bool inside =
        m_cell && m_cell->row < map.rows && m_cell->col < map.cols && !map.isDropped(m_cell->row, m_cell->col);
    m_colours->setMark(inside ? std::optional(double(map.at(m_cell->row, m_cell->col))) : std::nullopt);
}

// --- the patches that ask --------------------------------------------------------------------------------------------

void PictureControl::setCell(std::optional<Cell> cell) {
    m_cell = cell;
    m_session.setHover(m_reading ? std::nullopt : cell);
    updateView();
}

void PictureControl::updateView() {
    const auto maps = m_session.maps();
    const auto label = [&](Cell cell) {
        QString words = patchWords(cell);
        if (maps && cell.row < maps->map.rows && cell.col < maps->map.cols && !showsTogether())
            words += QStringLiteral(" · ") + valueAt(maps->map, cell);
        return words;
    };
    const std::optional<Cell> query = m_session.shownRequest().query.patch;
    m_view.setQuery(query, query ? label(*query) : QString());
    const std::optional<Cell> pinned = m_session.view().map.query.patch;
    m_view.setWaiting(pinned != query ? pinned : std::nullopt);
    const std::optional<Cell> read = m_reading ? m_cell : std::nullopt;
    m_view.setRead(read, read ? label(*read) : QString());
    updatePins();
    updateColours();
}

void PictureControl::toggleReading() {
    m_reading = !m_reading;
    updateTools();
    setCell(m_cell);
}

void PictureControl::click(std::optional<Cell> cell) {
    m_askedBefore = m_session.view().map.query.patch;
    if (cell && cell == m_askedBefore && isAmong(m_session.view().pins, *cell))
        return togglePinAt(*cell);  // asked again: it goes
    m_session.pin(cell);
}

void PictureControl::togglePin() {
    const std::optional<Cell> cell = m_cell ? m_cell : m_session.view().map.query.patch;
    if (cell)
        togglePinAt(*cell);
}

void PictureControl::togglePinAt(Cell cell) {
    std::vector<Cell> pins = m_session.view().pins;
    const std::optional<Cell> query = m_session.view().map.query.patch;
    if (isAmong(pins, cell))
        pins.erase(std::find(pins.begin(), pins.end(), cell));
    else {
        if (pins.empty() && query && *query != cell)
            pins.push_back(*query);  // the one already asking is the first to compare with
        if (pins.size() >= mostPins) {
            Q_EMIT m_session.notice(tr("No more than %1 patches").arg(mostPins),
                                    tr("can be told apart by colour. Ctrl and a click on a pinned one lets it go."));
            return;
        }
        pins.push_back(cell);
    }
    m_session.pin(std::nullopt);
    m_session.setPins(pins);
    updateView();
}

bool PictureControl::canEscape() const {
    return m_view.isCropping() || m_view.isBrushing() || m_session.view().map.query.patch ||
           !m_session.view().pins.empty();
}

bool PictureControl::escape() {
    if (m_view.escapeCrop() || m_brush->leave())
        return true;
    if (m_session.view().map.query.patch)
        m_session.pin(std::nullopt);
    else if (!m_session.view().pins.empty())
        m_session.setPins({});
    else
        return false;
    updateView();
    return true;
}

}  // namespace vitrine::ui

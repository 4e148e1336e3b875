#include "ui/board/board_tiles.h"

#include "core/overlay/blend.h"
#include "ui/board/board_words.h"
#include "ui/board/tile_picture.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/panels/changed_patches.h"
#include "ui/panels/seen_view.h"
#include "ui/panels/value_text.h"
#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr Px titleHeight{26}, rangeHeight{20};
constexpr Px leastTile = units(20);

ColourScale scaleOfAll(const std::vector<std::shared_ptr<const Map>>& maps, const std::vector<bool>& shared) {
    std::vector<Map> there;
    for (size_t i = 0; i < maps.size(); ++i)
        if (maps[i] && shared[i])
            there.push_back(*maps[i]);
    return scaleOf(there);
}

std::vector<bool> onOneScale(const std::vector<BoardEntry>& entries) {
    std::vector<bool> shared;
    for (const BoardEntry& entry : entries)
        shared.push_back(!isBaseline(entry.request));
    return shared;
}

std::vector<std::shared_ptr<const Map>> mapsOf(const std::vector<BoardEntry>& entries) {
    std::vector<std::shared_ptr<const Map>> maps;
    for (const BoardEntry& entry : entries)
        maps.push_back(entry.map);
    return maps;
}

}  // namespace

bool isBaseline(const MapRequest& request) {
    const Method* method = findMethod(request.method);
    return method && method->isBaseline;
}

ColourScale sharedScale(const std::vector<BoardEntry>& entries) {
    return scaleOfAll(mapsOf(entries), onOneScale(entries));
}

// --- the pictures ----------------------------------------------------------------------------------------------------

/// Without a map the picture alone.
std::vector<QImage> BoardTiles::draw(const Question& question, const Progress& progress) {
    const Image plain = tilePicture(*question.picture, question.size, question.masked);
    const Box whole{0, 0, double(plain.width), double(plain.height)};
    const ColourScale all = scaleOfAll(question.maps, question.shared);
    std::vector<QImage> images;
    for (size_t i = 0; i < question.maps.size(); ++i) {
        const auto& map = question.maps[i];
        report(progress, int(images.size()), int(question.maps.size()));
        Image image = map ? blend(plain, whole, *map, question.style, question.shared[i] ? all : ownScale(*map)) : plain;
        layTaken(image, whole, question.taken);
        images.push_back(toQImage(image));
    }
    return images;
}

BoardTiles::BoardTiles(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_images(session, m_pool, &BoardTiles::draw, [this] { update(); }) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Maps of the methods"));
    for (const auto signal : {&Session::styleChanged, &Session::viewChanged, &Session::pictureChanged})
        connect(&session, signal, this, &BoardTiles::ask);
    connect(&ChangedPatches::of(session), &ChangedPatches::changed, this, &BoardTiles::ask);
}

void BoardTiles::setEntries(const std::vector<BoardEntry>& entries, bool stopped) {
    const bool another = entries.size() != m_entries.size();
    m_entries = entries;
    m_stopped = stopped;
    m_focused = std::min(m_focused, entries.empty() ? 0 : entries.size() - 1);
    if (another || m_layout.pictures.size() != entries.size())
        setRoom(m_room);
    ask();
    describe();
    update();
}

void BoardTiles::ask() {
    const auto picture = m_session.picture();
    const QSize size = m_layout.picture * m_scale;
    if (m_entries.empty() || !picture || size.isEmpty() || picture->image->width < 1)
        return m_images.ask(std::nullopt);
    const ChangedPatches& changed = ChangedPatches::of(m_session);
    Question question{picture,
                      changed.masked(),
                      changed.taken(),
                      mapsOf(m_entries),
                      m_session.style(),
                      isShared() ? onOneScale(m_entries) : std::vector<bool>(m_entries.size()),
                      size};
    question.style.keep = 1;  // all of a map is compared
    m_images.ask(std::move(question));
}

const std::vector<QImage>& BoardTiles::images() const {
    static const std::vector<QImage> none;
    return m_images.answer() ? *m_images.answer() : none;
}

// --- where they are --------------------------------------------------------------------------------------------------

TileLayout BoardTiles::layoutIn(QSize room) const {
    const auto picture = m_session.picture();
    const double aspect =
        picture && picture->seen.height > 0 ? std::clamp(picture->seen.width / picture->seen.height, 0.25, 4.0) : 1;
    return layoutTiles(int(m_entries.size()), room, aspect, titleHeight + rangeHeight, 2 * unit, leastTile);
}

int BoardTiles::heightIn(QSize room) const { return layoutIn(room).height; }

int BoardTiles::widthIn(QSize room) const {
    const TileLayout layout = layoutIn(room);
    return layout.columns * layout.picture.width() + std::max(0, layout.columns - 1) * 2 * unit;
}

void BoardTiles::setRoom(QSize room) {
    m_room = room;
    m_layout = layoutIn(room);
    ask();
    update();
}

QRect BoardTiles::titleRow(size_t tile) const {
    const QRect footer = m_layout.footerOf(tile);
    return {footer.left(), footer.top(), footer.width(), titleHeight};
}

QRect BoardTiles::rangeRow(size_t tile) const {
    const QRect footer = m_layout.footerOf(tile);
    return {footer.left(), footer.top() + titleHeight, footer.width(), std::max(0, footer.height() - titleHeight)};
}

/// What of the row its words take: a mark, the title.
QRect BoardTiles::titleRect(size_t tile) const {
    const QRect row = titleRow(tile);
    const QFontMetrics metrics(textFont(TextSize::Normal, true));
    const int room = titleRoom(tile);
    const int wide = metrics.horizontalAdvance(fittedTitle(m_entries[tile].request, metrics, room));
    return {row.left(), row.top(), markWidth + unit + std::min(wide, room), row.height()};
}

int BoardTiles::titleRoom(size_t tile) const {
    const QString figure = figureWords(tile);
    const int right = figure.isEmpty() ? 0 : QFontMetrics(textFont()).horizontalAdvance(figure) + unit;
    return std::max(0, titleRow(tile).width() - markWidth - unit - right);
}

QRect BoardTiles::cellRect(size_t tile, Cell cell) const {
    const QRect at = m_layout.pictures[tile];
    const auto& map = m_entries[tile].map;
    if (!map)
        return {};
    const int left = at.left() + cell.col * at.width() / map->cols, top = at.top() + cell.row * at.height() / map->rows;
    return {QPoint(left, top), QPoint(at.left() + (cell.col + 1) * at.width() / map->cols - 1,
                                      at.top() + (cell.row + 1) * at.height() / map->rows - 1)};
}

QPoint BoardTiles::placeOf(size_t tile, Cell cell) const { return cellRect(tile, cell).center(); }

// --- mouse and keys --------------------------------------------------------------------------------------------------

void BoardTiles::setHighlighted(int tile) {
    if (std::exchange(m_highlighted, tile) != tile)
        update();
}

void BoardTiles::point(std::optional<size_t> tile, std::optional<Cell> cell, bool title) {
    const bool another = tile != m_tile;
    m_cell = cell;
    m_onTitle = title;
    m_tile = tile;
    setCursor(title ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    if (another)
        Q_EMIT hovered(tile ? int(*tile) : -1);
}

void BoardTiles::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->pos();
    for (size_t i = 0; i < m_layout.pictures.size(); ++i) {
        const QRect& picture = m_layout.pictures[i];
        const auto& map = m_entries[i].map;
        if (picture.contains(at) && map)
            return point(i,
                         Cell{(at.y() - picture.top()) * map->rows / picture.height(),
                              (at.x() - picture.left()) * map->cols / picture.width()},
                         false);
        if (picture.contains(at) || m_layout.footerOf(i).contains(at))
            return point(i, std::nullopt, titleRect(i).contains(at));
    }
    point(std::nullopt, std::nullopt, false);
}

void BoardTiles::leaveEvent(QEvent*) { point(std::nullopt, std::nullopt, false); }

void BoardTiles::mousePressEvent(QMouseEvent* event) {
    for (size_t i = 0; i < m_layout.pictures.size(); ++i)
        if (event->button() == Qt::LeftButton && titleRect(i).contains(event->pos()))
            return Q_EMIT chosen(int(i));
}

void BoardTiles::keyPressEvent(QKeyEvent* event) {
    const auto go = [&](int by) {
        const int to = int(m_focused) + by;
        if (to < 0 || to >= int(m_entries.size()))
            return;
        m_focused = size_t(to);
        m_focusRing = true;
        update();
        Q_EMIT hovered(to);
    };
    switch (event->key()) {
    case Qt::Key_Left: return go(-1);
    case Qt::Key_Right: return go(+1);
    case Qt::Key_Up: return go(-m_layout.columns);
    case Qt::Key_Down: return go(+m_layout.columns);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_focused < m_entries.size())
            Q_EMIT chosen(int(m_focused));
        return;
    default: return QWidget::keyPressEvent(event);
    }
}

void BoardTiles::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void BoardTiles::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    update();
}

void BoardTiles::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool BoardTiles::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {  // the arrows are its own while it has the focus
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down ||
            key == Qt::Key_Return || key == Qt::Key_Enter) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const Method* method = m_tile && m_onTitle ? findMethod(m_entries[*m_tile].request.method) : nullptr;
        if (method)
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                                   .arg(boardTitle(m_entries[*m_tile].request).toHtmlEscaped(),
                                        methodSummary(*method).toHtmlEscaped()),
                               this);
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace vitrine::ui

#include "ui/board/board_page.h"

#include "core/faith/board.h"
#include "ui/board/board_bar.h"
#include "ui/board/board_side.h"
#include "ui/board/board_tiles.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px wideEnough = units(110);
constexpr Px leastSide = units(38), mostSide = units(60);

}  // namespace

BoardPage::BoardPage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_run(session),
      m_bar(new BoardBar(session, this)),
      m_scroll(new QScrollArea(this)),
      m_content(new QWidget),
      m_tiles(new BoardTiles(session, m_content)),
      m_side(new BoardSide(session, m_content)) {
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_content);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    setFocusProxy(m_tiles);
    connect(&m_run, &BoardRun::changed, this, &BoardPage::refresh);
    connect(m_side, &BoardSide::goOnRequested, this, [this] { m_run.goOn(); });
    for (const auto signal : {&Session::resultChanged, &Session::viewChanged, &Session::planChanged})
        connect(&session, signal, this, &BoardPage::ask);
    connect(&session, &Session::pictureChanged, this, &BoardPage::place);
    connect(m_tiles, &BoardTiles::hovered, this, &BoardPage::point);
    connect(m_side, &BoardSide::hovered, this, &BoardPage::point);
    connect(m_tiles, &BoardTiles::chosen, this, &BoardPage::choose);
    connect(m_side, &BoardSide::chosen, this, &BoardPage::choose);
}

void BoardPage::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    active ? ask() : m_run.pause();
}

void BoardPage::ask() {
    const auto result = m_session.result();
    if (!result || !result->capture)
        return m_run.ask(std::nullopt);
    if (!m_active) {  // a run that is gone is not kept alive
        if (m_run.question() && m_run.question()->result->capture != result->capture)
            m_run.ask(std::nullopt);
        return;
    }
    const View& view = m_session.view();
    const int patches = result->capture->rows() * result->capture->cols();
    BoardQuestion question{result, boardRequests(view.board, view.map.target),
                           boardMeasures(view.board, view.map.target, patches)};
    if (!result->capture->hasHead())  // what explains a class has none to explain
        std::erase_if(question.requests,
                      [](const MapRequest& request) { return findMethod(request.method)->usesTarget; });
    m_run.ask(std::move(question));
    refresh();
}

void BoardPage::refresh() {
    m_tiles->setEntries(m_run.entries());
    m_side->setRun(m_run);
    place();
}

void BoardPage::point(int entry) {
    m_tiles->setHighlighted(entry);
    m_side->setHighlighted(entry);
}

void BoardPage::choose(int entry) {
    if (entry < 0 || entry >= int(m_run.entries().size()) || !m_session.plan())
        return;
    View view = m_session.view();
    const Target target = view.map.target;
    view.map = m_run.entries()[size_t(entry)].request;
    view.map.target = target;
    view.map.layer = m_session.plan()->config.num_layers - 1;
    view.pins.clear();
    view.page = Page::Picture;
    m_session.setView(view);
}

// --- where it is -----------------------------------------------------------------------------------------------------

void BoardPage::resizeEvent(QResizeEvent*) { place(); }

// The height of all tells whether there is a scroll bar, and the scroll bar takes of the width.
void BoardPage::place() {
    const int high = m_bar->heightForWidth(width());
    m_bar->setGeometry(0, 0, width(), high);
    m_scroll->setGeometry(0, high + 2 * unit, width(), std::max(1, height() - high - 2 * unit));
    const int room = m_scroll->height();
    int wide = m_scroll->width();
    int tall = placeParts(wide, room);
    const bool scrolls = tall > room;
    m_scroll->setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    if (scrolls) {
        wide -= m_scroll->verticalScrollBar()->sizeHint().width() + unit;
        tall = placeParts(wide, room);
    }
    m_content->resize(wide, std::max(tall, room));
    if (parentWidget())
        parentWidget()->update();
}

int BoardPage::placeParts(int width, int room) {
    m_wide = width >= wideEnough;
    const int gap = 2 * unit;
    if (!m_wide) {
        const int tiles = m_tiles->heightIn({width, 0});
        m_tiles->setGeometry(0, 0, width, tiles);
        m_tiles->setRoom({width, 0});
        const int side = m_side->heightFor(width, 0);
        m_side->setGeometry(0, tiles + gap, width, side);
        m_side->setRoom(0);
        return tiles + gap + side;
    }
    int side = std::clamp(width * 27 / 100, int(leastSide), int(mostSide));
    const int used = m_tiles->widthIn({width - side - 2 * gap, room});
    side = std::clamp(width - used - 2 * gap, side, int(mostSide));  // what the maps leave
    const QSize left(width - side - 2 * gap, room);
    const int tiles = m_tiles->heightIn(left), numbers = m_side->heightFor(side, room);
    m_tiles->setGeometry((left.width() - m_tiles->widthIn(left)) / 2, 0, m_tiles->widthIn(left), tiles);
    m_tiles->setRoom(left);
    m_side->setGeometry(width - side, 0, side, numbers);
    m_side->setRoom(room);
    return std::max(tiles, numbers);
}

}  // namespace vitrine::ui

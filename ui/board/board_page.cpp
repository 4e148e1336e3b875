#include "ui/board/board_page.h"

#include "core/faith/board.h"
#include "ui/board/board_bar.h"
#include "ui/board/board_notes.h"
#include "ui/board/board_side.h"
#include "ui/board/board_tiles.h"
#include "ui/handover.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <functional>

namespace vitrine::ui {
namespace {

constexpr Px wideEnough = units(110);
constexpr Px leastSide = units(38), mostSide = units(60), mostBelow = units(96);

QScrollArea* scrollOf(QWidget*& content, QWidget* parent) {
    auto* scroll = new QScrollArea(parent);
    content = new QWidget;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

/// Of the page before, where the window is made anew: it has gone on meanwhile.
std::shared_ptr<BoardRun> runOf(Session& session) {
    Handover* handover = Handover::of(session);
    auto before = handover ? handover->take<std::shared_ptr<BoardRun>>() : std::nullopt;
    return before ? *before : std::make_shared<BoardRun>(session);
}

/// The height tells whether there is a scroll bar, and the scroll bar takes of the width. `place` puts what is in it and
/// returns the height that it takes.
void fit(QScrollArea& scroll, const std::function<int(int width)>& place) {
    int wide = scroll.width(), tall = place(wide);
    const bool scrolls = tall > scroll.height();
    scroll.setVerticalScrollBarPolicy(scrolls ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
    if (scrolls) {
        wide -= scroll.verticalScrollBar()->sizeHint().width() + unit;
        tall = place(wide);
    }
    scroll.widget()->resize(wide, std::max(tall, scroll.height()));
}

}  // namespace

BoardPage::BoardPage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_run(runOf(session)),
      m_bar(new BoardBar(session, this)),
      m_notes(new BoardNotes(session, this)),
      m_scroll(scrollOf(m_content, this)),
      m_sideScroll(scrollOf(m_sideContent, this)),
      m_tiles(new BoardTiles(session, m_content)),
      m_side(new BoardSide(session, m_sideContent)) {
    setFocusProxy(m_tiles);
    connect(m_run.get(), &BoardRun::changed, this, &BoardPage::refresh);
    connect(m_side, &BoardSide::goOnRequested, this, [this] {
        setFocus();  // its button goes
        m_run->goOn();
    });
    for (const auto signal : {&Session::resultChanged, &Session::viewChanged, &Session::planChanged})
        connect(&session, signal, this, &BoardPage::ask);
    connect(&session, &Session::pictureChanged, this, &BoardPage::place);
    connect(&session, &Session::styleChanged, this, [this] {
        m_notes->setEntries(m_run->entries());
        place();
    });
    connect(m_tiles, &BoardTiles::hovered, this, &BoardPage::point);
    connect(m_side, &BoardSide::hovered, this, &BoardPage::point);
    connect(m_tiles, &BoardTiles::chosen, this, &BoardPage::choose);
    connect(m_side, &BoardSide::chosen, this, &BoardPage::choose);
}

BoardPage::~BoardPage() {
    if (Handover* handover = Handover::of(m_session))
        handover->give(m_run);
}

void BoardPage::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    active ? ask() : m_run->pause();
}

void BoardPage::ask() {
    const auto result = m_session.result();
    if (!result || !result->capture)
        return m_run->ask(std::nullopt);
    if (!m_active) {  // a run that is gone is not kept alive
        if (m_run->question() && m_run->question()->result->capture != result->capture)
            m_run->ask(std::nullopt);
        return;
    }
    const View& view = m_session.view();
    const int patches = result->capture->rows() * result->capture->cols();
    BoardQuestion question{result, boardRequests(view.board, view.map.target),
                           boardMeasures(view.board, view.map.target, patches)};
    if (!result->capture->hasHead())  // what explains a class has none to explain
        std::erase_if(question.requests,
                      [](const MapRequest& request) { return findMethod(request.method)->usesTarget; });
    m_run->ask(std::move(question));
    refresh();
}

void BoardPage::refresh() {
    m_notes->setEntries(m_run->entries());
    m_tiles->setEntries(m_run->entries(), m_run->stopped());
    m_side->setRun(*m_run);
    place();
}

void BoardPage::point(int entry) {
    m_tiles->setHighlighted(entry);
    m_side->setHighlighted(entry);
}

void BoardPage::choose(int entry) {
    if (entry < 0 || entry >= int(m_run->entries().size()) || !m_session.plan())
        return;
    View view = m_session.view();
    const Target target = view.map.target;
    view.map = m_run->entries()[size_t(entry)].request;
    view.map.target = target;
    view.map.layer = m_session.plan()->config.num_layers - 1;
    view.pins.clear();
    view.page = Page::Picture;
    m_session.setView(view);
}

// --- where it is -----------------------------------------------------------------------------------------------------

void BoardPage::resizeEvent(QResizeEvent*) { place(); }

void BoardPage::place() {
    const int high = m_bar->heightForWidth(width()), notes = m_notes->heightFor(width());
    m_bar->setGeometry(0, 0, width(), high);
    m_notes->setGeometry(0, high + unit, width(), notes);
    m_notes->setVisible(notes > 0);
    const int top = high + 2 * unit + (notes > 0 ? notes + unit : 0);
    const QRect room(0, top, width(), std::max(1, height() - top));
    const QRect before = m_wide ? m_sideScroll->geometry() : QRect();
    m_wide = room.width() >= wideEnough;
    QWidget* beside = m_wide ? m_sideContent : m_content;
    if (m_side->parentWidget() != beside) {
        m_side->setParent(beside);
        m_side->show();
    }
    m_sideScroll->setVisible(m_wide);
    m_wide ? placeBeside(room) : placeBelow(room);
    if (before != (m_wide ? m_sideScroll->geometry() : QRect()))
        Q_EMIT groundChanged();
}

void BoardPage::placeBeside(const QRect& room) {
    const int gap = 2 * unit;
    int side = std::clamp(room.width() * 27 / 100, int(leastSide), int(mostSide));
    const int used = m_tiles->widthIn({room.width() - side - 2 * gap, room.height()});
    side = std::clamp(room.width() - used - 2 * gap, side, int(mostSide));  // what the maps leave
    m_scroll->setGeometry(room.left(), room.top(), room.width() - side - 2 * gap + unit, room.height());
    m_sideScroll->setGeometry(room.right() + 1 - side, room.top(), side, room.height());
    fit(*m_scroll, [&](int width) {
        const QSize left(std::min(width, m_scroll->width() - unit), room.height());
        const int wide = m_tiles->widthIn(left), tall = m_tiles->heightIn(left);
        m_tiles->setGeometry((left.width() - wide) / 2, 0, wide, tall);
        m_tiles->setRoom(left);
        return tall;
    });
    fit(*m_sideScroll, [&](int width) {
        const int tall = m_side->heightFor(width, room.height());
        m_side->setGeometry(0, 0, width, tall);
        m_side->setRoom(room.height());
        return tall;
    });
}

void BoardPage::placeBelow(const QRect& room) {
    m_scroll->setGeometry(room);
    fit(*m_scroll, [&](int width) {
        const int gap = 2 * unit, tiles = m_tiles->heightIn({width, 0});
        m_tiles->setGeometry(0, 0, width, tiles);
        m_tiles->setRoom({width, 0});
        const int across = std::min(width, int(mostBelow));  // a name and its number stay together
        const int side = m_side->heightFor(across, 0);
        m_side->setGeometry(0, tiles + gap, across, side);
        m_side->setRoom(0);
        return tiles + gap + side;
    });
}

}  // namespace vitrine::ui

#include "ui/history.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr int burst = 700;    // ms between two changes of one kind that count as one: a slider, held arrow keys
constexpr size_t most = 300;  // steps kept

template <class T>
void pushLimited(std::vector<T>& list, T item) {
    if (list.size() == most)
        list.erase(list.begin());
    list.push_back(std::move(item));
}

/// The same things, drawn as `other` draws its own.
void drawAs(View& view, const View& other) {
    view.style = other.style;
    view.grid_scale = other.grid_scale;
    view.matrix_log = other.matrix_log;
    view.board = other.board;
}

}  // namespace

History::History(Session& session, QObject* parent) : QObject(parent), m_session(session) {
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &History::note);
    for (const auto signal :
         {&Session::viewChanged, &Session::pageChanged, &Session::targetChanged, &Session::styleChanged,
          &Session::selectionChanged, &Session::currentChanged, &Session::pictureChanged})
        connect(&session, signal, this, &History::noteSoon);
    connect(&session, &Session::filmChanged, this, [this] {
        m_filmTouched = true;
        noteSoon();
    });
    connect(&session, &Session::planChanged, this, &History::startAnew);
    m_now = moment();
    m_film = session.film();
}

// --- what changed -----------------------------------------------------------------------------------------------------

History::Moment History::moment() const {
    const int at = m_session.currentIndex();
    if (at < 0)
        return {-1, m_session.view(), {}};
    const FilmItem& item = m_session.film()[size_t(at)];
    return {item.id, m_session.view(), item.source.framing};
}

int History::difference(const Moment& a, const Moment& b) {
    int what = 0;
    const auto add = [&what](bool differs, int bit) { what |= differs ? bit : 0; };
    View rest = a.view;  // what has no kind of its own
    rest.node = b.view.node;
    rest.page = b.view.page;
    rest.map.method = b.view.map.method;
    rest.map.layer = b.view.map.layer;
    rest.map.head = b.view.map.head;
    rest.map.query = b.view.map.query;
    rest.map.layers.last = b.view.map.layers.last;  // goes with the layer and the method
    if (a.view.map.method != b.view.map.method)
        rest.map.layers = b.view.map.layers;
    rest.pins = b.view.pins;
    rest.map.target = b.view.map.target;
    rest.inside.view = b.view.inside.view;
    rest.inside.embedding = b.view.inside.embedding;
    rest.intervention = b.view.intervention;
    drawAs(rest, b.view);
    View drawn = a.view;
    drawAs(drawn, b.view);
    add(a.picture != b.picture, Picture);
    add(a.view.node != b.view.node, Node);
    add(a.view.page != b.view.page || a.view.inside.view != b.view.inside.view, Page);
    add(a.view.map.method != b.view.map.method, Method);
    add(a.view.map.layer != b.view.map.layer || a.view.inside.embedding != b.view.inside.embedding, Layer);
    add(a.view.map.head != b.view.map.head, Head);
    add(a.view.map.query != b.view.map.query || a.view.pins != b.view.pins, Query);
    add(a.view.map.target != b.view.map.target, Target);
    add(a.view.intervention != b.view.intervention, Change);
    add(rest != b.view, Rest);
    add(a.view.board != b.view.board, Board);
    add(drawn != a.view, Style);
    add(a.picture == b.picture && a.framing != b.framing, Cut);
    return what;
}

QString History::words(int what) {
    const std::pair<int, QString> names[] = {{Removal, tr("removed pictures")},
                                             {Picture, tr("another picture")},
                                             {Change, tr("what is changed in the run")},
                                             {Page, tr("another page")},
                                             {Method, tr("another method")},
                                             {Layer, tr("another layer")},
                                             {Head, tr("another head")},
                                             {Query, tr("another patch")},
                                             {Target, tr("another class")},
                                             {Cut, tr("another crop")},
                                             {Board, tr("what is on the board")},
                                             {Style, tr("how it is drawn")},
                                             {Node, tr("another module")}};
    for (const auto& [bit, name] : names)
        if (what & bit)
            return name;
    return tr("a setting of the map");
}

int History::indexOf(int id) const {
    const auto& film = m_session.film();
    const auto at = std::find_if(film.begin(), film.end(), [id](const FilmItem& item) { return item.id == id; });
    return at == film.end() ? -1 : int(at - film.begin());
}

// Where each was when it went, so that putting them back in the reverse order puts each in its place.
std::vector<std::pair<int, FilmItem>> History::takeRemoved() {
    std::vector<std::pair<int, FilmItem>> removed;
    if (!std::exchange(m_filmTouched, false))
        return removed;
    std::vector<int> ids;
    for (const FilmItem& item : m_session.film())
        ids.push_back(item.id);
    std::sort(ids.begin(), ids.end());
    for (const FilmItem& item : m_film)
        if (!std::binary_search(ids.begin(), ids.end(), item.id))
            removed.emplace_back(int(&item - m_film.data()) - int(removed.size()), item);
    m_film = m_session.film();
    return removed;
}

// --- noting -----------------------------------------------------------------------------------------------------------

void History::noteSoon() {
    if (!m_soon.isActive() && !m_session.isPainting())  // a stroke is told of when it ends
        m_soon.start(0);
}

void History::note() {
    m_soon.stop();
    Step step{m_now, 0, takeRemoved()};
    const Moment now = moment();
    step.what = difference(m_now, now) | (step.removed.empty() ? 0 : Removal);
    if (m_now.picture < 0)
        step.what &= ~(Picture | Query | Change);  // the first picture is no step: nothing was looked at before
    if (step.what != 0) {
        const bool again = step.what == m_last && m_sinceLast.isValid() && m_sinceLast.elapsed() < burst;
        const bool clicks = step.what & (Query | Page | Method | Target | Change);  // each is meant by itself
        notePlace(step.what, again && !clicks);
        m_last = step.what;
        m_sinceLast.restart();
        noteStep(std::move(step), again && !clicks);
    }
    m_now = now;
    Q_EMIT changed();
}

void History::noteStep(Step step, bool again) {
    m_redo.clear();
    if (!again || m_undo.empty())
        return pushLimited(m_undo, std::move(step));
    auto& all = m_undo.back().removed;
    all.insert(all.end(), step.removed.begin(), step.removed.end());
}

void History::notePlace(int what, bool again) {
    if ((what & ~(Style | Board | Cut | Rest)) == 0)
        return;
    m_forward.clear();
    if (!again || m_back.empty())
        pushLimited(m_back, m_now);
}

// Another architecture has other layers, heads and modules; the same one with other weights keeps its past.
void History::startAnew() {
    const VitConfig& config = m_session.plan()->config;
    const bool same = m_config && m_config->num_layers == config.num_layers &&
                      m_config->num_heads == config.num_heads && m_config->rows() == config.rows() &&
                      m_config->cols() == config.cols() && m_config->num_classes == config.num_classes;
    m_config = config;
    if (!same) {
        m_undo.clear();
        m_redo.clear();
        m_back.clear();
        m_forward.clear();
    }
    m_soon.stop();
    m_now = moment();
    Q_EMIT changed();
}

// --- going ------------------------------------------------------------------------------------------------------------

void History::restore(const Moment& wanted) {
    const int index = indexOf(wanted.picture);
    if (index >= 0 && index != m_session.currentIndex())
        m_session.showPicture(index);
    m_session.setView(wanted.view);
    if (index >= 0 && m_session.film()[size_t(index)].source.framing != wanted.framing)
        m_session.setFraming(wanted.framing);
    m_film = m_session.film();
    m_filmTouched = false;
    m_soon.stop();
    m_now = moment();
    m_last = 0;
    Q_EMIT changed();
}

void History::travel(std::vector<Step>& from, std::vector<Step>& to) {
    note();
    if (from.empty())
        return;
    const Step step = std::move(from.back());
    from.pop_back();
    to.push_back({m_now, step.what, step.removed});
    if (!step.removed.empty() && indexOf(step.removed.front().second.id) < 0)
        for (auto at = step.removed.rbegin(); at != step.removed.rend(); ++at)
            m_session.insertPicture(at->first, at->second);
    else
        for (const auto& [index, item] : step.removed)
            m_session.removePicture(indexOf(item.id));
    restore(step.before);
}

void History::go(std::vector<Moment>& from, std::vector<Moment>& to) {
    note();
    while (!from.empty()) {
        Moment place = std::move(from.back());
        from.pop_back();
        drawAs(place.view, m_now.view);
        const int index = indexOf(place.picture);
        if (index < 0 && place.picture != m_now.picture)
            continue;  // removed since
        place.framing = index < 0 ? Framing{} : m_session.film()[size_t(index)].source.framing;
        const int what = difference(m_now, place);
        if (what == 0)
            continue;
        to.push_back(m_now);
        m_redo.clear();
        pushLimited(m_undo, Step{m_now, what, {}});
        return restore(place);
    }
    Q_EMIT changed();
}

void History::back() { go(m_back, m_forward); }
void History::forward() { go(m_forward, m_back); }
void History::undo() { travel(m_undo, m_redo); }
void History::redo() { travel(m_redo, m_undo); }

}  // namespace vitrine::ui

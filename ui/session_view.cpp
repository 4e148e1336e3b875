// The session's view: method, layer, head and query, and the maps they ask for.
#include "core/model/intervention_check.h"
#include "ui/core_words.h"
#include "ui/session.h"
#include "ui/session_change.h"

#include <algorithm>
#include <utility>

namespace vitrine::ui {
namespace {

/// Whether the method goes through several layers.
bool chains(const MapRequest& view) {
    const Method* method = findMethod(view.method);
    return method && method->usesLayers;
}

/// What a view asks of another model or picture, as far as this one has it.
void limitView(View& view, const VitConfig& config) {
    const auto missing = [&](const Cell& cell) { return cell.row >= config.rows() || cell.col >= config.cols(); };
    MapRequest& map = view.map;
    if (map.layer < 0 || map.layer >= config.num_layers)
        map.layer = config.num_layers - 1;
    const Method* method = findMethod(map.method);
    if (!method)
        map.method = methods().front().name;
    if (map.head.head >= config.num_heads || (method && !method->usesHead && map.head.head >= 0))
        map.head = {};
    if (method && method->usesTarget && config.num_classes == 0)
        map.method = methods().front().name;
    if (map.query.patch && missing(*map.query.patch))
        map.query = {};
    std::erase_if(view.pins, missing);
    limitIntervention(view.intervention, config);
    forgetDropped(view);
    for (const auto& index : {map.target.of, map.target.against})
        if (index && (*index < 0 || *index >= config.num_classes))
            map.target = {};
}

/// One layer of attention is one layer; who goes on to a method that follows them wants all, not those up to that one.
void changeMethod(View& view, const ModelPlan* plan, const std::string& method) {
    const bool chained = chains(view.map);
    view.map.method = method;
    if (plan && chains(view.map) && !chained)
        view.map.layer = plan->config.num_layers - 1;
}

}  // namespace

MapRequest Session::shownRequest() const {
    MapRequest request = m_view.map;
    if (m_hover)
        request.query.patch = m_hover;
    return request;
}

void Session::setMethod(const QString& name) {
    const std::string method = name.toStdString();
    if (m_view.map.method == method)
        return;
    changeMethod(m_view, m_plan.get(), method);
    fitMethod();
    Q_EMIT viewChanged();
    requestMaps();
}

/// What the method cannot be asked is as usual.
void Session::fitMethod() {
    MapRequest& map = m_view.map;
    const Method* method = findMethod(map.method);
    if (method && ((!method->usesHead && map.head.head >= 0) || (!method->usesHead && !method->usesFusion)))
        map.head = {};
    if (method && !method->usesDiscard)
        map.discard = 0;
    settleLayer();
}

void Session::setLayer(int layer) {
    if (!m_plan || layer < 0 || layer >= m_plan->config.num_layers || layer == m_view.map.layer)
        return;
    m_view.map.layer = layer;
    m_view.inside.embedding = false;
    settleLayer();
    // The selected node moves along: the same part of the other block.
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    const QString node = selectedNode();
    if (node.startsWith(blocks)) {
        const qsizetype dot = node.indexOf(QLatin1Char('.'), blocks.size());
        m_view.node = (blocks + QString::number(layer) + (dot < 0 ? QString() : node.mid(dot))).toStdString();
        Q_EMIT selectionChanged();
    }
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::settleLayer() {
    MapRequest& map = m_view.map;
    map.layers = chains(map) ? LayerRange{std::min(map.layers.first, map.layer), map.layer + 1} : LayerRange{};
}

void Session::setHead(HeadChoice head) {
    if (head == m_view.map.head)
        return;
    m_view.map.head = head;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setHover(std::optional<Cell> cell) {
    if (cell && isDropped(m_view.intervention, *cell))
        cell.reset();
    if (cell == m_hover)
        return;
    m_hover = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::pin(std::optional<Cell> cell) {
    if (cell == m_view.map.query.patch)
        return;
    if (cell && isDropped(m_view.intervention, *cell)) {
        Q_EMIT notice(tr("Patch %1, %2").arg(cell->row).arg(cell->col),
                      tr("was dropped, so it is not in the sequence and asks nothing"));
        return;
    }
    m_view.map.query.patch = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setRequestDetails(const MapRequest& details) {
    m_view.map.discard = details.discard;
    if (chains(m_view.map))
        m_view.map.layers.first = details.layers.first;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setDirection(Direction direction) {
    if (direction == m_view.map.direction)
        return;
    m_view.map.direction = direction;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setPins(const std::vector<Cell>& pins) {
    if (pins == m_view.pins)
        return;
    m_view.pins = pins;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setTarget(std::optional<int> target) {
    Target wanted = m_view.map.target;
    wanted.of = target;
    if (wanted.against == target || !target)
        wanted.against.reset();
    const Method* method = findMethod(m_view.map.method);
    if (target && method && !method->usesTarget) {  // who chooses a class wants to see what spoke for it
        changeMethod(m_view, m_plan.get(), methodForClass().name);
        fitMethod();
    }
    setTarget(wanted);
}

void Session::setTarget(const Target& target) {
    if (target == m_view.map.target)
        return;
    m_view.map.target = target;
    Q_EMIT targetChanged();
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setPage(Page page) {
    if (page == m_view.page)
        return;
    setHover(std::nullopt);  // the page under the mouse goes without the mouse leaving it
    const Page before = std::exchange(m_view.page, page);
    Q_EMIT pageChanged();
    Q_EMIT viewChanged();
    if (before == Page::Board || page == Page::Board)
        requestMaps();  // a slow one waits while the board is shown
}

void Session::setGridScale(GridScale scale) {
    if (std::exchange(m_view.grid_scale, scale) != scale)
        Q_EMIT viewChanged();
}

void Session::setMatrixLog(bool log) {
    if (std::exchange(m_view.matrix_log, log) != log)
        Q_EMIT viewChanged();
}

void Session::setInside(const InsideChoice& inside) {
    if (std::exchange(m_view.inside, inside) != inside)
        Q_EMIT viewChanged();
}

void Session::setEmbedding(bool embedding) {
    if (embedding)
        setLayer(0);
    InsideChoice inside = m_view.inside;
    inside.embedding = embedding;
    setInside(inside);
}

void Session::setStyle(const OverlayStyle& style) {
    if (style == m_view.style)
        return;
    m_view.style = style;
    m_view.style.opacity = std::clamp(style.opacity, 0.0, 1.0);
    m_view.style.keep = std::clamp(style.keep, 0.0, 1.0);
    Q_EMIT styleChanged();
}

void Session::setOpacity(double opacity) {
    OverlayStyle style = m_view.style;
    style.opacity = opacity;
    setStyle(style);
}

void Session::setColormap(const QString& name) {
    OverlayStyle style = m_view.style;
    if (const Colormap* map = findColormap(name.toStdString())) {
        style.colormap = map;
        setStyle(style);
    }
}

void Session::setView(const View& view) {
    setPage(view.page);
    setStyle(view.style);
    const View before = m_view;
    m_view = view;
    m_view.page = before.page;
    m_view.style = before.style;
    if (m_plan)
        limitView(m_view, m_plan->config);
    settleLayer();
    if (chains(m_view.map))
        m_view.map.layers.first = std::min(view.map.layers.first, m_view.map.layer);
    if (m_view == before)
        return;
    if (m_view.map.target != before.map.target)
        Q_EMIT targetChanged();
    if (m_view.node != before.node)
        Q_EMIT selectionChanged();
    changeRun(before.intervention);
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::selectNode(const QString& path) {
    if (path == selectedNode())
        return;
    m_view.node = path.toStdString();
    Q_EMIT selectionChanged();
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (path.startsWith(blocks) && !path.contains(QChar(0x2026)))  // a fold stands for many blocks
        setLayer(path.mid(blocks.size()).section(QLatin1Char('.'), 0, 0).toInt());
}

}  // namespace vitrine::ui

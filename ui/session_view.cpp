// The session's view: method, layer, head and query, and the maps they ask for.
#include "ui/session.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

/// Whether the method goes through several layers.
bool chains(const MapRequest& view) {
    const Method* method = findMethod(view.method);
    return method && method->usesLayers;
}

MapAnswer answer(const Capture& capture, const MapRequest& request) {
    return {explainAround(capture, request), caption(capture, request),
            attentionStats(capture, request.layer, request.head, request.query)};
}

}  // namespace

MapRequest Session::shownRequest() const {
    MapRequest request = m_view;
    if (m_hover)
        request.query.patch = m_hover;
    return request;
}

void Session::setMethod(const QString& name) {
    const std::string method = name.toStdString();
    if (m_view.method == method)
        return;
    m_view.method = method;
    const Method* found = findMethod(method);
    if (found && !found->usesHead && m_view.head.head >= 0)
        m_view.head = {};
    settleLayer();
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setLayer(int layer) {
    if (!m_plan || layer < 0 || layer >= m_plan->config.num_layers || layer == m_view.layer)
        return;
    m_view.layer = layer;
    settleLayer();
    // The selected node moves along: the same part of the other block.
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (m_selected.startsWith(blocks)) {
        const qsizetype dot = m_selected.indexOf(QLatin1Char('.'), blocks.size());
        m_selected = blocks + QString::number(layer) + (dot < 0 ? QString() : m_selected.mid(dot));
        Q_EMIT selectionChanged();
    }
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::settleLayer() { m_view.layers = chains(m_view) ? LayerRange{0, m_view.layer + 1} : LayerRange{}; }

void Session::setHead(HeadChoice head) {
    if (head == m_view.head)
        return;
    m_view.head = head;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setHover(std::optional<Cell> cell) {
    if (cell == m_hover)
        return;
    m_hover = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::pin(std::optional<Cell> cell) {
    if (cell == m_view.query.patch)
        return;
    m_view.query.patch = cell;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setRequestDetails(const MapRequest& details) {
    m_view.discard = details.discard;
    if (chains(m_view))
        m_view.layers.first = details.layers.first;
    Q_EMIT viewChanged();
    requestMaps();
}

void Session::setOpacity(double opacity) {
    m_style.opacity = std::clamp(opacity, 0.0, 1.0);
    Q_EMIT styleChanged();
}

void Session::setColormap(const QString& name) {
    if (const Colormap* map = findColormap(name.toStdString())) {
        m_style.colormap = map;
        Q_EMIT styleChanged();
    }
}

void Session::selectNode(const QString& path) {
    if (path == m_selected)
        return;
    m_selected = path;
    Q_EMIT selectionChanged();
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (path.startsWith(blocks) && !path.contains(QChar(0x2026)))  // a fold stands for many blocks
        setLayer(path.mid(blocks.size()).section(QLatin1Char('.'), 0, 0).toInt());
}

// One request at a time; while one is computed only the newest of those that come is remembered.
void Session::requestMaps() {
    if (!m_result || !m_result->capture || m_mapLane.busy())
        return;
    const MapRequest request = shownRequest();
    if ((m_maps || m_mapError.any()) && request == m_mapsRequest && m_mapsCapture == m_result->capture)
        return;
    const std::shared_ptr<const Capture> capture = m_result->capture;
    m_mapLane.start([capture, request](const Progress&) { return answer(*capture, request); },
                    [this, capture, request](const Outcome<MapAnswer>& outcome) {
                        m_mapsCapture = capture;
                        finishMaps(outcome, request);
                        requestMaps();
                    });
}

void Session::finishMaps(const Outcome<MapAnswer>& outcome, const MapRequest& request) {
    if (!m_result || m_result->capture != m_mapsCapture)
        return;
    m_mapsRequest = request;
    m_mapError = outcome.error;
    if (!outcome.ok()) {
        m_maps.reset();
        m_caption.clear();
        m_stats.reset();
        Q_EMIT notice(outcome.error.subject, outcome.error.reason);
        Q_EMIT mapsChanged();
        return;
    }
    m_maps = std::shared_ptr<const MapSet>(outcome.value, &outcome.value->maps);
    m_caption = QString::fromStdString(outcome.value->caption);
    m_stats = outcome.value->stats;
    Q_EMIT mapsChanged();
}

}  // namespace vitrine::ui

// The session's maps: one request at a time, in their own thread.
#include "ui/core_words.h"
#include "ui/session.h"

namespace vitrine::ui {
namespace {

/// `pins`, when given, gets its maps too.
MapAnswer answer(const Capture& capture, const MapRequest& request, PinMaps* pins, const Progress& progress) {
    for (size_t i = 0; pins && i < pins->pins.size(); ++i) {
        MapRequest own = pins->request;
        own.query.patch = pins->pins[i];
        pins->maps.push_back(explainAround(capture, own, progress));
    }
    return {explainAround(capture, request, progress),
            attentionStats(capture, request.layer, request.head, request.query, request.direction)};
}

}  // namespace

std::shared_ptr<const PinMaps> Session::pinMaps() const {
    const Method* method = findMethod(m_view.map.method);
    const bool present = m_pinMaps && !m_view.pins.empty() && m_pinMaps->pins == m_view.pins && m_result &&
                         m_pinMaps->capture == m_result->capture && method && method->usesQuery;
    return present ? m_pinMaps : nullptr;
}

bool Session::hasPinMaps() const {
    const Method* method = findMethod(m_view.map.method);
    if (m_view.pins.empty() || (method && !method->usesQuery))
        return true;
    if (!pinMaps())
        return false;
    MapRequest asked = m_view.map;
    asked.query = m_pinMaps->request.query;
    return relevant(asked) == relevant(m_pinMaps->request);
}

// One request at a time; while one is computed only the newest of those that come is remembered. One of another run,
// method or class does not wait: it may be a slow one that is under way.
void Session::requestMaps() {
    if (!m_result || !m_result->capture)
        return;
    const MapRequest request = shownRequest();
    const Method* method = findMethod(request.method);
    if (m_view.page == Page::Board && method && method->cost != MapCost::Little) {
        m_mapLane.cancel();  // nobody sees it there, and the board's own maps are timed
        dropOldMaps();
        return endActivity({Activity::Explaining});
    }
    if (m_mapLane.busy()) {
        const bool otherMap = request.method != m_mapsAsked.method || request.target != m_mapsAsked.target ||
                              m_mapsAskedOf != m_result->capture;
        if (!otherMap)
            return;
        m_mapLane.cancel();
        endActivity({Activity::Explaining});
    }
    const bool answered = (m_maps || m_mapError.any()) && relevant(request) == relevant(m_mapsRequest) &&
                          m_mapsCapture == m_result->capture;
    if (answered)
        m_mapsRequest = request;  // where it differs the map does not
    if (answered && hasPinMaps())
        return;
    const std::shared_ptr<const Capture> capture = m_result->capture;
    std::shared_ptr<PinMaps> pins;
    if (!hasPinMaps())
        pins = std::make_shared<PinMaps>(PinMaps{capture, m_view.map, m_view.pins, {}});
    m_mapsAsked = request;
    m_mapsAskedOf = capture;
    const auto tell = [this, method](int done, int total) {
        if (method && method->usesTarget && m_activity.kind != Activity::Looking)
            setActivity(Activity::Explaining, tr("Computing %1").arg(methodTitle(*method)), done, total);
    };
    m_mapLane.start(
        [capture, request, pins](const Progress& progress) { return answer(*capture, request, pins.get(), progress); },
        [this, capture, request, pins](const Outcome<MapAnswer>& outcome) {
            endActivity({Activity::Explaining});
            m_mapsAskedOf.reset();
            if (m_result && m_result->capture == capture) {
                m_mapsCapture = capture;
                if (pins)
                    m_pinMaps = pins;
            }
            finishMaps(outcome, request);
            requestMaps();
        },
        tell);
    if (method && method->cost != MapCost::Little)
        tell(0, 0);  // its first step takes a while
}

bool Session::isMapBehind() const {
    const bool otherRun = m_result && m_mapsCapture != m_result->capture;
    return m_mapLane.busy() && m_maps &&
           (otherRun || m_mapsAsked.method != m_mapsRequest.method || m_mapsAsked.target != m_mapsRequest.target);
}

void Session::dropOldMaps() {
    if (!m_maps || (m_result && m_mapsCapture == m_result->capture))
        return;
    m_maps.reset();
    m_stats.reset();
    Q_EMIT mapsChanged();
}

void Session::finishMaps(const Outcome<MapAnswer>& outcome, const MapRequest& request) {
    if (!m_result || m_result->capture != m_mapsCapture)
        return;  // of a run that is gone
    m_mapsRequest = request;
    m_mapError = outcome.error;
    if (!outcome.ok()) {
        m_maps.reset();
        m_stats.reset();
        Q_EMIT notice(outcome.error.subject, outcome.error.reason);
        Q_EMIT mapsChanged();
        return;
    }
    m_maps = std::shared_ptr<const MapSet>(outcome.value, &outcome.value->maps);
    m_stats = outcome.value->stats;
    Q_EMIT mapsChanged();
}

}  // namespace vitrine::ui

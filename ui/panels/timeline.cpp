#include "ui/panels/timeline.h"

#include "ui/head_place.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/play_button.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px roomyThumbnail{72};          // in a large window
constexpr Px captionedStage = units(56);  // lower: the picture has the room of the numbers
// All layers in about six seconds, each long enough to be seen and short enough to be motion. ms
constexpr int wholePlay = 6000, quickest = 200, slowest = 500;

}  // namespace

Timeline::Timeline(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_layers(new MapStrip(tr("Layer"))),
      m_heads(new MapStrip(tr("Head"))),
      m_play(new PlayButton(m_layers)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_layers, 1);  // beside each other: half of the width each
    layout->addWidget(m_heads, 1);
    connect(m_layers, &MapStrip::chosen, this, [this](int layer) {
        setPlaying(false);
        m_session.setLayer(layer);
    });
    connect(m_heads, &MapStrip::chosen, this, [this](int place) { m_session.setHead(headAt(place)); });
    connect(m_play, &QAbstractButton::clicked, this, &Timeline::togglePlaying);
    connect(&m_clock, &QTimer::timeout, this, &Timeline::step);
    for (const auto signal : {&Session::planChanged, &Session::viewChanged})
        connect(&session, signal, this, [this] {
            updateStrips();
            updateView();
        });
    for (const auto signal : {&Session::resultChanged, &Session::mapsChanged, &Session::styleChanged})
        connect(&session, signal, this, &Timeline::updateMaps);
    updateStrips();
    updateMaps();
    updateView();
}

void Timeline::setStale(bool stale) {
    m_layers->setStale(stale);
    m_heads->setStale(stale);
}

void Timeline::updateStrips() {
    const auto plan = m_session.plan();
    if (!plan)
        return;
    const int layers = plan->config.num_layers;
    const int heads = plan->config.num_heads;
    const Method* method = findMethod(m_session.view().map.method);
    const bool chain = method && method->usesLayers;
    QStringList captions;
    QStringList tips;
    for (int i = 0; i < layers; ++i) {
        captions << QString::number(i);
        const int first = std::min(m_session.view().map.layers.first, i);
        tips << (!chain       ? tr("layer %1").arg(i)
                 : first == i ? tr("layer %1 alone").arg(i)
                              : tr("layers %1 to %2").arg(first).arg(i));
    }
    m_layers->setCaptions(captions, tips);
    captions = {tr("mean"), tr("max"), tr("min")};
    tips = {tr("mean of %1 heads").arg(heads), tr("highest of %1 heads").arg(heads),
            tr("lowest of %1 heads").arg(heads)};
    m_layers->setVisible(!method || method->usesLayer || method->usesLayers);
    m_heads->setVisible(!method || method->usesHead || method->usesFusion);
    for (int i = 0; i < heads && (!method || method->usesHead); ++i) {
        captions << QString::number(i);
        tips << tr("head %1").arg(i);
    }
    m_heads->setCaptions(captions, tips);
}

void Timeline::updateMaps() {
    const auto maps = m_session.maps();
    const OverlayStyle& style = m_session.style();
    const std::optional<ColourScale> scale = stripScale(maps.get(), style);
    m_layers->setMaps(maps ? maps->byLayer : std::vector<Map>(), style, scale);
    m_heads->setMaps(maps ? maps->byHead : std::vector<Map>(), style, scale);
}

void Timeline::updateView() {
    m_layers->setCurrent(m_session.view().map.layer);
    m_heads->setCurrent(placeOf(m_session.view().map.head));
}

// As large as the height allows, so that a row of layers ends with the picture; heads never larger, so that the columns
// of both line up. Heights are fixed here: Qt's layouts do not ask a nested widget for another height by themselves.
// `beside`: layers and heads in one line, where the page above them has more width than it needs.
void Timeline::fit(QSize stage, bool beside) {
    auto* line = static_cast<QBoxLayout*>(layout());
    line->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int room = stage.width() - 4 * unit;
    const int across = beside ? (room - unit) / 2 : room;
    int layers = 0;
    int heads = 0;
    const bool captioned = stage.height() >= captionedStage;
    const int most = captioned ? stage.height() * 2 / 5 : stage.height() / 6;
    m_layers->setCaptioned(captioned);
    m_heads->setCaptioned(captioned);
    for (int side = std::clamp(stage.height() / 13, smallestThumbnail, int(roomyThumbnail)); side >= smallestThumbnail;
         side -= 4) {  // smaller, until the picture has its share
        m_layers->setLargest(side);
        m_heads->setLargest(std::min(side, std::max(smallestThumbnail, m_layers->sideFor(across))));
        layers = m_layers->isHidden() ? 0 : m_layers->heightForWidth(across);
        heads = m_heads->isHidden() ? 0 : m_heads->heightForWidth(across);
        if ((beside ? std::max(layers, heads) : layers + heads) < most)
            break;
    }
    m_layers->setFixedHeight(layers);
    m_heads->setFixedHeight(heads);
    setFixedHeight(beside ? std::max(layers, heads) : layers + heads + (layers && heads ? unit : 0));
    placeButton();
}

// Under the word "Layer", in the line of the numbers; where there is none, behind the word.
void Timeline::placeButton() {
    m_play->resize(m_play->sizeHint());
    const bool under = m_layers->isCaptioned();
    const QRect line = under ? m_layers->captionRect(0) : m_layers->thumbnailRect(0);
    m_play->move(under ? 0 : stripLabel - stripMargin - m_play->width(), line.center().y() - m_play->height() / 2);
    m_play->setVisible(m_layers->count() > 1);
}

// --- playing ---------------------------------------------------------------------------------------------------------

void Timeline::setPlaying(bool playing) {
    const auto plan = m_session.plan();
    playing = playing && plan && m_session.maps();
    if (playing == isPlaying())
        return;
    m_play->setPlaying(playing);
    m_layers->setTrack(playing);
    if (!playing)
        return m_clock.stop();
    const int layers = plan->config.num_layers;
    m_clock.start(std::clamp(wholePlay / layers, quickest, slowest));
    if (m_session.view().map.layer == layers - 1)
        m_session.setLayer(0);
}

/// The next layer; what is not drawn yet is waited for.
void Timeline::step() {
    if (!m_session.plan() || !m_session.maps())
        return setPlaying(false);
    if (m_session.mapsRequest() != m_session.shownRequest())
        return;
    const int next = m_session.view().map.layer + 1;
    if (next < m_session.plan()->config.num_layers)
        m_session.setLayer(next);
    if (next >= m_session.plan()->config.num_layers - 1)
        setPlaying(false);
}

void Timeline::hideEvent(QHideEvent*) { setPlaying(false); }

}  // namespace vitrine::ui

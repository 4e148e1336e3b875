#include "ui/panels/timeline.h"

#include "ui/head_place.h"
#include "ui/panels/changed_patches.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/off_menu.h"
#include "ui/panels/play_button.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
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
    layout->setAlignment(Qt::AlignTop);
    layout->addWidget(m_layers, 1);  // beside each other: half of the width each
    layout->addWidget(m_heads, 1);
    const auto showDropped = [this, &changed = ChangedPatches::of(session)] {
        const Masked& masked = changed.masked();
        for (MapStrip* strip : {m_layers, m_heads})
            strip->setDropped(masked.filling ? Masked() : masked);
    };
    connect(&ChangedPatches::of(session), &ChangedPatches::changed, this, showDropped);
    showDropped();
    connect(m_layers, &MapStrip::chosen, this, [this](int layer) {
        setPlaying(false);
        m_session.setLayer(layer);
    });
    connect(m_heads, &MapStrip::chosen, this, [this](int place) { m_session.setHead(headAt(place)); });
    for (const bool heads : {false, true})
        connect(heads ? m_heads : m_layers, &MapStrip::menuWanted, this,
                [this, heads](int index, QPoint where) { openMenu(heads, index, where); });
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
    updateOff();
}

// --- what is off -----------------------------------------------------------------------------------------------------

/// A map of many layers is of no head that could be off.
bool Timeline::ofOneLayer() const {
    const Method* method = findMethod(m_session.view().map.method);
    return !method || (method->usesLayer && method->usesHead);
}

/// Heads of the layer shown, and layers whose attention is off.
void Timeline::updateOff() {
    std::vector<bool> layers(size_t(m_layers->count())), heads(size_t(m_heads->count()));
    const int layer = m_session.view().map.layer;
    for (const Off& off : ofOneLayer() ? m_session.intervention().off : std::vector<Off>()) {
        if (off.part == Part::Attention && size_t(off.layer) < layers.size())
            layers[size_t(off.layer)] = true;
        if (off.part == Part::Attention && off.layer == layer)
            heads.assign(heads.size(), true);
        if (off.part == Part::Head && off.layer == layer && size_t(fusions + off.head) < heads.size())
            heads[size_t(fusions + off.head)] = true;
    }
    m_layers->setOff(std::move(layers));
    m_heads->setOff(std::move(heads));
}

void Timeline::openMenu(bool heads, int index, QPoint where) {
    if (heads && !ofOneLayer())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (heads && index >= fusions)
        addHeadActions(*menu, m_session, m_session.view().map.layer, index - fusions);
    else
        addLayerActions(*menu, m_session, heads ? m_session.view().map.layer : index);
    menu->popup(where);
}

// As large as the height allows, so that a row of layers ends with the picture; heads never larger, so that the columns
// of both line up. Heights are fixed here: Qt's layouts do not ask a nested widget for another height by themselves.
// `beside`: layers and heads in one line, where the page above them has more width than it needs. A method without layers
// or heads leaves their place empty, so that the picture stays where it is; a low stage has no room for that.
void Timeline::fit(QSize stage, bool beside) {
    auto* line = static_cast<QBoxLayout*>(layout());
    line->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int room = stage.width() - 4 * unit;
    const int across = beside ? (room - unit) / 2 : room;
    const bool captioned = stage.height() >= captionedStage;
    const int most = captioned ? stage.height() * 2 / 5 : stage.height() / 6;
    const int allHeads = m_session.plan() ? m_session.plan()->config.num_heads + fusions : m_heads->count();
    m_layers->setCaptioned(captioned);
    m_heads->setCaptioned(captioned);
    int layers = 0, heads = 0;
    for (int side = std::clamp(stage.height() / 13, smallestThumbnail, int(roomyThumbnail)); side >= smallestThumbnail;
         side -= 4) {  // smaller, until the picture has its share
        m_layers->setLargest(side);
        m_heads->setLargest(std::min(side, std::max(smallestThumbnail, m_layers->sideFor(across))));
        layers = m_layers->isHidden() && !captioned ? 0 : m_layers->heightForWidth(across);
        heads = m_heads->isHidden() && !captioned ? 0 : m_heads->heightFor(allHeads, across);
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

// What is not there to choose from leaves no riddle.
void Timeline::paintEvent(QPaintEvent*) {
    if (!m_heads->isHidden() || !m_session.plan())
        return;
    const bool neither = m_layers->isHidden();
    const int top = (neither ? 0 : m_layers->geometry().bottom() + 1 + unit) + stripMargin;
    QPainter painter(this);
    painter.setFont(textFont(TextSize::Small));
    painter.setPen(theme().quiet);
    const QString words = neither ? tr("This method makes one map, none of a layer or a head.")
                                  : tr("This method makes one map of all heads.");
    painter.drawText(QRect(stripLabel, top, width() - stripLabel, height() - top),
                     int(Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap), words);
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

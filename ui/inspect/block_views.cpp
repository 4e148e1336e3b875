#include "ui/inspect/block_views.h"

#include "ui/controls.h"
#include "ui/inspect/bars_figure.h"
#include "ui/inspect/map_figure.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/inspect/token_views.h"
#include "ui/numbers.h"
#include "ui/session.h"
#include "ui/target.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

constexpr int shownBars = 10;
constexpr int unitColumns = 4;

QImage tileImage(const Map& map, const Session& session) {
    return mapImage(map, colormapOr(session.style().colormap), rangeOf(map));
}

/// Six or eight in a row, so that no row is nearly empty.
int headColumns(int heads) { return heads % 8 == 0 ? 8 : heads <= 7 ? std::max(4, heads) : heads % 6 == 0 ? 6 : 8; }

Plot counts(const Histogram& histogram) {
    Plot plot;
    plot.shape = Plot::Shape::Bars;
    plot.series = {{{}, {histogram.counts.begin(), histogram.counts.end()}, Ink::Accent}};
    plot.xLow = histogram.low;
    plot.xStep = (histogram.high - histogram.low) / double(std::max<size_t>(1, histogram.counts.size()));
    plot.xName = FindingView::tr("value");
    plot.logarithmic = true;
    return plot;
}

}  // namespace

FindingView* FindingView::make(const Finding& finding, Session& session, QWidget* parent) {
    if (std::holds_alternative<Filters>(finding))
        return new FilterView(session, parent);
    if (std::holds_alternative<Similarity>(finding))
        return new SimilarityView(session, parent);
    if (std::holds_alternative<HeadMaps>(finding))
        return new HeadsView(session, parent);
    if (std::holds_alternative<Activations>(finding))
        return new ActivationsView(session, parent);
    if (std::holds_alternative<Histogram>(finding))
        return new HistogramView(parent);
    if (std::holds_alternative<Added>(finding))
        return new AddedView(session, parent);
    if (std::holds_alternative<NormScale>(finding))
        return new ScaleView(parent);
    if (std::holds_alternative<Norms>(finding))
        return new NormsView(session, parent);
    if (std::holds_alternative<Contributions>(finding))
        return new ContributionsView(session, parent);
    return new ClassPathView(parent);
}

// --- HeadsView --------------------------------------------------------------------------------------------------------

HeadsView::HeadsView(Session& session, QWidget* parent)
    : FindingView(parent), m_session(session), m_title(heading({}, this)), m_tiles(new TilesFigure(this)) {
    column()->addWidget(m_title);
    column()->addWidget(m_tiles);
    m_tiles->setAccessibleName(tr("Heads"));
    connect(m_tiles, &TilesFigure::chosen, this, [this](int head) {
        const HeadChoice now = m_session.view().map.head;
        const Method* method = findMethod(m_session.view().map.method);
        if (!method || !method->usesHead)
            m_session.setMethod(QStringLiteral("attention"));  // one head is attention's to show
        m_session.setHead(now.head == head ? HeadChoice{} : HeadChoice{head, Fusion::Mean});
    });
    connect(&session, &Session::viewChanged, this, &HeadsView::followHead);
}

void HeadsView::followHead() { m_tiles->setCurrent(m_session.view().map.head.head); }

void HeadsView::show(const Finding& finding, const InspectRequest& request) {
    const auto& heads = std::get<HeadMaps>(finding);
    m_title->setText(tr("What each head takes in for %1").arg(wordsOf(m_session, request.query)));
    std::vector<Tile> tiles;
    for (size_t head = 0; head < heads.maps.size(); ++head)
        tiles.push_back({tileImage(heads.maps[head], m_session), QString::number(head),
                         tr("head %1: up to %2 of its attention on one patch\nentropy %3 bits, distance %4 px")
                             .arg(head)
                             .arg(percentText(double(heads.maps[head].max())))
                             .arg(numberText(heads.entropy_bits[head], 'f', 1))
                             .arg(std::isnan(heads.distance_px[head]) ? QStringLiteral("–")
                                                                      : numberText(heads.distance_px[head], 'f', 0))});
    m_tiles->setTiles(std::move(tiles), headColumns(int(heads.maps.size())));
    followHead();
}

// --- ActivationsView --------------------------------------------------------------------------------------------------

ActivationsView::ActivationsView(Session& session, QWidget* parent)
    : FindingView(parent),
      m_session(session),
      m_plot(new PlotFigure(this)),
      m_facts(new FactRows(this)),
      m_unitsTitle(heading({}, this)),
      m_units(new TilesFigure(this)) {
    column()->addWidget(heading(tr("The hidden numbers before GELU: how many there are of each size"), this));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_plot, m_facts, m_unitsTitle, m_units})
        column()->addWidget(widget);
    m_plot->setAccessibleName(tr("Histogram of the hidden numbers before GELU"));
    m_units->setAccessibleName(tr("Most active units"));
}

void ActivationsView::show(const Finding& finding, const InspectRequest& request) {
    const auto& found = std::get<Activations>(finding);
    m_plot->setPlot(counts(found.before));
    m_facts->setFacts(
        {{tr("above 0, all tokens"), percentText(found.positive), tr("what GELU lets through")},
         {tr("above 0, %1").arg(wordsOf(m_session, request.query)), percentText(found.positiveQuery), {}},
         {tr("units silent on this picture"), percentText(found.silentUnits), tr("above 0 for no token at all")},
         {tr("largest after GELU"), shortNumber(found.after.max), {}}});
    m_unitsTitle->setText(tr("Most active for %1, and where else").arg(wordsOf(m_session, request.query)));
    std::vector<Tile> tiles;
    for (const Activations::Unit& one : found.units)
        tiles.push_back({tileImage(one.map, m_session), QString::number(one.index),
                         tr("unit %1: %2 here, %3 on average, up to %4")
                             .arg(one.index)
                             .arg(shortNumber(double(one.atQuery)), shortNumber(double(one.mean)),
                                  shortNumber(double(one.map.max())))});
    m_units->setTiles(std::move(tiles), unitColumns);
}

// --- HistogramView ----------------------------------------------------------------------------------------------------

HistogramView::HistogramView(QWidget* parent)
    : FindingView(parent), m_plot(new PlotFigure(this)), m_facts(new FactRows(this)) {
    column()->addWidget(heading(tr("The numbers that leave it: how many there are of each size"), this));
    column()->addWidget(m_plot);
    column()->addWidget(m_facts);
    m_plot->setAccessibleName(tr("Histogram of the numbers that leave it"));
}

void HistogramView::show(const Finding& finding, const InspectRequest&) {
    const auto& found = std::get<Histogram>(finding);
    m_plot->setPlot(counts(found));
    m_facts->setFacts({{tr("smallest"), shortNumber(found.min), {}},
                       {tr("mean"), shortNumber(found.mean), {}},
                       {tr("largest"), shortNumber(found.max), {}}});
}

// --- AddedView --------------------------------------------------------------------------------------------------------

AddedView::AddedView(Session& session, QWidget* parent)
    : FindingView(parent), m_session(session), m_map(tiedMap(session, this)), m_facts(new FactRows(this)) {
    Words* title = heading(tr("How much it adds to each token, against what was there"), this);
    for (QWidget* widget : std::initializer_list<QWidget*>{title, m_map, m_facts})
        column()->addWidget(widget);
    m_map->setAccessibleName(title->text());
}

void AddedView::show(const Finding& finding, const InspectRequest& request) {
    const auto& added = std::get<Added>(finding);
    setTokenMap(*m_map, m_session, added.share, tr("of its length"));
    m_map->setMarks({}, request.query.patch);
    std::vector<FactRows::Fact> facts;
    if (added.classShare && added.classLength)
        facts.push_back({tr("to the class token"), shortNumber(double(*added.classShare)),
                         tr("%1 long").arg(shortNumber(double(*added.classLength)))});
    m_facts->setFacts(std::move(facts));
}

// --- ScaleView --------------------------------------------------------------------------------------------------------

ScaleView::ScaleView(QWidget* parent)
    : FindingView(parent), m_title(heading({}, this)), m_weight(new PlotFigure(this)), m_lengths(new PlotFigure(this)) {
    column()->addWidget(m_title);
    column()->addWidget(m_weight);
    column()->addWidget(heading(tr("On this picture"), this));
    column()->addWidget(heading(tr("Length of each token, those before the patches first"), this));
    column()->addWidget(m_lengths);
    m_weight->setAccessibleName(tr("Scale and shift of each channel"));
    m_lengths->setAccessibleName(tr("Length of each token before and after"));
}

void ScaleView::show(const Finding& finding, const InspectRequest&) {
    const auto& scale = std::get<NormScale>(finding);
    m_title->setText(tr("Its scale w and shift b for each of the %1 numbers").arg(scale.weight.size()));
    m_weight->setPlot(
        {Plot::Shape::Dots,
         {{tr("shift b"), doubles(scale.bias), Ink::Quiet}, {tr("scale w"), doubles(scale.weight), Ink::Accent}},
         0,
         1,
         tr("channel"),
         false,
         true});
    m_lengths->setPlot(
        {Plot::Shape::Dots,
         {{tr("before"), doubles(scale.before), Ink::Quiet}, {tr("after"), doubles(scale.after), Ink::Accent}},
         0,
         1,
         tr("token"),
         false,
         true});
}

// --- ContributionsView ------------------------------------------------------------------------------------------------

ContributionsView::ContributionsView(Session& session, QWidget* parent)
    : FindingView(parent),
      m_session(session),
      m_title(heading({}, this)),
      m_bars(new BarsFigure(this)),
      m_facts(new FactRows(this)) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_bars, m_facts})
        column()->addWidget(widget);
    m_bars->setAccessibleName(tr("Contributions to the logit"));
}

void ContributionsView::show(const Finding& finding, const InspectRequest&) {
    const auto& found = std::get<Contributions>(finding);
    const std::shared_ptr<const ModelPlan> plan = m_session.plan();
    const QString label = plan ? QString::fromStdString(plan->label(found.target)) : QString::number(found.target);
    const bool silent = found.up == 0 && found.down == 0;
    m_title->setText(
        silent ? tr("Nothing pushes “%1”: every weight of this head is 0, as a random torchvision ViT starts").arg(label)
               : tr("Which of the %1 features push “%2” up and down: weight × value").arg(found.features).arg(label));
    std::vector<BarsFigure::Bar> bars;
    for (size_t i = 0; i < found.strongest.size() && i < shownBars && !silent; ++i) {
        const Contributions::Feature& feature = found.strongest[i];
        bars.push_back({tr("feature %1").arg(feature.index), double(feature.push()),
                        tr("feature %1: weight %2 × value %3 = %4")
                            .arg(feature.index)
                            .arg(signedNumber(double(feature.weight)), signedNumber(double(feature.value)),
                                 signedNumber(double(feature.push())))});
    }
    m_bars->setBars(std::move(bars));
    m_facts->setFacts({{tr("all that push up"), signedNumber(double(found.up)), {}},
                       {tr("all that push down"), signedNumber(double(found.down)), {}},
                       {tr("bias of the class"), signedNumber(double(found.bias)), {}},
                       {tr("together, the logit"), signedNumber(double(found.logit)), {}}});
}

}  // namespace vitrine::ui

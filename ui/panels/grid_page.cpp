#include "ui/panels/grid_page.h"

#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/head_place.h"
#include "ui/numbers.h"
#include "ui/panels/changes_line.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/heads_grid.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/seen_view.h"
#include "ui/target.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr int leastPicture = 64;     // px: smaller it shows nothing
constexpr Px leastPlot = units(16);  // high: lower its lines cannot be told apart, and one is better than two

QStringList numbers(int count) {
    QStringList out;
    for (int i = 0; i < count; ++i)
        out << QString::number(i);
    return out;
}

QStringList headNames(int count) {
    QStringList out;
    for (int i = 0; i < count; ++i)
        out << GridPage::tr("head %1").arg(i);
    return out;
}

/// [layer * heads + head] -> a column a layer.
std::vector<std::vector<float>> byLayer(const std::vector<float>& values, int heads) {
    std::vector<std::vector<float>> out;
    for (size_t i = 0; heads > 0 && i + size_t(heads) <= values.size(); i += size_t(heads))
        out.emplace_back(values.begin() + std::ptrdiff_t(i), values.begin() + std::ptrdiff_t(i) + heads);
    return out;
}

/// Of one head, or the mean of the layer's.
double figure(const std::vector<float>& values, int heads, int layer, int head) {
    const size_t first = size_t(layer) * size_t(heads);
    if (first + size_t(heads) > values.size())
        return std::nan("");
    if (head >= 0)
        return double(values[first + size_t(head)]);
    double sum = 0;
    for (int i = 0; i < heads; ++i)
        sum += double(values[first + size_t(i)]);
    return sum / heads;
}

/// "layers 0 to 3 look 17 to 141 px far".
QString rangeWords(const std::vector<float>& distances, int heads, int first, int last) {
    const auto begin = distances.begin() + std::ptrdiff_t(first) * heads,
               end = distances.begin() + std::ptrdiff_t(last) * heads;
    const auto [low, high] = std::minmax_element(begin, end);
    return GridPage::tr("%1 to %2 px").arg(numberText(double(*low), 'f', 0)).arg(numberText(double(*high), 'f', 0));
}

}  // namespace

GridPage::GridPage(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(new Words({}, Tone::Heading, TextSize::Small)),
      m_picture(new SeenView(session)),
      m_colours(new ColourBar),
      m_sentence(new Words({}, Tone::Text)),
      m_about(new Words({}, Tone::Quiet)),
      m_note(new Words({}, Tone::Quiet, TextSize::Small)),
      m_changes(new ChangesLine(session)),
      m_heads(new HeadsGrid(session)),
      m_distances(new LayerPlot),
      m_rule(new Rule),
      m_entropies(new LayerPlot),
      m_measured(
          session, m_pool, [](const Run& run, const Progress& progress) { return headDistances(*run, progress); },
          [this] { updatePlots(); }) {
    m_left = seenColumn(m_title, m_picture, m_colours, {m_sentence, m_about, m_note});
    m_right = buildRight();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_left);
    auto* maps = new QVBoxLayout;
    maps->setSpacing(unit);
    maps->addWidget(m_changes);
    maps->addWidget(m_heads, 1);
    auto* hint = new ElidedLabel(textFont(TextSize::Small), true, Qt::AlignHCenter);
    hint->setText(tr("a click on a map goes there"));
    maps->addWidget(hint);
    layout->addLayout(maps, 1);
    layout->addWidget(m_right);
    setFocusProxy(m_heads);
    const auto choose = [this](int layer, int head) { showHead(m_session, layer, head); };
    connect(m_heads, &HeadsGrid::chosen, this, choose);
    connect(m_heads, &HeadsGrid::hovered, this, &GridPage::point);
    connect(m_heads, &HeadsGrid::changed, this, &GridPage::updatePlots);
    for (LayerPlot* plot : {m_distances, m_entropies})
        connect(plot, &LayerPlot::chosen, this, choose);
    m_distances->alignWith(m_entropies);
    m_entropies->alignWith(m_distances);
    for (const auto signal : {&Session::mapsChanged, &Session::styleChanged, &Session::viewChanged})
        connect(&session, signal, this, &GridPage::updateMap);
    connect(&session, &Session::viewChanged, this, &GridPage::updateChosen);
    connect(&session, &Session::resultChanged, this, &GridPage::askDistances);
    connect(&session, &Session::planChanged, this, [this] {
        updatePlots();
        fitColumns();
    });
    updatePlots();
}

QWidget* GridPage::buildRight() {
    auto* right = new QWidget;
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(2 * unit, 2 * unit, 0, 0);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_distances, 1);
    layout->addWidget(m_rule, 0);
    layout->addWidget(m_entropies, 1);
    return right;
}

QString GridPage::sentence() const { return m_sentence->text(); }

void GridPage::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    m_heads->setActive(active);
    askDistances();
    updateMap();
}

void GridPage::askDistances() {
    const auto result = m_session.result();
    if (!result || !result->capture)
        return m_measured.ask(std::nullopt);
    if (m_active)
        m_measured.ask(result->capture, true);
}

std::vector<float> GridPage::distances() const {
    const auto answer = m_measured.answer();
    const auto plan = m_session.plan();
    const bool fits =
        answer && plan && answer->size() == size_t(plan->config.num_layers) * size_t(plan->config.num_heads);
    return fits ? *answer : std::vector<float>();
}

// --- the chosen head, large ------------------------------------------------------------------------------------------

void GridPage::updateMap() {
    if (!m_active)
        return;
    m_picture->setMap(m_session.maps(), m_session.style());
    m_colours->setMaps(m_session.maps().get(), m_session.style());
    const Query query = m_session.shownRequest().query;
    m_picture->setQuery(query.patch, query.patch ? wordsOf(m_session, query) : QString());
    const Method* method = findMethod(m_session.view().map.method);
    m_note->setText(method && !method->usesHead
                        ? tr("%1 goes through all heads at once: the picture shows it, the small maps show attention.")
                              .arg(methodTitle(*method))
                        : QString());
    m_note->setVisible(!m_note->text().isEmpty());
    fitLeft();
    const MapRequest shown = m_session.mapsRequest();
    QString title = placeWords(shown, headsOf(m_session));
    if (const Method* of = findMethod(shown.method); of && !of->usesHead)  // the words below are of attention
        title.prepend(methodTitle(*of) + (title.isEmpty() ? QString() : QStringLiteral(" · ")));
    m_title->setText(m_session.maps() ? title : QString());
}

// A map under the mouse has its dots shown and is told of, while the large picture stays.
void GridPage::point(int layer, int head) {
    m_pointed = layer >= 0 ? std::optional(std::pair(layer, head)) : std::nullopt;
    updateChosen();
}

void GridPage::updateChosen() {
    const auto plan = m_session.plan();
    const auto grid = m_heads->grid();
    const MapRequest& map = m_session.view().map;
    for (LayerPlot* plot : {m_distances, m_entropies}) {
        plot->setCurrent(map.layer, map.head.head);
        plot->setHovered(m_pointed);
    }
    if (!plan || !grid || grid->heads != plan->config.num_heads || grid->layers != plan->config.num_layers) {
        m_sentence->clear();
        return;
    }
    const bool there = m_pointed && m_pointed->first < grid->layers && m_pointed->second < grid->heads;
    const auto [layer, head] = there ? *m_pointed : std::pair(map.layer, map.head.head);
    const QString who = head >= 0 ? tr("Layer %1, head %2").arg(layer).arg(head)
                                  : tr("Layer %1, its %2 heads on average").arg(layer).arg(grid->heads);
    const QString asked = map.direction == Direction::From
                              ? tr("asked by %1").arg(wordsOf(m_session, m_heads->query()))
                              : tr("who looks at %1").arg(wordsOf(m_session, m_heads->query()));
    QString text = tr("%1, %2: %3 bits of entropy")
                       .arg(who, asked)
                       .arg(numberText(figure(grid->entropy_bits, grid->heads, layer, head), 'f', 1));
    const double distance = figure(distances(), grid->heads, layer, head);
    if (std::isfinite(distance))
        text += tr(", mean distance %1 px").arg(numberText(distance, 'f', 0));
    const Method* method = findMethod(map.method);
    text += QLatin1Char('.');
    m_sentence->setText(method && !method->usesHead ? tr("Attention: %1").arg(text) : text);
    fitLeft();
}

// --- the plots -------------------------------------------------------------------------------------------------------

void GridPage::updatePlots() {
    const auto plan = m_session.plan();
    const int layers = plan ? plan->config.num_layers : 0, heads = plan ? plan->config.num_heads : 0;
    const auto grid = m_heads->grid();
    PlotData far{.title = tr("How far each head looks, px, by layer"),
                 .unit = tr("px"),
                 .columns = numbers(layers),
                 .names = headNames(heads),
                 .values = byLayer(distances(), heads)};
    far.off = headsOff(m_session);
    m_distances->setData(far);
    PlotData spread = far;
    const double most = plan ? std::log2(double(plan->config.num_tokens())) : 1;
    spread.title = tr("How spread out it is, bits, by layer (%1 = everywhere alike)");
    spread.unit = tr("bits");
    spread.decimals = 1;
    spread.top = most;
    spread.limit = most;
    spread.values =
        grid && grid->heads == heads ? byLayer(grid->entropy_bits, heads) : std::vector<std::vector<float>>();
    m_entropies->setData(spread);
    m_distances->setToolTip(tr("Patch size times the distance between two patches, weighted by attention, the class "
                               "token left out: the mean over all patches. The same for every query."));
    m_entropies->setToolTip(tr("The entropy of the query's attention over all tokens: 0 bits looks at one token alone."));
    const std::vector<float> all = distances();
    const int third = std::max(1, layers / 3);
    m_about->setText(all.empty() || layers < 6  // a third of fewer is one layer
                         ? QString()
                         : tr("How far the heads look: %1 in the first %2 layers, %3 in the last %2.")
                               .arg(rangeWords(all, heads, 0, third))
                               .arg(third)
                               .arg(rangeWords(all, heads, layers - third, layers)));
    updateChosen();
}

// --- where it is -----------------------------------------------------------------------------------------------------

// Sentences get the height that they need at their width (Qt's layouts do not ask a nested widget for it by themselves),
// the picture what is left. The most that a sentence has needed stays its own: another patch under the mouse moves nothing.
void GridPage::fitLeft() {
    const int across = m_left->width();
    int words = 0;
    for (Words* part : {m_sentence, m_about, m_note}) {
        const bool shown = part != m_note || !part->text().isEmpty();
        part->setMinimumHeight(0);  // a label never asks for less than that
        int high = shown ? std::max(0, part->heightForWidth(across)) : 0;
        if (part == m_sentence)
            high = m_sentenceHeight = std::max(m_sentenceHeight, high);
        part->setFixedHeight(high);
        words += high + (shown ? unit : 0);
    }
    const int room = height() - m_title->sizeHint().height() - m_colours->sizeHint().height() - 4 * unit - words;
    const int side = std::min(across, room);
    m_picture->setFixedSize(std::max(0, side), std::max(0, side));
    m_colours->setFixedWidth(std::min(across, m_colours->sizeHint().width()));
    for (QWidget* part : {static_cast<QWidget*>(m_picture), static_cast<QWidget*>(m_colours)})
        part->setVisible(side >= leastPicture);
}

// The maps take what they need at this height; what they leave of the width is the picture's.
void GridPage::fitColumns() {
    const int right = std::clamp(width() * 33 / 100, int(units(32)), int(units(60)));
    const int least = std::min(int(units(45)), std::max(int(units(26)), width() * 25 / 100));
    const int free = width() - right - m_heads->widthFor(height()) - 6 * unit;
    m_left->setFixedWidth(std::clamp(free, least, std::max(least, width() * 34 / 100)));
    m_left->resize(m_left->minimumWidth(), height());
    m_right->setFixedWidth(right);
    const bool both = height() >= 2 * leastPlot;
    m_rule->setVisible(both);
    m_entropies->setVisible(both);
    m_sentenceHeight = 0;
    fitLeft();
}

void GridPage::resizeEvent(QResizeEvent*) { fitColumns(); }

}  // namespace vitrine::ui

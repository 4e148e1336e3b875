#include "ui/panels/sanity_panel.h"

#include "core/overlay/blend.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/numbers.h"
#include "ui/panels/step_line.h"
#include "ui/panels/summary_fold.h"
#include "ui/pixels.h"
#include "ui/session.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

constexpr int side = 96;       // device pixels of a map
constexpr int columns = 5;     // maps in a row
constexpr double alike = 0.7;  // a rank correlation that is still a resemblance

QString numberWords(const std::optional<double>& value) {
    if (!value)
        return SanityPanel::tr("flat");
    return (*value < 0 ? QStringLiteral("−") : QString()) + numberText(std::abs(*value), 'f', 2);
}

}  // namespace

SanityPanel::SanityPanel(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_fold(new SummaryFold(tr("Sanity check"), this)),
      m_body(new QWidget(this)),
      m_about(new Words({}, Tone::Quiet, TextSize::Small)),
      m_step(new StepLine),
      m_plot(new PlotFigure),
      m_maps(new TilesFigure) {
    m_about->setWordWrap(true);
    m_plot->setAccessibleName(tr("Rank correlation by what is drawn anew"));
    m_maps->setAccessibleName(tr("The map of each model drawn anew"));
    auto* body = new QVBoxLayout(m_body);
    body->setContentsMargins(0, unit, 0, unit);
    body->setSpacing(unit);
    body->addWidget(m_about);
    body->addWidget(m_step);
    body->addWidget(m_plot);
    body->addWidget(m_maps);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, unit);
    layout->setSpacing(0);
    layout->addWidget(m_fold);
    layout->addWidget(m_body);
    m_body->hide();
    connect(m_fold, &QAbstractButton::clicked, this, &SanityPanel::setOpen);
    connect(m_step, &StepLine::stopped, this, [this] { setOpen(false); });
    for (const auto signal : {&Session::resultChanged, &Session::viewChanged, &Session::planChanged})
        connect(&session, signal, this, &SanityPanel::ask);
    connect(&session, &Session::styleChanged, this, &SanityPanel::showMaps);
    ask();
    showSteps();
}

SanityPanel::~SanityPanel() { m_session.setBusy(this, false); }

QString SanityPanel::sentence() const { return m_fold->summary(); }

void SanityPanel::setOpen(bool open) {
    m_open = open;
    m_fold->setChecked(open);
    m_body->setVisible(open);
    ask();
}

// Of the pinned query: the patch under the mouse would ask for many models a second.
void SanityPanel::ask() {
    const auto result = m_session.result();
    setVisible(m_session.plan() != nullptr && !m_session.film().empty());
    std::optional<Question> question;
    if (m_open && result && result->capture && m_session.intervention().grafts.empty())
        question = Question{result->capture, relevant(m_session.view().map)};
    if (question == m_asked)
        return;
    m_asked = question;
    m_lane.cancel();
    m_steps.clear();
    m_session.setBusy(this, question.has_value());
    m_step->tell(question ? tr("starting") : QString());
    showSteps();
    if (!question)
        return;
    m_lane.start([q = *question](const Progress& progress) { return sanityCheck(*q.capture, q.request, 0, progress); },
                 [this](const Outcome<std::vector<SanityStep>>& outcome) {
                     m_session.setBusy(this, false);
                     m_step->tell({});
                     if (outcome.ok())
                         m_steps = *outcome.value;
                     else if (outcome.error.any())
                         Q_EMIT m_session.notice(outcome.error.subject, outcome.error.reason);
                     showSteps();
                 },
                 [this](int done, int total) { m_step->tell(tr("%1 of %2 parts drawn anew").arg(done).arg(total)); });
}

QString SanityPanel::partWords(const SanityStep& step) const {
    if (step.randomised == 0)
        return tr("trained");
    if (step.randomised == 1)
        return tr("head");
    return step.layer < 0 ? tr("all") : QString::number(step.layer);
}

void SanityPanel::showSteps() {
    for (QWidget* part : {static_cast<QWidget*>(m_plot), static_cast<QWidget*>(m_maps)})
        part->setVisible(!m_steps.empty());
    if (m_steps.empty()) {
        m_about->setText(
            m_session.intervention().grafts.empty()
                ? tr("The model's layers are drawn anew, from the head down to the first, and the map is made again "
                     "each time (Adebayo et al., 2018). A map that explains the model has to change.")
                : tr("Tokens of another picture are the trained model's: take them back first."));
        return m_fold->setSummary(tr("does this map depend on the model?"));
    }
    const Method* method = findMethod(m_asked->request.method);
    const std::optional<double> last = m_steps.back().absolute_correlation;
    const QString name = method ? methodTitle(*method) : QString();
    m_fold->setSummary(!last            ? tr("%1 is flat without what was learnt").arg(name)
                       : *last >= alike ? tr("%1 hardly changes (%2): it shows the picture").arg(name, numberWords(last))
                                        : tr("%1 changes (%2)").arg(name, numberWords(last)));
    m_about->setText(
        tr("Rank correlation with the map of the trained model: 1 is the same order of patches, 0 none. From the left: "
           "the head drawn anew, then each layer down to the number below, then all."));
    showPlot();
    showMaps();
}

void SanityPanel::showPlot() {
    Plot plot;
    plot.shape = Plot::Shape::Line;
    plot.fromZero = true;
    plot.xName = tr("parts drawn anew");
    Series values{tr("of the values"), {}, Ink::Accent}, magnitudes{tr("of their magnitudes"), {}, Ink::Quiet};
    for (const SanityStep& step : m_steps) {
        values.values.push_back(step.correlation.value_or(0));
        magnitudes.values.push_back(step.absolute_correlation.value_or(0));
    }
    plot.series.push_back(values);
    if (magnitudes.values != values.values)
        plot.series.push_back(magnitudes);
    m_plot->setPlot(std::move(plot));
}

void SanityPanel::showMaps() {
    std::vector<Tile> tiles;
    for (const SanityStep& step : m_steps)
        tiles.push_back({toQImage(drawThumbnail(step.map, side, side, m_session.style())), partWords(step),
                         tr("%1: rank correlation %2").arg(partWords(step), numberWords(step.correlation))});
    m_maps->setTiles(std::move(tiles), columns);
}

}  // namespace vitrine::ui

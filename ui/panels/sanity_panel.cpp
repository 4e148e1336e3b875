#include "ui/panels/sanity_panel.h"

#include "core/overlay/blend.h"
#include "core/overlay/masked.h"
#include "ui/controls.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/panels/sanity_words.h"
#include "ui/panels/step_line.h"
#include "ui/panels/summary_fold.h"
#include "ui/pixels.h"
#include "ui/session.h"
#include "ui/target.h"

#include <QtWidgets/QVBoxLayout>

#include <initializer_list>

namespace vitrine::ui {
namespace {

constexpr int side = 96;    // device pixels of a map
constexpr int columns = 5;  // maps in a row

}  // namespace

SanityPanel::SanityPanel(Session& session, QWidget* parent)
    : FoldPanel(tr("Sanity check"), parent),
      m_session(session),
      m_about(new Words({}, Tone::Quiet, TextSize::Small)),
      m_step(new StepLine),
      m_plot(new PlotFigure),
      m_maps(new TilesFigure),
      m_inquiry(
          session, m_pool,
          [](const Question& q, const Progress& progress) { return sanityCheck(*q.capture, q.request, 0, progress); },
          [this] { take(); },
          [this](int done, int total) { m_step->tell(tr("%1 of %2 parts drawn anew").arg(done).arg(total)); }) {
    m_about->setWordWrap(true);
    fold()->setWrapping();
    m_plot->setAccessibleName(tr("Rank correlation by what is drawn anew"));
    m_maps->setAccessibleName(tr("The map of each model drawn anew"));
    for (QWidget* part : std::initializer_list<QWidget*>{m_about, m_step, m_plot, m_maps})
        column()->addWidget(part);
    connect(m_step, &StepLine::stopped, this, [this] { setOpen(false); });
    for (const auto signal :
         {&Session::resultChanged, &Session::viewChanged, &Session::planChanged, &Session::pictureChanged})
        connect(&session, signal, this, &SanityPanel::ask);
    connect(&session, &Session::styleChanged, this, &SanityPanel::showMaps);
    ask();
    showSteps();
}

/// Of several pinned patches the first one asks.
MapRequest SanityPanel::askedMap(const View& view) {
    MapRequest request = view.map;
    if (!request.query.patch && !view.pins.empty())
        request.query.patch = view.pins.front();
    return relevant(request);
}

// Of another map than the one shown they say nothing.
const std::vector<SanityStep>& SanityPanel::steps() const {
    static const std::vector<SanityStep> none;
    const auto answer = m_inquiry.answer();
    return answer && m_inquiry.answered() == m_asked ? *answer : none;
}

// Of the pinned query: the patch under the mouse would ask for many models a second.
void SanityPanel::ask() {
    const auto result = m_session.result();
    setVisible(m_session.plan() != nullptr && !m_session.film().empty());
    fold()->setEnabled(!nothingToAsk(m_session));
    std::optional<Question> question;
    if (isOpen() && result && result->capture && !m_session.intervention().graft)
        question = Question{result->capture, askedMap(m_session.view())};
    if (question == m_asked)
        return;
    m_asked = question;
    m_inquiry.ask(question, /*interrupt=*/true);
    m_step->tell(m_inquiry.busy() ? tr("starting") : QString());
    showSteps();
}

QString SanityPanel::about() const { return m_about->text(); }

void SanityPanel::take() {
    m_step->tell({});
    if (m_inquiry.error().any() && !m_inquiry.error().as<FileChanged>())  // which the inquiry tells
        Q_EMIT m_session.notice(m_inquiry.error().subject, m_inquiry.error().reason);
    showSteps();
}

QString SanityPanel::partWords(const SanityStep& step) const {
    if (step.randomised == 0)
        return tr("trained");
    if (step.randomised == 1)
        return step.hasHead ? tr("head") : tr("norm");
    return step.layer < 0 ? tr("all") : QString::number(step.layer);
}

void SanityPanel::showSteps() {
    for (QWidget* part : {static_cast<QWidget*>(m_plot), static_cast<QWidget*>(m_maps)})
        part->setVisible(!steps().empty());
    if (steps().empty()) {
        m_about->setText(
            !m_session.intervention().graft
                ? tr("The model's layers are drawn anew, from the top down to the first, and the map is made again "
                     "each time (Adebayo et al., 2018). A map that explains the model has to change.")
                : tr("Tokens of another picture are the trained model's: take them back first."));
        return fold()->setSummary(tr("does this map depend on the model?"));
    }
    const MapRequest& request = m_inquiry.answered()->request;
    fold()->setSummary(sanityVerdict(request, steps()));
    QStringList about;
    if (const Method* method = findMethod(request.method); method && method->usesQuery)
        about << tr("Asked: %1.").arg(wordsOf(m_session, request.query));
    about << tr("Rank correlation with the map of the trained model: 1 is the same order of patches, 0 none. From the left: "
                "%1 drawn anew, then each layer down to the number below, then all.")
                 .arg(drawnWords(steps()[1]));
    about << sanityReach(request, steps());
    if (showPlot())
        about << tr("The sentence above goes by the magnitudes.");
    about.removeAll(QString());
    m_about->setText(about.join(QLatin1Char(' ')));
    showMaps();
}

bool SanityPanel::showPlot() {
    Plot plot;
    plot.shape = Plot::Shape::Line;
    plot.fromZero = true;
    plot.xName = tr("parts drawn anew");
    Series values{tr("of the values"), {}, Ink::Accent}, magnitudes{tr("of their magnitudes"), {}, Ink::Quiet};
    for (const SanityStep& step : steps()) {
        values.values.push_back(step.correlation.value_or(0));
        magnitudes.values.push_back(step.absolute_correlation.value_or(0));
    }
    plot.series.push_back(values);
    const bool both = magnitudes.values != values.values;
    if (both)
        plot.series.push_back(magnitudes);
    m_plot->setPlot(std::move(plot));
    return both;
}

void SanityPanel::showMaps() {
    std::vector<Tile> tiles;
    for (const SanityStep& step : steps()) {
        QImage image = toQImage(drawThumbnail(step.map, side, side, m_session.style()));
        hatch(image, droppedOf(step.map));
        tiles.push_back({image, partWords(step),
                         tr("%1: rank correlation %2").arg(partWords(step), correlationText(step.correlation))});
    }
    m_maps->setTiles(std::move(tiles), columns);
}

}  // namespace vitrine::ui

#include "ui/inspect/token_views.h"

#include "core/inside/inside.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/inspect/bars_figure.h"
#include "ui/inspect/map_figure.h"
#include "ui/inspect/plot_figure.h"
#include "ui/inspect/tiles_figure.h"
#include "ui/numbers.h"
#include "ui/pixels.h"
#include "ui/session.h"
#include "ui/target.h"

namespace vitrine::ui {

namespace {

constexpr int filterColumns = 7;

}  // namespace

FindingView::FindingView(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, unit, 0, 0);
    m_column->setSpacing(unit);
}

MapFigure* tiedMap(Session& session, QWidget* parent) {
    auto* map = new MapFigure(parent);
    QObject::connect(map, &MapFigure::cellHovered, &session,
                     [&session](std::optional<Cell> cell) { session.setHover(cell); });
    QObject::connect(map, &MapFigure::cellChosen, &session, [&session](Cell cell) {
        session.pin(session.view().map.query.patch == cell ? std::nullopt : std::optional(cell));
    });
    return map;
}

void setTokenMap(MapFigure& figure, const Session& session, const Map& map, const QString& unitWords) {
    const auto result = session.result();
    const std::vector<Cell> dropped = result && result->capture ? droppedPatches(*result->capture) : std::vector<Cell>();
    figure.setDropped(dropped);
    figure.setMap(withLowest(map, dropped), colormapOr(session.style().colormap), unitWords);
}

Words* heading(const QString& text, QWidget* parent) {
    auto* words = new Words(text, Tone::Heading, TextSize::Small, parent);
    words->setWordWrap(true);
    return words;
}

// --- FilterView -------------------------------------------------------------------------------------------------------

FilterView::FilterView(Session& session, QWidget* parent)
    : FindingView(parent),
      m_session(session),
      m_title(heading({}, this)),
      m_kinds(new Segments({tr("Components"), tr("As they are")}, this)),
      m_tiles(new TilesFigure(this)),
      m_answerPlace(heading(tr("On this picture"), this)),
      m_answerTitle(heading({}, this)),
      m_answer(tiedMap(session, this)) {
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_title, m_kinds, m_tiles, m_answerPlace, m_answerTitle, m_answer})
        column()->addWidget(widget);
    m_tiles->setAccessibleName(tr("Filters"));
    connect(m_kinds, &Segments::chosen, this, &FilterView::refresh);
    connect(m_tiles, &TilesFigure::hovered, this, [this](int index) { showAnswer(index < 0 ? m_chosen : index); });
    connect(m_tiles, &TilesFigure::chosen, this, [this](int index) {
        m_chosen = index;
        m_tiles->setCurrent(index);
        showAnswer(index);
    });
}

void FilterView::show(const Finding& finding, const InspectRequest&) {
    const auto& filters = std::get<Filters>(finding);
    m_all[filters.principal ? 0 : 1] = filters;
    if (filters.principal == (m_kinds->current() == 0))
        refresh();
}

void FilterView::refresh() {
    const Filters& filters = m_all[m_kinds->current()];
    m_title->setText(
        filters.principal
            ? tr("The %1 strongest of the shapes that its %2 filters are mixed from (principal "
                 "components; grey is 0)")
                  .arg(filters.pictures.size())
                  .arg(filters.all)
            : tr("The first %1 of its %2 filters (grey is 0)").arg(filters.pictures.size()).arg(filters.all));
    std::vector<Tile> tiles;
    for (size_t i = 0; i < filters.pictures.size(); ++i)
        tiles.push_back(
            {toQImage(filters.pictures[i]),
             {},
             filters.principal
                 ? tr("component %1: %2 of the filters' variance").arg(i).arg(percentText(double(filters.share[i])))
                 : tr("filter %1").arg(i)});
    m_tiles->setTiles(std::move(tiles), filterColumns);
    m_chosen = std::min(m_chosen, std::max(0, int(filters.pictures.size()) - 1));
    m_tiles->setCurrent(m_chosen);
    showAnswer(m_chosen);
}

void FilterView::showAnswer(int filter) {
    const Filters& filters = m_all[m_kinds->current()];
    if (filter < 0 || size_t(filter) >= filters.answers.size())
        return;
    m_answerTitle->setText((filters.principal ? tr("How strongly each patch answers to component %1")
                                              : tr("How strongly each patch answers to filter %1"))
                               .arg(filter));
    m_answer->setSignedMap(filters.answers[size_t(filter)], tr("patch · filter"));
    m_answer->setMarks({}, m_session.shownRequest().query.patch);
    m_answer->setAccessibleName(m_answerTitle->text());
}

// --- SimilarityView ---------------------------------------------------------------------------------------------------

SimilarityView::SimilarityView(Session& session, QWidget* parent)
    : FindingView(parent),
      m_session(session),
      m_title(heading({}, this)),
      m_map(tiedMap(session, this)),
      m_facts(new FactRows(this)) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_map, m_facts})
        column()->addWidget(widget);
}

void SimilarityView::show(const Finding& finding, const InspectRequest& request) {
    const auto& found = std::get<Similarity>(finding);
    m_title->setText(tr("How alike the positions are to that of %1").arg(wordsOf(m_session, request.query)));
    m_map->setSignedMap(found.map, tr("cosine"));
    m_map->setMarks({}, request.query.patch);
    m_map->setAccessibleName(m_title->text());
    std::vector<FactRows::Fact> facts;
    if (found.classToken)
        facts.push_back(
            {tr("to the class token's position"), shortNumber(double(*found.classToken)), tr("cosine, −1 to 1")});
    m_facts->setFacts(std::move(facts));
}

// --- NormsView --------------------------------------------------------------------------------------------------------

NormsView::NormsView(Session& session, QWidget* parent)
    : FindingView(parent),
      m_session(session),
      m_title(heading({}, this)),
      m_map(tiedMap(session, this)),
      m_facts(new FactRows(this)),
      m_plot(new PlotFigure(this)) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_title, m_map, m_facts,
                                                           heading(tr("The same, block by block"), this), m_plot})
        column()->addWidget(widget);
    m_plot->setAccessibleName(tr("Length of the tokens, block by block"));
}

void NormsView::show(const Finding& finding, const InspectRequest& request) {
    const auto& norms = std::get<Norms>(finding);
    m_title->setText(norms.after == 0 ? tr("How long the tokens are as they enter the first block")
                                      : tr("How long the tokens are after block %1").arg(norms.after - 1));
    setTokenMap(*m_map, m_session, norms.map, tr("length (L2)"));
    m_map->setMarks(norms.outliers, request.query.patch);
    m_map->setAccessibleName(m_title->text());
    const QString limit = shortNumber(double(norms.threshold));
    std::vector<FactRows::Fact> facts{
        {tr("median of the patches"), shortNumber(double(norms.median)), {}},
        {tr("outliers, longer than %1").arg(limit), QString::number(norms.outliers.size()),
         tr("Ringed in the map. Longer than the median by more than 5 standard deviations (1.4826 × the median absolute "
            "deviation). Trained ViTs often keep whole-picture information in a few plain patches; these are they "
            "(Darcet et al., 2024).")}};
    std::vector<Series> lines{{tr("median patch"), doubles(norms.medianByLayer), Ink::Accent},
                              {tr("longest"), doubles(norms.largestByLayer), Ink::Warning}};
    if (norms.classToken) {
        facts.insert(facts.begin() + 1, {tr("class token"), shortNumber(double(*norms.classToken)), {}});
        lines.push_back({tr("class token"), doubles(norms.classByLayer), Ink::Text});
    }
    m_facts->setFacts(std::move(facts));
    m_plot->setPlot({Plot::Shape::Line, std::move(lines), 0, 1, tr("blocks passed"), false, true});
}

// --- ClassPathView ----------------------------------------------------------------------------------------------------

ClassPathView::ClassPathView(QWidget* parent) : FindingView(parent), m_plot(new PlotFigure(this)) {
    column()->addWidget(heading(tr("What becomes of it on the way: cosine of the class token to itself"), this));
    column()->addWidget(m_plot);
    m_plot->setAccessibleName(tr("Cosine of the class token to itself, block by block"));
}

void ClassPathView::show(const Finding& finding, const InspectRequest&) {
    const auto& path = std::get<ClassPath>(finding);
    m_plot->setPlot({Plot::Shape::Line,
                     {{tr("to the beginning"), doubles(path.toStart), Ink::Text},
                      {tr("to the end"), doubles(path.toEnd), Ink::Accent}},
                     0,
                     1,
                     tr("blocks passed"),
                     false,
                     true});
}

}  // namespace vitrine::ui

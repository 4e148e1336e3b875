#include "ui/board/board_side.h"

#include "ui/board/board_list.h"
#include "ui/board/board_words.h"
#include "ui/board/correlation_table.h"
#include "ui/board/curve_plot.h"
#include "ui/controls.h"
#include "ui/session.h"
#include "ui/target.h"
#include "ui/theme.h"

#include <QtWidgets/QPushButton>

#include <algorithm>

namespace vitrine::ui {

BoardSide::BoardSide(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_state(new Words({}, Tone::Text, TextSize::Normal, this)),
      m_goOn(linkButton(tr("Go on"), this)),
      m_plot(new CurvePlot(this)),
      m_firstRule(new Rule(this)),
      m_heading(new Words({}, Tone::Heading, TextSize::Small, this)),
      m_list(new BoardList(this)),
      m_verdict(new Words({}, Tone::Text, TextSize::Small, this)),
      m_caution(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_secondRule(new Rule(this)),
      m_orders(new Words({}, Tone::Heading, TextSize::Small, this)),
      m_table(new CorrelationTable(this)) {
    for (Words* words : {m_state, m_heading, m_verdict, m_caution, m_orders})
        words->setWordWrap(true);
    m_caution->setText(cautionWords());
    const QString orders = tr("Rank correlation: 1 the same order, −1 the reverse");
    m_orders->setText(orders);
    connect(m_table, &CorrelationTable::pointed, this,
            [this, orders](const QString& words) { m_orders->setText(words.isEmpty() ? orders : words); });
    connect(m_goOn, &QPushButton::clicked, this, &BoardSide::goOnRequested);
    connect(m_plot, &CurvePlot::hovered, this, &BoardSide::hovered);
    connect(m_list, &BoardList::hovered, this, &BoardSide::hovered);
    connect(m_list, &BoardList::chosen, this, &BoardSide::chosen);
}

QString BoardSide::state() const { return m_state->text(); }
QString BoardSide::heading() const { return m_heading->text(); }
QString BoardSide::verdict() const { return m_verdict->text(); }
QString BoardSide::orders() const { return m_orders->text(); }

void BoardSide::setHighlighted(int entry) {
    m_plot->setHighlighted(entry);
    m_list->setHighlighted(entry);
}

// --- what is shown ---------------------------------------------------------------------------------------------------

QString BoardSide::stateWords(const BoardRun& run) const {
    const auto result = m_session.result();
    if (!result)
        return {};
    QStringList words;
    if (run.measuredClass() < 0)
        words << tr("This model has no classes. So there is no answer whose change could be measured, and nothing that "
                    "explains a class: only maps that need none are here.");
    else if (result->zeroLogits)
        words << tr("The model has no opinion yet: its weights are random, and every logit is 0. So no patch changes the "
                    "answer, and the maps that explain a class are 0 everywhere.");
    if (run.stopped()) {
        const auto done = std::count_if(run.entries().begin(), run.entries().end(), [&](const BoardEntry& entry) {
            return aucOf(entry, m_session.view().board.insertion) || (run.measuredClass() < 0 && entry.map);
        });
        words << tr("Stopped after %1 of %2 methods.").arg(done).arg(run.entries().size());
    }
    return words.join(QLatin1Char(' '));
}

void BoardSide::showCurves(const BoardRun& run) {
    const bool insertion = m_session.view().board.insertion;
    std::vector<PlottedCurve> curves;
    for (const BoardEntry& entry : run.entries())
        curves.push_back(
            {boardTitle(entry.request), entry.request.method, entry.got ? curveOf(*entry.got, insertion) : Curve{}});
    const QString label =
        QFontMetrics(textFont()).elidedText(labelOf(m_session, run.measuredClass()), Qt::ElideRight, units(30));
    PlotWords words;
    words.title = plotTitle(label, insertion);
    words.across = shareWords(insertion);
    words.valueAt = insertion ? tr("%1 · %2 back: %3") : tr("%1 · %2 removed: %3");
    m_plot->setCurves(words, std::move(curves));
}

void BoardSide::setRun(const BoardRun& run) {
    const bool insertion = m_session.view().board.insertion, measures = run.measuredClass() >= 0;
    showCurves(run);
    m_state->setText(stateWords(run));
    m_heading->setText(!measures   ? tr("The maps")
                       : insertion ? tr("Area under the curve: higher is more faithful")
                                   : tr("Area under the curve: lower is more faithful"));
    m_list->setEntries(run.entries(), {insertion, measures, !m_session.hidesTimes()});
    m_verdict->setText(verdictWords(run.entries(), insertion));
    m_table->setRun(run);
    m_shown.clear();
    const auto add = [this](bool shown, std::initializer_list<QWidget*> widgets) {
        for (QWidget* widget : widgets) {
            widget->setVisible(shown);
            if (shown)
                m_shown.push_back(widget);
        }
    };
    add(!m_state->text().isEmpty(), {m_state});
    add(run.stopped(), {m_goOn});
    add(measures, {m_plot, m_firstRule});
    add(!run.entries().empty(), {m_heading, m_list});
    add(!m_verdict->text().isEmpty(), {m_verdict});
    add(measures, {m_caution});
    add(run.entries().size() > 1, {m_secondRule, m_orders, m_table});
    place();
}

// --- where it is -----------------------------------------------------------------------------------------------------

std::vector<BoardSide::Part> BoardSide::parts(int width, int room) const {
    std::vector<Part> out;
    int others = 0;
    for (QWidget* widget : m_shown) {
        Part part{widget, 0, unit};
        if (widget == m_plot)
            part.after = unit / 2;
        else if (widget == m_table)
            part.height = m_table->heightFor(width);
        else if (widget == m_list)
            part.height = m_list->sizeHint().height();
        else if (widget == m_firstRule || widget == m_secondRule)
            part = {widget, 1, unit + unit / 2};
        else if (widget == m_goOn)
            part.height = m_goOn->sizeHint().height();
        else
            part.height = std::max(0, static_cast<Words*>(widget)->heightForWidth(width));
        others += part.height + part.after;
        out.push_back(part);
    }
    for (Part& part : out)
        if (part.widget == m_plot)
            part.height = m_plot->heightFor(width, room - others);
    return out;
}

int BoardSide::heightFor(int width, int room) const {
    int height = 0;
    for (const Part& part : parts(width, room))
        height += part.height + part.after;
    return height;
}

void BoardSide::setRoom(int room) {
    m_room = room;
    place();
}

void BoardSide::place() {
    int y = 0;
    for (const Part& part : parts(width(), m_room)) {
        const int wide = part.widget == m_goOn ? std::min(width(), m_goOn->sizeHint().width()) : width();
        part.widget->setGeometry(0, y, wide, part.height);
        y += part.height + part.after;
    }
}

void BoardSide::resizeEvent(QResizeEvent*) { place(); }

}  // namespace vitrine::ui

#include "ui/panels/layers_panel.h"

#include "core/explain/heads.h"
#include "ui/controls.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/lens_rows.h"
#include "ui/panels/summary_fold.h"
#include "ui/target.h"

#include <QtWidgets/QVBoxLayout>

#include <cmath>
#include <initializer_list>

namespace vitrine::ui {
namespace {

/// Of each layer: one head's figure, or the mean of its heads'.
std::vector<float> perLayer(const std::vector<float>& all, int heads, HeadChoice head) {
    std::vector<float> out;
    for (size_t first = 0; heads > 0 && first + size_t(heads) <= all.size(); first += size_t(heads)) {
        float sum = 0;
        for (size_t i = first; i < first + size_t(heads); ++i)
            sum += all[i];
        out.push_back(head.head >= 0 ? all[first + size_t(head.head)] : sum / float(heads));
    }
    return out;
}

}  // namespace

LayersAnswer LayersPanel::find(const Question& question, const Progress& progress) {
    LayersAnswer answer;
    const Capture& capture = *question.capture;
    if (!capture.logits().empty())
        answer.lens = logitLens(capture, question.query, question.target);
    if (question.figure == LayerFigure::Entropy)
        answer.figure = perLayer(headGrid(capture, question.query, question.direction).entropy_bits, capture.heads(),
                                 question.head);
    else if (question.figure == LayerFigure::Distance)
        answer.figure = perLayer(headDistances(capture, progress), capture.heads(), question.head);
    return answer;
}

LayersPanel::LayersPanel(Session& session, QWidget* parent)
    : FoldPanel(tr("Layer by layer"), parent),
      m_session(session),
      m_figures(new Segments({tr("target"), tr("entropy"), tr("distance")})),
      m_plot(new LayerPlot),
      m_rows(new LensRows),
      m_note(new Words({}, Tone::Quiet, TextSize::Small)),
      m_inquiry(session, m_pool, &LayersPanel::find, [this] { showAnswer(); }) {
    m_figures->setAccessibleName(tr("Figure plotted by layer"));
    m_plot->setFixedHeight(units(18));
    m_note->setWordWrap(true);
    for (QWidget* part : std::initializer_list<QWidget*>{m_figures, m_plot, m_rows, m_note})
        column()->addWidget(part);
    connect(m_figures, &Segments::chosen, this, [this](int which) {
        m_figure = LayerFigure(which);
        ask();
    });
    connect(m_plot, &LayerPlot::chosen, this,
            [this](int column, int) { m_session.setLayer(column - (m_figure == LayerFigure::Target ? 1 : 0)); });
    connect(m_rows, &LensRows::chosen, this, [this](int row) { m_session.setLayer(row - 1); });
    for (const auto signal : {&Session::resultChanged, &Session::viewChanged, &Session::planChanged,
                              &Session::modelChanged, &Session::pictureChanged})
        connect(&session, signal, this, &LayersPanel::ask);
    ask();
}

void LayersPanel::opened() {
    ask();
    showAnswer();  // it may be there already
}

void LayersPanel::ask() {
    const auto result = m_session.result();
    const std::optional<int> target = shownTarget(m_session);
    setVisible(m_session.plan() != nullptr && !m_session.film().empty());
    const bool failed = nothingToAsk(m_session);
    body()->setVisible(isOpen() && !failed);  // an empty plot says nothing
    fold()->setEnabled(!failed);
    const bool head = !m_session.plan() || m_session.plan()->config.hasHead();
    if (!head && m_figure == LayerFigure::Target) {  // there is none; what the heads do is there
        m_figure = LayerFigure::Entropy;
        m_figures->setCurrent(int(m_figure));
    }
    if (!result || !result->capture || (head && !target))
        m_inquiry.ask(std::nullopt);
    else {
        const MapRequest request = m_session.shownRequest();
        m_inquiry.ask(Question{result->capture, request.query, request.direction, request.head, target.value_or(-1),
                               isOpen() ? m_figure : LayerFigure::Target});
    }
    const int layer = m_session.view().map.layer;
    m_rows->setCurrent(layer + 1);
    m_plot->setCurrent(layer + (m_figure == LayerFigure::Target ? 1 : 0), -1);
}

void LayersPanel::showAnswer() {
    const auto answer = m_inquiry.answer();
    const auto& question = m_inquiry.answered();
    if (!answer || !question)
        return fold()->setSummary(QString());
    fold()->setSummary(summaryOf(*answer, *question));
    if (!isOpen())
        return;
    showPlot(*answer, *question);
    showRows(*answer, *question);
}

/// "cat from layer 8 on": since when the last answer has been the answer.
QString LayersPanel::summaryOf(const LayersAnswer& answer, const Question& question) const {
    const auto result = m_session.result();
    if (result && result->capture && !result->capture->hasHead())
        return tr("no head to read with");
    if (answer.lens.empty() || (result && result->zeroLogits))
        return tr("no layer has an opinion: the head is all zeros");
    const int last = answer.lens.back().top;
    int since = int(answer.lens.size()) - 1;
    while (since > 0 && answer.lens[size_t(since) - 1].top == last)
        --since;
    const QString who = question.query.patch ? wordsOf(m_session, question.query) + QStringLiteral(": ") : QString();
    const QString word = labelOf(m_session, last);
    return who + (since == 0 ? tr("%1 from the start").arg(word) : tr("%1 from layer %2 on").arg(word).arg(since - 1));
}

void LayersPanel::showPlot(const LayersAnswer& answer, const Question& question) {
    PlotData plot{.title = {}, .unit = {}, .columns = {}, .names = {}, .values = {}};
    plot.joined = true;
    const bool target = question.figure == LayerFigure::Target;
    if (target)
        plot.columns << tr("in");
    for (int i = 0; i < question.capture->layers(); ++i)
        plot.columns << QString::number(i);
    const QString heads = question.head.head >= 0 ? tr("head %1").arg(question.head.head) : tr("mean of heads");
    switch (question.figure) {
    case LayerFigure::Target:
        plot.title = tr("%1, % by layer").arg(labelOf(m_session, question.target));
        plot.unit = QStringLiteral("%");
        plot.decimals = 1;
        for (const LensStep& step : answer.lens)
            plot.values.push_back({step.target_probability * 100});
        break;
    case LayerFigure::Entropy:
        plot.title = tr("Entropy, bits, %1").arg(heads);
        plot.unit = tr("bits");
        plot.decimals = 1;
        plot.top = std::log2(double(question.capture->num_tokens()));
        plot.limit = plot.top;
        break;
    case LayerFigure::Distance:
        plot.title = tr("Distance, px, %1").arg(heads);
        plot.unit = tr("px");
        break;
    }
    for (const float value : answer.figure)
        plot.values.push_back({value});
    m_plot->setData(plot);
    m_plot->setCurrent(m_session.view().map.layer + (target ? 1 : 0), -1);
}

void LayersPanel::showRows(const LayersAnswer& answer, const Question& question) {
    std::vector<LensRow> rows;
    for (size_t i = 0; i < answer.lens.size(); ++i) {
        const LensStep& step = answer.lens[i];
        rows.push_back({i == 0 ? tr("in") : QString::number(i - 1), labelOf(m_session, step.top),
                        double(step.top_probability), step.top == question.target});
    }
    m_rows->setVisible(!rows.empty());
    m_note->setVisible(!rows.empty());
    m_rows->show(std::move(rows));
    const QString who =
        question.query.patch
            ? (hasClassToken(m_session)
                   ? tr("A reading twice over of %1: the head has only ever been trained on the class token, and ")
                   : tr("A reading twice over of %1: the head has only ever been trained on the mean of the patches, and "))
                  .arg(wordsOf(m_session, question.query))
            : tr("A reading, not an answer: ");
    m_note->setText(who + tr("the model's last norm and head, made for what leaves the last layer, are applied to the "
                             "token after every layer (“in”: before the first)."));
}

}  // namespace vitrine::ui

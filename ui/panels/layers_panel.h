// "Layer by layer": what each layer would say of the token shown (the logit lens), and how a figure goes from layer to
// layer. Folded it is one sentence.
#pragma once

#include "core/explain/lens.h"
#include "ui/inquiry.h"
#include "ui/panels/fold_panel.h"

namespace vitrine::ui {

class LayerPlot;
class LensRows;
class Segments;
class Words;

/// What is plotted by layer.
enum class LayerFigure { Target, Entropy, Distance };

struct LayersAnswer {
    std::vector<LensStep> lens;  ///< L+1; empty without classes
    std::vector<float> figure;   ///< by layer; empty for Target
};

class LayersPanel : public FoldPanel {
    Q_OBJECT
public:
    explicit LayersPanel(Session& session, QWidget* parent = nullptr);
    // The parts, for tests.
    LayerPlot* plot() const { return m_plot; }
    LensRows* rows() const { return m_rows; }
    Segments* figures() const { return m_figures; }

protected:
    void opened() override;

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        Query query;
        Direction direction = Direction::From;
        HeadChoice head;
        int target = 0;
        LayerFigure figure = LayerFigure::Target;
        bool operator==(const Question&) const = default;
    };
    static LayersAnswer find(const Question& question, const Progress& progress);
    void ask();
    void showAnswer();
    void showPlot(const LayersAnswer& answer, const Question& question);
    void showRows(const LayersAnswer& answer, const Question& question);
    QString summaryOf(const LayersAnswer& answer, const Question& question) const;

    Session& m_session;
    Segments* m_figures;
    LayerPlot* m_plot;
    LensRows* m_rows;
    Words* m_note;
    LayerFigure m_figure = LayerFigure::Target;
    InquiryPool m_pool;
    Inquiry<Question, LayersAnswer> m_inquiry;
};

}  // namespace vitrine::ui

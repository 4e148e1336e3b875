// SanityPanel: does the map shown depend on what the model has learnt? Its layers are drawn anew from the top down. A fold:
// nothing is computed until it is opened.
#pragma once

#include "core/change/sanity.h"
#include "ui/inquiry.h"
#include "ui/panels/fold_panel.h"

namespace vitrine::ui {

class PlotFigure;
class Session;
class StepLine;
class TilesFigure;
class Words;

class SanityPanel : public FoldPanel {
    Q_OBJECT
public:
    explicit SanityPanel(Session& session, QWidget* parent = nullptr);
    const std::vector<SanityStep>& steps() const;
    QString sentence() const { return summary(); }
    QString about() const;
    PlotFigure* plot() const { return m_plot; }
    TilesFigure* maps() const { return m_maps; }

protected:
    void opened() override { ask(); }

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        MapRequest request;
        bool operator==(const Question&) const = default;
    };
    static MapRequest askedMap(const View& view);
    void ask();
    void take();
    void showSteps();
    bool showPlot();  ///< of two curves: the values' and their magnitudes', which differ
    void showMaps();
    QString partWords(const SanityStep& step) const;

    Session& m_session;
    Words* m_about;
    StepLine* m_step;
    PlotFigure* m_plot;
    TilesFigure* m_maps;
    std::optional<Question> m_asked;
    InquiryPool m_pool;
    Inquiry<Question, std::vector<SanityStep>> m_inquiry;
};

}  // namespace vitrine::ui

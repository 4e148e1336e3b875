// SanityPanel: does the map shown depend on what the model has learnt? Its layers are drawn anew from the top down. A fold:
// nothing is computed until it is opened.
#pragma once

#include "core/change/sanity.h"
#include "ui/inquiry.h"
#include "ui/lane.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class PlotFigure;
class Session;
class StepLine;
class SummaryFold;
class TilesFigure;
class Words;

class SanityPanel : public QWidget {
    Q_OBJECT
public:
    explicit SanityPanel(Session& session, QWidget* parent = nullptr);
    ~SanityPanel() override;
    void setOpen(bool open);
    const std::vector<SanityStep>& steps() const { return m_steps; }
    QString sentence() const;
    PlotFigure* plot() const { return m_plot; }
    TilesFigure* maps() const { return m_maps; }

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        MapRequest request;
        bool operator==(const Question&) const = default;
    };
    void ask();
    void showSteps();
    void showPlot();
    void showMaps();
    QString partWords(const SanityStep& step) const;

    Session& m_session;
    SummaryFold* m_fold;
    QWidget* m_body;
    Words* m_about;
    StepLine* m_step;
    PlotFigure* m_plot;
    TilesFigure* m_maps;
    bool m_open = false;
    std::optional<Question> m_asked;
    std::vector<SanityStep> m_steps;
    InquiryPool m_pool;
    Lane<std::vector<SanityStep>> m_lane{m_pool};
};

}  // namespace vitrine::ui

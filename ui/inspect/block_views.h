// The views of findings about the parts of a block and the head.
#pragma once

#include "ui/inspect/finding_view.h"

namespace vitrine::ui {

class BarsFigure;
class FactRows;
class MapFigure;
class PlotFigure;
class TilesFigure;
class Words;

class HeadsView : public FindingView {
    Q_OBJECT
public:
    HeadsView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;
    TilesFigure* tiles() const { return m_tiles; }

private:
    void followHead();
    Session& m_session;
    Words* m_title;
    TilesFigure* m_tiles;
};

class ActivationsView : public FindingView {
    Q_OBJECT
public:
    ActivationsView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Session& m_session;
    PlotFigure* m_plot;
    FactRows* m_facts;
    Words* m_unitsTitle;
    TilesFigure* m_units;
};

class HistogramView : public FindingView {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    PlotFigure* m_plot;
    FactRows* m_facts;
};

class AddedView : public FindingView {
    Q_OBJECT
public:
    AddedView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Session& m_session;
    MapFigure* m_map;
    FactRows* m_facts;
};

class ScaleView : public FindingView {
    Q_OBJECT
public:
    explicit ScaleView(QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Words* m_title;
    PlotFigure* m_weight;
    PlotFigure* m_lengths;
};

class ContributionsView : public FindingView {
    Q_OBJECT
public:
    ContributionsView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Session& m_session;
    Words* m_title;
    BarsFigure* m_bars;
    FactRows* m_facts;
};

}  // namespace vitrine::ui

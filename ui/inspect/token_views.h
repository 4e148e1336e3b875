// The views of findings about tokens, positions and filters.
#pragma once

#include "ui/inspect/finding_view.h"

namespace vitrine::ui {

class FactRows;
class MapFigure;
class PlotFigure;
class Segments;
class TilesFigure;
class Words;

/// A map over the patches that is tied to the picture: the patch under the mouse is the query, a click pins it.
MapFigure* tiedMap(Session& session, QWidget* parent);
/// What a map is drawn with: a value for each token. Patches that are not in the sequence are hatched, and have none.
void setTokenMap(MapFigure& figure, const Session& session, const Map& map, const QString& unitWords);
Words* heading(const QString& text, QWidget* parent);

/// conv_proj: two findings, its principal components and its filters as they are, in one place.
class FilterView : public FindingView {
    Q_OBJECT
public:
    FilterView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;
    TilesFigure* tiles() const { return m_tiles; }
    Segments* kinds() const { return m_kinds; }

private:
    void refresh();
    void showAnswer(int filter);

    Session& m_session;
    Words* m_title;
    Segments* m_kinds;
    TilesFigure* m_tiles;
    Words* m_answerPlace;
    Words* m_answerTitle;
    MapFigure* m_answer;
    Filters m_all[2];  // components, as they are
    int m_chosen = 0;
};

class SimilarityView : public FindingView {
    Q_OBJECT
public:
    SimilarityView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Session& m_session;
    Words* m_title;
    MapFigure* m_map;
    FactRows* m_facts;
};

class NormsView : public FindingView {
    Q_OBJECT
public:
    NormsView(Session& session, QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    Session& m_session;
    Words* m_title;
    MapFigure* m_map;
    FactRows* m_facts;
    PlotFigure* m_plot;
};

class ClassPathView : public FindingView {
    Q_OBJECT
public:
    explicit ClassPathView(QWidget* parent);
    void show(const Finding& finding, const InspectRequest& request) override;

private:
    PlotFigure* m_plot;
};

}  // namespace vitrine::ui

// GridPage: all layers x all heads for one query; the chosen one large beside it; how far and how widely each looks.
#pragma once

#include "core/explain/heads.h"
#include "ui/inquiry.h"

#include <QtWidgets/QWidget>

#include <optional>
#include <utility>

namespace vitrine::ui {

class ChangesLine;
class ColourBar;
class ElidedLabel;
class HeadsGrid;
class LayerPlot;
class SeenView;
class Words;

class GridPage : public QWidget {
    Q_OBJECT
public:
    explicit GridPage(Session& session, QWidget* parent = nullptr);
    void setActive(bool active);

    // The parts, for tests.
    HeadsGrid* heads() const { return m_heads; }
    SeenView* picture() const { return m_picture; }
    LayerPlot* distancePlot() const { return m_distances; }
    LayerPlot* entropyPlot() const { return m_entropies; }
    ChangesLine* changes() const { return m_changes; }
    ColourBar* colours() const { return m_colours; }
    QString sentence() const;
    QWidget* plots() const { return m_right; }  ///< on a ground of their own, which the stage paints

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using Run = std::shared_ptr<const Capture>;

    QWidget* buildRight();
    void point(int layer, int head);
    void askDistances();
    void updateMap();
    void updatePlots();
    void updateChosen();
    void fitColumns();
    void fitLeft();
    std::vector<float> distances() const;  ///< [layer * heads + head]; empty until known

    Session& m_session;
    bool m_active = false;
    QWidget* m_left;
    QWidget* m_right;
    Words* m_title;
    SeenView* m_picture;
    ColourBar* m_colours;
    Words* m_sentence;
    int m_sentenceHeight = 0;  ///< the most since the size changed
    Words* m_about;
    Words* m_note;
    ChangesLine* m_changes;
    HeadsGrid* m_heads;
    LayerPlot* m_distances;
    QWidget* m_rule;  // between the two
    LayerPlot* m_entropies;
    std::optional<std::pair<int, int>> m_pointed;  ///< layer and head of the map under the mouse
    InquiryPool m_pool;
    Inquiry<Run, std::vector<float>> m_measured;
};

}  // namespace vitrine::ui

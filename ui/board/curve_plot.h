// CurvePlot: how the answer changes with the share of the patches that are taken away or put in, a curve a method.
#pragma once

#include "core/faith/measures.h"

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine::ui {

struct PlottedCurve {
    QString name;
    std::string method;  ///< its colour and its line
    Curve curve;
};

/// What is written around them.
struct PlotWords {
    QString title;    ///< "Probability of cat as the hottest patches are removed"
    QString across;   ///< below: "share of the patches removed"
    QString valueAt;  ///< of the value under the mouse: "%1 · %2 removed: %3", a name, a share, a probability
};

class CurvePlot : public QWidget {
    Q_OBJECT
public:
    explicit CurvePlot(QWidget* parent = nullptr);

    void setCurves(PlotWords words, std::vector<PlottedCurve> curves);
    const std::vector<PlottedCurve>& curves() const { return m_curves; }
    const PlotWords& words() const { return m_words; }
    void setHighlighted(int curve);  ///< it stands out; -1: all alike
    int highlighted() const { return m_pointed ? m_pointed->first : m_highlighted; }

    QRectF area() const;  ///< between the axes
    QPointF pointAt(int curve, size_t index) const { return pointIn(area(), curve, index); }
    /// The curve and the point of it that is nearest to a place.
    std::optional<std::pair<int, size_t>> valueAt(QPointF at) const;
    QString valueWords() const;  ///< of the value under the mouse
    /// As high as there is room, but neither flat nor higher than wide.
    int heightFor(int width, int room) const;

Q_SIGNALS:
    void hovered(int curve);  ///< -1: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void paintAxes(QPainter& painter);
    void paintCurve(QPainter& painter, int curve);
    void paintValue(QPainter& painter);
    QPointF pointIn(const QRectF& area, int curve, size_t index) const;  ///< to measure words for each would be slow
    void point(std::optional<std::pair<int, size_t>> value);
    int titleHeight(int width) const;
    QString tickText(double tick) const;

    PlotWords m_words;
    std::vector<PlottedCurve> m_curves;
    std::vector<double> m_ticks{0, 1};
    int m_highlighted = -1;
    std::optional<std::pair<int, size_t>> m_pointed;
};

}  // namespace vitrine::ui

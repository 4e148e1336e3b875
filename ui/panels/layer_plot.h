// LayerPlot: a figure by layer, as dots (one a head) or as a curve, with axes, units and the value under the mouse.
#pragma once

#include <QtCore/QPointF>
#include <QtCore/QRectF>
#include <QtCore/QStringList>
#include <QtWidgets/QWidget>

#include <optional>
#include <utility>
#include <vector>

namespace vitrine::ui {

/// What is plotted: values[column][series].
struct PlotData {
    QString title;        ///< "How far each head looks, px, by layer"; %1: the limit, if there is one
    QString unit;         ///< behind a value: "px", "bits", "%"
    QStringList columns;  ///< what is written under each: "0", "1", ...
    QStringList names;    ///< of each series, for the value under the mouse: "head 4"
    std::vector<std::vector<float>> values;  ///< a column for each of `columns`, or fewer while they are computed
    double top = 0;                          ///< the axis reaches at least here; 0: to the largest value
    std::optional<double> limit{};           ///< a dashed line: the most that can be
    int decimals = 0;                        ///< of a value in words
    bool joined = false;                     ///< the series are curves
    QString axis{};                          ///< what the columns are, under their numbers; empty: the title says it
    std::vector<std::pair<int, int>> off{};  ///< (column, series) that are switched off: drawn hollow
};

class LayerPlot : public QWidget {
    Q_OBJECT
public:
    explicit LayerPlot(QWidget* parent = nullptr);

    void setData(PlotData data);
    const PlotData& data() const { return m_data; }
    /// Both of two plots under each other begin where the one with the wider numbers does.
    void alignWith(const LayerPlot* other) { m_other = other; }
    QString title() const;  ///< with where the axis begins, when that is not 0
    /// The chosen one stands out; series -1: all of that column. Column -1: none.
    void setCurrent(int column, int series);
    /// One to show with its words, as if the mouse were on it.
    void setHovered(std::optional<std::pair<int, int>> value);
    std::optional<std::pair<int, int>> hovered() const { return m_hovered; }

    QRectF area() const;  ///< between the axes
    /// In widget coordinates.
    QPointF pointAt(int column, int series) const { return pointIn(area(), column, series); }
    /// The nearest value at hand: of dots the nearest dot, of curves that in the nearest column.
    std::optional<std::pair<int, int>> valueAt(QPointF at) const;
    QString wordsOf(int column, int series) const;  ///< "layer 10 · head 4 · 88 px"

    QSize sizeHint() const override { return {320, 240}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

Q_SIGNALS:
    void chosen(int column, int series);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void settleTicks();
    void zoomTicks();
    int titleHeight() const;
    int tickWidth() const;
    // In an area() that was measured once: to measure words for each value would be slow.
    double x(const QRectF& area, int column) const;
    double y(const QRectF& area, double value) const;
    QPointF pointIn(const QRectF& area, int column, int series) const;
    double radius() const;
    bool isCurrent(int column, int series) const;
    bool isOff(int column, int series) const;
    void paintAxes(QPainter& painter);
    void paintCurves(QPainter& painter);
    void paintDots(QPainter& painter);
    void paintValue(QPainter& painter);
    QString tickText(double tick) const;
    void describe();

    PlotData m_data;
    const LayerPlot* m_other = nullptr;
    double m_low = 0;   ///< the least value
    double m_base = 0;  ///< where the axis begins
    double m_top = 1;   // the axis reaches at least here
    double m_end = 1;   // and ends here
    std::vector<double> m_ticks{0, 1};
    int m_column = -1;
    int m_series = -1;
    std::optional<std::pair<int, int>> m_hovered;
};

}  // namespace vitrine::ui

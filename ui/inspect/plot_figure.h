// PlotFigure: dots, lines or bars over an axis with units, and the value under the mouse.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

enum class Ink { Accent, Text, Quiet, Warning };

struct Series {
    QString name;  ///< in the legend and under the mouse
    std::vector<double> values;
    Ink ink = Ink::Accent;
};

inline std::vector<double> doubles(const std::vector<float>& values) { return {values.begin(), values.end()}; }

struct Plot {
    enum class Shape { Dots, Line, Bars } shape = Shape::Dots;
    std::vector<Series> series;
    double xLow = 0, xStep = 1;  ///< x of the first value, and from one to the next
    QString xName;               ///< "layer", "channel"
    bool logarithmic = false;    ///< counts: y in powers of ten
    bool fromZero = false;       ///< the axis starts at 0 even where the values do not
};

class PlotFigure : public QWidget {
    Q_OBJECT
public:
    explicit PlotFigure(QWidget* parent = nullptr);
    void setPlot(Plot plot);
    const Plot& plot() const { return m_plot; }
    QRectF area() const;               ///< between the axes
    int indexAt(QPointF at) const;     ///< the value under the mouse, -1: none
    QString wordsAt(int index) const;  ///< "layer 4: median 12.1, largest 80.4"
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    size_t length() const;
    QPointF pointOf(double value, size_t index) const;
    double heightOf(double value) const;  ///< 0 at the bottom of the axis, 1 at its top
    void findRange();
    void paintAxes(QPainter& painter) const;
    void paintSeries(QPainter& painter, const Series& series) const;
    void paintWords(QPainter& painter) const;

    Plot m_plot;
    double m_low = 0, m_high = 1;  // of the y axis
    int m_left = 0;                // of the plot: room for the numbers at the axis
    int m_hovered = -1;
};

}  // namespace vitrine::ui

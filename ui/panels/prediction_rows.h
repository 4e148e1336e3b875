// PredictionRows: classes with index, logit and probability, a bar below each; one of them can be made the target.
#pragma once

#include "core/explore.h"
#include "ui/theme.h"

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace vitrine::ui {

/// The class index goes where the label would be cut short.
bool showsIndex(int width);

inline constexpr Px indexWidth{44}, logitWidth{64}, probabilityWidth{64};

struct PredictionRow {
    int index = -1;
    QString label, logit, probability;
    double share = 0;
    bool target = false;
    // Where something is changed in the run:
    std::optional<double> before{};  ///< the share as it was: a tick on the bar
    QString change{};                ///< "−12.4", in percentage points; what it was stands instead of the logit
    QString from{};                  ///< "was no. 12": a class that came in
};
QString beforeText(const PredictionRow& row);  ///< "80.0 % →", in place of the logit; empty where nothing is changed
PredictionRow toRow(const Prediction& prediction);

class PredictionRows : public QWidget {
    Q_OBJECT
public:
    explicit PredictionRows(QWidget* parent = nullptr);

    /// `usual`: how many there are most of the time, so that nothing below moves.
    void show(std::vector<PredictionRow> rows, int usual, bool stale);
    void setStale(bool stale);  ///< they are of before: faint
    const std::vector<PredictionRow>& rows() const { return m_rows; }
    QRect rowRect(int row) const;

Q_SIGNALS:
    void chosen(int index);  ///< of a class

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowAt(QPoint at) const;
    void paintRow(QPainter& painter, const PredictionRow& row, int i) const;
    void setHovered(int row);

    std::vector<PredictionRow> m_rows;
    bool m_stale = false;
    int m_hovered = -1;
    int m_focused = 0;  // the row that Enter takes
};

}  // namespace vitrine::ui

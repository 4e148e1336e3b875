// CorrelationTable: how alike the orders are in which two methods rank the patches, every two of the board.
#pragma once

#include "ui/board/board_run.h"

#include <QtWidgets/QWidget>

namespace vitrine::ui {

class CorrelationTable : public QWidget {
    Q_OBJECT
public:
    explicit CorrelationTable(QWidget* parent = nullptr);

    void setRun(const BoardRun& run);
    QString wordsOf(size_t row, size_t column) const;  ///< "Chefer and Rollout: 0.42"
    QString textOf(size_t row, size_t column) const;   ///< "0.42"; "–" where there is none
    QRect cell(size_t row, size_t column) const;
    int heightFor(int width) const;

Q_SIGNALS:
    void pointed(const QString& words);  ///< empty: nothing

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    int titles(int width) const;  ///< how wide the names at the left are

    std::vector<BoardEntry> m_entries;
    std::vector<std::vector<std::optional<double>>> m_values;
    std::optional<std::pair<size_t, size_t>> m_pointed;
};

}  // namespace vitrine::ui

// LensRows: what each layer would say, a line a layer; a click goes to that layer.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

struct LensRow {
    QString layer;  ///< "3", or "in" for the embedding
    QString word;
    double share = 0;
    bool isTarget = false;
};

class LensRows : public QWidget {
    Q_OBJECT
public:
    explicit LensRows(QWidget* parent = nullptr);
    void show(std::vector<LensRow> rows);
    void setCurrent(int row);
    const std::vector<LensRow>& rows() const { return m_rows; }
    QRect rowRect(int row) const;

Q_SIGNALS:
    void chosen(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::vector<LensRow> m_rows;
    int m_current = -1;
};

}  // namespace vitrine::ui

// MatrixView: N x N entries, zoomable and pannable, with who asks at the left and who is looked at on top.
#pragma once

#include "core/explain/token_matrix.h"
#include "ui/panels/matrix_image.h"
#include "ui/panels/view_transform.h"

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

namespace vitrine::ui {

/// A token of the matrix, and which other it looks at.
struct Entry {
    int from = -1;  ///< the row; -1: none
    int to = -1;    ///< the column; -1: none
    bool operator==(const Entry&) const = default;
};

class MatrixView : public QWidget {
    Q_OBJECT
public:
    explicit MatrixView(QWidget* parent = nullptr);

    /// Another matrix of the same size keeps the zoom.
    void setMatrix(std::shared_ptr<const TokenMatrix> matrix, const QImage& image);
    void setMarked(Entry entry);  ///< its row and its column stand out
    Entry marked() const { return m_marked; }

    QRectF matrixRect() const;            ///< where all of it lies, in widget coordinates
    QRectF fittedRect() const;            ///< the same at zoom 1
    QRectF entryRect(Entry entry) const;  ///< -1: all along
    Entry entryAt(QPointF at) const;
    double zoom() const { return m_transform.zoom; }
    void zoomTo(double zoom, QPointF about);
    void fit();

    QSize sizeHint() const override { return {560, 560}; }
    QSize minimumSizeHint() const override { return {160, 160}; }

Q_SIGNALS:
    void hovered(vitrine::ui::Entry entry);  ///< only when it is another one; -1, -1: left the matrix
    void clicked(vitrine::ui::Entry entry);

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    int tokens() const { return m_matrix ? m_matrix->tokens : 0; }
    QRectF placedIn(const ViewTransform& transform) const;
    QRectF field() const;  ///< where the matrix may be drawn: all but the gutters
    double step() const { return matrixRect().width() / std::max(1, tokens()); }
    void setTransform(const ViewTransform& transform);
    void updateHover();
    void move(int rows, int cols);
    void showEntry(Entry entry);
    void paintEntries(QPainter& painter);
    void paintBands(QPainter& painter);
    void paintLabels(QPainter& painter);
    void paintMarked(QPainter& painter);

    std::shared_ptr<const TokenMatrix> m_matrix;
    QImage m_image;
    QImage m_small;  ///< m_image at the size at which it is drawn, when that is smaller
    Entry m_marked;
    ViewTransform m_transform;
    std::optional<QPointF> m_mouse, m_pressed;
    QPointF m_dragged;
    bool m_moved = false;
    bool m_focusRing = false;
    Entry m_hovered;
};

}  // namespace vitrine::ui

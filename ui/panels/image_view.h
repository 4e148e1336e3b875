// ImageView: the picture, what the model saw of it, the map over it and the patch that asks.
#pragma once

#include "core/explore.h"
#include "core/overlay/blend.h"
#include "core/overlay/grid.h"
#include "ui/panels/picture_pyramid.h"
#include "ui/panels/view_transform.h"

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

namespace vitrine::ui {

class ImageView : public QWidget {
    Q_OBJECT
public:
    explicit ImageView(QWidget* parent = nullptr);

    /// The same image prepared for another model keeps its zoom.
    void setPicture(std::shared_ptr<const Picture> picture);
    /// The patches under the mouse before there is a map.
    void setGrid(int rows, int cols);
    /// None, or one without values: no overlay.
    void setMap(std::shared_ptr<const MapSet> maps, const OverlayStyle& style);
    void setQuery(std::optional<Cell> cell, const QString& label);
    /// What is shown is old: the next one is being made.
    void setDimmed(bool dimmed);

    // In widget coordinates, as painted: crop and image begin on whole device pixels.
    QRectF imageRect() const;
    QRectF cropRect() const;
    QRectF patchRect(Cell cell) const;
    std::optional<Cell> cellAt(QPointF at) const;

    double zoom() const { return m_transform.zoom; }
    void zoomTo(double zoom, QPointF about);
    void fit();

    QSize sizeHint() const override { return {752, 504}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

Q_SIGNALS:
    void hovered(std::optional<vitrine::Cell> cell);  ///< only when it is another one; none: left the crop
    void fitted();                                    ///< by a double click
    void clicked(std::optional<vitrine::Cell> cell);  ///< none: outside the crop

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Where things are on the device, in its pixels.
    struct Places {
        QRect view, image, crop;
    };
    Places places() const;
    QRectF toWidget(const QRect& onDevice) const;
    double scale() const { return m_scale > 0 ? m_scale : devicePixelRatioF(); }
    PatchGrid grid() const;

    void paintPicture(QPainter& painter, const Places& at);
    void paintOverlay(QPainter& painter, const Places& at);
    void paintQuery(QPainter& painter);
    void paintLabel(QPainter& painter) const;
    QSize overlaySize(QSize crop) const;

    void setTransform(const ViewTransform& transform);
    void updateHover();
    void updateCursor();
    void moveQuery(int rows, int cols);

    std::shared_ptr<const Picture> m_picture;
    std::shared_ptr<const MapSet> m_maps;
    OverlayStyle m_style;
    int m_rows = 0;
    int m_cols = 0;
    std::optional<Cell> m_query;
    QString m_label;
    bool m_dimmed = false;
    bool m_focusRing = false;

    ViewTransform m_transform;
    double m_scale = 0;  ///< device pixels per unit and the widget's place on the device, as last painted
    QPointF m_origin;

    PicturePyramid m_pyramid;
    QImage m_scaled;  ///< what is visible of the picture, and of which size and part it is
    QSize m_scaledSize;
    QRect m_scaledPart;
    QImage m_overlay;  ///< null: to be drawn again

    std::optional<QPointF> m_mouse;
    std::optional<Cell> m_hovered;
    std::optional<QPointF> m_pressed;
    QPointF m_dragged;
    bool m_moved = false;  ///< since the press, too far for a click
};

}  // namespace vitrine::ui

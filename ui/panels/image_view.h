// ImageView: the picture, what the model saw of it, the map over it, and the patches that ask. The mouse moves over
// patches, pulls at the crop, zooms and pans; what that means is told by signals.
#pragma once

#include "core/explore.h"
#include "core/overlay/blend.h"
#include "core/overlay/grid.h"
#include "core/overlay/masked.h"
#include "core/overlay/taken.h"
#include "ui/panels/crop_frame.h"
#include "ui/panels/picture_pyramid.h"
#include "ui/panels/view_transform.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

class ViewTools;

/// A patch compared with others; its colour is its place's (pinColour()).
struct PinMark {
    Cell cell;
    QString words;  ///< in the legend: "patch 6, 6 · 0.021"
    bool operator==(const PinMark&) const = default;
};

class ImageView : public QWidget {
    Q_OBJECT
public:
    explicit ImageView(QWidget* parent = nullptr);
    ~ImageView() override;

    /// The same image prepared for another model, or cut otherwise, keeps its zoom.
    void setPicture(std::shared_ptr<const Picture> picture);
    /// The picture is the model's input: its pixels stay squares, a whole number of the screen's; patches have lines
    /// between them; what is under the mouse is a pixel's numbers.
    void setPixels(bool pixels);
    void setFilling() { m_filling = true; }  ///< the input as large as there is room, seen from far
    /// The patches under the mouse before there is a map.
    void setGrid(int rows, int cols);
    /// None, or one without values: no overlay.
    void setMap(std::shared_ptr<const MapSet> maps, const OverlayStyle& style);
    /// Marked, with a legend; `together` are maps in the pins' colours, shown instead of the one map (none: only the marks).
    void setPins(const std::vector<PinMark>& pins, const std::vector<Map>& together = {});
    void setQuery(std::optional<Cell> cell, const QString& label);
    /// The pinned patch, while another one asks: marked quietly.
    void setWaiting(std::optional<Cell> cell);
    /// A patch whose value is read while another one asks.
    void setRead(std::optional<Cell> cell, const QString& label);
    /// What is shown is old: the next one is being made.
    void setDimmed(bool dimmed);

    /// The crop can be pulled at: it belongs to an image, not to numbers.
    void setCroppable(bool croppable);
    bool isCroppable() const { return m_croppable; }
    /// Chosen: it has handles, arrows move it, clicks do not pin.
    void setCropping(bool on);
    bool isCropping() const { return m_cropping; }
    /// What the crop will be when let go; none while nothing is pulled.
    std::optional<Box> draft() const { return m_draft; }
    /// Takes back a pull that was not let go; else leaves the crop. False: there was nothing to do.
    bool escapeCrop();

    /// Patches that the model does not get, drawn as what it gets instead.
    void setMasked(const Masked& masked);
    /// Patches that hold another picture's tokens, outlined; `everywhere`: all of them do. The words are their tooltip.
    void setTaken(const Taken& taken,
                  const QString& words);  ///< patches with another picture's tokens; a tooltip on them
    bool isTaken(Cell cell) const;
    /// The mouse paints patches, or takes paint away where it begins on some: it does not ask, pin or move the picture.
    void setBrushing(bool on);
    bool isBrushing() const { return m_brushing; }
    void setBrushSize(int patches);  ///< along a side: 1 or 3
    int brushSize() const { return m_brush; }

    /// The picture alone while it is on.
    void setPlain(bool plain);
    bool isPlain() const { return m_plain; }

    // In widget coordinates, as painted: crop and image begin on whole device pixels.
    QRectF imageRect() const;
    QRectF cropRect() const;
    QRectF patchRect(Cell cell) const;
    std::optional<Cell> cellAt(QPointF at) const;
    std::optional<QPoint> pixelAt(QPointF at) const;  ///< of the picture

    double zoom() const { return look().zoom; }  ///< 1: fits the view
    int percent() const;                         ///< of the screen's pixels for one of the picture's
    void zoomTo(double zoom, QPointF about);
    void zoomBy(double factor);
    void fit();
    bool isFitted() const { return followed() == Follow::Fit; }
    void showPixels();  ///< 1:1, a pixel of the picture is a pixel of the screen
    void zoomToCrop();

    ViewTools* tools() const { return m_tools; }
    /// They lie on the picture, in a corner, while the mouse is over it; or whoever takes them places them.
    void takeTools(QWidget* away);                            ///< null: they come back
    void setToolsShown(bool shown) { m_showsTools = shown; }  ///< the words in the corner; true at first
    void placeTools();                                        ///< again: their words changed

    QSize sizeHint() const override { return {752, 504}; }
    QSize minimumSizeHint() const override { return {160, 96}; }

Q_SIGNALS:
    void hovered(std::optional<vitrine::Cell> cell);  ///< only when it is another one; none: left the crop
    void fitted();                                    ///< by a double click
    void clicked(std::optional<vitrine::Cell> cell);  ///< none: outside the crop
    void pinToggled(vitrine::Cell cell);              ///< Ctrl and a click
    void cropChosen(const vitrine::Box& crop);        ///< let go: whole pixels of the picture
    void cropReset();
    void croppingChanged();
    void brushingChanged();  ///< on, off, or another size
    void strokeBegan();
    void painted(const std::vector<vitrine::Cell>& patches, bool erases);  ///< those that change by it
    void strokeEnded();
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Where things are on the device, in its pixels.
    struct Places {
        QRect view, image, crop;
    };
    /// What the zoom follows: the view's size, the screen's pixels, the crop, or the hand.
    enum class Follow { Open, Fit, Pixels, Crop, Hand };  ///< Open: nobody chose yet, Fit or Crop

    Places places() const;
    QRectF extent() const;
    Follow followed() const;
    ViewTransform look() const;
    Box seen() const;
    QRectF toWidget(const QRect& onDevice) const;
    double scale() const { return m_scale > 0 ? m_scale : devicePixelRatioF(); }
    PatchGrid grid() const;
    QPointF imagePoint(QPointF at) const;
    QSize imageSize() const;

    void paintGround(QPainter& painter, const Places& at);
    void paintOverlay(QPainter& painter, const Places& at);
    void paintGrid(QPainter& painter, const Places& at) const;
    void paintFrame(QPainter& painter, const Places& at) const;
    void paintMarks(QPainter& painter) const;
    void paintMark(QPainter& painter, Cell cell, double width, const QColor& colour) const;
    void paintNumber(QPainter& painter, size_t pin) const;
    void paintWords(QPainter& painter) const;
    void paintLegend(QPainter& painter) const;
    void paintTag(QPainter& painter, const QString& words, const QRectF& beside) const;
    QString pixelWords() const;
    void forgetParts(const Places& at);
    Raster raster() const;  ///< of the visible part
    void drawMaps(const Places& at);
    void paintMasked(QPainter& painter);
    void paintTaken(QPainter& painter);
    void paintBrush(QPainter& painter) const;
    QImage met(const Overlay& overlay, const Places& at) const;

    void setLook(Follow follow, const ViewTransform& transform);
    void updateHover();
    void updateCursor();
    void moveQuery(int rows, int cols);

    Grip gripUnder(QPointF at) const;
    void pull(QPointF to, bool free);
    void letGo();
    void nudge(const Box& crop);
    bool cropKey(QKeyEvent* event);
    std::vector<Cell> brushAt(QPointF at) const;
    bool beginStroke(QPointF at);
    void strokeTo(QPointF to);
    bool endStroke();

    std::shared_ptr<const Picture> m_picture;
    std::shared_ptr<const MapSet> m_maps;
    OverlayStyle m_style;
    std::vector<PinMark> m_pins;
    std::vector<Map> m_together;
    int m_rows = 0;
    int m_cols = 0;
    std::optional<Cell> m_query;
    QString m_label;
    std::optional<Cell> m_waiting;
    std::optional<Cell> m_read;
    QString m_readLabel;
    bool m_pixels = false;
    bool m_filling = false;
    bool m_dimmed = false;
    bool m_plain = false;
    bool m_focusRing = false;

    Follow m_follow = Follow::Open;
    ViewTransform m_transform;
    double m_scale = 0;  ///< device pixels per unit and the widget's place on the device, as last painted
    QPointF m_origin;

    PicturePyramid m_pyramid;
    /// What is visible of the picture, drawn once; and of which size and part it is.
    QImage m_scaled;
    QRect m_scaledImage, m_scaledPart;
    /// Colours and lines of the visible part; null: to be drawn again.
    QImage m_overlay, m_lines, m_maskedImage;
    QRect m_partCrop, m_part;  ///< on the device: the crop, and what is visible of it

    bool m_croppable = false;
    bool m_cropping = false;
    bool m_showsTools = true;
    struct Pull {
        Grip grip;
        Box from;
        QPointF start;  // in pixels of the picture
    };
    Masked m_masked;
    Taken m_taken;
    QImage m_takenImage;
    QString m_takenWords;
    bool m_brushing = false;
    int m_brush = 1;
    struct Stroke {
        bool erases;
        QPointF last;
    };
    std::optional<Stroke> m_stroke;
    std::optional<Pull> m_pull;
    std::optional<Box> m_draft;
    QTimer m_nudged;  // keys come in bursts: the model runs after the last

    std::optional<QPointF> m_mouse;
    std::optional<Cell> m_hovered;
    std::optional<QPointF> m_pressed;
    QPointF m_dragged;
    bool m_moved = false;  ///< since the press, too far for a click
    ViewTools* m_tools;
};

}  // namespace vitrine::ui

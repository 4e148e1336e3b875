// BoardTiles: the maps of the board side by side over the part of the picture that the model sees; the same patch is
// outlined in all of them.
#pragma once

#include "core/overlay/masked.h"
#include "core/overlay/taken.h"
#include "ui/board/board_run.h"
#include "ui/board/colour_line.h"
#include "ui/board/tile_layout.h"
#include "ui/inquiry.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

/// Random and centre are made, not found: 0 to 1, whatever the others span.
bool isBaseline(const MapRequest& request);

/// Of all maps that are there, without the baselines.
ColourScale sharedScale(const std::vector<BoardEntry>& entries);

class BoardTiles : public QWidget {
    Q_OBJECT
public:
    explicit BoardTiles(Session& session, QWidget* parent = nullptr);

    /// `stopped`: what is not there will not come by itself.
    void setEntries(const std::vector<BoardEntry>& entries, bool stopped = false);
    void setHighlighted(int tile);  ///< pointed at elsewhere; -1: none

    /// How high it is at this width, with that much room (0: as high as it gets).
    int heightIn(QSize room) const;
    int widthIn(QSize room) const;
    void setRoom(QSize room);

    // For tests.
    const TileLayout& tiles() const { return m_layout; }
    QRect titleRect(size_t tile) const;
    QPoint placeOf(size_t tile, Cell cell) const;  ///< the middle of a patch
    QString valueWords() const;                    ///< of the patch under the mouse: "patch 3, 5 · 0.021"
    QString stateWords(size_t tile) const;         ///< over its picture: "computing …"; empty: nothing
    QString rangeWords(size_t tile) const;         ///< "0 to 0.042"; empty: no map, or a flat one
    QString figureWords(size_t tile) const;        ///< at the right of its title: "0.448", "42 %"
    const std::vector<QImage>& images() const;
    bool isShared() const { return m_session.view().board.shared; }
    bool isShared(size_t tile) const { return isShared() && !isBaseline(m_entries[tile].request); }

Q_SIGNALS:
    void hovered(int tile);  ///< -1: none
    void chosen(int tile);

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
    struct Question {
        std::shared_ptr<const Picture> picture;
        Masked masked;
        Taken taken;
        std::vector<std::shared_ptr<const Map>> maps;
        OverlayStyle style;
        std::vector<bool> shared;  ///< by map: on the scale of all
        QSize size;
        bool operator==(const Question&) const = default;
    };
    static std::vector<QImage> draw(const Question& question, const Progress& progress);
    TileLayout layoutIn(QSize room) const;
    void ask();
    void paintTile(QPainter& painter, size_t tile);
    void paintFooter(QPainter& painter, size_t tile);
    void paintRange(QPainter& painter, size_t tile);
    void paintState(QPainter& painter, size_t tile);
    void paintCell(QPainter& painter, size_t tile);
    void paintValue(QPainter& painter);
    QRect titleRow(size_t tile) const;
    QRect rangeRow(size_t tile) const;
    int titleRoom(size_t tile) const;
    QString flatReason(const MapRequest& request) const;
    std::optional<ColourLine> rangeLine(size_t tile) const;
    QRect cellRect(size_t tile, Cell cell) const;
    void point(std::optional<size_t> tile, std::optional<Cell> cell, bool title);
    void describe();

    Session& m_session;
    std::vector<BoardEntry> m_entries;
    bool m_stopped = false;
    QSize m_room;
    TileLayout m_layout;
    double m_scale = 1;            // device pixels to one of ours, as last painted
    std::optional<size_t> m_tile;  // under the mouse
    std::optional<Cell> m_cell;
    bool m_onTitle = false;
    int m_highlighted = -1;
    size_t m_focused = 0;
    bool m_focusRing = false;
    InquiryPool m_pool;
    Inquiry<Question, std::vector<QImage>> m_images;
};

}  // namespace vitrine::ui

// HeadsGrid: every head of every layer as a small map to choose from, all for one query.
#pragma once

#include "core/explain/heads.h"
#include "core/view.h"
#include "ui/inquiry.h"
#include "ui/panels/grid_layout.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace vitrine::ui {

/// What is shown: the figures of all heads, and all their thumbnails in one picture.
struct HeadsPicture {
    HeadGrid grid;
    QImage thumbnails;  ///< layer l, head h at (h * side, l * side)
    int side = 0;       ///< in device pixels
};

class HeadsGrid : public QWidget {
    Q_OBJECT
public:
    explicit HeadsGrid(Session& session, QWidget* parent = nullptr);

    /// Nothing is computed while it is not looked at.
    void setActive(bool active);
    std::shared_ptr<const HeadGrid> grid() const;   ///< null: none yet
    const Query& query() const { return m_query; }  ///< that grid() answers

    int widthFor(int height) const;  ///< what the maps take at that height, as large as they get
    QRect thumbnailRect(int layer, int head) const { return layoutNow().thumbnail(layer, head); }
    const QImage& thumbnails() const;
    QSize sizeHint() const override { return {480, 480}; }
    QSize minimumSizeHint() const override { return {160, 160}; }

Q_SIGNALS:
    void changed();                     ///< grid()
    void chosen(int layer, int head);   ///< by a click or a key
    void hovered(int layer, int head);  ///< -1, -1: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Question {
        std::shared_ptr<const Capture> capture;
        Query query;
        Direction direction = Direction::From;
        GridScale scale = GridScale::Own;
        OverlayStyle style;
        int side = 0;
        bool operator==(const Question&) const = default;
    };
    static HeadsPicture draw(const Question& question, const Progress& progress);
    GridLayout layoutIn(QSize room) const;
    GridLayout layoutNow() const { return layoutIn(size()); }
    void ask();
    void take();
    void paintNumbers(QPainter& painter, const GridLayout& layout);
    void paintOff(QPainter& painter, const GridLayout& layout);
    void paintChosen(QPainter& painter, const GridLayout& layout);
    void setHovered(std::optional<std::pair<int, int>> head);
    QString wordsOf(int layer, int head) const;

    Session& m_session;
    bool m_active = false;
    bool m_focusRing = false;
    double m_scale = 1;  // device pixels to one of ours, as last painted
    Query m_query;
    std::optional<std::pair<int, int>> m_hovered;
    InquiryPool m_pool;
    Inquiry<Question, HeadsPicture> m_heads;
};

}  // namespace vitrine::ui

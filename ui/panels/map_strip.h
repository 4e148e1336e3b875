// MapStrip: layers or heads as small pictures to choose from.
#pragma once

#include "ui/panels/strip_layout.h"
#include "ui/panels/strip_thumbnails.h"

#include <QtCore/QStringList>
#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace vitrine::ui {

class MapStrip : public QWidget {
    Q_OBJECT
public:
    explicit MapStrip(const QString& label, QWidget* parent = nullptr);

    /// How many there are, what is written under each and what its tooltip says.
    void setCaptions(const QStringList& captions, const QStringList& toolTips = {});
    /// One a caption, each on its own scale where none is given; fewer or none: flat squares in their places.
    void setMaps(const std::vector<Map>& maps, const OverlayStyle& style, const std::optional<ColourScale>& scale = {});
    /// Instead, where there are any: the maps of compared patches, all of them in each thumbnail, in their colours.
    void setTogether(const std::vector<std::vector<Map>>& maps);
    /// Instead of maps: pictures as they are, a square a pixel.
    void setPictures(const std::vector<QImage>& pictures);
    void setDropped(const Masked& patches);  ///< hatched in each
    void setCurrent(int index);              ///< -1: none
    void setStale(bool stale);
    void setOff(std::vector<bool> off);  ///< crossed out; fewer than there are: the others are not
    bool isOff(int index) const { return size_t(index) < m_off.size() && m_off[size_t(index)]; }
    /// As it would be with so many thumbnails.
    int heightFor(int count, int width) const;
    int sideFor(int width) const { return layoutFor(width).side; }
    void setTrack(bool on);      ///< a line from the first to the current one: how far it has come
    void setLargest(int side);   ///< of a thumbnail, where there is little room for the picture
    void setCaptioned(bool on);  ///< without captions it is lower; the tooltips say the same

    int count() const { return int(m_captions.size()); }
    int current() const { return m_current; }
    QStringList captions() const { return m_captions; }
    bool isCaptioned() const { return m_captioned; }
    QRect thumbnailRect(int index) const { return layoutNow().thumbnail(index); }
    QRect captionRect(int index) const { return layoutNow().caption(index); }
    /// Of the current one, with its caption, where the others have none; else null.
    QRect badgeRect() const;
    int indexAt(QPoint at) const;  ///< -1: none

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(int index);
    void menuWanted(int index, QPoint where);  ///< on the screen

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    StripLayout layoutFor(int width) const;
    StripLayout layoutNow() const { return layoutFor(width()); }
    void paintThumbnail(QPainter& painter, const StripLayout& layout, int index);
    void paintTrack(QPainter& painter, const StripLayout& layout);
    void setHovered(int index);
    QString toolTipOf(int index) const;
    void describe();

    QString m_label;
    QStringList m_captions;
    QStringList m_toolTips;
    int m_widestCaption = 0;
    StripMaps m_strip;
    std::vector<QImage> m_thumbnails;  ///< empty: to be drawn again
    int m_largest = largestThumbnail;
    bool m_captioned = true;
    std::vector<bool> m_off;
    int m_current = -1;
    int m_hovered = -1;
    bool m_stale = false;
    bool m_track = false;
    bool m_focusRing = false;
};

}  // namespace vitrine::ui

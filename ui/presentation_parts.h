// What stands around the picture of a presentation, each painted by itself.
#pragma once

#include "core/explore.h"
#include "ui/panels/strip_thumbnails.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <vector>

namespace vitrine::ui {

/// The most probable classes with their bars, and below them what the map is of.
class TopClasses : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void set(const std::vector<Prediction>& top, bool noOpinion, const QString& layer, const QString& about);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int paintClass(QPainter& painter, const Prediction& prediction, int y, bool first) const;
    std::vector<Prediction> m_top;
    bool m_noOpinion = false;
    QString m_layer, m_about;
};

/// The colours from the lowest to the highest value, and the caption.
class ScaleLine : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Without numbers there is no bar, only the caption.
    void set(const Colormap* colormap, const QString& low, const QString& high, const QString& caption);
    /// One, or two where the caption is too long for it.
    QStringList lines(int width) const;
    QString low() const { return m_low; }
    QString high() const { return m_high; }
    QString caption() const { return m_caption; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int barRoom(int width) const;  ///< what bar and numbers take of it
    void paintBar(QPainter& painter) const;
    const Colormap* m_colormap = nullptr;
    QString m_low, m_high, m_caption;
};

/// One thumbnail a layer, in a row; a click goes there.
class LayerRow : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    void set(const StripMaps& strip, int count);
    void setCurrent(int layer);
    int heightFor(int width, int atMost) const;
    QRectF thumbnail(int layer) const;

Q_SIGNALS:
    void chosen(int layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    StripMaps m_strip;
    std::vector<QImage> m_images;
    int m_count = 0;
    int m_current = -1;
};

}  // namespace vitrine::ui

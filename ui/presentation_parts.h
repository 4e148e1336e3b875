// What stands around the picture of a presentation, each painted by itself.
#pragma once

#include "core/explore.h"
#include "ui/panels/strip_thumbnails.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace vitrine::ui {

/// The most probable classes with their bars and what a change in the run did to them, and below them what the map is of.
class TopClasses : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Against `original`, where something is changed in the run: what each won or lost, and what was the answer before.
    void set(const Result* result, const Result* original, const QString& layer, const QString& about);
    QString words() const;  ///< "cat 49.4 % (−30.5)", one behind the other, and what is in brackets

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Row {
        QString label;
        double share = 0;
        std::optional<double> before{};
    };
    bool hasChanges() const;
    static QString pointWords();  ///< what numbers with a sign are
    int paintClass(QPainter& painter, const Row& row, int y, bool first) const;
    void paintShare(QPainter& painter, const Row& row, const QRectF& bar, bool first) const;
    std::vector<Row> m_rows;
    bool m_noOpinion = false;
    QString m_layer, m_about;
};

/// The colours from the lowest to the highest value, the caption, and what is changed in the run.
class ScaleLine : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    /// Without numbers there is no bar, only the caption.
    void set(const Colormap* colormap, const QString& low, const QString& high, const QString& caption,
             const QString& changes);
    /// One, or two where the caption is too long for it.
    QStringList lines(int width) const;
    QStringList changeLines(int width) const;
    int lineCount(int width) const { return int(lines(width).size() + changeLines(width).size()); }
    QString low() const { return m_low; }
    QString high() const { return m_high; }
    QString caption() const { return m_caption; }
    QString changes() const { return m_changes; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int barRoom(int width) const;  ///< what bar and numbers take of it
    void paintBar(QPainter& painter) const;
    const Colormap* m_colormap = nullptr;
    QString m_low, m_high, m_caption, m_changes;
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

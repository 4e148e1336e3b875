// What a figure and a sheet have in common: inks, type, paragraphs, words. Sizes in px at a scale of 1.
#pragma once

#include "ui/export/figure.h"
#include "ui/tr.h"

namespace vitrine::ui::figures {

inline constexpr double widthOfAll = 800;
inline constexpr double margin = 24;
inline constexpr double gap = 16;
inline constexpr double step = 8;
inline constexpr double lineOfText = 18;

inline const QColor ink(0x1b, 0x1f, 0x24);
inline const QColor quietInk(0x5a, 0x64, 0x6f);
inline const QColor hairline(0xc4, 0xca, 0xd1);

QFont smallFont();
QFont strongFont();

/// "layer 3 · head 1" -> "Layer 3, head 1".
QString sentence(QString text);

/// The second paragraph of a caption: which picture, which model, what it says.
QString facts(const FigureContent& content);

class Layout {
public:
    explicit Layout(double width) { m_drawing.size.setWidth(width); }

    void text(QPointF at, const QString& words, const QFont& font, const QColor& colour,
              Qt::Alignment align = Qt::AlignLeft) {
        m_drawing.shapes.push_back(TextShape{at, align, words, font, colour});
    }
    template <class T>
    void add(T shape) {
        m_drawing.shapes.push_back(std::move(shape));
    }
    /// Lines from `y` (their top) on; returns where they end.
    double paragraph(double y, const QString& words, const QFont& font, const QColor& colour);
    Drawing finish(double height, const QString& title);

    /// What colours span, on a line of text whose base is `base`: the lowest, the colours, the highest.
    void colours(QPointF base, QSizeF bar, const QString& low, const QString& high, const Colormap& colormap);

private:
    Drawing m_drawing;
};

}  // namespace vitrine::ui::figures

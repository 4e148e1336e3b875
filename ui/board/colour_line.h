// ColourLine: what the colours of a map span, on one line: its lowest value, the colours, its highest.
#pragma once

#include "core/overlay/scale.h"

#include <QtCore/QString>

class QPainter;
class QRect;

namespace vitrine::ui {

struct ColourLine {
    const Colormap* colormap = nullptr;
    QString low, high;

    ColourLine(const OverlayStyle& style, const ColourScale& scale);
    int width(int most) const;  ///< with no more than that much of it; never less than the words take
    void paint(QPainter& painter, const QRect& at) const;  ///< as wide as width(at.width()), from the left
};

}  // namespace vitrine::ui

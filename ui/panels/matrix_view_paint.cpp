// How MatrixView paints: the entries that are visible, the bands of patch rows, what stands out.
#include "ui/panels/axis.h"
#include "ui/panels/matrix_view.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
void MatrixView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (tokens() == 0 || m_image.isNull())
        return;
    painter.save();
    painter.setClipRect(field());
    paintEntries(painter);
    paintBands(painter);
    paintMarked(painter);
    painter.restore();
    paintLabels(painter);
    if (m_focusRing) {
        painter.setPen(theme().accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MatrixView::paintEntries(QPainter& painter) {
    const QRectF all = matrixRect(), seen = all & field();
    const double side = step();
    // Whole entries around what is seen, so that their edges stay where they are at every zoom.
    const int left = std::max(0, int((seen.left() - all.left()) / side)),
              top = std::max(0, int((seen.top() - all.top()) / side));
    const int right = std::min(tokens(), int(std::ceil((seen.right() - all.left()) / side)));
    const int bottom = std::min(tokens(), int(std::ceil((seen.bottom() - all.top()) / side)));
    const QRectF target(all.left() + left * side, all.top() + top * side, (right - left) * side, (bottom - top) * side);
    const double scale = painter.deviceTransform().m11();
    if (side * scale >= 0.75)
        return painter.drawImage(target, m_image, QRectF(left, top, right - left, bottom - top));
    // Several entries to a pixel: their mean, kept until the size changes.
    const int width = int(std::lround(all.width() * scale));
    if (m_small.width() != width)
        m_small = m_image.scaled(width, width, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(all, m_small, QRectF(m_small.rect()));
}

/// Lines between the rows of patches, where they stand far enough apart; stronger ones after the class token.
void MatrixView::paintBands(QPainter& painter) {
    const QRectF all = matrixRect();
    const double side = step();
    const int cols = m_matrix->cols;
    const auto line = [&](int token, float alpha) {
        const double at = token * side;
        painter.setPen(withAlpha(Qt::white, alpha));
        painter.drawLine(QPointF(all.left() + at, all.top()), QPointF(all.left() + at, all.bottom()));
        painter.drawLine(QPointF(all.left(), all.top() + at), QPointF(all.right(), all.top() + at));
    };
    if (cols * side >= 12)
        for (int token = m_matrix->prefix; token < tokens(); token += cols)
            line(token, token == m_matrix->prefix ? 0.35F : 0.14F);
}

void MatrixView::paintMarked(QPainter& painter) {
    if (m_marked.from < 0 && m_marked.to < 0)
        return;
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const QRectF& rect) {
        const QRectF around = rect.adjusted(-1, -1, 1, 1);
        painter.setPen(QPen(withAlpha(Qt::black, 0.5F), 3));
        painter.drawRect(around);
        painter.setPen(QPen(Qt::white, 1));
        painter.drawRect(around);
    };
    if (m_marked.from >= 0)
        frame(entryRect({m_marked.from, -1}));
    if (m_marked.to >= 0)
        frame(entryRect({-1, m_marked.to}));
}

void MatrixView::paintLabels(QPainter& painter) {
    const QRectF all = matrixRect(), in = field();
    const double side = step();
    painter.setFont(textFont(TextSize::Small));
    const int line = painter.fontMetrics().height();
    painter.setPen(theme().quiet);
    const QRectF shown = all & in;
    painter.drawText(
        QRectF(shown.left(), in.top() - units(5), shown.width(), line), Qt::AlignHCenter | Qt::AlignTop,
        painter.fontMetrics().elidedText(tr("looked at: row of patches"), Qt::ElideRight, int(shown.width())));
    painter.save();
    painter.translate(shown.left() - units(6), shown.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-shown.height() / 2, 0, shown.height(), line), Qt::AlignHCenter | Qt::AlignTop,
                     painter.fontMetrics().elidedText(tr("asking: row of patches"), Qt::ElideRight, int(shown.height())));
    painter.restore();
    const int every = labelStep(m_matrix->rows, m_matrix->rows * m_matrix->cols * side, line + 2);
    for (int row = 0; row < m_matrix->rows; row += every) {
        const double middle = (m_matrix->prefix + (row + 0.5) * m_matrix->cols) * side;
        const double x = all.left() + middle, y = all.top() + middle;
        if (x >= in.left() && x <= in.right())
            painter.drawText(QRectF(x - units(3), in.top() - line - 2, units(6), line),
                             Qt::AlignHCenter | Qt::AlignBottom, QString::number(row));
        if (y >= in.top() && y <= in.bottom())
            painter.drawText(QRectF(shown.left() - units(4), y - line, units(4) - 6, 2 * line),
                             Qt::AlignRight | Qt::AlignVCenter, QString::number(row));
    }
}

}  // namespace vitrine::ui

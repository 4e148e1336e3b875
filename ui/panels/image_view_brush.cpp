// How patches are painted out on ImageView, and what is seen in their place.
#include "core/cells.h"
#include "ui/panels/image_view.h"
#include "ui/panels/paint_device.h"
#include "ui/panels/view_tools.h"
#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

void ImageView::setMasked(const Masked& masked) {
    if (masked == m_masked)
        return;
    m_masked = masked;
    m_maskedImage = {};
    m_overlay = {};  // of colours that meet what is below
    update();
}

void ImageView::setTaken(const Taken& taken, const QString& words) {
    m_taken = taken;
    m_takenWords = words;
    m_takenImage = {};
    update();
}

bool ImageView::isTaken(Cell cell) const { return isAmong(m_taken.patches, cell); }

void ImageView::setBrushing(bool on) {
    if (on == m_brushing)
        return;
    m_brushing = on;
    if (on)
        setCropping(false);
    endStroke();
    updateHover();
    updateCursor();
    update();
    Q_EMIT brushingChanged();
    if (on && m_showsTools && !m_pyramid.empty())
        m_tools->show();  // also for who pressed its key
}

void ImageView::takeTools(QWidget* away) {
    m_tools->setParent(away ? away : this);
    m_tools->setOverPicture(!away);
    m_tools->setVisible(!away && m_showsTools && underMouse());
    placeTools();
}

void ImageView::setBrushSize(int patches) {
    if (patches == m_brush)
        return;
    m_brush = patches;
    update();
    Q_EMIT brushingChanged();
}

// --- a stroke --------------------------------------------------------------------------------------------------------

std::vector<Cell> ImageView::brushAt(QPointF at) const {
    std::vector<Cell> cells;
    const std::optional<Cell> middle = cellAt(at);
    const int reach = m_brush / 2;
    for (int row = -reach; middle && row <= reach; ++row)
        for (int col = -reach; col <= reach; ++col) {
            const Cell cell{middle->row + row, middle->col + col};
            if (cell.row >= 0 && cell.row < m_rows && cell.col >= 0 && cell.col < m_cols)
                cells.push_back(cell);
        }
    return cells;
}

bool ImageView::beginStroke(QPointF at) {
    const std::optional<Cell> cell = m_brushing ? cellAt(at) : std::nullopt;
    if (!cell)
        return false;
    m_stroke = Stroke{isAmong(m_masked.patches, *cell), at};
    Q_EMIT strokeBegan();
    strokeTo(at);
    return true;
}

// A quick hand jumps over patches: those on the way are painted too.
void ImageView::strokeTo(QPointF to) {
    const QRectF patch = patchRect({0, 0});
    const double step = std::max(1.0, std::min(patch.width(), patch.height()) / 2);
    const QLineF way(m_stroke->last, to);
    const int steps = std::max(1, int(std::ceil(way.length() / step)));
    std::vector<Cell> cells;
    for (int i = 0; i <= steps; ++i)
        for (const Cell& cell : brushAt(way.pointAt(double(i) / steps)))
            if (isAmong(m_masked.patches, cell) == m_stroke->erases && !isAmong(cells, cell))
                cells.push_back(cell);
    m_stroke->last = to;
    if (!cells.empty())
        Q_EMIT painted(cells, m_stroke->erases);
}

bool ImageView::endStroke() {
    if (!m_stroke)
        return false;
    m_stroke.reset();
    Q_EMIT strokeEnded();
    return true;
}

// --- painting --------------------------------------------------------------------------------------------------------

void ImageView::paintTaken(QPainter& painter) {
    if (m_taken.patches.empty() || m_part.isEmpty())
        return;
    if (m_takenImage.isNull())
        m_takenImage = toQImage(drawTaken(m_taken, raster(), thickness(2, m_scale)))
                           .convertToFormat(QImage::Format_ARGB32_Premultiplied);
    painter.drawImage(m_part.topLeft(), m_takenImage);
}

void ImageView::paintBrush(QPainter& painter) const {
    if (!m_brushing || !m_mouse)
        return;
    const std::vector<Cell> cells = brushAt(*m_mouse);
    if (cells.empty())
        return;
    const QRectF all = patchRect(cells.front()) | patchRect(cells.back());
    const QRect onDevice = snapped({all.topLeft() * m_scale, all.size() * m_scale}, m_origin);
    const int inner = thickness(2, m_scale);
    frameAround(painter, onDevice, inner, theme().accent);
    frameAround(painter, onDevice.adjusted(-inner, -inner, inner, inner), thickness(1, m_scale),
                withAlpha(Qt::black, 0.55));
}

}  // namespace vitrine::ui

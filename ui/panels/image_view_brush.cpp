// How patches are painted out on ImageView, and what is seen in their place.
#include "core/cells.h"
#include "ui/panels/image_view.h"
#include "ui/panels/paint_device.h"
#include "ui/panels/view_tools.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

/// From line `index` of `count` to the next, in whole pixels of a length from `start`.
QPair<int, int> between(int start, int length, int index, int count) {
    const auto line = [&](int i) { return start + int(std::lround(double(length) * i / count)); };
    return {line(index), line(index + 1)};
}

}  // namespace

void ImageView::setMasked(const Masked& masked) {
    if (masked == m_masked)
        return;
    m_masked = masked;
    m_maskedImage = {};
    m_overlay = {};  // of colours that meet what is below
    update();
}

void ImageView::setGrafted(const std::vector<Cell>& patches, bool everywhere, const QString& words) {
    m_grafted = patches;
    m_graftedAll = everywhere;
    m_graftedWords = words;
    update();
}

bool ImageView::isGrafted(Cell cell) const { return m_graftedAll || isAmong(m_grafted, cell); }

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

// Dashes around them: their pixels are this picture's, their tokens are not.
void ImageView::paintGrafted(QPainter& painter, const Places& at) const {
    if ((m_grafted.empty() && !m_graftedAll) || m_rows <= 0 || m_cols <= 0)
        return;
    const double line = thickness(2, m_scale), in = line;  // inside of the patch, the crop's frame stays seen
    QPainterPath path;
    const auto add = [&](QPointF from, QPointF to) {
        path.moveTo(from);
        path.lineTo(to);
    };
    if (m_graftedAll)
        path.addRect(QRectF(at.crop).adjusted(in, in, -in, -in));
    for (const Cell& cell : m_graftedAll ? std::vector<Cell>() : m_grafted) {
        const auto [left, right] = between(at.crop.x(), at.crop.width(), cell.col, m_cols);
        const auto [top, bottom] = between(at.crop.y(), at.crop.height(), cell.row, m_rows);
        const QRectF rect = QRectF(left, top, right - left, bottom - top).adjusted(in / 2, in / 2, -in / 2, -in / 2);
        const auto other = [&](int row, int col) { return !isAmong(m_grafted, {cell.row + row, cell.col + col}); };
        if (other(-1, 0))
            add(rect.topLeft(), rect.topRight());
        if (other(1, 0))
            add(rect.bottomLeft(), rect.bottomRight());
        if (other(0, -1))
            add(rect.topLeft(), rect.bottomLeft());
        if (other(0, 1))
            add(rect.topRight(), rect.bottomRight());
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(withAlpha(Qt::black, 0.7), line + 2 * thickness(1, m_scale), Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(path);
    QPen dashes(QColor(0xff, 0xb4, 0x6b), line, Qt::CustomDashLine, Qt::FlatCap);  // seen on any picture, in either theme
    dashes.setDashPattern({3, 2});
    painter.setPen(dashes);
    painter.drawPath(path);
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

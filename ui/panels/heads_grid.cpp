#include "ui/panels/heads_grid.h"

#include "core/overlay/blend.h"
#include "core/overlay/head_scales.h"
#include "core/overlay/masked.h"
#include "ui/numbers.h"
#include "ui/panels/axis.h"
#include "ui/pixels.h"
#include "ui/theme.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr Px largest{128};
constexpr Px gutter = units(4);

}  // namespace

HeadsPicture HeadsGrid::draw(const Question& question, const Progress& progress) {
    report(progress, 0, 1);
    HeadsPicture out{headGrid(*question.capture, question.query, question.direction), {}, question.side};
    const HeadGrid& grid = out.grid;
    const std::vector<ColourScale> scales = headScales(grid, question.scale);
    out.thumbnails = QImage(grid.heads * out.side, grid.layers * out.side, QImage::Format_RGBA8888_Premultiplied);
    QPainter painter(&out.thumbnails);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (int layer = 0; layer < grid.layers; ++layer)
        for (int head = 0; head < grid.heads; ++head) {
            const size_t i = grid.index(layer, head);
            QImage thumbnail = toQImage(drawThumbnail(grid.maps[i], out.side, out.side, question.style, scales[i]));
            hatch(thumbnail, droppedOf(grid.maps[i]));
            painter.drawImage(head * out.side, layer * out.side, thumbnail);
        }
    return out;
}

HeadsGrid::HeadsGrid(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_heads(session, m_pool, &HeadsGrid::draw, [this] { take(); }) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("All heads"));
    for (const auto signal : {&Session::viewChanged, &Session::resultChanged, &Session::styleChanged})
        connect(&session, signal, this, [this] {
            ask();
            update();
        });
    connect(&session, &Session::planChanged, this, [this] { update(); });
}

void HeadsGrid::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    ask();
}

std::shared_ptr<const HeadGrid> HeadsGrid::grid() const {
    const auto answer = m_heads.answer();
    return answer ? std::shared_ptr<const HeadGrid>(answer, &answer->grid) : nullptr;
}

const QImage& HeadsGrid::thumbnails() const {
    static const QImage none;
    return m_heads.answer() ? m_heads.answer()->thumbnails : none;
}

void HeadsGrid::ask() {
    const auto result = m_session.result();
    const int side = int(std::lround(layoutNow().side * m_scale));
    if (!result || !result->capture || side < 1)
        return m_heads.ask(std::nullopt);
    if (!m_active)
        return;
    const MapRequest request = m_session.shownRequest();
    OverlayStyle style;  // a thumbnail is the map alone: colours, and nothing of how it is laid over a picture
    style.colormap = m_session.style().colormap;
    m_heads.ask(Question{result->capture, request.query, request.direction, m_session.view().grid_scale, style, side});
}

void HeadsGrid::take() {
    if (m_heads.answered())
        m_query = m_heads.answered()->query;
    update();
    Q_EMIT changed();
}

// --- where it is -----------------------------------------------------------------------------------------------------

GridLayout HeadsGrid::layoutIn(QSize room) const {
    const auto plan = m_session.plan();
    return plan ? layoutGrid(plan->config.num_layers, plan->config.num_heads, room, gutter, largest) : GridLayout{};
}

int HeadsGrid::widthFor(int height) const {
    const GridLayout layout = layoutIn({QWIDGETSIZE_MAX, height});
    return layout.heads * (layout.side + layout.gap) + gutter;
}

void HeadsGrid::resizeEvent(QResizeEvent*) { ask(); }

// --- painting --------------------------------------------------------------------------------------------------------

void HeadsGrid::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (const double scale = painter.deviceTransform().m11(); scale != m_scale) {
        m_scale = scale;
        ask();
    }
    const GridLayout layout = layoutNow();
    if (layout.layers == 0)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const auto answer = m_heads.answer();
    const bool fits = answer && answer->grid.layers == layout.layers && answer->grid.heads == layout.heads;
    const double radius = layout.side >= 32 ? 3 : layout.side >= 16 ? 1.5 : 0;
    painter.setPen(Qt::NoPen);
    for (int layer = 0; layer < layout.layers; ++layer)
        for (int head = 0; head < layout.heads; ++head) {
            const QRectF at = layout.thumbnail(layer, head);
            QBrush brush(theme().dark ? theme().raised : theme().line);
            if (fits) {
                brush = QBrush(answer->thumbnails);
                const double zoom = at.width() / answer->side;
                brush.setTransform(QTransform::fromTranslate(at.x(), at.y())
                                       .scale(zoom, zoom)
                                       .translate(-head * answer->side, -layer * answer->side));
            }
            painter.setBrush(brush);
            radius > 0 ? painter.drawRoundedRect(at, radius, radius) : painter.drawRect(at);
        }
    paintOff(painter, layout);
    paintNumbers(painter, layout);
    paintChosen(painter, layout);
}

void HeadsGrid::paintNumbers(QPainter& painter, const GridLayout& layout) {
    const MapRequest& map = m_session.view().map;
    painter.setFont(textFont(TextSize::Small));
    const int line = painter.fontMetrics().height();
    const auto mayShow = [](int index, int step, int chosen) {
        return index == chosen || (index % step == 0 && (chosen < 0 || std::abs(index - chosen) >= step));
    };
    const int down = labelStep(layout.layers, layout.layers * (layout.side + layout.gap), line);
    for (int layer = 0; layer < layout.layers; ++layer) {
        if (!mayShow(layer, down, map.layer))
            continue;
        painter.setPen(layer == map.layer ? theme().text : theme().quiet);
        const QRect label = layout.layerLabel(layer);
        painter.drawText(label.adjusted(0, -line, 0, line), Qt::AlignRight | Qt::AlignVCenter, QString::number(layer));
    }
    const int widest = painter.fontMetrics().horizontalAdvance(QString::number(layout.heads - 1)) + unit / 2;
    const int across = labelStep(layout.heads, layout.heads * (layout.side + layout.gap), widest);
    for (int head = 0; head < layout.heads; ++head) {
        if (!mayShow(head, across, map.head.head))
            continue;
        painter.setPen(head == map.head.head ? theme().text : theme().quiet);
        painter.drawText(layout.headLabel(head).adjusted(-unit, 0, unit, 0), Qt::AlignHCenter | Qt::AlignBottom,
                         QString::number(head));
    }
}

/// One head, or all of the layer where they are fused.
void HeadsGrid::paintChosen(QPainter& painter, const GridLayout& layout) {
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const QRect& rect, const QColor& colour, double width) {
        const double gap = width / 2;
        painter.setPen(QPen(colour, width));
        painter.drawRoundedRect(QRectF(rect).adjusted(-gap, -gap, gap, gap), 3, 3);
    };
    if (m_hovered)
        frame(layout.thumbnail(m_hovered->first, m_hovered->second), theme().text, 1);
    const MapRequest& map = m_session.view().map;
    if (map.layer < 0 || map.layer >= layout.layers)
        return;
    if (map.head.head >= 0 && map.head.head < layout.heads)
        frame(layout.thumbnail(map.layer, map.head.head), theme().accent, 2);
    else
        frame(layout.rowOf(map.layer), theme().accent, layout.gap >= 4 ? 2 : 1);
    if (m_focusRing)
        frame(rect().adjusted(2, 2, -2, -2), theme().accent, 1);
}

// --- mouse and keys --------------------------------------------------------------------------------------------------

void HeadsGrid::setHovered(std::optional<std::pair<int, int>> head) {
    if (head == m_hovered)
        return;
    m_hovered = head;
    setCursor(head ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT hovered(head ? head->first : -1, head ? head->second : -1);
}

void HeadsGrid::mouseMoveEvent(QMouseEvent* event) { setHovered(layoutNow().at(event->pos())); }

void HeadsGrid::leaveEvent(QEvent*) { setHovered(std::nullopt); }

void HeadsGrid::mousePressEvent(QMouseEvent* event) {
    const auto head = layoutNow().at(event->pos());
    if (event->button() == Qt::LeftButton && head)
        Q_EMIT chosen(head->first, head->second);
}

// Rows are layers here: the arrows go where they point.
void HeadsGrid::keyPressEvent(QKeyEvent* event) {
    const GridLayout layout = layoutNow();
    const MapRequest& map = m_session.view().map;
    int layer = map.layer, head = map.head.head;
    switch (event->key()) {
    case Qt::Key_Up: --layer; break;
    case Qt::Key_Down: ++layer; break;
    case Qt::Key_Left: --head; break;
    case Qt::Key_Right: ++head; break;
    case Qt::Key_Home: head = 0; break;
    case Qt::Key_End: head = layout.heads - 1; break;
    default: return QWidget::keyPressEvent(event);
    }
    if (layout.layers > 0 && layer >= 0 && layer < layout.layers)
        Q_EMIT chosen(layer, std::clamp(head, head == map.head.head ? -1 : 0, layout.heads - 1));
}

void HeadsGrid::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void HeadsGrid::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    update();
}

void HeadsGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

QString HeadsGrid::wordsOf(int layer, int head) const {
    const auto grid = this->grid();
    const QString place = tr("layer %1 · head %2").arg(layer).arg(head);
    if (!grid || grid->index(layer, head) >= grid->entropy_bits.size())
        return place;
    return tr("%1 · %2 bits").arg(place).arg(numberText(double(grid->entropy_bits[grid->index(layer, head)]), 'f', 1));
}

bool HeadsGrid::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {  // the arrows are this grid's own while it has the focus
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_Left:
        case Qt::Key_Right:
        case Qt::Key_Home:
        case Qt::Key_End: event->accept(); return true;
        default: break;
        }
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const auto head = layoutNow().at(help->pos()))
            QToolTip::showText(help->globalPos(), wordsOf(head->first, head->second), this,
                               thumbnailRect(head->first, head->second));
        else
            QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

}  // namespace vitrine::ui

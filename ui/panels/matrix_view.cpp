#include "ui/panels/matrix_view.h"

#include "ui/theme.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double clickSlack = 3;     // a hand trembles: less than this is a click, not a drag
constexpr double largestEntry = 32;  // px

}  // namespace

MatrixView::MatrixView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Attention of every token to every other"));
}

void MatrixView::setMatrix(std::shared_ptr<const TokenMatrix> matrix, const QImage& image) {
    if (!matrix || matrix->tokens != tokens()) {
        m_transform = {};
        m_pressed.reset();
    }
    m_matrix = std::move(matrix);
    m_image = image;
    m_small = {};
    updateHover();
    update();
}

void MatrixView::setMarked(Entry entry) {
    if (entry == m_marked)
        return;
    m_marked = entry;
    update();
}

// --- where it is -----------------------------------------------------------------------------------------------------

QRectF MatrixView::field() const { return QRectF(rect()).adjusted(units(6), units(5), -1, -1); }

QRectF MatrixView::placedIn(const ViewTransform& transform) const {
    const QRectF in = field();
    return placed(transform, QSizeF(1, 1), in.size()).translated(in.topLeft());
}

QRectF MatrixView::matrixRect() const { return placedIn(m_transform); }
QRectF MatrixView::fittedRect() const { return placedIn({}); }

QRectF MatrixView::entryRect(Entry entry) const {
    const QRectF all = matrixRect();
    const double side = step();
    return {entry.to < 0 ? all.left() : all.left() + entry.to * side,
            entry.from < 0 ? all.top() : all.top() + entry.from * side, entry.to < 0 ? all.width() : side,
            entry.from < 0 ? all.height() : side};
}

Entry MatrixView::entryAt(QPointF at) const {
    const QRectF all = matrixRect();
    if (tokens() == 0 || !field().contains(at) || !all.contains(at))
        return {};
    const double side = step();
    return {std::min(int((at.y() - all.top()) / side), tokens() - 1),
            std::min(int((at.x() - all.left()) / side), tokens() - 1)};
}

void MatrixView::setTransform(const ViewTransform& transform) {
    if (transform == m_transform)
        return;
    m_transform = transform;
    if (m_mouse)  // else it is the keys that chose
        updateHover();
    update();
}

void MatrixView::zoomTo(double zoom, QPointF about) {
    if (tokens() == 0)
        return;
    const QRectF in = field();
    const double most = std::max(1.0, largestEntry * tokens() / std::min(in.width(), in.height()));
    const double wanted = zoom < 1.01 ? 1 : std::min(zoom, most);
    setTransform(zoomedAbout(m_transform, wanted, about - in.topLeft(), QSizeF(1, 1), in.size()));
}

// As little as it takes. What is under the mouse now is not asked for: the key chose.
void MatrixView::showEntry(Entry entry) {
    const QRectF in = field(), at = entryRect(entry);
    const auto missing = [](double low, double high, double from, double to) {
        return low < from ? from - low : std::min(0.0, to - high);
    };
    const QPointF by(missing(at.left(), at.right(), in.left(), in.right()),
                     missing(at.top(), at.bottom(), in.top(), in.bottom()));
    if (!by.isNull())
        m_transform = panned(m_transform, by, QSizeF(1, 1), in.size());
    update();
}

void MatrixView::fit() { setTransform({}); }

// --- mouse and keys --------------------------------------------------------------------------------------------------

void MatrixView::wheelEvent(QWheelEvent* event) {
    if (event->angleDelta().y() == 0 || tokens() == 0)
        return event->ignore();
    zoomTo(zoom() * std::pow(zoomStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void MatrixView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    m_pressed = m_dragged = event->position();
    m_moved = false;
}

void MatrixView::mouseMoveEvent(QMouseEvent* event) {
    m_mouse = event->position();
    if (m_pressed && (event->buttons() & Qt::LeftButton)) {
        m_moved = m_moved || QLineF(*m_pressed, event->position()).length() > clickSlack;
        if (m_moved && zoom() > 1) {
            const ViewTransform moved = panned(m_transform, event->position() - m_dragged, QSizeF(1, 1), field().size());
            m_dragged = event->position();
            setCursor(Qt::ClosedHandCursor);
            setTransform(moved);
        }
    }
    updateHover();
}

void MatrixView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_pressed)
        return QWidget::mouseReleaseEvent(event);
    m_pressed.reset();
    updateHover();
    if (!m_moved)
        Q_EMIT clicked(entryAt(event->position()));
}

void MatrixView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        fit();
    m_pressed.reset();
}

void MatrixView::leaveEvent(QEvent*) {
    m_mouse.reset();
    updateHover();
}

void MatrixView::updateHover() {
    if (m_pressed && m_moved && zoom() > 1)
        return;  // the matrix goes with the mouse
    const Entry entry = m_mouse ? entryAt(*m_mouse) : Entry{};
    setCursor(entry.from >= 0 ? Qt::CrossCursor : Qt::ArrowCursor);
    if (entry == m_hovered)
        return;
    m_hovered = entry;
    Q_EMIT hovered(entry);
}

void MatrixView::move(int rows, int cols) {
    if (tokens() == 0)
        return;
    const auto step = [this](int from, int by) { return from < 0 ? 0 : std::clamp(from + by, 0, tokens() - 1); };
    m_hovered = {step(m_marked.from, rows), step(m_marked.to, cols)};
    showEntry(m_hovered);
    Q_EMIT hovered(m_hovered);
}

// Arrows alone choose layers and heads (the window's); with Shift they move from entry to entry, as in the picture.
void MatrixView::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & Qt::ShiftModifier) {
        switch (event->key()) {
        case Qt::Key_Left: return move(0, -1);
        case Qt::Key_Right: return move(0, 1);
        case Qt::Key_Up: return move(-1, 0);
        case Qt::Key_Down: return move(1, 0);
        default: break;
        }
    }
    const QPointF middle = m_marked.from >= 0 && m_marked.to >= 0 ? entryRect(m_marked).center() : field().center();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return zoomTo(zoom() * zoomStep, middle);
    case Qt::Key_Minus: return zoomTo(zoom() / zoomStep, middle);
    case Qt::Key_0: return fit();
    default: QWidget::keyPressEvent(event);
    }
}

void MatrixView::focusInEvent(QFocusEvent* event) {
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void MatrixView::focusOutEvent(QFocusEvent*) {
    m_focusRing = false;
    update();
}

void MatrixView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

bool MatrixView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {  // while it has the focus it is the matrix that is zoomed
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal:
        case Qt::Key_Minus:
        case Qt::Key_0: event->accept(); return true;
        default: break;
        }
    }
    return QWidget::event(event);
}

}  // namespace vitrine::ui

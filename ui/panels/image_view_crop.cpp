// How the crop is pulled at in ImageView.
#include "ui/panels/image_view.h"

#include <QtGui/QKeyEvent>

namespace vitrine::ui {

namespace {

constexpr double reach = 5;  // of the mouse, to a side of the frame

}  // namespace

void ImageView::setCroppable(bool croppable) {
    if (croppable == m_croppable)
        return;
    m_croppable = croppable;
    if (!croppable)
        setCropping(false);
    Q_EMIT croppingChanged();
}

void ImageView::setCropping(bool on) {
    const bool wanted = on && m_croppable && !m_pyramid.empty();
    if (wanted == m_cropping)
        return;
    m_cropping = wanted;
    if (wanted)
        setBrushing(false);
    placeTools();
    updateHover();
    updateCursor();
    update();
    Q_EMIT croppingChanged();
}

bool ImageView::escapeCrop() {
    if (m_draft) {
        m_pull.reset();
        m_nudged.stop();
        m_draft.reset();
        update();
        return true;
    }
    const bool was = m_cropping;
    setCropping(false);
    return was;
}

Grip ImageView::gripUnder(QPointF at) const {
    return m_croppable && !m_pyramid.empty() ? gripAt(cropRect(), at, reach, m_cropping) : Grip{};
}

void ImageView::pull(QPointF to, bool free) {
    m_draft = pulled(m_pull->from, m_pull->grip, imagePoint(to) - m_pull->start, imageSize(), free);
    update();
}

void ImageView::nudge(const Box& crop) {
    m_draft = crop;
    m_nudged.start();
    update();
}

// What is shown stays as it was pulled until the picture comes back cut that way.
void ImageView::letGo() {
    m_nudged.stop();
    if (!m_draft)
        return;
    const Box crop = *m_draft;
    if (crop == m_picture->seen) {
        m_draft.reset();
        update();
        return;
    }
    Q_EMIT cropChosen(crop);
}

bool ImageView::cropKey(QKeyEvent* event) {
    const bool resizes = event->modifiers() & Qt::ControlModifier;
    const double step = event->modifiers() & Qt::ShiftModifier ? 10 : 1;
    const Box now = m_draft.value_or(wholeCrop(m_picture->seen, imageSize()));
    const auto move = [&](double x, double y) {
        nudge(resizes ? grown(now, 2 * step * (x - y), imageSize())
                      : pulled(now, {0, 0, true}, QPointF(x, y) * step, imageSize(), false));
    };
    switch (event->key()) {
    case Qt::Key_Left: move(-1, 0); return true;
    case Qt::Key_Right: move(1, 0); return true;
    case Qt::Key_Up: move(0, -1); return true;
    case Qt::Key_Down: move(0, 1); return true;
    case Qt::Key_Escape: escapeCrop(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        letGo();
        setCropping(false);
        return true;
    case Qt::Key_Backspace:
    case Qt::Key_Delete: Q_EMIT cropReset(); return true;
    default: return false;
    }
}

// A picture opens whole; one that is so long that what the model sees would be small opens on that.
ImageView::Follow ImageView::followed() const {
    constexpr double small = 0.4;
    if (m_follow != Follow::Open)
        return m_follow;
    if (m_pixels || m_pyramid.empty())
        return Follow::Fit;
    const Box& box = m_picture->seen;
    return shareOfView({box.x, box.y, box.width, box.height}, extent(), size()) < small ? Follow::Crop : Follow::Fit;
}

}  // namespace vitrine::ui

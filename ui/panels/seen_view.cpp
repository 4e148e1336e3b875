#include "ui/panels/seen_view.h"

#include "ui/controls.h"
#include "ui/panels/changed_patches.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr int mostPixels = 768;  // px: sharp at twice the size at which it is shown

}  // namespace

Picture seenPart(const Picture& picture, int side) {
    const Image& image = picture.forTheEye();
    const double scale = std::min(1.0, side / std::max(1.0, std::max(picture.seen.width, picture.seen.height)));
    const auto scaled = [scale](double length) { return int64_t(std::lround(length * scale)); };
    const int64_t width = std::max<int64_t>(1, scaled(image.width)), height = std::max<int64_t>(1, scaled(image.height));
    const int64_t left = scaled(picture.seen.x), top = scaled(picture.seen.y);
    Picture part;
    auto pixels = std::make_shared<Image>(int(std::max<int64_t>(1, scaled(picture.seen.width))),
                                          int(std::max<int64_t>(1, scaled(picture.seen.height))));
    part.image = pixels;
    part.seen = {0, 0, double(pixels->width), double(pixels->height)};
    const int64_t x = std::clamp<int64_t>(left, 0, width), y = std::clamp<int64_t>(top, 0, height);
    const int64_t right = std::clamp<int64_t>(left + pixels->width, x, width);
    const int64_t bottom = std::clamp<int64_t>(top + pixels->height, y, height);
    if (right == x || bottom == y)
        return part;
    const Image inside =
        resampleWindow(image, {width, height, x, y, int(right - x), int(bottom - y)}, Interpolation::Bilinear);
    for (int row = 0; row < inside.height; ++row)
        std::copy_n(inside.row(row), size_t(inside.width) * 3, pixels->row(int(y - top) + row) + size_t(x - left) * 3);
    return part;
}

QWidget* seenColumn(QWidget* title, SeenView* picture, QWidget* colours, std::initializer_list<Words*> about) {
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(title);
    layout->addWidget(picture, 0, Qt::AlignLeft);
    if (colours)
        layout->addWidget(colours, 0, Qt::AlignLeft);
    layout->addSpacing(unit);
    for (Words* words : about) {
        words->setWordWrap(true);
        layout->addWidget(words);
    }
    layout->addStretch(1);
    return column;
}

SeenView::SeenView(Session& session, QWidget* parent)
    : ImageView(parent),
      m_session(session),
      m_part(
          session, m_pool, [](const Source& source, const Progress&) { return seenPart(*source, mostPixels); },
          [this] { setPicture(m_part.answer()); }) {
    setAccessibleName(tr("What the model sees"));
    const auto follow = [this] { m_part.ask(m_session.picture() ? std::optional(m_session.picture()) : std::nullopt); };
    connect(&session, &Session::pictureChanged, this, follow);
    connect(this, &ImageView::hovered, &session, &Session::setHover);
    connect(this, &ImageView::clicked, this, [this](std::optional<Cell> cell) {
        m_pinnedBefore = m_session.view().map.query.patch;
        m_session.pin(cell);
    });
    connect(this, &ImageView::fitted, this, [this] { m_session.pin(m_pinnedBefore); });
    ChangedPatches::of(session).showOn(*this);
    follow();
}

}  // namespace vitrine::ui

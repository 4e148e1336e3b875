#include "ui/panels/film_delegate.h"

#include "ui/panels/film_model.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace vitrine::ui {
namespace {

constexpr Px thumbnailWidth{64}, textHeight{36};

void paintThumbnail(QPainter& painter, const QRectF& rect, const QModelIndex& index) {
    const QImage image = index.data(FilmModel::ThumbnailRole).value<QImage>();
    QPainterPath path;
    path.addRoundedRect(rect, 3, 3);
    if (image.isNull()) {
        painter.fillPath(path, theme().line);
        if (index.data(FilmModel::FailedRole).toBool()) {
            painter.setPen(theme().warning);
            painter.setFont(textFont(TextSize::Large, true));
            painter.drawText(rect, Qt::AlignCenter, QStringLiteral("!"));
        }
        return;
    }
    painter.setClipPath(path);
    const double scale = std::max(rect.width() / image.width(), rect.height() / image.height());
    const QSizeF size = QSizeF(image.size()) * scale;
    painter.drawImage(QRectF(rect.center() - QPointF(size.width(), size.height()) / 2, size), image);
    painter.setClipping(false);
}

}  // namespace

QSize FilmDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {filmItemWidth + unit, filmItemHeight};
}

void FilmDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF frame(option.rect.x() + 0.5, option.rect.y() + 0.5, filmItemWidth - 1, filmItemHeight - 1);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setBrush(t.raised);
        painter->setPen(selected ? QPen(t.accent, 1) : QPen(Qt::NoPen));
        painter->drawRoundedRect(frame, 6, 6);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(t.text, 1));
        painter->drawRoundedRect(frame.adjusted(2, 2, -2, -2), 5, 5);
    }
    const QRectF picture(frame.x() + 4, frame.y() + unit, thumbnailWidth, filmItemHeight - 2 * unit - 1);
    paintThumbnail(*painter, picture, index);
    const int left = int(picture.right()) + unit;
    const QRect text(left, int(frame.y()) + (filmItemHeight - textHeight) / 2, int(frame.right()) - left - 6,
                     textHeight);
    painter->setFont(textFont(TextSize::Small));
    const QFontMetrics metrics(painter->font());
    painter->setPen(t.text);
    painter->drawText(text, Qt::AlignTop, metrics.elidedText(index.data().toString(), Qt::ElideMiddle, text.width()));
    painter->setPen(index.data(FilmModel::FailedRole).toBool() ? t.warning : t.quiet);
    painter->drawText(text, Qt::AlignBottom,
                      metrics.elidedText(index.data(FilmModel::Top1Role).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

}  // namespace vitrine::ui

#include "ui/panels/film_delegate.h"

#include "ui/panels/film_model.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace vitrine::ui {
namespace {

constexpr Px thumbnailWidth{64}, textHeight{36}, thinThumbnail{32};

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

/// The name over the top-1; thin: before it, and the first to be cut.
void paintWords(QPainter& painter, const QRect& rect, const QModelIndex& index, bool thin) {
    painter.setFont(textFont(TextSize::Small));
    const QFontMetrics metrics(painter.font());
    const QString top1 = metrics.elidedText(index.data(FilmModel::Top1Role).toString(), Qt::ElideRight, rect.width());
    const int beside = thin && !top1.isEmpty() ? metrics.horizontalAdvance(top1) + unit : 0;
    const int room = rect.width() - beside;
    const QString name =
        room < units(3) ? QString() : metrics.elidedText(index.data().toString(), Qt::ElideMiddle, room);
    painter.setPen(theme().text);
    painter.drawText(rect, thin ? Qt::AlignVCenter : Qt::AlignTop, name);
    painter.setPen(index.data(FilmModel::FailedRole).toBool() ? theme().warning : theme().quiet);
    painter.drawText(rect, thin ? Qt::AlignVCenter | Qt::AlignRight : Qt::AlignBottom, top1);
}

}  // namespace

QSize FilmDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {filmItemWidth + unit, itemHeight()};
}

void FilmDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    const QRectF frame(option.rect.x() + 0.5, option.rect.y() + 0.5, filmItemWidth - 1, itemHeight() - 1);
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
    const double margin = m_thin ? 2 : unit;
    const QRectF picture(frame.x() + 4, frame.y() + margin, m_thin ? thinThumbnail : thumbnailWidth,
                         frame.height() - 2 * margin);
    paintThumbnail(*painter, picture, index);
    const int left = int(picture.right()) + unit;
    const int high = m_thin ? itemHeight() : int(textHeight);
    paintWords(*painter, QRect(left, option.rect.y() + (itemHeight() - high) / 2, int(frame.right()) - left - 6, high),
               index, m_thin);
    painter->restore();
}

}  // namespace vitrine::ui

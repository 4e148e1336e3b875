#include "ui/panels/film_delegate.h"

#include "ui/panels/film_model.h"
#include "ui/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QWidget>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr Px thumbnailWidth{64}, textHeight{36}, thinThumbnail{32};
constexpr Px least = units(3);  // of words: less says nothing

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

/// The name over the top-1; thin: before it.
void paintWords(QPainter& painter, const QRect& rect, const QModelIndex& index, bool thin) {
    painter.setFont(textFont(TextSize::Small));
    const FilmWords words = filmWords(index.data().toString(), index.data(FilmModel::Top1Role).toString(),
                                      QFontMetrics(painter.font()), rect.width(), thin);
    painter.setPen(theme().text);
    painter.drawText(rect, thin ? Qt::AlignVCenter : Qt::AlignTop, words.name);
    painter.setPen(index.data(FilmModel::FailedRole).toBool() ? theme().warning : theme().quiet);
    painter.drawText(rect, thin ? Qt::AlignVCenter | Qt::AlignRight : Qt::AlignBottom, words.top1);
}

}  // namespace

FilmWords filmWords(const QString& name, const QString& top1, const QFontMetrics& metrics, int width, bool thin) {
    if (width < least)
        return {};
    FilmWords words{metrics.elidedText(name, Qt::ElideMiddle, width), {}};
    const int room = thin ? width - metrics.horizontalAdvance(words.name) - unit : width;
    if (room >= least)
        words.top1 = metrics.elidedText(top1, Qt::ElideRight, room);
    return words;
}

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
    const int edge = option.widget ? std::min(int(frame.right()), option.widget->width()) : int(frame.right());
    paintWords(*painter, QRect(left, option.rect.y() + (itemHeight() - high) / 2, edge - left - 6, high), index, m_thin);
    painter->restore();
}

}  // namespace vitrine::ui

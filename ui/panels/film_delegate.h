// How one picture of the film strip looks: its thumbnail, its name, its top-1.
#pragma once

#include "ui/theme.h"

#include <QtWidgets/QStyledItemDelegate>

namespace vitrine::ui {

inline constexpr Px filmItemWidth = units(23);
inline constexpr Px filmItemHeight = units(9);
inline constexpr Px thinItemHeight{28};

struct FilmWords {
    QString name, top1;
};
/// What of both has room. Thin, in one line: the name first, the top-1 in what is left of it.
FilmWords filmWords(const QString& name, const QString& top1, const QFontMetrics& metrics, int width, bool thin);

/// Words end where the strip does: a picture half scrolled out of it is not cut within a letter.
class FilmDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setThin(bool thin) { m_thin = thin; }  ///< name and top-1 in one line
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    int itemHeight() const { return m_thin ? thinItemHeight : filmItemHeight; }

private:
    bool m_thin = false;
};

}  // namespace vitrine::ui

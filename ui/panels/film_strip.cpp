#include "ui/panels/film_strip.h"

#include "ui/controls.h"
#include "ui/session.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QShortcut>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QStyledItemDelegate>

namespace vitrine::ui {
namespace {

constexpr Px itemWidth = units(23);
constexpr Px itemHeight = units(9);
enum ItemRole { Top1Role = Qt::UserRole, ThumbnailRole, FailedRole };

class FilmDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {itemWidth + unit, itemHeight};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = theme();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        const QRectF frame(option.rect.x() + 0.5, option.rect.y() + 0.5, itemWidth - 1, itemHeight - 1);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setBrush(t.raised);
            painter->setPen(selected ? QPen(t.accent, 1) : QPen(Qt::NoPen));
            painter->drawRoundedRect(frame, 6, 6);
        }
        const QRectF picture(frame.x() + 4, frame.y() + 8, 64, itemHeight - 17);
        paintThumbnail(*painter, picture, index);
        const int left = int(picture.right()) + unit;
        const QRect text(left, int(frame.y()) + 18, int(frame.right()) - left - 6, 36);
        painter->setFont(textFont(TextSize::Small));
        const QFontMetrics metrics(painter->font());
        painter->setPen(t.text);
        painter->drawText(text, Qt::AlignTop,
                          metrics.elidedText(index.data().toString(), Qt::ElideMiddle, text.width()));
        painter->setPen(index.data(FailedRole).toBool() ? t.warning : t.quiet);
        painter->drawText(text, Qt::AlignBottom,
                          metrics.elidedText(index.data(Top1Role).toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }

private:
    static void paintThumbnail(QPainter& painter, const QRectF& rect, const QModelIndex& index) {
        const QImage image = index.data(ThumbnailRole).value<QImage>();
        QPainterPath path;
        path.addRoundedRect(rect, 3, 3);
        if (image.isNull()) {
            painter.fillPath(path, theme().line);
            if (index.data(FailedRole).toBool()) {
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
};

/// "Drop pictures, folders or a checkpoint anywhere", in a dashed outline.
class DropHint : public QWidget {
public:
    explicit DropHint(QWidget* parent) : QWidget(parent) {
        setFixedSize(QFontMetrics(textFont()).horizontalAdvance(words()) + 4 * unit, Px{38});
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme().line, 1, Qt::DashLine));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setPen(theme().quiet);
        painter.setFont(textFont());
        painter.drawText(rect(), Qt::AlignCenter, words());
    }

private:
    static QString words() { return tr("Drop pictures, folders or a checkpoint anywhere"); }
};

}  // namespace

FilmStrip::FilmStrip(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_items(new QStandardItemModel(this)),
      m_list(new QListView(this)),
      m_hint(new DropHint(this)) {
    setFixedHeight(12 * unit);
    m_list->setModel(m_items);
    m_list->setItemDelegate(new FilmDelegate(m_list));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedHeight(itemHeight + unit + 2);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Pictures"));
    m_list->viewport()->setAutoFillBackground(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * unit, 12, 2 * unit, 0);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_list, 1, Qt::AlignTop);
    layout->addWidget(m_hint, 0, Qt::AlignVCenter);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_following && index.isValid())
            m_session.showPicture(index.row());
    });
    connect(m_list, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { m_session.showPicture(index.row()); });
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        const QModelIndex index = m_list->indexAt(at);
        if (!index.isValid())
            return;
        QMenu menu(this);
        menu.addAction(tr("Remove from the strip"), this, [this, index] { m_session.removePicture(index.row()); });
        menu.addAction(tr("Remove all"), this, [this] { m_session.clearPictures(); });
        menu.exec(m_list->viewport()->mapToGlobal(at));
    });
    auto* del = new QShortcut(QKeySequence::Delete, m_list, this, &FilmStrip::removeCurrent);
    del->setContext(Qt::WidgetShortcut);
    connect(&session, &Session::filmChanged, this, &FilmStrip::refresh);
    connect(&session, &Session::filmItemChanged, this, &FilmStrip::refreshItem);
    connect(&session, &Session::currentChanged, this, &FilmStrip::refresh);
    refresh();
}

// Where there is little room the pictures have it; dropping works all the same.
void FilmStrip::showHint() {
    const int pictures = int(m_session.film().size());
    m_hint->setVisible(pictures == 0 || pictures * (itemWidth + unit) < width() - m_hint->width() - 6 * unit);
}

void FilmStrip::resizeEvent(QResizeEvent* event) {
    showHint();
    QWidget::resizeEvent(event);
}

void FilmStrip::removeCurrent() { m_session.removePicture(m_session.currentIndex()); }

void FilmStrip::refresh() {
    m_following = true;
    const std::vector<FilmItem>& film = m_session.film();
    if (m_items->rowCount() > int(film.size()))
        m_items->removeRows(int(film.size()), m_items->rowCount() - int(film.size()));
    while (m_items->rowCount() < int(film.size()))
        m_items->appendRow(new QStandardItem);
    for (size_t i = 0; i < film.size(); ++i)
        refreshItem(int(i));
    if (m_session.currentIndex() >= 0) {
        const QModelIndex current = m_items->index(m_session.currentIndex(), 0);
        if (m_list->currentIndex() != current) {
            m_list->setCurrentIndex(current);
            m_list->scrollTo(current);
        }
    }
    m_following = false;
    showHint();
}

void FilmStrip::refreshItem(int index) {
    const FilmItem& shown = m_session.film()[size_t(index)];
    QStandardItem& item = *m_items->item(index);
    const QString state = shown.error.any() ? tr("cannot be shown") : shown.top1.value_or(QString());
    item.setText(shown.name);
    item.setData(state, Top1Role);
    item.setData(shown.thumbnail, ThumbnailRole);
    item.setData(shown.error.any(), FailedRole);
    item.setToolTip(shown.where.isEmpty() ? shown.name : shown.where);
    item.setData(shown.name + QStringLiteral(", ") + state, Qt::AccessibleTextRole);
}

void FilmStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().ground);
    painter.fillRect(QRect(0, 0, width(), 1), theme().line);
}

}  // namespace vitrine::ui

#include "ui/panels/film_strip.h"

#include "ui/controls.h"
#include "ui/panels/film_delegate.h"
#include "ui/panels/film_model.h"
#include "ui/panels/graft_menu.h"
#include "ui/panels/menu_words.h"
#include "ui/session.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QMimeData>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QShortcut>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <array>
#include <utility>

namespace vitrine::ui {
namespace {

constexpr Px scrollBar{11};  // and a gap before it

/// "Drop pictures, folders or a checkpoint anywhere", in a dashed outline.
class DropHint : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(vitrine::ui::DropHint)
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

std::array<std::pair<FilmOrder, QString>, 4> orders() {
    return {{{FilmOrder::AsAdded, FilmStrip::tr("as added")},
             {FilmOrder::ByName, FilmStrip::tr("by name")},
             {FilmOrder::ByConfidence, FilmStrip::tr("by confidence")},
             {FilmOrder::ByClass, FilmStrip::tr("by class")}}};
}

}  // namespace

FilmStrip::FilmStrip(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_items(new FilmModel(session, this)),
      m_delegate(new FilmDelegate(this)),
      m_list(new QListView(this)),
      m_order(new BarButton(this)),
      m_hint(new DropHint(this)) {
    buildList();
    m_order->setToolTip(tr("The order of the strip"));
    auto* layout = new QHBoxLayout(this);
    layout->setSpacing(2 * unit);
    layout->addWidget(m_list, 1, Qt::AlignTop);
    layout->addWidget(m_order, 0, Qt::AlignVCenter);
    layout->addWidget(m_hint, 0, Qt::AlignVCenter);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!m_following && index.isValid())
            m_session.showPicture(index.row());
    });
    connect(m_list, &QAbstractItemView::clicked, this,
            [this](const QModelIndex& index) { m_session.showPicture(index.row()); });
    connect(m_list, &QWidget::customContextMenuRequested, this, &FilmStrip::openMenu);
    connect(m_order, &BarButton::clicked, this, [this] {
        QMenu menu(this);
        addOrders(menu);
        menu.exec(m_order->mapToGlobal(QPoint(0, -menu.sizeHint().height())));
    });
    const auto key = [this](QKeySequence::StandardKey keys, void (FilmStrip::*run)()) {
        auto* shortcut = new QShortcut(QKeySequence(keys), m_list, this, run);
        shortcut->setContext(Qt::WidgetShortcut);
    };
    key(QKeySequence::Delete, &FilmStrip::removeSelected);
    key(QKeySequence::Copy, &FilmStrip::copySelected);
    connect(&session, &Session::filmChanged, this, &FilmStrip::follow);
    connect(&session, &Session::currentChanged, this, &FilmStrip::follow);
    fitHeight();
    follow();
}

void FilmStrip::setThin(bool thin) {
    if (thin == m_thin)
        return;
    m_thin = thin;
    fitHeight();
    showWords();
}

// Under the pictures is room for a scroll bar.
void FilmStrip::fitHeight() {
    m_delegate->setThin(m_thin);
    m_list->setFixedHeight(m_delegate->itemHeight() + scrollBar);
    m_list->doItemsLayout();
    layout()->setContentsMargins(2 * unit, m_thin ? unit : Px{12}, 2 * unit, 0);
    setFixedHeight(units(m_thin ? 6 : 12));
}

void FilmStrip::buildList() {
    m_list->setModel(m_items);
    m_list->setItemDelegate(m_delegate);
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setDragEnabled(true);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setDefaultDropAction(Qt::CopyAction);
    m_list->setMouseTracking(true);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Pictures"));
    m_list->viewport()->setAutoFillBackground(false);
    m_list->viewport()->installEventFilter(this);
    connect(m_list->horizontalScrollBar(), &QScrollBar::valueChanged, m_list->viewport(),
            qOverload<>(&QWidget::update));  // words end elsewhere
}

// Where there is little room the pictures have it; dropping works all the same.
void FilmStrip::showWords() {
    const int pictures = int(m_session.film().size());
    m_order->setVisible(pictures > 1);
    for (const auto& [order, words] : orders())
        if (order == m_session.filmOrder())
            m_order->setWords(tr("%n picture(s)", nullptr, pictures), words);
    const int others = m_hint->width() + (pictures > 1 ? m_order->sizeHint().width() + 2 * unit : 0);
    m_hint->setVisible(pictures == 0 || (!m_thin && pictures * (filmItemWidth + unit) < width() - others - 6 * unit));
}

void FilmStrip::resizeEvent(QResizeEvent* event) {
    showWords();
    QWidget::resizeEvent(event);
}

std::vector<int> FilmStrip::selected() const {
    std::vector<int> rows;
    for (const QModelIndex& index : m_list->selectionModel()->selectedIndexes())
        rows.push_back(index.row());
    return rows;
}

void FilmStrip::removeSelected() { m_session.removePictures(selected()); }

void FilmStrip::copySelected() { copy(selected()); }

void FilmStrip::copy(const std::vector<int>& rows) {
    QModelIndexList indexes;
    for (const int row : rows)
        indexes.append(m_items->index(row, 0));
    if (!indexes.isEmpty())
        QGuiApplication::clipboard()->setMimeData(m_items->mimeData(indexes));
}

// The right button is for the menu: it opens no other picture, which the menu may be about.
bool FilmStrip::eventFilter(QObject* watched, QEvent* event) {
    const bool button = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonRelease ||
                        event->type() == QEvent::MouseButtonDblClick;
    if (button && static_cast<QMouseEvent*>(event)->button() == Qt::RightButton)
        return true;
    return QWidget::eventFilter(watched, event);
}

void FilmStrip::addOrders(QMenu& menu) {
    for (const auto& [order, words] : orders()) {
        QAction* action = menu.addAction(words, this, [this, o = order] {
            m_session.sortFilm(o);
            follow();
        });
        action->setCheckable(true);
        action->setChecked(order == m_session.filmOrder());
    }
}

void FilmStrip::openMenu(const QPoint& at) {
    const QModelIndex index = m_list->indexAt(at);
    QMenu menu(this);
    if (index.isValid()) {
        std::vector<int> rows = selected();
        if (std::find(rows.begin(), rows.end(), index.row()) == rows.end())
            rows = {index.row()};
        const int count = int(rows.size());
        const FilmItem& item = m_session.film()[size_t(index.row())];
        if (count == 1)
            addHeading(menu, item.name);
        menu.addAction(count > 1 ? tr("Remove these %1 from the strip").arg(count) : tr("Remove from the strip"), this,
                       [this, rows] { m_session.removePictures(rows); });
        menu.addAction(tr("Copy"), this, [this, rows] { copy(rows); });
        if (item.frames > 1 && index.row() == m_session.currentIndex()) {
            menu.addSeparator();
            const auto step = [&](const QString& words, int frame) {
                QAction* action = menu.addAction(words, this, [this, frame] { m_session.showFrame(frame); });
                action->setEnabled(frame >= 0 && frame < item.frames);
            };
            step(tr("Next frame"), item.source.frame + 1);
            step(tr("Previous frame"), item.source.frame - 1);
        }
        addGraftActions(menu, m_session, index.row());
        menu.addSeparator();
    }
    addOrders(*menu.addMenu(tr("Order")));
    menu.addAction(tr("Remove all"), this, [this] { m_session.clearPictures(); });
    if (!m_session.film().empty())
        menu.exec(m_list->viewport()->mapToGlobal(at));
}

void FilmStrip::follow() {
    m_following = true;
    const QModelIndex current = m_items->index(m_session.currentIndex(), 0);
    if (current.isValid() && m_list->currentIndex() != current) {
        // Not QListView::setCurrentIndex: with Ctrl held, as when a picture was pasted, it adds to what is selected.
        m_list->selectionModel()->setCurrentIndex(current, QItemSelectionModel::ClearAndSelect);
        m_list->scrollTo(current);
    }
    m_following = false;
    showWords();
}

void FilmStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme().ground);
}

}  // namespace vitrine::ui

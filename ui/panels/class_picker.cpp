#include "ui/panels/class_picker.h"

#include "ui/numbers.h"
#include "ui/session.h"
#include "ui/target.h"
#include "ui/theme.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int indexRole = Qt::UserRole + 1, shareRole = Qt::UserRole + 2;

/// A row as in the other choosers: a name at the left, its share at the right.
class ClassDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {units(20), rowHeight}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = theme();
        const bool chosen = option.state & QStyle::State_Selected;
        if (chosen || option.state & QStyle::State_MouseOver)
            painter->fillRect(option.rect, t.raised);
        if (chosen)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), t.accent);
        const QRect inner = option.rect.adjusted(unit + unit / 2, 0, -unit, 0);
        const QString share = index.data(shareRole).toString();
        painter->setFont(textFont(TextSize::Small));
        painter->setPen(t.quiet);
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter, share);
        const int room = inner.width() - (share.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(share) + unit);
        painter->setFont(textFont());
        painter->setPen(t.text);
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
    }
};

void add(QStandardItemModel& model, int index, const QString& label, const QString& share) {
    auto* item = new QStandardItem(label);
    item->setData(index, indexRole);
    item->setData(share, shareRole);
    item->setData(share.isEmpty() ? label : QStringLiteral("%1, %2").arg(label, share), Qt::AccessibleTextRole);
    item->setToolTip(ClassPicker::tr("%1, class %2").arg(label).arg(index));
    item->setEditable(false);
    model.appendRow(item);
}

/// The most probable first, where there is an answer; else as the model numbers them.
void fill(QStandardItemModel& model, const Session& session, std::optional<int> without) {
    const auto result = session.result();
    if (result && !result->zeroLogits) {
        for (const Prediction& p : result->top)
            if (p.index != without)
                add(model, p.index, QString::fromStdString(p.label), percentText(double(p.probability)));
    } else if (session.plan()) {
        for (int i = 0; i < session.plan()->config.num_classes; ++i)
            if (i != without)
                add(model, i, labelOf(session, i), {});
    }
}

}  // namespace

ClassPicker::ClassPicker(Session& session, QWidget* parent, std::optional<int> without)
    : Popup(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_matches(new QSortFilterProxyModel(this)) {
    auto* model = new QStandardItemModel(this);
    fill(*model, session, without);
    m_matches->setSourceModel(model);
    m_matches->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Find among %1 classes").arg(model->rowCount()));
    m_search->setAccessibleName(tr("Find a class"));
    m_search->installEventFilter(this);
    m_list->setModel(m_matches);
    m_list->setItemDelegate(new ClassDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Classes"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(unit, unit, unit, unit);
    layout->setSpacing(unit);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    setFixedSize(units(36), units(45));
    connect(m_search, &QLineEdit::textChanged, this, &ClassPicker::filter);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& at) { choose(at.row()); });
    filter({});
}

int ClassPicker::count() const { return m_matches->rowCount(); }
int ClassPicker::classAt(int row) const { return m_matches->index(row, 0).data(indexRole).toInt(); }
QString ClassPicker::wordsAt(int row) const { return m_matches->index(row, 0).data().toString(); }

void ClassPicker::filter(const QString& text) {
    m_matches->setFilterFixedString(text.trimmed());
    m_list->setCurrentIndex(m_matches->index(0, 0));
}

void ClassPicker::choose(int row) {
    if (row < 0 || row >= count())
        return;
    const int index = classAt(row);
    close();
    Q_EMIT chosen(index);
}

void ClassPicker::showEvent(QShowEvent* event) {
    Popup::showEvent(event);
    m_search->setFocus();
}

// Up and down move in the list while one types.
bool ClassPicker::eventFilter(QObject* object, QEvent* event) {
    if (event->type() != QEvent::KeyPress)
        return Popup::eventFilter(object, event);
    const int row = m_list->currentIndex().row();
    const auto move = [this](int to) {
        m_list->setCurrentIndex(m_matches->index(std::clamp(to, 0, std::max(0, count() - 1)), 0));
        return true;
    };
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up: return move(row - 1);
    case Qt::Key_Down: return move(row + 1);
    case Qt::Key_PageUp: return move(row - 10);
    case Qt::Key_PageDown: return move(row + 10);
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(row); return true;
    default: return false;
    }
}

}  // namespace vitrine::ui

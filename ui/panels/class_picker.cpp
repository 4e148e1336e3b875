#include "ui/panels/class_picker.h"

#include "ui/numbers.h"
#include "ui/session.h"
#include "ui/target.h"
#include "ui/theme.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QKeyEvent>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

constexpr int indexRole = Qt::UserRole + 1;

QStandardItem* itemOf(int index, const QString& label, const QString& share) {
    auto* item = new QStandardItem(share.isEmpty() ? label : QStringLiteral("%1   %2").arg(label, share));
    item->setData(index, indexRole);
    item->setToolTip(ClassPicker::tr("%1, class %2").arg(label).arg(index));
    item->setEditable(false);
    return item;
}

/// The most probable first, where there is an answer; else as the model numbers them.
void fill(QStandardItemModel& model, const Session& session) {
    const auto result = session.result();
    if (result && !result->zeroLogits)
        for (const Prediction& p : result->top)
            model.appendRow(itemOf(p.index, QString::fromStdString(p.label),
                                   ClassPicker::tr("%1 %").arg(numberText(double(p.probability) * 100, 'f', 1))));
    else if (session.plan())
        for (int i = 0; i < session.plan()->config.num_classes; ++i)
            model.appendRow(itemOf(i, labelOf(session, i), {}));
}

}  // namespace

ClassPicker::ClassPicker(Session& session, QWidget* parent)
    : Popup(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListView(this)),
      m_matches(new QSortFilterProxyModel(this)) {
    auto* model = new QStandardItemModel(this);
    fill(*model, session);
    m_matches->setSourceModel(model);
    m_matches->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setPlaceholderText(tr("Find among %1 classes").arg(model->rowCount()));
    m_search->setAccessibleName(tr("Find a class"));
    m_search->installEventFilter(this);
    m_list->setModel(m_matches);
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

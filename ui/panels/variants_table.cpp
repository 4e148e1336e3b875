#include "ui/panels/variants_table.h"

#include "core/model/vit.h"
#include "ui/controls.h"
#include "ui/session.h"
#include "ui/variants_model.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace vitrine::ui {

namespace {

Placement placementOf(const Session& session) {
    if (session.model())
        return session.model()->vit->placement();
    try {
        return resolve(session.request().placement);
    } catch (const Error&) {  // a device that is not there: the session says so when it opens a model
        return {"cpu", session.request().placement.dtype, session.request().placement.threads};
    }
}

/// The same weights, wherever they run.
bool isSame(const ModelRequest& row, const ModelRequest& now) {
    if (row.weights == "bundled")
        return now.model.empty() && !now.randomised && (now.weights.empty() || now.weights == "bundled");
    return row.model == now.model && row.weights == now.weights && !now.randomised;
}

/// What has no number comes last either way.
class SortedRows : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
        const QVariant a = left.data(VariantsModel::SortRole), b = right.data(VariantsModel::SortRole);
        if (!a.isValid() || !b.isValid())
            return sortOrder() == Qt::AscendingOrder ? a.isValid() && !b.isValid() : b.isValid() && !a.isValid();
        return a.typeId() == QMetaType::Double ? a.toDouble() < b.toDouble() : a.toString() < b.toString();
    }
};

constexpr Px gapBefore = units(2);  // words after numbers: more than the space between two columns of a kind

/// Before the words of a column, in its cells and in the head above them.
int lead(int column) {
    const bool followsNumbers = column == VariantsModel::Licence || column == VariantsModel::Here;
    return column == VariantsModel::Model ? unit : followsNumbers ? gapBefore : Px{0};
}

class Head : public QHeaderView {
public:
    explicit Head(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) { setSectionsClickable(true); }

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override {
        painter->fillRect(rect, theme().panel);  // before the words as well
        QHeaderView::paintSection(painter, rect.adjusted(lead(column), 0, 0, 0), column);
    }
};

class VariantDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, int(rowHeight)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& t = theme();
        const auto* sorted = static_cast<const QSortFilterProxyModel*>(index.model());
        const VariantRow& row =
            static_cast<const VariantsModel*>(sorted->sourceModel())->row(sorted->mapToSource(index).row());
        const bool tooLarge = row.here && !row.why.isEmpty();
        const bool name = index.column() == VariantsModel::Model;
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, t.raised);
        if (option.state & QStyle::State_Selected && name)  // as in the tree
            painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), t.accent);
        painter->setFont(textFont(TextSize::Normal, name && row.why.isEmpty()));
        painter->setPen(tooLarge && index.column() == VariantsModel::Memory ? t.warning
                        : row.why.isEmpty()                                 ? t.text
                                                                            : t.quiet);
        const QRect inner = option.rect.adjusted(lead(index.column()), 0, -int(unit), 0);
        painter->drawText(inner, index.data(Qt::TextAlignmentRole).toInt(),
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width()));
    }
};

}  // namespace

VariantsTable::VariantsTable(Session& session, QWidget* parent)
    : Popup(parent),
      m_session(session),
      m_model(new VariantsModel(placementOf(session), this)),
      m_sorted(new SortedRows(this)),
      m_view(new QTreeView(this)),
      m_detail(new Words({}, Tone::Quiet, TextSize::Small, this)),
      m_open(new QPushButton(tr("Open"), this)),
      m_copy(new QPushButton(tr("Copy its address"), this)) {
    m_sorted->setSourceModel(m_model);
    m_view->setHeader(new Head(m_view));
    m_view->setModel(m_sorted);
    m_view->setItemDelegate(new VariantDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setSortingEnabled(true);
    m_view->sortByColumn(-1, Qt::AscendingOrder);
    m_view->setAccessibleName(tr("Models"));
    m_view->header()->setMinimumSectionSize(32);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setHighlightSections(false);
    m_detail->setWordWrap(true);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, unit, 1, 1);
    layout->setSpacing(0);
    const auto add = [layout](QWidget* widget, int left, int above, int stretch = 0) {
        auto* inset = new QHBoxLayout;
        inset->setContentsMargins(left, above, 0, above);
        inset->addWidget(widget);
        layout->addLayout(inset, stretch);
    };
    add(new Words(tr("Models side by side"), Tone::Heading, TextSize::Small, this), 2 * unit, unit);
    add(m_view, unit, 0, 1);  // its words begin where those around it do: see lead()
    add(new Words(tr("* on its own test pictures, 105 classes; the others on ImageNet-1K"), Tone::Quiet,
                  TextSize::Small, this),
        2 * unit, unit);
    layout->addWidget(new Rule(this));
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    bottom->setSpacing(unit);
    bottom->addWidget(m_detail, 1);
    bottom->addWidget(m_copy);
    bottom->addWidget(m_open);
    layout->addLayout(bottom);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &VariantsTable::showDetail);
    connect(m_view, &QAbstractItemView::activated, this, &VariantsTable::open);
    connect(m_open, &QAbstractButton::clicked, this, &VariantsTable::open);
    connect(m_copy, &QAbstractButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_model->row(currentRow()).address); });
    layOutColumns();
    for (int i = 0; i < m_model->rowCount(); ++i)
        if (isSame(m_model->row(i).request, session.request()))
            m_view->setCurrentIndex(m_sorted->mapFromSource(m_model->index(i, 0)));
    showDetail();
    setMinimumSize(sizeHint());  // adjustSize() alone would take two thirds of the screen at most
    m_view->setFocus();
}

// As wide as the widest words of each; where that is too wide, without what is compared least.
void VariantsTable::layOutColumns() {
    const QFontMetrics metrics(textFont(TextSize::Normal, true));
    for (int column = 0; column < VariantsModel::ColumnCount; ++column) {
        int wide = metrics.horizontalAdvance(m_model->headerData(column, Qt::Horizontal).toString()) + 2 * int(unit);
        for (int row = 0; row < m_model->rowCount(); ++row)
            wide = std::max(wide, metrics.horizontalAdvance(m_model->index(row, column).data().toString()));
        m_view->header()->resizeSection(column, wide + 2 * int(unit) + lead(column));
    }
    using M = VariantsModel;
    for (const int column : {M::Patch, M::Size, M::Memory, M::Ms, M::Gmacs, M::Parameters, M::Licence, M::File})
        if (m_view->header()->length() + frame() > room().width())
            m_view->header()->hideSection(column);
}

int VariantsTable::frame() const { return 3 * int(unit); }

// Of the window, less a margin.
QSize VariantsTable::room() const {
    QSize room(1024, 700);
    if (parentWidget())
        room = parentWidget()->window()->size();
    else if (screen())
        room = screen()->availableGeometry().size();
    return room - QSize(2 * unit, units(9));
}

QSize VariantsTable::sizeHint() const {
    const int high = (m_model->rowCount() + 2) * int(rowHeight) + int(units(16));
    return QSize(m_view->header()->length() + frame(), high).boundedTo(room());
}

int VariantsTable::currentRow() const {
    const QModelIndex current = m_view->currentIndex();
    return current.isValid() ? m_sorted->mapToSource(current).row() : -1;
}

QString VariantsTable::detail() const { return m_detail->text(); }

void VariantsTable::showDetail() {
    const int at = currentRow();
    const bool missing = at >= 0 && !m_model->row(at).here;
    m_open->setText(missing ? tr("Download…") : tr("Open"));
    m_open->setEnabled(missing || (at >= 0 && m_model->row(at).why.isEmpty()));
    m_copy->setVisible(at >= 0 && !m_model->row(at).address.isEmpty());
    if (at < 0)
        return m_detail->setText(
            tr("Choose a row to read about it; a double click or Enter opens it. A click on a column sorts."));
    const VariantRow& row = m_model->row(at);
    m_detail->setText(!row.why.isEmpty() ? row.why
                      : row.licence.isEmpty()
                          ? tr("%1 with %2 weights, as torchvision draws them.").arg(row.model, row.weights)
                          : tr("%1, %2: licence %3, %4").arg(row.model, row.weights, row.licence, row.licenceTip));
}

void VariantsTable::open() {
    const int at = currentRow();
    if (at < 0 || (m_model->row(at).here && !m_model->row(at).why.isEmpty()))
        return;
    ModelRequest request = m_model->row(at).request;
    request.placement = m_session.request().placement;
    close();
    m_session.openModel(request);  // offers the download where it is missing
}

}  // namespace vitrine::ui

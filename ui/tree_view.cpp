#include "ui/tree_view.h"

#include "ui/module_tree_model.h"
#include "ui/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QHeaderView>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr Px barWidth{80};  // of the whole model's share

// From which width of the tree a column is there; the narrow tree keeps the name and the count.
struct ColumnWidth {
    int column;
    Px width, from;
};
constexpr std::array<ColumnWidth, 8> columnWidths{{{ModuleTreeModel::Parameters, Px{84}, Px{0}},
                                                   {ModuleTreeModel::Gmacs, Px{72}, Px{440}},
                                                   {ModuleTreeModel::Share, Px{72}, Px{520}},
                                                   {ModuleTreeModel::Milliseconds, Px{72}, Px{600}},
                                                   {ModuleTreeModel::Weights, Px{92}, Px{700}},
                                                   {ModuleTreeModel::Activations, Px{116}, Px{820}},
                                                   {ModuleTreeModel::Output, Px{136}, Px{960}},
                                                   {ModuleTreeModel::Kind, Px{152}, Px{1120}}}};
constexpr Px leastName = units(20);

}  // namespace

TreeView::TreeView(QWidget* parent) : QTreeView(parent) {
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(2 * unit);
    setHeaderHidden(true);
    setExpandsOnDoubleClick(true);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    header()->setMinimumSectionSize(32);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setSectionsClickable(true);
    header()->setHighlightSections(false);
}

void TreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& t = theme();
    if (selectionModel() && selectionModel()->isRowSelected(index.row(), index.parent())) {
        const QRect row(0, option.rect.y(), viewport()->width(), option.rect.height());
        painter->fillRect(row, t.raised);
    }
    QTreeView::drawRow(painter, option, index);
}

void TreeView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const {
    if (!model()->hasChildren(index))
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().quiet);
    const double grown = textScale();  // with the text beside it
    painter->translate(rect.right() - unit + 1.5 * grown, rect.center().y() + 0.5);
    painter->scale(grown, grown);
    QPainterPath chevron;
    if (isExpanded(index)) {
        chevron.moveTo(QPointF(-3.5, -2));
        chevron.lineTo(QPointF(3.5, -2));
        chevron.lineTo(QPointF(0, 2.5));
    } else {
        chevron.moveTo(QPointF(-2, -3.5));
        chevron.lineTo(QPointF(2.5, 0));
        chevron.lineTo(QPointF(-2, 3.5));
    }
    chevron.closeSubpath();
    painter->drawPath(chevron);
    painter->restore();
}

void TreeView::setChosenColumns(std::optional<std::set<int>> columns) {
    m_chosen = std::move(columns);
    layOutColumns();
}

std::set<int> TreeView::shownColumns() const {
    std::set<int> shown;
    for (const ColumnWidth& c : columnWidths)
        if (m_chosen ? m_chosen->contains(c.column) : viewport()->width() >= int(c.from))
            shown.insert(c.column);
    return shown;
}

// The name takes what is left, and at least a little; what then is too much is scrolled to.
void TreeView::layOutColumns() {
    if (!model() || header()->count() != ModuleTreeModel::ColumnCount)
        return;
    const std::set<int> shown = shownColumns();
    int left = viewport()->width();
    for (const ColumnWidth& c : columnWidths) {
        header()->setSectionResizeMode(c.column, QHeaderView::Fixed);
        header()->resizeSection(c.column, c.width);
        setColumnHidden(c.column, !shown.contains(c.column));
        if (shown.contains(c.column))
            left -= int(c.width);
    }
    header()->setSectionResizeMode(ModuleTreeModel::Name, QHeaderView::Fixed);
    header()->resizeSection(ModuleTreeModel::Name, std::max(left, int(leastName)));
    setHeaderHidden(shown == std::set<int>{ModuleTreeModel::Parameters} && !header()->isSortIndicatorShown());
}

void TreeView::resizeEvent(QResizeEvent* event) {
    layOutColumns();
    QTreeView::resizeEvent(event);
}

void TreeView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        viewport()->update();
    QTreeView::changeEvent(event);
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {0, rowHeight}; }

void TreeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == ModuleTreeModel::Name)
        paintName(*painter, option.rect, index);
    else
        paintNumber(*painter, option, index);
    if ((option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_KeyboardFocusChange)) {
        painter->setPen(theme().accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->restore();
}

void TreeDelegate::paintName(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
    const Theme& t = theme();
    painter.setFont(textFont());
    const QFontMetrics metrics(painter.font());
    const QString name = index.data().toString();
    const QString off = index.data(ModuleTreeModel::OffRole).toString();
    const QString detail = off.isEmpty() ? index.data(ModuleTreeModel::DetailRole).toString() : off;
    const int right = rect.right() - unit;
    const QString shown = metrics.elidedText(name, Qt::ElideMiddle, right - rect.left());
    const int width = metrics.horizontalAdvance(shown);
    if (const qsizetype at = m_search.isEmpty() ? -1 : shown.indexOf(m_search, 0, Qt::CaseInsensitive); at >= 0) {
        const int from = metrics.horizontalAdvance(shown.left(at));
        const int length = metrics.horizontalAdvance(shown.mid(at, m_search.size()));
        QColor mark = t.accent;
        mark.setAlphaF(0.35F);
        painter.fillRect(QRect(rect.left() + from, rect.top() + 6, length, rect.height() - 12), mark);
    }
    painter.setPen(t.text);
    painter.drawText(QRect(rect.left(), rect.top(), width + 2, rect.height()), Qt::AlignVCenter, shown);
    const int left = rect.left() + width + unit;
    painter.setFont(textFont(TextSize::Small));
    if (off.isEmpty() && painter.fontMetrics().horizontalAdvance(detail) > right - left)
        return;  // half a shape tells nothing; the tooltip and the card have all of it
    if (!off.isEmpty() && painter.fontMetrics().horizontalAdvance(detail) > right - left) {  // a dot for all of it
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.warning);
        painter.drawEllipse(QRectF(left, rect.center().y() - unit / 4.0, unit / 2.0 + 2, unit / 2.0 + 2));
        return;
    }
    painter.setPen(off.isEmpty() ? t.quiet : t.warning);
    painter.drawText(QRect(left, rect.top(), right - left, rect.height()), Qt::AlignVCenter, detail);
}

void TreeDelegate::paintNumber(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& t = theme();
    const bool selected = option.state & QStyle::State_Selected;
    const auto* view = qobject_cast<const QTreeView*>(option.widget);
    const bool alone = view && view->isHeaderHidden();  // the one number of a narrow tree keeps the panel's margin
    const bool count = index.column() == ModuleTreeModel::Parameters;
    painter.setFont(textFont(count ? TextSize::Normal : TextSize::Small));
    painter.setPen(count ? t.text : t.quiet);
    const QRect inner = option.rect.adjusted(0, 0, alone ? -2 * unit : -unit, 0);
    const auto align = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    const QString text = painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inner.width());
    painter.drawText(inner, int(align), text);
    if (!count)
        return;
    const double share = index.data(ModuleTreeModel::ShareRole).toDouble();
    const double width = std::min<double>(barWidth * share, inner.width());
    if (width < 0.5)
        return;
    painter.setPen(Qt::NoPen);
    QColor bar = selected ? t.accent : t.quiet;
    if (!selected)
        bar.setAlphaF(t.dark ? 0.55F : 0.45F);
    painter.setBrush(bar);
    painter.drawRect(QRectF(inner.right() + 1 - width, inner.bottom() - 2, width, 2));
}

}  // namespace vitrine::ui

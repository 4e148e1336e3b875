#include "ui/tree_filter.h"

#include "ui/module_tree_model.h"

#include <QtCore/QCollator>

namespace vitrine::ui {

TreeFilter::TreeFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setRecursiveFilteringEnabled(true);  // what holds a hit is shown too
}

void TreeFilter::setSearch(const QString& text) {
    m_search = text;
    invalidateFilter();
}

void TreeFilter::setKinds(std::set<ModuleKind> kinds) {
    m_kinds = std::move(kinds);
    invalidateFilter();
}

bool TreeFilter::accepts(const QModelIndex& source) const {
    const bool named = m_search.isEmpty() || source.data().toString().contains(m_search, Qt::CaseInsensitive);
    const bool kind = m_kinds.empty() || m_kinds.contains(ModuleKind(source.data(ModuleTreeModel::KindRole).toInt()));
    return named && kind;
}

bool TreeFilter::isHit(const QModelIndex& index) const {
    return index.isValid() && accepts(mapToSource(index.siblingAtColumn(ModuleTreeModel::Name)));
}

bool TreeFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    return accepts(sourceModel()->index(row, ModuleTreeModel::Name, parent));
}

// Numbers as numbers, "layer_10" after "layer_9"; what has no number comes last either way.
bool TreeFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant a = left.data(ModuleTreeModel::SortRole), b = right.data(ModuleTreeModel::SortRole);
    if (!a.isValid() || !b.isValid())
        return sortOrder() == Qt::AscendingOrder ? a.isValid() : b.isValid();
    if (a.typeId() == QMetaType::Double)
        return a.toDouble() < b.toDouble();
    static const QCollator collator = [] {
        QCollator c;
        c.setNumericMode(true);
        return c;
    }();
    return collator.compare(a.toString(), b.toString()) < 0;
}

}  // namespace vitrine::ui

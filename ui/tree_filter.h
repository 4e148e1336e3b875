// What of the tree is shown, and in which order: a name searched for, kinds of module, a column to sort by.
#pragma once

#include "core/model/module_tree.h"

#include <QtCore/QSortFilterProxyModel>

#include <set>

namespace vitrine::ui {

class TreeFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit TreeFilter(QObject* parent = nullptr);

    void setSearch(const QString& text);  ///< in names, capital or not
    const QString& search() const { return m_search; }
    void setKinds(std::set<ModuleKind> kinds);  ///< empty: all of them
    const std::set<ModuleKind>& kinds() const { return m_kinds; }
    bool isHit(const QModelIndex& index) const;  ///< of this model: a row that is itself looked for, not on the way to one

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    bool accepts(const QModelIndex& source) const;
    QString m_search;
    std::set<ModuleKind> m_kinds;
};

}  // namespace vitrine::ui

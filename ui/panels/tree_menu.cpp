// The tree's menu: columns, order, kinds, and what can be copied of it.
#include "core/model/tree_table.h"
#include "ui/module_tree_model.h"
#include "ui/panels/off_menu.h"
#include "ui/panels/tree_panel.h"
#include "ui/session.h"
#include "ui/tree_filter.h"
#include "ui/tree_view.h"

#include <QtCore/QSettings>
#include <QtGui/QActionGroup>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>

namespace vitrine::ui {

namespace {

const QString columnsKey = QStringLiteral("tree/columns");

void collectKinds(const ModuleNode& node, std::set<ModuleKind>& kinds) {
    if (node.kind != ModuleKind::Dropout)  // has no row
        kinds.insert(node.kind);
    for (const ModuleNode& child : node.children)
        collectKinds(child, kinds);
}

}  // namespace

void TreePanel::fillMenu(QMenu& menu) {
    if (addOffActions(menu, m_session, m_session.selectedNode()))
        menu.addSeparator();
    addColumnsMenu(menu);
    addSortMenu(menu);
    addKindsMenu(menu);
    menu.addSeparator();
    addCopyMenu(menu);
    menu.addSeparator();
    menu.addAction(tr("Open all"), m_view, &QTreeView::expandAll);
    menu.addAction(tr("Open down to the blocks"), this, [this] {
        m_view->collapseAll();
        expandToDepth();
        followSelection();
    });
}

// --- columns ----------------------------------------------------------------------------------------------------------

void TreePanel::keepSettings() {
    m_keepsSettings = true;
    const QVariant kept = QSettings().value(columnsKey);
    if (!kept.isValid())
        return;
    std::set<int> columns;
    for (const QString& name : kept.toStringList())
        for (int column = ModuleTreeModel::Kind; column < ModuleTreeModel::ColumnCount; ++column)
            if (name == QString::number(column))
                columns.insert(column);
    m_view->setChosenColumns(columns);
}

void TreePanel::toggleColumn(int column, bool shown) {
    std::set<int> columns = m_view->shownColumns();
    if (shown)
        columns.insert(column);
    else
        columns.erase(column);
    m_view->setChosenColumns(columns);
    QStringList names;
    for (const int one : columns)
        names << QString::number(one);
    if (m_keepsSettings)
        QSettings().setValue(columnsKey, names);
}

void TreePanel::addColumnsMenu(QMenu& menu) {
    QMenu* columns = menu.addMenu(tr("Columns"));
    const std::set<int> shown = m_view->shownColumns();
    for (int column = ModuleTreeModel::Kind; column < ModuleTreeModel::ColumnCount; ++column) {
        QAction* action = columns->addAction(m_model->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(shown.contains(column));
        connect(action, &QAction::triggered, this, [this, column](bool checked) { toggleColumn(column, checked); });
    }
    columns->addSeparator();
    QAction* automatic = columns->addAction(tr("As many as there is room for"));
    automatic->setCheckable(true);
    automatic->setChecked(!m_view->chosenColumns());
    connect(automatic, &QAction::triggered, this, [this] {
        m_view->setChosenColumns({});
        if (m_keepsSettings)
            QSettings().remove(columnsKey);
    });
}

// --- order ------------------------------------------------------------------------------------------------------------

void TreePanel::sortBy(int column) {
    const bool number = column >= ModuleTreeModel::Parameters;
    const Qt::SortOrder first = number ? Qt::DescendingOrder : Qt::AscendingOrder;  // the largest are what one looks for
    const bool same = m_filter->sortColumn() == column;
    const bool off = column < 0 || (same && m_filter->sortOrder() != first);
    const Qt::SortOrder order = !same ? first : first == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
    m_view->header()->setSortIndicatorShown(!off);
    if (!off)
        m_view->header()->setSortIndicator(column, order);
    m_filter->sort(off ? -1 : column, off ? Qt::AscendingOrder : order);
    m_view->setChosenColumns(m_view->chosenColumns());  // the head is there while it says the order
    followSelection();
}

void TreePanel::addSortMenu(QMenu& menu) {
    QMenu* orders = menu.addMenu(tr("Order"));
    auto* group = new QActionGroup(orders);
    const auto add = [&](const QString& title, int column) {
        QAction* action = group->addAction(orders->addAction(title));
        action->setCheckable(true);
        action->setChecked(m_filter->sortColumn() == column);
        connect(action, &QAction::triggered, this, [this, column] {
            if (column < 0 || m_filter->sortColumn() != column)
                sortBy(column);
        });
    };
    add(tr("As the data passes"), -1);
    orders->addSeparator();
    for (int column = 0; column < ModuleTreeModel::ColumnCount; ++column)
        if (column != ModuleTreeModel::Output)  // a shape has no order
            add(m_model->headerData(column, Qt::Horizontal).toString(), column);
}

// --- kinds ------------------------------------------------------------------------------------------------------------

void TreePanel::addKindsMenu(QMenu& menu) {
    QMenu* only = menu.addMenu(tr("Only"));
    std::set<ModuleKind> kinds;
    if (m_session.plan())
        collectKinds(m_session.plan()->tree, kinds);
    only->setEnabled(!kinds.empty());
    for (const ModuleKind kind : kinds) {
        QAction* action = only->addAction(QString::fromLatin1(kindName(kind)));
        action->setCheckable(true);
        action->setChecked(m_filter->kinds().contains(kind));
        connect(action, &QAction::triggered, this, [this, kind](bool checked) {
            std::set<ModuleKind> chosen = m_filter->kinds();
            if (checked)
                chosen.insert(kind);
            else
                chosen.erase(kind);
            setKinds(std::move(chosen));
        });
    }
    only->addSeparator();
    QAction* all = only->addAction(tr("All kinds"), this, [this] { setKinds({}); });
    all->setCheckable(true);
    all->setChecked(m_filter->kinds().empty());
}

// --- copy -------------------------------------------------------------------------------------------------------------

QString TreePanel::copied(CopyAs how, bool wholeTree) const {
    const std::shared_ptr<const ModelPlan> plan = m_session.plan();
    if (!plan)
        return {};
    const std::string path = m_session.selectedNode().section(QChar(0x2026), 0, 0).toStdString();
    const ModuleNode* chosen = wholeTree ? &plan->tree : nodeAt(plan->tree, path);
    const ModuleNode& node = chosen ? *chosen : plan->tree;
    switch (how) {
    case CopyAs::Text: return QString::fromStdString(tableText(node, plan->tree.num_params));
    case CopyAs::Markdown: return QString::fromStdString(tableMarkdown(node, plan->tree.num_params));
    case CopyAs::Torch: return QString::fromStdString(printTorch(node) + "\n");
    }
    return {};
}

void TreePanel::copy(CopyAs how, bool wholeTree) const {
    QGuiApplication::clipboard()->setText(copied(how, wholeTree));
}

void TreePanel::addCopyMenu(QMenu& menu) {
    const auto add = [this](QMenu* to, const QString& title, CopyAs how, bool wholeTree) {
        return to->addAction(title, this, [this, how, wholeTree] { copy(how, wholeTree); });
    };
    const auto addAll = [&](QMenu* to, bool wholeTree) {
        QAction* text = add(to, tr("As text"), CopyAs::Text, wholeTree);
        if (!wholeTree)
            text->setShortcut(QKeySequence::Copy);
        add(to, tr("As Markdown"), CopyAs::Markdown, wholeTree);
        add(to, tr("As print(model)"), CopyAs::Torch, wholeTree);
        to->setEnabled(m_session.plan() != nullptr);
    };
    const QString node = m_session.selectedNode().section(QLatin1Char('.'), -1);
    addAll(menu.addMenu(node.isEmpty() ? tr("Copy this node") : tr("Copy %1").arg(node)), false);
    addAll(menu.addMenu(tr("Copy the tree")), true);
}

}  // namespace vitrine::ui

#include "ui/module_tree_model.h"

#include "ui/theme.h"

namespace vitrine::ui {

struct ModuleTreeModel::Row {
    const ModuleNode* node = nullptr;
    int folded = 1;  // how many alike blocks this row stands for
    Row* parent = nullptr;
    int number = 0;  // among its parent's children
    std::vector<std::unique_ptr<Row>> children;

    Row& add(std::unique_ptr<Row> child) {
        child->parent = this;
        child->number = int(children.size());
        children.push_back(std::move(child));
        return *children.back();
    }
    QString name() const {
        const QString own = QString::fromStdString(node->path.empty() ? kindName(node->kind) : node->name);
        return folded == 1 ? own : QStringLiteral("%1 … %2").arg(own).arg(node->layer + folded - 1);
    }
    QString path() const {
        const QString own = QString::fromStdString(node->path);
        return folded == 1 ? own : QStringLiteral("%1…%2").arg(own).arg(node->layer + folded - 1);
    }
};

ModuleTreeModel::ModuleTreeModel(QObject* parent) : QAbstractItemModel(parent), m_root(std::make_unique<Row>()) {}
ModuleTreeModel::~ModuleTreeModel() = default;

void ModuleTreeModel::setPlan(std::shared_ptr<const ModelPlan> plan, int alone) {
    beginResetModel();
    m_plan = std::move(plan);
    m_alone = alone;
    rebuild();
    endResetModel();
}

void ModuleTreeModel::setAlone(int layer) {
    if (layer == m_alone || !m_plan)
        return;
    beginResetModel();
    m_alone = layer;
    rebuild();
    endResetModel();
}

void ModuleTreeModel::rebuild() {
    m_root = std::make_unique<Row>();
    if (m_plan)
        m_root->add(makeRow(m_plan->tree, m_root.get()));
}

// Dropout is left out: with p=0 it does nothing, and it has neither parameters nor cost.
std::unique_ptr<ModuleTreeModel::Row> ModuleTreeModel::makeRow(const ModuleNode& node, Row* parent) const {
    auto row = std::make_unique<Row>();
    row->node = &node;
    row->parent = parent;
    const bool blocks = !node.children.empty() && node.children.front().kind == ModuleKind::EncoderBlock;
    if (blocks) {
        addBlocks(node, *row);
        return row;
    }
    for (const ModuleNode& child : node.children)
        if (child.kind != ModuleKind::Dropout)
            row->add(makeRow(child, row.get()));
    return row;
}

void ModuleTreeModel::addBlocks(const ModuleNode& layers, Row& parent) const {
    const int count = int(layers.children.size());
    for (int first = 0; first < count;) {
        const int last = first == m_alone ? first + 1 : (first < m_alone ? m_alone : count);
        Row* into = &parent;
        if (last - first > 1) {
            auto fold = std::make_unique<Row>();
            fold->node = &layers.children[size_t(first)];
            fold->folded = last - first;
            into = &parent.add(std::move(fold));
        }
        for (; first < last; ++first)
            into->add(makeRow(layers.children[size_t(first)], into));
    }
}

const ModuleTreeModel::Row* ModuleTreeModel::rowOf(const QModelIndex& index) {
    return static_cast<const Row*>(index.internalPointer());
}

const ModuleNode* ModuleTreeModel::node(const QModelIndex& index) const {
    return index.isValid() ? rowOf(index)->node : nullptr;
}

QModelIndex ModuleTreeModel::indexOf(const QString& path) const {
    const std::function<QModelIndex(const Row&)> search = [&](const Row& row) -> QModelIndex {
        if (row.node && row.path() == path)
            return createIndex(row.number, 0, &row);
        for (const auto& child : row.children)
            if (const QModelIndex found = search(*child); found.isValid())
                return found;
        return {};
    };
    return search(*m_root);
}

QModelIndex ModuleTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const Row& above = parent.isValid() ? *rowOf(parent) : *m_root;
    return createIndex(row, column, above.children[size_t(row)].get());
}

QModelIndex ModuleTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid() || rowOf(child)->parent == m_root.get())
        return {};
    const Row* above = rowOf(child)->parent;
    return createIndex(above->number, 0, above);
}

int ModuleTreeModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0)
        return 0;
    return int((parent.isValid() ? *rowOf(parent) : *m_root).children.size());
}

int ModuleTreeModel::columnCount(const QModelIndex&) const { return ColumnCount; }

QString ModuleTreeModel::text(const Row& row, int column) const {
    const ModuleNode& node = *row.node;
    switch (column) {
    case Name: return row.name();
    case Kind: return QString::fromLatin1(kindName(node.kind));
    case Output: return QString::fromStdString(shapeText(node.output));
    case Parameters: return node.num_params == 0 ? QString() : compact(node.num_params * row.folded);
    case Share: {
        const double percent = 100.0 * double(node.num_params * row.folded) / double(m_plan->tree.num_params);
        return node.num_params == 0 ? QString()
               : percent < 0.05     ? QStringLiteral("< 0.1 %")
                                    : QStringLiteral("%1 %").arg(percent, 0, 'f', 1);
    }
    case Gmacs: return node.macs == 0 ? QString() : QStringLiteral("%1").arg(node.gmacs() * row.folded, 0, 'f', 3);
    default: return {};
    }
}

QVariant ModuleTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = *rowOf(index);
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= Parameters ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        return tr("%1\n%2, output %3\n%4 parameters (%5)%6")
            .arg(row.node->path.empty() ? row.name() : row.path(), text(row, Kind), text(row, Output),
                 grouped(row.node->num_params * row.folded),
                 row.node->num_params == 0 ? QStringLiteral("0 %") : text(row, Share),
                 row.node->macs == 0 ? QString() : tr(", %1 GMACs").arg(text(row, Gmacs)));
    case Qt::AccessibleTextRole: return index.column() == Name ? row.name() : text(row, index.column());
    case PathRole: return row.path();
    case DetailRole:
        return row.folded > 1 ? QStringLiteral("× %1").arg(row.folded) : QString::fromStdString(row.node->detail);
    case ShareRole:
        return double(row.node->num_params * row.folded) / double(std::max<int64_t>(1, m_plan->tree.num_params));
    case IsFoldRole: return row.folded > 1;
    default: return {};
    }
}

QVariant ModuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Parameters ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static const char* const names[ColumnCount] = {QT_TR_NOOP("name"),       QT_TR_NOOP("kind"),  QT_TR_NOOP("output"),
                                                   QT_TR_NOOP("parameters"), QT_TR_NOOP("share"), QT_TR_NOOP("GMACs")};
    return tr(names[section]);
}

}  // namespace vitrine::ui

#include "ui/module_tree_model.h"

#include "core/model/memory.h"
#include "ui/change_words.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
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
    m_run.reset();
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

void ModuleTreeModel::setDtype(Dtype dtype) {
    if (dtype == m_dtype)
        return;
    m_dtype = dtype;
    tellColumns({}, Weights, Activations);
}

void ModuleTreeModel::setRun(std::shared_ptr<const Capture> run) {
    if (run == m_run)
        return;
    m_run = std::move(run);
    tellColumns({}, Milliseconds, Milliseconds);
}

void ModuleTreeModel::setOff(const std::vector<Off>& off) {
    if (off == m_off)
        return;
    m_off = off;
    tellColumns({}, Name, Name);
}

void ModuleTreeModel::tellColumns(const QModelIndex& parent, Column first, Column last) {
    const int rows = rowCount(parent);
    if (rows == 0)
        return;
    Q_EMIT dataChanged(index(0, first, parent), index(rows - 1, last, parent));
    for (int row = 0; row < rows; ++row)
        tellColumns(index(row, 0, parent), first, last);
}

// A fold's time is that of all its blocks; they are its children.
std::optional<double> ModuleTreeModel::milliseconds(const Row& row) const {
    if (!m_run)
        return {};
    if (row.folded == 1)
        return millisecondsOf(m_run->times(), *row.node);
    double sum = 0;
    for (const auto& block : row.children)
        if (const auto took = milliseconds(*block))
            sum += *took;
        else
            return {};
    return sum;
}

std::optional<double> ModuleTreeModel::number(const Row& row, int column) const {
    const ModuleNode& node = *row.node;
    const auto some = [&](int64_t value) {
        return value > 0 ? std::optional(double(value) * row.folded) : std::nullopt;
    };
    switch (column) {
    case Parameters: return some(node.num_params);
    case Share:
        return node.num_params > 0
                   ? std::optional(double(node.num_params * row.folded) / double(m_plan->tree.num_params))
                   : std::nullopt;
    case Gmacs: return node.macs > 0 ? std::optional(node.gmacs() * row.folded) : std::nullopt;
    case Weights: return some(memoryOf(node, m_dtype).weights);
    case Activations: return some(memoryOf(node, m_dtype).activations);
    case Milliseconds: return milliseconds(row);
    default: return {};
    }
}

QString ModuleTreeModel::text(const Row& row, int column) const {
    const ModuleNode& node = *row.node;
    switch (column) {
    case Name: return row.name();
    case Kind: return QString::fromLatin1(kindName(node.kind));
    case Output: return QString::fromStdString(shapeText(node.output));
    default: break;
    }
    const std::optional<double> value = number(row, column);
    if (!value)
        return {};
    switch (column) {
    case Parameters: return compact(qint64(*value));
    case Share: return percentText(*value);
    case Gmacs: return gmacsText(*value);
    case Milliseconds: return numberText(*value, 'f', 2);
    default: return numberText(*value / (1024 * 1024), 'f', 2);
    }
}

QString ModuleTreeModel::toolTip(const Row& row) const {
    const ModuleNode& node = *row.node;
    QString tip =
        tr("%1\n%2, output %3\n%4 parameters (%5)%6")
            .arg(node.path.empty() ? row.name() : row.path(), text(row, Kind), text(row, Output),
                 grouped(node.num_params * row.folded), node.num_params == 0 ? QStringLiteral("0 %") : text(row, Share),
                 node.macs == 0 ? QString() : tr(", %1 GMACs").arg(text(row, Gmacs)));
    if (const QString off = offWordsOf(node, row.folded, m_off); !off.isEmpty())
        tip += tr("\nin this run: %1").arg(off);
    const QString weights = text(row, Weights), activations = text(row, Activations), took = text(row, Milliseconds);
    const QString none = QStringLiteral("0");
    if (!weights.isEmpty() || !activations.isEmpty())
        tip += tr("\n%1 MiB of weights, %2 MiB of activations")
                   .arg(weights.isEmpty() ? none : weights, activations.isEmpty() ? none : activations);
    return took.isEmpty() ? tip : tip + tr("\n%1 ms in the last run").arg(took);
}

QVariant ModuleTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const Row& row = *rowOf(index);
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int((index.column() >= Parameters ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::ToolTipRole: return toolTip(row);
    case Qt::AccessibleTextRole: {
        const QString off = index.column() == Name ? offWordsOf(*row.node, row.folded, m_off) : QString();
        return off.isEmpty() ? text(row, index.column()) : row.name() + QStringLiteral(", ") + off;
    }
    case PathRole: return row.path();
    case DetailRole:
        return row.folded > 1 ? QStringLiteral("× %1").arg(row.folded)
                              : captionWords(QString::fromStdString(row.node->detail));
    case OffRole: return offWordsOf(*row.node, row.folded, m_off);
    case ShareRole: return number(row, Share).value_or(0);
    case IsFoldRole: return row.folded > 1;
    case KindRole: return int(row.node->kind);
    case SortRole:
        if (index.column() < Parameters)
            return text(row, index.column());
        if (const std::optional<double> value = number(row, index.column()))
            return *value;
        return {};
    default: return {};
    }
}

QVariant ModuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section >= Parameters ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    static const char* const names[ColumnCount] = {
        QT_TR_NOOP("name"),    QT_TR_NOOP("kind"),  QT_TR_NOOP("output"),       QT_TR_NOOP("parameters"),
        QT_TR_NOOP("share"),   QT_TR_NOOP("GMACs"), QT_TR_NOOP("weights, MiB"), QT_TR_NOOP("activations, MiB"),
        QT_TR_NOOP("time, ms")};
    static const char* const tips[ColumnCount] = {QT_TR_NOOP("the module's own name"),
                                                  QT_TR_NOOP("torch's class"),
                                                  QT_TR_NOOP("shape of what leaves it, one picture"),
                                                  QT_TR_NOOP("numbers that were learned, with all below"),
                                                  QT_TR_NOOP("of the model's parameters"),
                                                  QT_TR_NOOP("billions of multiply-adds for one picture"),
                                                  QT_TR_NOOP("MiB of its parameters in the dtype that is chosen"),
                                                  QT_TR_NOOP("MiB of what leaves it and the modules in it, one picture"),
                                                  QT_TR_NOOP("ms in the last run, by the clock")};
    if (role == Qt::ToolTipRole)
        return tr(tips[section]);
    return role == Qt::DisplayRole ? QVariant(tr(names[section])) : QVariant();
}

}  // namespace vitrine::ui

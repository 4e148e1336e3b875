// The architecture as an item model: name, kind, output shape, parameters, share, GMACs, memory and, once it has run,
// time. Alike neighbouring blocks fold into one row; the chosen one stands alone.
#pragma once

#include "core/explore.h"

#include <QtCore/QAbstractItemModel>

#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

class ModuleTreeModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { Name, Kind, Output, Parameters, Share, Gmacs, Weights, Activations, Milliseconds, ColumnCount };
    enum Role {
        PathRole = Qt::UserRole,  ///< QString: the module's path; a fold's is "FIRST…LAST"
        DetailRole,               ///< QString: the quiet words after the name
        ShareRole,                ///< double: of all parameters, 0..1
        IsFoldRole,               ///< bool
        KindRole,                 ///< int: ModuleKind
        OffRole,                  ///< QString: what of it is switched off, "off", "2 heads off"; else empty
        SortRole,                 ///< double, QString, or nothing where the row has no such number
    };

    explicit ModuleTreeModel(QObject* parent = nullptr);
    ~ModuleTreeModel() override;

    /// Shows another model; `alone` is the encoder block that is not folded (-1: none).
    void setPlan(std::shared_ptr<const ModelPlan> plan, int alone);
    void setAlone(int layer);
    void setDtype(Dtype dtype);  ///< of the memory columns
    /// Parts that are switched off in the run. Changes no row.
    void setOff(const std::vector<Off>& off);
    /// Times of the last run; null: none. Changes no row.
    void setRun(std::shared_ptr<const Capture> run);

    const ModuleNode* node(const QModelIndex& index) const;  ///< of a fold: its first block
    QModelIndex indexOf(const QString& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const final;
    QModelIndex parent(const QModelIndex& child) const final;
    int rowCount(const QModelIndex& parent = {}) const final;
    int columnCount(const QModelIndex& parent = {}) const final;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row;
    void rebuild();
    std::unique_ptr<Row> makeRow(const ModuleNode& node, Row* parent) const;
    void addBlocks(const ModuleNode& layers, Row& parent) const;
    QString text(const Row& row, int column) const;
    std::optional<double> number(const Row& row, int column) const;
    std::optional<double> milliseconds(const Row& row) const;
    QString toolTip(const Row& row) const;
    void tellColumns(const QModelIndex& parent, Column first, Column last);
    static const Row* rowOf(const QModelIndex& index);

    std::shared_ptr<const ModelPlan> m_plan;
    std::shared_ptr<const Capture> m_run;
    std::vector<Off> m_off;
    Dtype m_dtype = Dtype::Float32;
    int m_alone = -1;
    std::unique_ptr<Row> m_root;  // its one child is the model
};

}  // namespace vitrine::ui

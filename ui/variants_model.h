// The models side by side: one row each of torchvision's published weights, of random ones, and the bundled model.
#pragma once

#include "core/explore.h"

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

namespace vitrine::ui {

struct VariantRow {
    ModelRequest request;  ///< opens it
    QString model, weights;
    VitConfig config;
    int64_t num_params = 0;
    double gmacs = 0;
    int64_t memory = 0;          ///< bytes that a run needs
    std::optional<double> top1;  ///< percent
    QString top1Of;              ///< on what it was measured
    bool ownTop1 = false;        ///< not on ImageNet: the mark * says so
    std::optional<double> fileMib;
    QString licence, licenceTip;
    bool here = true;  ///< on this disk, or needs no file
    QString why;       ///< it cannot be opened now, and what to do; empty where it can
    QString address;   ///< of the file, where it is not here
    std::optional<double> ms;
};

class VariantsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Model, Weights, Patch, Size, Parameters, Gmacs, Memory, Top1, File, Licence, Here, Ms, ColumnCount };
    enum Role { SortRole = Qt::UserRole };  ///< double, QString, or nothing

    /// For runs in this place, resolved, with so much free.
    explicit VariantsModel(const Placement& placement, QObject* parent = nullptr);

    const VariantRow& row(int index) const { return m_rows.at(size_t(index)); }
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(const VariantRow& row, int column) const;
    QVariant sortValue(const VariantRow& row, int column) const;
    std::vector<VariantRow> m_rows;
};

}  // namespace vitrine::ui

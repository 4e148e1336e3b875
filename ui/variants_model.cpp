#include "ui/variants_model.h"

#include "core/model/memory.h"
#include "core/model/variants.h"
#include "ui/fetch/offer.h"
#include "ui/numbers.h"
#include "ui/run_times.h"
#include "ui/theme.h"
#include "ui/tr.h"

#include <QtCore/QCoreApplication>

#include <cmath>

namespace vitrine::ui {

namespace {

/// What the sizes alone tell: what a run needs and whether that is free.
void weigh(VariantRow& row, const Placement& placement, const MemoryFree& free, bool isRandom) {
    ModelPlan plan;
    plan.config = row.config;
    plan.request.placement = placement;
    plan.tree.num_params = row.num_params;
    plan.isRandom = isRandom;
    plan.weights = (row.model + QLatin1Char(' ') + row.weights).toStdString();
    row.memory = memoryNeed(plan, placement).onDevice();
    row.ms = rememberedMs(row.config, placement);
    if (!row.why.isEmpty())
        return;
    try {
        requireMemory(plan, free);
    } catch (const Error& error) {
        row.why = QString::fromStdString(error.what());
    }
}

VariantRow bundledRow() {
    const ModelPlan plan = vitrine::plan({});
    VariantRow row;
    row.request.weights = "bundled";
    row.model = QString::fromStdString(displayName(plan.config));
    row.weights = tr("everyday, bundled");
    row.config = plan.config;
    row.num_params = plan.tree.num_params;
    row.gmacs = plan.tree.gmacs();
    row.top1 = 93.6;
    row.ownTop1 = true;
    row.top1Of = tr("top-1 on its own 105 classes and test pictures: not to be compared with ImageNet's");
    std::error_code error;
    row.fileMib = double(std::filesystem::file_size(plan.file, error)) / (1 << 20);
    row.licence = QStringLiteral("Apache 2.0");
    row.licenceTip = tr("comes with Vitrine");
    return row;
}

VariantRow entryRow(const Variant& variant, const WeightsEntry& entry) {
    VariantRow row;
    row.request.model = variant.config.name;
    row.request.weights = entry.entry();
    row.model = QString::fromStdString(displayName(variant.config));
    row.weights = QString::fromStdString(entry.name);
    row.config = variant.config;
    row.config.image_size = entry.image_size;
    row.num_params = entry.num_params;
    row.gmacs = entry.gmacs;
    row.top1 = entry.acc1;
    row.top1Of = tr("top-1 on ImageNet-1K, as torchvision published it; top-5 %1 %").arg(numberText(entry.acc5, 'f', 1));
    row.fileMib = entry.file_size_mib;
    row.licence = licenceName(entry);
    row.licenceTip = licenceWords(entry);
    row.here = onDisk(entry).has_value();
    if (row.here)
        return row;
    row.address = QString::fromStdString(entry.url());
    row.why =
        tr("Not on this disk. Download puts %1 (%2) into %3, where Python's torch hub keeps it too, and opens it.")
            .arg(row.address, mebibytesText(entry.file_size_mib), QString::fromStdString(checkpointsFolder().string()));
    return row;
}

VariantRow randomRow(const Variant& variant) {
    VariantRow row;
    row.request.model = variant.config.name;
    row.request.weights = "random";
    row.model = QString::fromStdString(displayName(variant.config));
    row.weights = tr("random, seed 0");
    row.config = variant.config;
    row.num_params = variant.num_params;
    row.gmacs = buildTree(variant.config).gmacs();
    return row;
}

}  // namespace

VariantsModel::VariantsModel(const Placement& placement, QObject* parent) : QAbstractTableModel(parent) {
    const MemoryFree free = memoryFree(placement.device);
    const auto add = [&](VariantRow row, bool isRandom) {
        weigh(row, placement, free, isRandom);
        m_rows.push_back(std::move(row));
    };
    add(bundledRow(), false);
    for (const Variant& variant : variants()) {
        for (const WeightsEntry& entry : variant.weights)
            add(entryRow(variant, entry), false);
        add(randomRow(variant), true);
    }
}

int VariantsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int VariantsModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QString VariantsModel::text(const VariantRow& row, int column) const {
    switch (column) {
    case Model: return row.model;
    case Weights: return row.weights;
    case Patch: return tr("%1 px").arg(row.config.patch_size);
    case Size: return tr("%1 px").arg(row.config.image_size);
    case Parameters: return compact(row.num_params);
    case Gmacs: return gmacsText(row.gmacs);
    case Memory: return mebibytesText(std::ceil(double(row.memory) / (1 << 20)));
    case Top1:
        return !row.top1     ? QString()
               : row.ownTop1 ? tr("* %1 %").arg(numberText(*row.top1, 'f', 1))
                             : tr("%1 %").arg(numberText(*row.top1, 'f', 1));
    case File: return row.fileMib ? mebibytesText(*row.fileMib) : QString();
    case Licence: return row.licence;
    case Here: return !row.here ? tr("not here") : row.fileMib ? tr("on this disk") : tr("needs no file");
    case Ms: return row.ms ? tr("%1 ms").arg(numberText(*row.ms, 'f', *row.ms < 100 ? 1 : 0)) : QString();
    default: return {};
    }
}

QVariant VariantsModel::sortValue(const VariantRow& row, int column) const {
    const auto number = [](const std::optional<double>& value) { return value ? QVariant(*value) : QVariant(); };
    switch (column) {
    case Patch: return double(row.config.patch_size);
    case Size: return double(row.config.image_size);
    case Parameters: return double(row.num_params);
    case Gmacs: return row.gmacs;
    case Memory: return double(row.memory);
    case Top1: return number(row.top1);
    case File: return number(row.fileMib);
    case Ms: return number(row.ms);
    default: return text(row, column);
    }
}

QVariant VariantsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const VariantRow& row = m_rows[size_t(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case SortRole: return sortValue(row, column);
    case Qt::TextAlignmentRole: {
        const bool number = (column >= Patch && column <= File) || column == Ms;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case Qt::ToolTipRole:
        return column == Top1       ? row.top1Of
               : column == Licence  ? row.licenceTip
               : !row.why.isEmpty() ? row.why
                                    : tr("%1 parameters, %2 layers of %3 heads, width %4")
                                          .arg(grouped(row.num_params))
                                          .arg(row.config.num_layers)
                                          .arg(row.config.num_heads)
                                          .arg(row.config.hidden_dim);
    default: return {};
    }
}

QVariant VariantsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool number = (section >= Patch && section <= File) || section == Ms;
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    static const char* const names[ColumnCount] = {
        QT_TRANSLATE_NOOP("vitrine::ui", "model"),      QT_TRANSLATE_NOOP("vitrine::ui", "weights"),
        QT_TRANSLATE_NOOP("vitrine::ui", "patch"),      QT_TRANSLATE_NOOP("vitrine::ui", "picture"),
        QT_TRANSLATE_NOOP("vitrine::ui", "parameters"), QT_TRANSLATE_NOOP("vitrine::ui", "GMACs"),
        QT_TRANSLATE_NOOP("vitrine::ui", "memory"),     QT_TRANSLATE_NOOP("vitrine::ui", "top-1"),
        QT_TRANSLATE_NOOP("vitrine::ui", "file"),       QT_TRANSLATE_NOOP("vitrine::ui", "licence"),
        QT_TRANSLATE_NOOP("vitrine::ui", "here"),       QT_TRANSLATE_NOOP("vitrine::ui", "took here")};
    static const char* const tips[ColumnCount] = {
        "",
        "",
        QT_TRANSLATE_NOOP("vitrine::ui", "side of a patch"),
        QT_TRANSLATE_NOOP("vitrine::ui", "side of the picture that it takes"),
        "",
        QT_TRANSLATE_NOOP("vitrine::ui", "billions of multiply-adds for one picture"),
        QT_TRANSLATE_NOOP("vitrine::ui", "memory of a run in the dtype chosen: weights and one picture"),
        "",
        QT_TRANSLATE_NOOP("vitrine::ui", "size of the published file"),
        "",
        "",
        QT_TRANSLATE_NOOP("vitrine::ui", "forward pass on this machine, in the place and numbers chosen: the median of "
                                         "your last runs")};
    // ui::tr: marked above in its context, not in this class's
    if (role == Qt::ToolTipRole)
        return *tips[section] ? ui::tr(tips[section]) : QVariant();
    return role == Qt::DisplayRole ? QVariant(ui::tr(names[section])) : QVariant();
}

}  // namespace vitrine::ui

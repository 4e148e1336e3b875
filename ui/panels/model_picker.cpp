#include "ui/panels/model_picker.h"

#include "core/model/variants.h"
#include "ui/controls.h"
#include "ui/session.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedWidget>

namespace vitrine::ui {
namespace {

constexpr Px leftWidth = units(27);
constexpr Px rightWidth = units(44);

QVBoxLayout* column(QWidget* page) {
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, unit, 0, unit);
    layout->setSpacing(0);
    return layout;
}

QWidget* padded(QWidget* widget, int top = unit) {
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(2 * unit, top, 2 * unit, unit);
    layout->addWidget(widget);
    return box;
}

Words* quiet(const QString& text) {
    auto* words = new Words(text, Tone::Quiet, TextSize::Small);
    words->setWordWrap(true);
    return words;
}

}  // namespace

ModelPicker::ModelPicker(Session& session, QWidget* parent)
    : Popup(parent), m_session(session), m_pages(new QStackedWidget(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    auto* left = new QWidget(this);
    left->setFixedWidth(leftWidth);
    m_pages->setFixedWidth(rightWidth);
    auto* rows = column(left);
    auto* group = new QButtonGroup(this);
    const ModelRequest& now = session.request();
    const auto addModel = [&](const QString& title, const QString& detail, QWidget* page, bool current) {
        auto* row = new PickRow(title, detail, {}, left);
        rows->addWidget(row);
        group->addButton(row, m_pages->addWidget(page));
        if (current) {
            row->setChecked(true);
            m_pages->setCurrentWidget(page);
        }
    };
    const bool bundled = now.model.empty() && (now.weights.empty() || now.weights == "bundled");
    addModel(tr("ViT-S/14"), tr("comes with Vitrine"), bundledPage(), bundled);
    for (const Variant& variant : variants())
        addModel(QString::fromStdString(displayName(variant.config)),
                 tr("%1 layers, width %2 · %3 MiB")
                     .arg(variant.config.num_layers)
                     .arg(variant.config.hidden_dim)
                     .arg(grouped(variant.num_params * 4 / (1 << 20))),
                 variantPage(variant), now.model == variant.config.name);
    rows->addStretch(1);
    rows->addWidget(new Rule(left));
    auto* open = new PickRow(tr("Open a checkpoint…"), tr(".safetensors or .pth"), {}, left);
    open->setCheckable(false);
    rows->addWidget(open);
    connect(open, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT openCheckpointRequested();
    });
    connect(group, &QButtonGroup::idClicked, m_pages, &QStackedWidget::setCurrentIndex);
    layout->addWidget(left);
    layout->addWidget(m_pages);
}

void ModelPicker::open(const std::string& model, const std::string& weights, uint64_t seed) {
    ModelRequest request;
    request.placement = m_session.request().placement;
    request.model = model;
    request.weights = weights;
    request.seed = seed;
    close();
    m_session.openModel(request);
}

QWidget* ModelPicker::bundledPage() {
    auto* page = new QWidget;
    auto* rows = column(page);
    auto* row = new PickRow(tr("everyday"), tr("105 everyday things · 93.6 % top-1 on its own test pictures"),
                            tr("on this disk"), page);
    connect(row, &QAbstractButton::clicked, this, [this] { open({}, "bundled"); });
    rows->addWidget(row);
    rows->addWidget(padded(quiet(tr(
        "A small, really trained model: animals, clothes, instruments and other things of every day. What it does not know it puts among them: a rocket becomes a chandelier."))));
    rows->addStretch(1);
    return page;
}

QWidget* ModelPicker::variantPage(const Variant& variant) {
    auto* page = new QWidget;
    auto* rows = column(page);
    const std::string name = variant.config.name;
    bool missing = false;
    for (const WeightsEntry& entry : variant.weights) {
        const bool there = onDisk(entry).has_value();
        auto* row = new PickRow(
            QString::fromStdString(entry.name),
            tr("%1 px · %2 GMACs · %3 % top-1").arg(entry.image_size).arg(entry.gmacs, 0, 'f', 2).arg(entry.acc1, 0, 'f', 1),
            there ? tr("on this disk") : tr("%1 MiB, not here").arg(grouped(qRound64(entry.file_size_mib))), page);
        row->setEnabled(there);
        if (!there) {
            missing = true;
            row->setToolTip(tr("Not on this disk. Put %1 (from download.pytorch.org/models) into\n%2").arg(QString::fromStdString(entry.file), QString::fromStdString(checkpointsFolder().string())));
        }
        connect(row, &QAbstractButton::clicked, this, [this, name, e = entry.entry()] { open(name, e); });
        rows->addWidget(row);
    }
    auto* random = new PickRow(
        tr("random"), tr("as torch.manual_seed(seed); torchvision.models.%1()").arg(QString::fromStdString(name)), {},
        page);
    auto* seed = new QSpinBox(page);
    seed->setRange(0, std::numeric_limits<int>::max());
    seed->setPrefix(tr("seed  "));
    seed->setFixedWidth(14 * unit);
    seed->setAccessibleName(tr("Seed"));
    connect(random, &QAbstractButton::clicked, this,
            [this, name, seed] { open(name, "random", uint64_t(seed->value())); });
    rows->addWidget(random);
    auto* seedRow = new QHBoxLayout;
    seedRow->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    seedRow->setSpacing(unit);
    auto* draw = new QPushButton(tr("Draw weights"), page);
    connect(draw, &QPushButton::clicked, random, &QAbstractButton::click);
    seedRow->addWidget(seed);
    seedRow->addWidget(draw);
    seedRow->addStretch(1);
    rows->addLayout(seedRow);
    if (missing)
        rows->addWidget(padded(
            quiet(tr("Weights that are not here open once their file lies in %1; hold the mouse over a row for its name.")
                      .arg(QString::fromStdString(checkpointsFolder().string()))),
            0));
    rows->addStretch(1);
    return page;
}

}  // namespace vitrine::ui

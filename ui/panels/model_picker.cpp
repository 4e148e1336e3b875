#include "ui/panels/model_picker.h"

#include "core/model/variants.h"
#include "core/scene/scene.h"
#include "ui/controls.h"
#include "ui/numbers.h"
#include "ui/session.h"
#include "ui/variants_model.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedWidget>

namespace vitrine::ui {
namespace {

constexpr Px leftWidth = units(34);
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

bool isBundled(const ModelRequest& request) {
    return request.model.empty() && (request.weights.empty() || request.weights == "bundled");
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
    addModel(tr("ViT-S/14"), tr("comes with Vitrine"), bundledPage(), isBundled(now));
    for (const Variant& variant : variants())
        addModel(QString::fromStdString(displayName(variant.config)),
                 tr("%1 layers, width %2 · %3 of weights")
                     .arg(variant.config.num_layers)
                     .arg(variant.config.hidden_dim)
                     .arg(mebibytesText(double(variant.num_params) * 4 / (1 << 20))),
                 variantPage(variant), now.model == variant.config.name);
    if (weightsAreFile(now) && m_session.plan())
        addModel(QString::fromStdString(displayName(m_session.plan()->config)), tr("the checkpoint that is open"),
                 checkpointPage(), true);
    rows->addStretch(1);
    rows->addWidget(new Rule(left));
    auto* compare = new PickRow(tr("Compare them all…"), tr("sizes, accuracy, licence, time here"), {}, left);
    compare->setCheckable(false);
    rows->addWidget(compare);
    connect(compare, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT compareRequested();
    });
    auto* open = new PickRow(tr("Open a checkpoint…"),
                             tr(".safetensors, .pth, a folder: torchvision, timm, Hugging Face…"), {}, left);
    open->setCheckable(false);
    rows->addWidget(open);
    connect(open, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT openCheckpointRequested();
    });
    auto* repository = new PickRow(tr("From Hugging Face…"), tr("owner/name"), {}, left);
    repository->setCheckable(false);
    rows->addWidget(repository);
    connect(repository, &QAbstractButton::clicked, this, [this] {
        close();
        Q_EMIT openRepositoryRequested();
    });
    connect(group, &QButtonGroup::idClicked, m_pages, &QStackedWidget::setCurrentIndex);
    layout->addWidget(left);
    layout->addWidget(m_pages);
}

void ModelPicker::open(ModelRequest request) {
    request.placement = m_session.request().placement;
    close();
    m_session.openModel(request);
}

// Random weights of an architecture, with the seed beside.
void ModelPicker::addRandom(QVBoxLayout& rows, const ModelRequest& request, const QString& words, QWidget* page) {
    auto* random = new PickRow(tr("random"), words, {}, page);
    auto* seed = new QSpinBox(page);
    seed->setRange(0, std::numeric_limits<int>::max());
    seed->setPrefix(tr("seed  "));
    seed->setFixedWidth(units(14));
    seed->setAccessibleName(tr("Seed"));
    const ModelRequest& now = m_session.request();
    const bool isNow =
        now.model == request.model && now.weights == request.weights && now.randomised == request.randomised;
    if (isNow && now.seed <= uint64_t(seed->maximum()))
        seed->setValue(int(now.seed));
    random->setChecked(isNow);
    connect(random, &QAbstractButton::clicked, this, [this, request, seed] {
        ModelRequest drawn = request;
        drawn.seed = uint64_t(seed->value());
        open(drawn);
    });
    rows.addWidget(random);
    auto* seedRow = new QHBoxLayout;
    seedRow->setContentsMargins(2 * unit, unit, 2 * unit, unit);
    seedRow->setSpacing(unit);
    auto* draw = new QPushButton(tr("Draw weights"), page);
    connect(draw, &QPushButton::clicked, random, &QAbstractButton::click);
    seedRow->addWidget(seed);
    seedRow->addWidget(draw);
    seedRow->addStretch(1);
    rows.addLayout(seedRow);
}

// A file that is open: as it came, or its architecture with random weights.
QWidget* ModelPicker::checkpointPage() {
    auto* page = new QWidget;
    auto* rows = column(page);
    ModelRequest request = m_session.request();
    request.randomised = false;
    request.seed = 0;
    const std::filesystem::path file(request.weights);
    auto* row = new PickRow(QString::fromStdString(file.filename().string()),
                            QString::fromStdString(file.parent_path().string()), tr("on this disk"), page);
    row->setChecked(!m_session.request().randomised);
    connect(row, &QAbstractButton::clicked, this, [this, request] { open(request); });
    rows->addWidget(row);
    request.randomised = true;
    addRandom(*rows, request, tr("its architecture, drawn as torchvision draws it"), page);
    rows->addStretch(1);
    return page;
}

QWidget* ModelPicker::bundledPage() {
    auto* page = new QWidget;
    auto* rows = column(page);
    auto* row = new PickRow(tr("everyday"), tr("105 everyday things · 93.6 % top-1 on its own test pictures"),
                            tr("on this disk"), page);
    ModelRequest request;
    request.weights = "bundled";
    row->setChecked(isBundled(m_session.request()) && !m_session.request().randomised);
    connect(row, &QAbstractButton::clicked, this, [this, request] { open(request); });
    rows->addWidget(row);
    rows->addWidget(padded(quiet(tr(
        "A small, really trained model: animals, clothes, instruments and other things of every day. What it does not know it puts among them: a rocket becomes a chandelier."))));
    request.randomised = true;
    addRandom(*rows, request, tr("its architecture, drawn as torchvision draws it"), page);
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
        auto* row =
            new PickRow(QString::fromStdString(entry.name),
                        tr("%1 px · %2 GMACs · %3 % top-1")
                            .arg(entry.image_size)
                            .arg(gmacsText(entry.gmacs))
                            .arg(numberText(entry.acc1, 'f', 1)),
                        there ? tr("on this disk") : tr("Download %1…").arg(mebibytesText(entry.file_size_mib)), page);
        missing = missing || !there;
        ModelRequest request;
        request.model = name;
        request.weights = entry.entry();
        row->setChecked(m_session.request().weights == request.weights && !m_session.request().randomised);
        connect(row, &QAbstractButton::clicked, this, [this, request] { open(request); });
        rows->addWidget(row);
    }
    ModelRequest random;
    random.model = name;
    random.weights = "random";
    addRandom(*rows, random,
              tr("as torch.manual_seed(seed); torchvision.models.%1()").arg(QString::fromStdString(name)), page);
    if (missing)
        rows->addWidget(padded(
            quiet(tr("What is not here is downloaded from download.pytorch.org when you choose it, after its size and "
                     "licence were shown. It is kept in %1, where Python finds it too.")
                      .arg(QString::fromStdString(checkpointsFolder().string()))),
            0));
    rows->addStretch(1);
    return page;
}

}  // namespace vitrine::ui

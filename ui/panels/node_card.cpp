#include "ui/panels/node_card.h"

#include "core/model/memory.h"
#include "core/model/vit.h"
#include "ui/controls.h"
#include "ui/inspect/node_view.h"
#include "ui/inspect/paint.h"
#include "ui/node_text.h"
#include "ui/numbers.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/off_menu.h"
#include "ui/session.h"

#include <QtGui/QContextMenuEvent>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

namespace vitrine::ui {
namespace {

std::string blockPath(int layer) { return "encoder.layers.encoder_layer_" + std::to_string(layer); }

/// "encoder_layer_10.self_attention": enough to know where one is.
QString shortPath(const ModuleNode& node) {
    const QString path = QString::fromStdString(node.path);
    static const QString blocks = QStringLiteral("encoder.layers.");
    return path.isEmpty()            ? QString::fromStdString(node.name)
           : path.startsWith(blocks) ? path.mid(blocks.size())
                                     : path;
}

}  // namespace

NodeCard::NodeCard(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_title(new ElidedLabel(textFont(TextSize::Small, true), true, Qt::AlignLeft, this)),
      m_paragraph(new Words({}, Tone::Quiet, TextSize::Normal, this)),
      m_formula(new Words({}, Tone::Text, TextSize::Small, this)),
      m_numbers(new QGridLayout) {
    m_paragraph->setWordWrap(true);
    m_formula->setFont(fixedFont());
    m_formula->setWordWrap(true);
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    layout->setSpacing(unit);
    layout->addWidget(m_title);
    layout->addWidget(m_paragraph);
    layout->addWidget(m_formula);
    m_numbers->setHorizontalSpacing(unit);
    m_numbers->setVerticalSpacing(4);
    m_numbers->setColumnStretch(0, 1);
    layout->addLayout(m_numbers);
    layout->addSpacing(unit);
    layout->addWidget(new NodeView(session, this));
    for (const auto signal :
         {&Session::planChanged, &Session::selectionChanged, &Session::mapsChanged, &Session::resultChanged})
        connect(&session, signal, this, &NodeCard::refresh);
    refresh();
}

void NodeCard::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (addOffActions(*menu, m_session, m_session.selectedNode()))
        return menu->popup(event->globalPos());
    delete menu;
    event->ignore();
}

void NodeCard::addRow(const QString& name, const QString& value, const QString& tip) {
    const auto label = [&](int column, const QString& text, Tone tone, Qt::Alignment align = {}) {
        QLayoutItem* item = m_numbers->itemAtPosition(m_rows, column);
        auto* words = item ? static_cast<Words*>(item->widget()) : new Words({}, tone, TextSize::Normal, this);
        if (!item)
            m_numbers->addWidget(words, m_rows, column, align);
        words->setText(text);
        words->setWordWrap(column == 0);
        words->setToolTip(tip);
        words->show();
    };
    label(0, name, Tone::Quiet);
    label(1, value, Tone::Text, Qt::AlignRight | Qt::AlignTop);
    ++m_rows;
}

void NodeCard::refresh() {
    const std::shared_ptr<const ModelPlan> plan = m_session.plan();
    // A fold's path is "FIRST…LAST": its first block, and how many there are.
    const QStringList parts = m_session.selectedNode().split(QChar(0x2026));
    const ModuleNode* node = plan ? nodeAt(plan->tree, parts.first().toStdString()) : nullptr;
    setVisible(node != nullptr);
    if (!node)
        return;
    const NodeText text = describeNode(*node, plan->config);
    m_alike = parts.size() == 2 && node ? parts.last().toInt() - node->layer + 1 : 1;
    m_title->setText(m_alike == 1 ? shortPath(*node) : shortPath(*node) + QStringLiteral(" … ") + parts.last());
    m_paragraph->setText(text.paragraph);
    m_formula->setText(text.formula);
    m_formula->setVisible(!text.formula.isEmpty());
    m_rows = 0;
    addNumbers(*node);
    for (int row = m_rows; row < m_numbers->rowCount(); ++row)
        for (int column : {0, 1})
            if (QLayoutItem* item = m_numbers->itemAtPosition(row, column))
                item->widget()->hide();
}

// What it takes: bytes, and once it has run, time. A fold's are those of all its blocks.
void NodeCard::addMeasures(const ModuleNode& node) {
    const std::shared_ptr<const Model> model = m_session.model();
    const Dtype dtype = model ? model->vit->placement().dtype : m_session.plan()->request.placement.dtype;
    const NodeMemory memory = memoryOf(node, dtype);
    const auto text = [](int64_t bytes) {
        return bytes < 1024 * 1024 ? tr("%1 KiB").arg(numberText(double(bytes) / 1024, 'f', 1))
                                   : tr("%1 MiB").arg(numberText(double(bytes) / (1024 * 1024), 'f', 1));
    };
    const QString name = QString::fromLatin1(dtypeName(dtype));
    if (memory.weights > 0)
        addRow(tr("memory, weights"), text(memory.weights * m_alike), tr("its parameters in %1").arg(name));
    if (memory.activations > 0)
        addRow(tr("memory, activations"), text(memory.activations * m_alike),
               tr("what leaves it and the modules in it, in %1, for one picture").arg(name));
    const std::shared_ptr<const Result> result = m_session.result();
    if (!result || !result->capture || m_session.hidesTimes())
        return;
    const ForwardTimes& times = result->capture->times();
    double ms = 0;
    const std::shared_ptr<const ModelPlan> plan = m_session.plan();
    for (int i = 0; i < m_alike; ++i) {
        const ModuleNode* one = m_alike == 1 ? &node : nodeAt(plan->tree, blockPath(node.layer + i));
        const std::optional<double> took = one ? millisecondsOf(times, *one) : std::nullopt;
        if (!took)
            return;
        ms += *took;
    }
    addRow(tr("time, last run"), tr("%1 ms, %2").arg(shortNumber(ms), percentText(ms / times.whole())),
           tr("by the clock, and its share of the forward pass"));
}

void NodeCard::addNumbers(const ModuleNode& node) {
    const QString in = QString::fromStdString(shapeText(node.input));
    const QString out = QString::fromStdString(shapeText(node.output));
    if (node.input.empty())
        addRow(tr("shape"), out);
    else if (in == out)
        addRow(tr("in, out"), out);
    else {
        addRow(tr("in"), in);
        addRow(tr("out"), out);
    }
    if (m_alike == 1)
        addRow(tr("parameters"), grouped(node.num_params));
    else {
        addRow(tr("blocks alike"), QString::number(m_alike));
        addRow(tr("parameters of each"), grouped(node.num_params));
        addRow(tr("parameters together"), grouped(node.num_params * m_alike));
    }
    if (node.kind != ModuleKind::Parameter)
        for (const Parameter& own : node.parameters)
            addRow(QString::fromStdString(own.name).section(QLatin1Char('.'), -1),
                   QString::fromStdString(shapeText(own.shape)),
                   tr("a parameter of its own, %1 numbers").arg(grouped(own.numel())));
    if (node.macs > 0)
        addRow(QStringLiteral("GMACs"), gmacsText(node.gmacs()), tr("billions of multiply-adds for one picture"));
    addMeasures(node);
    const std::optional<AttentionStats> stats = m_session.stats();
    const Method* method = findMethod(m_session.view().map.method);
    if (node.kind != ModuleKind::MultiheadAttention || !stats || !method || !method->isAttention)
        return;
    addRow(m_session.mapsRequest().query.patch ? tr("entropy of the patch's row") : tr("entropy of the class row"),
           tr("%1 bits").arg(numberText(stats->entropy_bits, 'f', 1)),
           tr("How spread out the attention is: 0 bits looks at one token, %1 bits at all alike.")
               .arg(numberText(std::log2(double(m_session.plan()->config.num_tokens())), 'f', 1)));
    if (!std::isnan(stats->distance_px))  // else it needs more memory than is free
        addRow(tr("distance, mean of all patches"), tr("%1 px").arg(numberText(stats->distance_px, 'f', 0)),
               tr("How far away, on average, a patch finds what it attends to, in pixels of the model's input."));
}

}  // namespace vitrine::ui

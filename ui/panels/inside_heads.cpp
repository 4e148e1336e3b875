#include "ui/panels/inside_heads.h"

#include "ui/controls.h"
#include "ui/head_place.h"
#include "ui/panels/layer_plot.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr Px sideBySide = units(80);  // narrower: under each other

/// [layer * heads + head] -> a column a layer.
std::vector<std::vector<float>> byLayer(const HeadFigures& figures, const std::vector<float>& values) {
    std::vector<std::vector<float>> out;
    for (int layer = 0; layer < figures.layers; ++layer) {
        const auto first = values.begin() + std::ptrdiff_t(figures.index(layer, 0));
        out.emplace_back(first, first + figures.heads);
    }
    return out;
}

}  // namespace

InsideHeads::InsideHeads(Session& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_distances(new LayerPlot),
      m_entropies(new LayerPlot),
      m_about(new Words({}, Tone::Quiet, TextSize::Small)),
      m_plots(new QBoxLayout(QBoxLayout::LeftToRight)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * unit);
    m_plots->setSpacing(3 * unit);
    for (LayerPlot* plot : {m_distances, m_entropies}) {
        m_plots->addWidget(plot, 1);
        connect(plot, &LayerPlot::chosen, this, &InsideHeads::chosen);
    }
    m_distances->alignWith(m_entropies);
    m_entropies->alignWith(m_distances);
    layout->addLayout(m_plots, 1);
    m_about->setWordWrap(true);
    layout->addWidget(m_about);
    connect(&session, &Session::viewChanged, this, &InsideHeads::updateChosen);
}

void InsideHeads::show(std::shared_ptr<const InsideAnswer> answer, const InsideNames& names) {
    const HeadFigures figures = answer ? answer->inside.heads : HeadFigures{};
    PlotData far{.title = tr("Mean distance, px"), .unit = tr("px"), .columns = {}, .names = {}, .values = {}};
    const auto plan = m_session.plan();
    for (int layer = 0; plan && layer < plan->config.num_layers; ++layer)
        far.columns << QString::number(layer);
    for (int head = 0; head < figures.heads; ++head)
        far.names << tr("head %1").arg(head);
    far.values = byLayer(figures, figures.distance_px);
    far.axis = tr("layer");
    far.off = headsOff(m_session);
    m_distances->setData(far);
    PlotData wide = far;
    wide.title = tr("Mean entropy, bits (%1 = everywhere alike)");
    wide.unit = tr("bits");
    wide.decimals = 1;
    wide.top = plan ? std::log2(double(plan->config.num_tokens())) : 1;
    wide.limit = wide.top;
    wide.values = byLayer(figures, figures.entropy_bits);
    m_entropies->setData(wide);
    QStringList about;
    if (answer)
        about << insideAbout(*answer, 0, names) << insideHint(InsideView::Heads);
    if (answer && !far.off.empty())
        about << tr("Hollow: switched off.");
    m_about->setText(about.join(QLatin1Char(' ')));
    updateChosen();
    fit();
}

void InsideHeads::updateChosen() {
    const MapRequest& map = m_session.view().map;
    for (LayerPlot* plot : {m_distances, m_entropies})
        plot->setCurrent(map.layer, map.head.head);
}

void InsideHeads::resizeEvent(QResizeEvent*) { fit(); }

void InsideHeads::fit() {
    m_plots->setDirection(width() < sideBySide ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_about->setMinimumHeight(0);
    m_about->setFixedHeight(std::max(0, m_about->heightForWidth(width())));
}

}  // namespace vitrine::ui

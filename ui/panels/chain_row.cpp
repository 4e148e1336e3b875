#include "ui/panels/chain_row.h"

#include "core/explain/presets.h"
#include "ui/controls.h"
#include "ui/core_words.h"
#include "ui/panels/menu_words.h"
#include "ui/session.h"

#include <QtWidgets/QMenu>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

namespace vitrine::ui {

namespace {

constexpr double shares[] = {0, 0.5, 0.9, 0.95};

bool discards(const Session& session) {
    const Method* method = findMethod(session.view().map.method);
    return method && method->usesDiscard;
}

}  // namespace

ChainRow::ChainRow(Session& session, QWidget* parent)
    : QWidget(parent), m_session(session), m_layers(new BarButton(this)), m_settings(new BarButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(unit);
    layout->addWidget(m_layers, 0, Qt::AlignLeft);
    layout->addWidget(m_settings, 0, Qt::AlignLeft);
    m_layers->setAccessibleName(tr("Layers that the map goes through"));
    m_settings->setAccessibleName(tr("Settings of the rollout"));
    m_layers->setToolTip(tr("The layers that the map goes through. The strip below the picture chooses the last one."));
    m_settings->setToolTip(tr("Why do tools differ? The settings that others use, and what each changes."));
    const auto opens = [this](BarButton* button, void (ChainRow::*fill)(QMenu&)) {
        connect(button, &QAbstractButton::clicked, this, [this, button, fill] {
            QMenu menu(this);
            (this->*fill)(menu);
            menu.exec(button->mapToGlobal(QPoint(0, button->height() + 4)));
        });
    };
    opens(m_layers, &ChainRow::fillLayers);
    opens(m_settings, &ChainRow::fillSettings);
    connect(&session, &Session::viewChanged, this, &ChainRow::refresh);
    refresh();
}

void ChainRow::fillLayers(QMenu& menu) {
    const LayerRange now = m_session.view().map.layers;
    for (int layer = 0; layer < now.last; ++layer) {
        QAction* action = menu.addAction(tr("from layer %1 on").arg(layer), this, [this, layer] { setFirst(layer); });
        action->setCheckable(true);
        action->setChecked(layer == now.first);
    }
}

void ChainRow::fillSettings(QMenu& menu) {
    tellBeside(menu);
    addHeading(menu, tr("Why do tools differ?"));
    const RolloutPreset* now = presetOf(m_session.view().map);
    for (const RolloutPreset& preset : rolloutPresets()) {
        QAction* action = menu.addAction(entryText(presetTitle(preset)), this, [this, &preset] {
            View view = m_session.view();
            view.map = with(preset, view.map);
            m_session.setView(view);
        });
        action->setCheckable(true);
        action->setChecked(&preset == now);
        action->setToolTip(QStringLiteral("<p>%1</p>").arg(presetAbout(preset).toHtmlEscaped()));
    }
    menu.addSeparator();
    for (const double share : shares) {
        QAction* action =
            menu.addAction(share > 0 ? tr("lowest %1 % left out").arg(std::lround(share * 100)) : tr("nothing left out"),
                           this, [this, share] { setDiscard(share); });
        action->setCheckable(true);
        action->setChecked(share == m_session.view().map.discard);
    }
}

void ChainRow::setFirst(int layer) {
    MapRequest details = m_session.view().map;
    details.layers.first = layer;
    m_session.setRequestDetails(details);
}

void ChainRow::setDiscard(double share) {
    MapRequest details = m_session.view().map;
    details.discard = share;
    m_session.setRequestDetails(details);
}

QString ChainRow::about() const {
    const RolloutPreset* preset = presetOf(m_session.view().map);
    return discards(m_session) && preset ? presetAbout(*preset) : QString();
}

void ChainRow::refresh() {
    const MapRequest& map = m_session.view().map;
    const Method* method = findMethod(map.method);
    if (!method || !method->usesLayers || map.layers.last <= 0)
        return;
    m_layers->setWords({}, tr("layers %1 to %2").arg(map.layers.first).arg(map.layers.last - 1));
    m_settings->setVisible(method->usesDiscard);
    const RolloutPreset* preset = presetOf(map);
    m_settings->setWords({}, preset            ? tr("as %1").arg(presetTitle(*preset))
                             : map.discard > 0 ? tr("lowest %1 % left out").arg(std::lround(map.discard * 100))
                                               : tr("own settings"));
}

}  // namespace vitrine::ui

#include "ui/panels/off_menu.h"

#include "core/scene/intervention_words.h"
#include "ui/session.h"
#include "ui/tr.h"

#include <QtWidgets/QMenu>

namespace vitrine::ui {
namespace {

void addSwitch(QMenu& menu, Session& session, const QString& words, const Off& part) {
    const bool off = isOff(session.intervention(), part);
    QAction* action =
        menu.addAction(words, &session, [&session, part](bool checked) { session.switchPart(part, checked); });
    action->setCheckable(true);
    action->setChecked(off);
}

void addHeads(QMenu& menu, Session& session, int layer) {
    QMenu* heads = menu.addMenu(tr("Heads of layer %1 off").arg(layer));
    for (int head = 0; head < session.plan()->config.num_heads; ++head)
        addSwitch(*heads, session, tr("head %1").arg(head), {layer, Part::Head, head});
}

}  // namespace

bool addOffActions(QMenu& menu, Session& session, const QString& path) {
    static const QString blocks = QStringLiteral("encoder.layers.encoder_layer_");
    if (!session.plan() || !path.startsWith(blocks) || path.contains(QChar(0x2026)))
        return false;
    const QString rest = path.mid(blocks.size());
    const int layer = rest.section(QLatin1Char('.'), 0, 0).toInt();
    const QString part = rest.section(QLatin1Char('.'), 1, 1);
    const bool attention = part.isEmpty() || part == QLatin1String("self_attention");
    const bool mlp = part.isEmpty() || part == QLatin1String("mlp");
    if (attention) {
        addSwitch(menu, session, tr("Attention of layer %1 off").arg(layer), {layer, Part::Attention});
        addHeads(menu, session, layer);
    }
    if (mlp)
        addSwitch(menu, session, tr("MLP of layer %1 off").arg(layer), {layer, Part::Mlp});
    return attention || mlp;
}

void addLayerActions(QMenu& menu, Session& session, int layer) {
    addOffActions(menu, session, QStringLiteral("encoder.layers.encoder_layer_%1").arg(layer));
}

void addHeadActions(QMenu& menu, Session& session, int layer, int head) {
    addSwitch(menu, session, tr("Layer %1, head %2 off").arg(layer).arg(head), {layer, Part::Head, head});
    addSwitch(menu, session, tr("Attention of layer %1 off").arg(layer), {layer, Part::Attention});
}

}  // namespace vitrine::ui

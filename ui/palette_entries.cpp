// What the palette offers, from the window's commands and the session.
#include "core/model/variants.h"
#include "ui/actions.h"
#include "ui/core_words.h"
#include "ui/numbers.h"
#include "ui/palette.h"
#include "ui/panels/graft_menu.h"
#include "ui/session.h"
#include "ui/theme.h"
#include "ui/tr.h"
#include "ui/variants_model.h"

#include <QtCore/QHash>

namespace vitrine::ui {
namespace {

constexpr int commandWeight = 100;  // "lay" is rather "Next layer" than "Layer 0"

using Entries = std::vector<PaletteEntry>;

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// What people call a command that is called otherwise, in all languages of the window: somebody who looks for the
/// language does not read the one that is set.
QString otherNames(const QString& id) {
    static const QHash<QString, QString> all{
        {QStringLiteral("window.settings"),
         QStringLiteral("preferences language german deutsch english englisch sprache einstellungen cores kerne font")},
        {QStringLiteral("view.models"),
         QStringLiteral("variants parameters params parameter memory speicher size accuracy gmacs flops vergleichen")},
        {QStringLiteral("view.model"), QStringLiteral("weights gewichte variant checkpoint")},
        {QStringLiteral("view.random"), QStringLiteral("untrained untrainiert zufall")},
        {QStringLiteral("picture.brush"), QStringLiteral("mask occlude intervention pinsel maskieren verdecken")},
        {QStringLiteral("view.device"), QStringLiteral("gpu cpu cuda float16 precision grafikkarte")},
        {QStringLiteral("view.theme"), QStringLiteral("colours colors farben mode hell dunkel")},
        {QStringLiteral("window.keys"), QStringLiteral("help hilfe shortcuts keyboard tastatur f1")},
        {QStringLiteral("text.larger"), QStringLiteral("zoom font schrift")},
        {QStringLiteral("text.smaller"), QStringLiteral("zoom font schrift")},
        {QStringLiteral("page.heads"),
         QStringLiteral("ranking rank ablation ablate important matter michel prune rangliste wichtig köpfe")},
        {QStringLiteral("page.sanity"),
         QStringLiteral("trust adebayo randomise randomize randomisation reliable vertrauen zufall prüfung")},
        {QStringLiteral("page.target"), QStringLiteral("category label klasse")}};
    return all.value(id);
}

void addActions(Entries& entries, const Actions& actions) {
    for (QAction* action : actions.all())
        if (action->isEnabled() && action->objectName() != QLatin1String("window.palette"))
            entries.push_back({{},
                               action->text(),
                               Actions::groupOf(*action),
                               action->shortcut().toString(QKeySequence::NativeText),
                               commandWeight,
                               [action] { action->trigger(); },
                               otherNames(action->objectName())});
}

void addPictures(Entries& entries, Session& session) {
    for (const FilmItem& item : session.film())
        entries.push_back({tr("Picture"), item.name, item.top1.value_or(QString()), {}, 0, [&session, id = item.id] {
                               for (size_t i = 0; i < session.film().size(); ++i)
                                   if (session.film()[i].id == id)
                                       session.showPicture(int(i));
                           }});
}

void addGrafts(Entries& entries, Session& session) {
    for (size_t i = 0; i < session.film().size(); ++i)
        if (canGraft(session, int(i)))
            entries.push_back({tr("Change"),
                               tr("Take the tokens of %1").arg(session.film()[i].name),
                               tr("after layer %1").arg(session.view().map.layer),
                               {},
                               0,
                               [&session, i] { takeAllTokens(session, int(i)); },
                               QStringLiteral("activation patching graft")});
}

void addNodes(Entries& entries, Session& session, const ModuleNode& node) {
    if (!node.path.empty()) {
        const QString kind = QString::fromLatin1(kindName(node.kind));
        entries.push_back({tr("Module"),
                           text(node.path),
                           kind + QStringLiteral(" · ") + compact(node.num_params),
                           {},
                           0,
                           [&session, path = text(node.path)] { session.selectNode(path); }});
    }
    for (const ModuleNode& child : node.children)
        addNodes(entries, session, child);
}

void addViews(Entries& entries, Session& session) {
    for (const Method& method : methods())
        entries.push_back({tr("Method"), methodTitle(method), {}, {}, 0, [&session, name = text(method.name)] {
                               session.setMethod(name);
                           }});
    for (int layer = 0; layer < session.plan()->config.num_layers; ++layer)
        entries.push_back(
            {tr("Layer"), tr("Layer %1").arg(layer), {}, {}, 0, [&session, layer] { session.setLayer(layer); }});
    for (int head = 0; head < session.plan()->config.num_heads; ++head)
        entries.push_back({tr("Head"), tr("Head %1").arg(head), {}, {}, 0, [&session, head] {
                               session.setHead({head, Fusion::Mean});
                           }});
}

void addModels(Entries& entries, Session& session) {
    const auto add = [&](const QString& title, const QString& detail, const std::string& model,
                         const std::string& weights) {
        entries.push_back({tr("Model"), title, detail, {}, 0, [&session, model, weights] {
                               ModelRequest request;
                               request.placement = session.request().placement;
                               request.model = model;
                               request.weights = weights;
                               session.openModel(request);
                           }});
    };
    add(QStringLiteral("ViT-S/14 everyday"), tr("comes with Vitrine"), {}, "bundled");
    for (const Variant& variant : variants()) {
        const QString name = text(displayName(variant.config));
        for (const WeightsEntry& entry : variant.weights)
            add(name + QLatin1Char(' ') + text(entry.name),
                onDisk(entry) ? tr("on this disk") : tr("download, %1").arg(mebibytesText(entry.file_size_mib)),
                variant.config.name, entry.entry());
        add(tr("%1 random").arg(name), tr("weights drawn by seed 0"), variant.config.name, "random");
    }
}

}  // namespace

std::vector<PaletteEntry> paletteEntries(const Actions& actions, Session& session) {
    Entries entries;
    addActions(entries, actions);
    addPictures(entries, session);
    if (session.plan()) {
        addViews(entries, session);
        addGrafts(entries, session);
        addNodes(entries, session, session.plan()->tree);
    }
    addModels(entries, session);
    return entries;
}

}  // namespace vitrine::ui

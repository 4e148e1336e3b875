#include "ui/run_times.h"

#include "core/model/vit.h"
#include "ui/session.h"

#include <QtCore/QSettings>

#include <algorithm>

namespace vitrine::ui {

namespace {

constexpr int kept = 9;  // runs: enough for a median that one slow start does not move

QString keyOf(const VitConfig& c, const Placement& placement) {
    const QString name = c.name.empty() ? QString::fromStdString(displayName(c)) : QString::fromStdString(c.name);
    const QString key =
        QStringLiteral("%1 %2px L%3 D%4 %5 %6 %7")
            .arg(name)
            .arg(c.image_size)
            .arg(c.num_layers)
            .arg(c.hidden_dim)
            .arg(QString::fromStdString(placement.device), QString::fromLatin1(dtypeName(placement.dtype)))
            .arg(placement.threads);
    return QStringLiteral("ms/") + QString(key).replace(QLatin1Char('/'), QLatin1Char('_'));
}

}  // namespace

std::optional<double> rememberedMs(const VitConfig& config, const Placement& placement) {
    std::vector<double> runs;
    for (const QVariant& run : QSettings().value(keyOf(config, placement)).toList())
        if (const double ms = run.toDouble(); ms > 0)
            runs.push_back(ms);
    if (runs.empty())
        return {};
    std::nth_element(runs.begin(), runs.begin() + std::ptrdiff_t(runs.size() / 2), runs.end());
    return runs[runs.size() / 2];
}

void rememberMs(const VitConfig& config, const Placement& placement, double ms) {
    if (!(ms > 0))
        return;
    QSettings settings;
    const QString key = keyOf(config, placement);
    QVariantList runs = settings.value(key).toList();
    runs.append(ms);
    while (runs.size() > kept)
        runs.removeFirst();
    settings.setValue(key, runs);
}

RunTimes::RunTimes(Session& session, QObject* parent) : QObject(parent) {
    connect(&session, &Session::resultChanged, this, [this, &session] {
        const std::shared_ptr<const Result> result = session.result();
        const std::shared_ptr<const Model> model = session.model();
        if (!result || !model || result == m_last.lock())
            return;
        m_last = result;
        rememberMs(model->plan.config, model->vit->placement(), result->ms.forward);
    });
}

}  // namespace vitrine::ui

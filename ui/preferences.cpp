#include "ui/preferences.h"

#include "core/overlay/colormap.h"
#include "ui/language.h"

#include <QtCore/QSettings>

#include <algorithm>
#include <thread>

namespace vitrine::ui {

Preferences Preferences::load() {
    const QSettings stored;
    const Preferences usual;
    Preferences p;
    p.theme = ThemeChoice(std::clamp(stored.value(QStringLiteral("theme"), int(usual.theme)).toInt(), 0, 2));
    p.textPercent = std::clamp(stored.value(QStringLiteral("text"), usual.textPercent).toInt(), 80, 200);
    p.language = stored.value(QStringLiteral("language")).toString();
    if (!languages().contains(p.language))
        p.language.clear();
    p.colormap = stored.value(QStringLiteral("colours"), usual.colormap).toString();
    if (!findColormap(p.colormap.toStdString()))
        p.colormap = usual.colormap;
    p.device = stored.value(QStringLiteral("device"), usual.device).toString();
    p.threads = std::clamp(stored.value(QStringLiteral("threads"), 0).toInt(), 0,
                           std::max(1, int(std::thread::hardware_concurrency())));
    p.remembersPictures = stored.value(QStringLiteral("rememberPictures"), false).toBool();
    return p;
}

void Preferences::save() const {
    QSettings stored;
    stored.setValue(QStringLiteral("theme"), int(theme));
    stored.setValue(QStringLiteral("text"), textPercent);
    stored.setValue(QStringLiteral("language"), language);
    stored.setValue(QStringLiteral("colours"), colormap);
    stored.setValue(QStringLiteral("device"), device);
    stored.setValue(QStringLiteral("threads"), threads);
    stored.setValue(QStringLiteral("rememberPictures"), remembersPictures);
}

}  // namespace vitrine::ui

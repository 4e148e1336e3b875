// What a person set once for all times: looks, language, where models run. Kept in Qt's settings.
#pragma once

#include "ui/theme.h"

#include <QtCore/QString>

namespace vitrine::ui {

struct Preferences {
    ThemeChoice theme = ThemeChoice::Dark;
    int textPercent = 100;  ///< 80 to 200
    QString language;       ///< "en", "de"; empty: the system's
    QString colormap = QStringLiteral("inferno");
    QString device = QStringLiteral("auto");
    int threads = 0;  ///< 0: all cores
    bool remembersPictures = false;
    bool operator==(const Preferences&) const = default;

    static Preferences load();  ///< whatever the file says, within what is possible
    void save() const;
};

}  // namespace vitrine::ui

// The languages of the window, and the one in force.
#pragma once

#include <QtCore/QStringList>

namespace vitrine::ui {

/// "en", "de".
const QStringList& languages();
/// "English", "Deutsch": each in itself.
QString languageName(const QString& language);

/// Puts the window's texts and Qt's own in that language; empty: the system's where there is one, else English.
/// Widgets are made anew after a change.
void useLanguage(const QString& language);
QString languageInUse();

}  // namespace vitrine::ui

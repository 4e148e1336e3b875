// What core says in English, in the language of the window: names of methods, what they do, captions of maps.
#pragma once

#include <QtCore/QString>

namespace vitrine {
struct Method;
}

namespace vitrine::ui {

QString methodTitle(const Method& method);
QString methodSummary(const Method& method);
/// "attention of patch 7, 7 · layer 10 · mean of 6 heads": each part by itself, its numbers kept.
QString captionWords(const QString& caption);
/// Why a picture is not shown, "the PNG is cut short: …"; what is not one of its fixed sentences stays as it is.
QString reasonWords(const QString& reason);
/// Whether every part of a caption is known here, for the tests.
bool knowsCaption(const QString& caption);

}  // namespace vitrine::ui

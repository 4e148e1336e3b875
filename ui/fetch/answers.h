// What a server's answer says to whoever may ask again.
#pragma once

#include <QtCore/QByteArray>

namespace vitrine::ui {

class Download;

bool helpsToTryAgain(const Download& download);

/// Seconds, as Retry-After says them, or a date; 0 where it does not.
int retryAfter(const Download& download);

/// What If-Range may say: a strong ETag, else the date.
QByteArray versionOf(const Download& download);

}  // namespace vitrine::ui

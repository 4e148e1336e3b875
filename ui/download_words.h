// Why a download failed, in words.
#pragma once

#include <QtCore/QString>

class QNetworkReply;

namespace vitrine::ui {

/// Of an answer of 400 and above.
QString statusWords(int status);

/// Where there was no answer, or it broke off.
QString errorWords(const QNetworkReply& reply);

}  // namespace vitrine::ui

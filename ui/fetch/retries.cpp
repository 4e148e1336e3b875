#include "ui/fetch/retries.h"

#include "ui/fetch/answers.h"
#include "ui/tr.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace vitrine::ui {

using std::chrono::milliseconds;

namespace {

QString tooLong(const QString& reason, int seconds) {
    return tr("%1 (The server asks to wait for %2 minutes.)").arg(reason).arg((seconds + 59) / 60);
}

}  // namespace

std::optional<milliseconds> Retries::after(const Download& failed, QString& reason) {
    if (!helpsToTryAgain(failed))
        return {};
    const int asked = retryAfter(failed);
    if (asked <= m_patience.longest.count())
        return next(std::chrono::seconds(asked));
    reason = tooLong(reason, asked);
    return {};
}

std::optional<milliseconds> Retries::next(std::chrono::seconds atLeast) {
    constexpr int ever = 200;
    constexpr milliseconds longest{30'000};
    if (++m_inARow >= m_patience.tries || ++m_inAll >= ever)
        return {};
    const milliseconds pause = std::min<milliseconds>(m_patience.first * (1LL << std::min(m_inARow - 1, 16)), longest);
    const milliseconds apart{QRandomGenerator::global()->bounded(int(pause.count() / 4) + 1)};  // not all at once
    return std::max<milliseconds>(pause + apart, atLeast);
}

}  // namespace vitrine::ui

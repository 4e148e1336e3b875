#include "ui/fetch/progress.h"

#include "ui/numbers.h"
#include "ui/theme.h"
#include "ui/tr.h"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

const QString separator = QStringLiteral(" · ");

constexpr double mebi = 1024 * 1024;

QString timeWords(int seconds) {
    constexpr int minute = 60, hour = 60 * minute;
    if (seconds < 2 * minute)
        return tr("%1 s left").arg(seconds);
    if (seconds < 2 * hour)
        return tr("%1 min left").arg((seconds + minute / 2) / minute);
    return tr("%1 h left").arg((seconds + hour / 2) / hour);
}

QString doneWords(const FetchProgress& progress) {
    if (progress.total <= 0)
        return sizeWords(progress.done);
    if (double(progress.total) < mebi)
        return tr("%1 of %2").arg(sizeWords(progress.done), sizeWords(progress.total));
    return tr("%1 of %2 MiB")
        .arg(grouped(qint64(double(progress.done) / mebi)), grouped(qRound64(double(progress.total) / mebi)));
}

}  // namespace

int FetchProgress::secondsLeft() const {
    constexpr double longest = 100 * 3600;
    if (bytesPerSecond <= 0 || total <= done)
        return -1;
    const double seconds = double(total - done) / bytesPerSecond;
    return seconds < longest ? int(std::ceil(seconds)) : -1;
}

void FetchProgress::retry(const QString& why, std::chrono::milliseconds in) {
    phase = Retrying;
    reason = why;
    retryAt = QDeadlineTimer(in);
    bytesPerSecond = 0;
}

QString progressWords(const FetchProgress& progress) {
    switch (progress.phase) {
    case FetchProgress::Asking: return tr("asking the server");
    case FetchProgress::Elsewhere: return tr("another program is downloading it: waiting for it");
    case FetchProgress::Retrying:
        return progress.reason + QLatin1Char(' ') +
               tr("(trying again in %1 s)").arg(std::max<qint64>(1, (progress.retryAt.remainingTime() + 500) / 1000));
    case FetchProgress::Checking:
        return progress.total > 0 ? tr("checking, %1 %").arg(100 * progress.done / progress.total) : tr("checking");
    case FetchProgress::Downloading: break;
    }
    QString words = doneWords(progress);
    if (progress.bytesPerSecond > 0)
        words += separator + tr("%1/s").arg(sizeWords(qint64(progress.bytesPerSecond)));
    if (progress.secondsLeft() >= 0)
        words += separator + timeWords(progress.secondsLeft());
    return words;
}

void SpeedMeter::restart() {
    m_clock.start();
    m_marks.clear();
}

void SpeedMeter::add(qint64 done) {
    constexpr qint64 window = 5000, apart = 200;  // ms
    const qint64 now = m_clock.elapsed();
    if (m_marks.empty() || now - m_marks.back().first >= apart)
        m_marks.emplace_back(now, done);
    while (m_marks.size() > 2 && now - m_marks.front().first > window)
        m_marks.pop_front();
}

double SpeedMeter::bytesPerSecond() const {
    constexpr qint64 shortest = 400;  // ms: before, it is a guess
    if (m_marks.size() < 2 || m_marks.back().first - m_marks.front().first < shortest)
        return 0;
    return double(m_marks.back().second - m_marks.front().second) * 1000 /
           double(m_marks.back().first - m_marks.front().first);
}

}  // namespace vitrine::ui

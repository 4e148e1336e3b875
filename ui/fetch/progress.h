// How far a fetch is, and the words for it: the command's line and the window's are the same.
#pragma once

#include <QtCore/QDeadlineTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QString>

#include <chrono>
#include <deque>
#include <utility>

namespace vitrine::ui {

struct FetchProgress {
    enum Phase { Asking, Elsewhere, Downloading, Retrying, Checking };  ///< Elsewhere: another program fetches it
    Phase phase = Asking;
    QString name;  ///< of the file
    qint64 done = 0;
    qint64 total = 0;           ///< 0: unknown
    double bytesPerSecond = 0;  ///< 0: unknown
    QString reason;             ///< Retrying: what went wrong
    QDeadlineTimer retryAt;     ///< Retrying

    int secondsLeft() const;  ///< -1: unknown
    void retry(const QString& why, std::chrono::milliseconds in);
};

/// "142 of 330 MiB · 24.1 MiB/s · 8 s left"; "checking 43 %"; "... trying again in 4 s".
QString progressWords(const FetchProgress& progress);

/// Bytes a second over the last seconds.
class SpeedMeter {
public:
    void restart();
    void add(qint64 done);
    double bytesPerSecond() const;

private:
    QElapsedTimer m_clock;
    std::deque<std::pair<qint64, qint64>> m_marks;  // ms, bytes
};

}  // namespace vitrine::ui

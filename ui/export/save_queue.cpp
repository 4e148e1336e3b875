#include "ui/export/save_queue.h"

#include "ui/session.h"

#include <QtCore/QSettings>

#include <cstdio>
#include <utility>

namespace vitrine::ui {
namespace {

const QString failedKey = QStringLiteral("failedSaves");

}  // namespace

SaveQueue::SaveQueue(Session& session, QObject* parent) : QObject(parent), m_session(session) { keepOneThread(m_pool); }

void SaveQueue::add(Job job) {
    m_waiting.push_back(std::move(job));
    if (!m_lane.busy())
        next();
}

void SaveQueue::next() {
    m_session.setBusy(this, !m_waiting.empty());
    if (m_waiting.empty())
        return tell({});
    const Job job = std::move(m_waiting.front());
    m_waiting.pop_front();
    tell(job.what);
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_lane.start(
        [work = job.work, stop = m_stop, untold = m_untold](const Progress& progress) {
            try {
                work([&progress, &stop](int done, int total) { return !*stop && progress(done, total); });
            } catch (const Cancelled&) {
                throw;
            } catch (const std::exception& error) {
                *untold = error.what();
                throw;
            }
            return true;
        },
        [this, done = job.done, undone = job.undone](const Outcome<bool>& outcome) {
            m_untold->clear();
            const QString words = undoneWords(outcome.cancelled ? undone : QString());
            if (outcome.ok())
                done();  // also when it was stopped too late: it is written
            else if (!outcome.cancelled)
                Q_EMIT failed(outcome.error);
            if (!words.isEmpty())
                Q_EMIT cancelled(words);
            if (!m_lane.busy())  // else somebody who was told has added the next
                next();
        },
        [this, what = job.what](int done, int total) { tell(what, int(int64_t(done) * 1000 / total)); });
}

/// `job`: of the one that ran, empty where it came to its end.
QString SaveQueue::undoneWords(const QString& job) {
    const int dropped = std::exchange(m_dropped, 0);
    if (dropped == 0)
        return job;
    return job.isEmpty() ? tr("Cancelled: %n that waited will not be done", nullptr, dropped)
                         : tr("%1. %n more that waited will not be done either.", nullptr, dropped).arg(job);
}

void SaveQueue::cancel() {
    *m_stop = true;  // the job says how it ended
    m_dropped += int(m_waiting.size());
    m_waiting.clear();
    tell({});
}

void SaveQueue::tell(const QString& what, int thousandths) {
    if (what.isEmpty())
        return m_session.endOtherWork(this);
    m_session.setOtherWork(this, {what, std::max(0, thousandths), thousandths < 0 ? 0 : 1000}, [this] { cancel(); });
}

// The window is closed: what runs and what waits is written all the same. Nobody is there to be told what fails: the
// next window tells.
SaveQueue::~SaveQueue() {
    *m_hurry = true;
    auto untold = std::make_shared<QStringList>();
    for (const Job& job : m_waiting)
        m_pool.start([work = job.work, untold] {
            try {
                work({});
            } catch (const std::exception& error) {
                *untold << QString::fromUtf8(error.what());
            }
        });
    m_pool.waitForDone();  // before the lane goes, which cancels what has not begun
    if (!m_untold->empty())
        untold->prepend(QString::fromStdString(*m_untold));
    for (const QString& line : *untold)
        std::fprintf(stderr, "vitrine: %s\n", qUtf8Printable(line));
    if (!untold->isEmpty())
        QSettings().setValue(failedKey, takeFailedLast() + *untold);
    m_session.setBusy(this, false);
    m_session.endOtherWork(this);
}

QStringList SaveQueue::takeFailedLast() {
    QSettings settings;
    const QStringList lines = settings.value(failedKey).toStringList();
    settings.remove(failedKey);
    return lines;
}

}  // namespace vitrine::ui

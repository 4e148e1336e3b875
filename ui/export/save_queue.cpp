#include "ui/export/save_queue.h"

#include "ui/session.h"

#include <cstdio>
#include <utility>

namespace vitrine::ui {

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
        [work = job.work, stop = m_stop](const Progress& progress) {
            work([&progress, &stop](int done, int total) { return !*stop && progress(done, total); });
            return true;
        },
        [this, done = job.done](const Outcome<bool>& outcome) {
            if (outcome.ok())
                done();  // also when it was stopped too late: it is written
            else if (outcome.cancelled)
                Q_EMIT cancelled();
            else
                Q_EMIT failed(outcome.error);
            if (!m_lane.busy())  // else somebody who was told has added the next
                next();
        },
        [this, what = job.what](int done, int total) { tell(what, int(int64_t(done) * 1000 / total)); });
}

void SaveQueue::cancel() {
    *m_stop = true;  // the job says how it ended
    m_waiting.clear();
    tell({});
}

void SaveQueue::tell(const QString& what, int thousandths) {
    if (what.isEmpty())
        return m_session.setOtherWork({}, {});
    m_session.setOtherWork({what, std::max(0, thousandths), thousandths < 0 ? 0 : 1000}, [this] { cancel(); });
}

// The window is closed: what runs and what waits is written all the same; nobody is there to be told.
SaveQueue::~SaveQueue() {
    *m_hurry = true;
    for (const Job& job : m_waiting)
        m_pool.start([work = job.work] {
            try {
                work({});
            } catch (const std::exception& error) {
                std::fprintf(stderr, "vitrine: %s\n", error.what());
            }
        });
    m_pool.waitForDone();  // before the lane goes, which cancels what has not begun
    m_session.setBusy(this, false);
    m_session.setOtherWork({}, {});
}

}  // namespace vitrine::ui

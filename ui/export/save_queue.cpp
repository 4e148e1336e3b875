#include "ui/export/save_queue.h"

#include "ui/session.h"

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
    m_lane.start(
        [work = job.work](const Progress& progress) {
            work(progress);
            return true;
        },
        [this, done = job.done](const Outcome<bool>& outcome) {
            if (outcome.ok())
                done();
            else if (!outcome.cancelled)
                Q_EMIT failed(outcome.error);
            if (!m_lane.busy())  // else somebody who was told has added the next
                next();
        },
        [this, what = job.what](int done, int total) { tell(what, int(int64_t(done) * 1000 / total)); });
}

void SaveQueue::cancel() {
    m_lane.cancel();
    m_waiting.clear();
    next();
    Q_EMIT cancelled();
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
            } catch (const std::exception&) {
            }
        });
    m_pool.waitForDone();  // before the lane goes, which cancels what has not begun
    m_session.setBusy(this, false);
    m_session.setOtherWork({}, {});
}

}  // namespace vitrine::ui

// Lane: work in a thread, the latest request wins. The one way in which the window runs anything long.
#pragma once

#include "core/error.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QString>
#include <QtCore/QThreadPool>

#include <exception>
#include <functional>
#include <memory>
#include <optional>

namespace vitrine::ui {

/// What went wrong, in words, and what was thrown. Who cares about one kind of error asks for it: as<UsageError>().
struct Failure {
    QString subject;
    QString reason;
    std::exception_ptr cause{};  ///< null: nothing was thrown, it was found to be so
    bool any() const { return !subject.isEmpty() || !reason.isEmpty(); }

    /// The cause, where it is an E.
    template <class E>
    std::optional<E> as() const {
        try {
            if (cause)
                std::rethrow_exception(cause);
        } catch (const E& error) {
            return error;
        } catch (...) {  // another kind
        }
        return {};
    }
};

/// In a handler: of the exception that is being handled.
Failure failureOf(const std::exception& error);

/// What came of a piece of work: a value or an error in words (or neither, when it was cancelled). No exception crosses
/// a thread on its own.
template <class T>
struct Outcome {
    std::shared_ptr<const T> value;
    Failure error;
    bool cancelled = false;
    bool ok() const { return value != nullptr; }
};

/// A pool with one thread that lives as long as the window (torch's thread settings belong to a thread), and that gives
/// way to the window's own where all cores are busy: it and the threads that torch starts for it.
void keepOneThread(QThreadPool& pool);

/// Work of one kind on a pool. start() cancels what this lane ran before: its `done` is never called. All callbacks
/// arrive in the thread that owns the lane.
template <class T>
class Lane {
public:
    using Work = std::function<T(const Progress&)>;
    using Done = std::function<void(Outcome<T>)>;
    using Step = std::function<void(int done, int total)>;

    explicit Lane(QThreadPool& pool) : m_pool(pool) {
        QObject::connect(&m_watcher, &QFutureWatcherBase::progressValueChanged, &m_watcher, [this](int value) {
            if (m_step && m_watcher.progressMaximum() > 0)  // a future begins with 0 of 0
                m_step(value, m_watcher.progressMaximum());
        });
        QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, [this] { finish(); });
    }
    ~Lane() { cancel(); }
    Lane(const Lane&) = delete;
    Lane& operator=(const Lane&) = delete;

    void start(Work work, Done done, Step step = {}) {
        cancel();
        m_done = std::move(done);
        m_step = std::move(step);
        m_busy = true;
        m_watcher.setFuture(QtConcurrent::run(&m_pool, [work = std::move(work)](QPromise<Outcome<T>>& promise) {
            if (!promise.isCanceled())
                promise.addResult(attempt(work, promise));
        }));
    }

    /// Asks the running work to stop at its next step; its `done` is never called.
    void cancel() {
        m_watcher.cancel();
        m_busy = false;
        m_done = {};
        m_step = {};
    }
    bool busy() const { return m_busy; }

private:
    static Outcome<T> attempt(const Work& work, QPromise<Outcome<T>>& promise) {
        const Progress progress = [&promise](int done, int total) {
            promise.setProgressRange(0, total);
            promise.setProgressValue(done);
            return !promise.isCanceled();
        };
        try {
            return {std::make_shared<const T>(work(progress)), {}, false};
        } catch (const Cancelled&) {
            return {nullptr, {}, true};
        } catch (const std::exception& error) {
            return {nullptr, failureOf(error), false};
        }
    }

    void finish() {
        if (!m_busy || m_watcher.isCanceled() || m_watcher.future().resultCount() == 0)
            return;
        m_busy = false;
        const Done done = std::move(m_done);
        m_done = {};
        m_step = {};
        const Outcome<T> outcome = m_watcher.result();
        m_watcher.setFuture(QFuture<Outcome<T>>());  // lets go of it: a run may be hundreds of megabytes
        done(outcome);                               // may start() again: nothing of this lane is touched after it
    }

    QThreadPool& m_pool;
    QFutureWatcher<Outcome<T>> m_watcher;
    Done m_done;
    Step m_step;
    bool m_busy = false;
};

}  // namespace vitrine::ui

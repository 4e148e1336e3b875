// SaveQueue: what is saved and copied, one after the other in a thread of its own. What takes long is shown as the
// session's other waits are, and cancelled like them, as long as it has not begun to write.
#pragma once

#include "ui/lane.h"

#include <QtCore/QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <string>

namespace vitrine::ui {

class Session;

class SaveQueue : public QObject {
    Q_OBJECT
public:
    /// Set when the window goes: what is nice to have is left out of what is written.
    using Hurry = std::shared_ptr<const std::atomic<bool>>;

    struct Job {
        QString what;  ///< "Saving cat.png"
        std::function<void(const Progress&)> work;
        std::function<void()> done;
        QString undone{};  ///< told when it is cancelled: "Cancelled: it was not saved"
    };

    SaveQueue(Session& session, QObject* parent);
    ~SaveQueue() override;  ///< what was asked for is written before it is gone; what fails then is kept for takeFailedLast()

    void add(Job job);
    /// Asks the one that runs to stop; those that wait never begin. Busy until it has ended, and what it ended with is told.
    void cancel();
    bool busy() const { return m_lane.busy() || !m_waiting.empty(); }
    Hurry hurry() const { return m_hurry; }

    /// What could not be written when the window was closed the last time, a line each, once.
    static QStringList takeFailedLast();

Q_SIGNALS:
    void failed(const Failure& why);
    void cancelled(const QString& words);

private:
    void next();
    QString undoneWords(const QString& job);
    void tell(const QString& what, int thousandths = -1);

    Session& m_session;
    std::shared_ptr<std::atomic<bool>> m_hurry = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);  ///< of the one that runs
    std::shared_ptr<std::string> m_untold = std::make_shared<std::string>();  ///< why the one that runs failed
    std::deque<Job> m_waiting;
    int m_dropped = 0;  ///< waited when it was cancelled
    QThreadPool m_pool;
    Lane<bool> m_lane{m_pool};
};

}  // namespace vitrine::ui

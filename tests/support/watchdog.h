// A watchdog over the GUI thread: how long each turn of its event loop keeps everything else waiting, a click or a
// picture of the window, and which event it was.
#pragma once

#include <QtCore/QAbstractEventDispatcher>
#include <QtCore/QByteArray>
#include <QtCore/QElapsedTimer>
#include <QtCore/QMetaEnum>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>
#include <vector>

namespace vitrine::test {

/// One turn of the loop, in milliseconds: the events that it delivered before it looked for new ones.
struct Turn {
    double wall = 0;    ///< as a person feels it
    double cpu = 0;     ///< of it the thread worked
    double queued = 0;  ///< of it the thread was ready, and other threads had all cores
    double worst = 0;   ///< of it went into the longest event,
    QByteArray what{};  ///< this: "ImageView Paint"

    double own() const { return wall - queued; }  ///< work, locks and files: what a machine with a free core would need
};

/// The application of a test that watches. Only a loop that runs (QEventLoop::exec) tells where its turns end: not
/// processEvents(), and none of QTest's waiting.
class WatchedApplication : public QApplication {
public:
    WatchedApplication(int& argc, char** argv) : QApplication((qputenv("QT_NO_GLIB", "1"), argc), argv) {
        m_kernel = ::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this, [this] { endTurn(); });
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this,
                [this] { endTurn(); });
    }
    ~WatchedApplication() override { ::close(m_kernel); }

    void begin() { m_turns.clear(), m_turn = {}; }
    /// Since begin().
    std::vector<Turn> end() {
        endTurn();
        return std::move(m_turns);
    }

    bool notify(QObject* receiver, QEvent* event) override {
        if (m_depth > 0 || receiver->property(unwatched).toBool())
            return QApplication::notify(receiver, event);
        const char* name = receiver->metaObject()->className();  // the receiver may be gone afterwards
        const auto type = event->type();
        QElapsedTimer wall;
        wall.start();
        const double queued = queuedUntilNow(), cpu = cpuUntilNow();
        ++m_depth;
        const bool done = QApplication::notify(receiver, event);
        --m_depth;
        m_turn.cpu += cpuUntilNow() - cpu;
        m_turn.queued += queuedUntilNow() - queued;
        const double took = double(wall.nsecsElapsed()) / 1e6;
        m_turn.wall += took;
        if (took > m_turn.worst) {
            m_turn.worst = took;
            m_turn.what = QByteArray(name) + ' ' + QMetaEnum::fromType<QEvent::Type>().valueToKey(type);
        }
        return done;
    }

    /// A property of objects of the test's own whose events do not count.
    static constexpr const char* unwatched = "unwatched";

private:
    void endTurn() {
        if (m_turn.wall > 0)
            m_turns.push_back(std::exchange(m_turn, {}));
    }
    static double cpuUntilNow() {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    /// From the kernel's "ran waited times", in nanoseconds; where it does not tell, 0.
    double queuedUntilNow() const {
        char text[96] = {};
        if (m_kernel < 0 || ::pread(m_kernel, text, sizeof text - 1, 0) <= 0)
            return 0;
        char* second = nullptr;
        std::strtoull(text, &second, 10);
        return double(std::strtoull(second, nullptr, 10)) / 1e6;
    }

    int m_kernel = -1;
    int m_depth = 0;
    Turn m_turn;
    std::vector<Turn> m_turns;
};

/// Of turns: how many, and which.
struct Waits {
    size_t count = 0, over16 = 0, over50 = 0;
    Turn p99, worst;

    explicit Waits(std::vector<Turn> turns) : count(turns.size()) {
        if (turns.empty())
            return;
        std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.wall < b.wall; });
        const auto over = [&](double ms) {
            return size_t(std::count_if(turns.begin(), turns.end(), [ms](const Turn& t) { return t.wall > ms; }));
        };
        over16 = over(16), over50 = over(50);
        p99 = turns[size_t(std::ceil(double(count) * 0.99)) - 1];
        worst = turns.back();
    }
};

}  // namespace vitrine::test

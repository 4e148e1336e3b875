// The worker: the latest request wins, a cancel stops the work itself, failures arrive in words, and nothing outlives
// its owner.
#include "core/error.h"
#include "ui/lane.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QSemaphore>
#include <QtTest/QTest>

#include <atomic>
#include <memory>
#include <thread>

#ifdef __linux__
#include <sys/resource.h>
#endif

using namespace vitrine;
using vitrine::ui::Failure;
using vitrine::ui::Lane;
using vitrine::ui::Outcome;

struct Counted : Error {
    explicit Counted(int n) : Error("sheep", "too many"), count(n) {}
    int count;
};

class LaneTest : public QObject {
    Q_OBJECT

    QThreadPool m_pool;

private Q_SLOTS:
    void initTestCase() { vitrine::ui::keepOneThread(m_pool); }
    void cleanup() { QVERIFY(m_pool.waitForDone(10'000)); }

    void deliversTheValueInTheOwnersThread() {
        Lane<int> lane(m_pool);
        int got = 0;
        QThread* where = nullptr;
        QThread* worked = nullptr;
        lane.start(
            [&](const Progress&) {
                worked = QThread::currentThread();
                return 42;
            },
            [&](const Outcome<int>& outcome) {
                got = *outcome.value;
                where = QThread::currentThread();
            });
        QVERIFY(lane.busy());
        QTRY_COMPARE(got, 42);
        QCOMPARE(where, QThread::currentThread());
        QVERIFY(worked != QThread::currentThread());
        QVERIFY(!lane.busy());
    }

    /// Where all cores are busy the window comes first: before the work, and before the threads that it starts (torch's).
    void workGivesWayToTheWindow() {
#ifndef __linux__
        QSKIP("threads have no niceness of their own here");
#else
        const auto niceness = [] { return getpriority(PRIO_PROCESS, 0); };
        const int window = niceness();
        if (window == 19)
            QSKIP("there is nothing nicer than this test");
        int work = window, started = window;
        QThreadPool pool;  // cleanup() ends the thread of the other one
        vitrine::ui::keepOneThread(pool);
        Lane<int> lane(pool);
        bool done = false;
        lane.start(
            [&](const Progress&) {
                work = niceness();
                std::thread([&] { started = niceness(); }).join();
                return 0;
            },
            [&](const Outcome<int>&) { done = true; });
        QTRY_VERIFY(done);
        QVERIFY2(work > window, qPrintable(QStringLiteral("%1 beside %2").arg(work).arg(window)));
        QCOMPARE(started, work);
        QCOMPARE(niceness(), window);
#endif
    }

    void theLatestRequestWins() {
        QSemaphore gate;
        QList<int> delivered;
        Lane<int> lane(m_pool);
        for (int request = 0; request < 5; ++request)
            lane.start(
                [&gate, request](const Progress& progress) {
                    gate.acquire();
                    report(progress, 1, 2);
                    return request;
                },
                [&](const Outcome<int>& outcome) { delivered << (outcome.ok() ? *outcome.value : -1); });
        gate.release(5);
        QTRY_COMPARE(delivered, QList<int>{4});
        QTest::qWait(50);
        QCOMPARE(delivered, QList<int>{4});
    }

    void cancelStopsTheWorkWithinAStep() {
        Lane<int> lane(m_pool);
        std::atomic<int> steps = 0;
        QSemaphore began;
        QSemaphore go;
        bool told = false;
        lane.start(
            [&](const Progress& progress) {
                for (int i = 0; i < 1000; ++i) {
                    ++steps;
                    if (i == 3) {
                        began.release();
                        go.acquire();
                    }
                    report(progress, i, 1000);
                }
                return 1;
            },
            [&](const Outcome<int>&) { told = true; });
        began.acquire();
        lane.cancel();
        go.release();
        QVERIFY(m_pool.waitForDone(10'000));
        QCOMPARE(steps.load(), 4);
        QTest::qWait(20);
        QVERIFY(!told);
        QVERIFY(!lane.busy());
    }

    void failuresArriveInWords_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("usage");
        QTest::newRow("error") << 0 << "cat.jpg"
                               << "is empty" << false;
        QTest::newRow("usage") << 1 << "--layer 14"
                               << "is not there" << true;
        QTest::newRow("out of memory") << 2 << "Not enough memory"
                                       << "this needs more than is free. Close other programs or choose a smaller model."
                                       << false;
        QTest::newRow("out of memory, as torch says it")
            << 4 << "Not enough memory"
            << "this needs more than is free. Close other programs or choose a smaller model." << false;
        QTest::newRow("anything else") << 3 << "Something went wrong"
                                       << "odd" << false;
    }
    void failuresArriveInWords() {
        QFETCH(int, kind);
        Lane<int> lane(m_pool);
        Outcome<int> got;
        bool told = false;
        lane.start(
            [kind](const Progress&) -> int {
                switch (kind) {
                case 0: throw Error("cat.jpg", "is empty");
                case 1: throw UsageError("--layer 14", "is not there");
                case 2: throw std::bad_alloc();
                case 4:
                    throw std::runtime_error("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 TB");
                default: throw std::runtime_error("odd");
                }
            },
            [&](const Outcome<int>& outcome) {
                got = outcome;
                told = true;
            });
        QTRY_VERIFY(told);
        QVERIFY(!got.ok());
        QTEST(got.error.subject, "subject");
        QTEST(got.error.reason, "reason");
        QTEST(got.error.as<UsageError>().has_value(), "usage");
        QVERIFY(got.error.as<std::exception>());
    }

    void theCauseArrivesWithWhatItKnows() {
        Failure got;
        Lane<int> lane(m_pool);
        lane.start([](const Progress&) -> int { throw Counted(7); },
                   [&](const Outcome<int>& outcome) { got = outcome.error; });
        QTRY_VERIFY(got.any());
        QCOMPARE(got.as<Counted>()->count, 7);
        QVERIFY(got.as<Error>());
        QVERIFY(!got.as<UsageError>());
        QVERIFY(!Failure().as<Error>());
    }

    void progressArrives() {
        QSemaphore go;  // outlives the work that waits for it
        int last = 0;
        int total = 0;
        Lane<int> lane(m_pool);
        lane.start(
            [&](const Progress& progress) {
                report(progress, 7, 12);
                go.acquire();
                return 0;
            },
            [](const Outcome<int>&) {},
            [&](int done, int all) {
                last = done;
                total = all;
            });
        QTRY_COMPARE(last, 7);
        QCOMPARE(total, 12);
        go.release();
        QVERIFY(m_pool.waitForDone(10'000));
    }

    void mayBeDestroyedInMidRun() {
        QSemaphore began;
        std::atomic<bool> stopped = false;
        bool told = false;
        auto lane = std::make_unique<Lane<int>>(m_pool);
        lane->start(
            [&](const Progress& progress) {
                began.release();
                try {
                    for (;;)
                        report(progress, 1, 2);
                } catch (const Cancelled&) {
                    stopped = true;
                    throw;
                }
                return 0;
            },
            [&](const Outcome<int>&) { told = true; });
        began.acquire();
        lane.reset();
        QVERIFY(m_pool.waitForDone(10'000));
        QVERIFY(stopped);
        QTest::qWait(20);
        QVERIFY(!told);
    }

    void mayStartAgainFromItsOwnAnswer() {
        Lane<int> lane(m_pool);
        int rounds = 0;
        std::function<void()> again = [&] {
            lane.start([](const Progress&) { return 1; },
                       [&](const Outcome<int>&) {
                           if (++rounds < 3)
                               again();
                       });
        };
        again();
        QTRY_COMPARE(rounds, 3);
        QVERIFY(!lane.busy());
    }
};

QTEST_GUILESS_MAIN(LaneTest)
#include "lane_test.moc"

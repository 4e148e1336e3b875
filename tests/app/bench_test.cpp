// vitrine bench, run as a person runs it. That numbers are there and make sense; not how large they are.
#include "tests/support/program.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace vitrine::test;

class BenchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsAllParts() {
        const Run run = vitrineRun(QStringList{"bench"} + goldenOptions("plain") +
                                   QStringList{"--runs", "2", "--batch", "3", "--methods", "all", "--json"});
        QCOMPARE(run.status, 0);
        const auto told = run.json();
        QCOMPARE(told["batch"].get<int>(), 3);
        for (const char* part : {"start", "load", "decode", "preprocess", "forward", "forward_with_capture"})
            QVERIFY2(told["ms"][part].get<double>() > 0, part);
        QVERIFY(told["ms"]["explain"].size() == 12 && told["ms"]["explain"]["chefer"].get<double>() > 0);
        QVERIFY(told["peak_memory_mb"].get<double>() > 10);
    }

    void refusesWhatIsNoMethod() {
        const Run run = vitrineRun({"bench", "--methods", "chefer,magic"});
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("magic"));
    }
};

QTEST_GUILESS_MAIN(BenchTest)
#include "bench_test.moc"

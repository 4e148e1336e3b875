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

    void precisionTellsTheSetAndTheDifferences() {
        const Run run = vitrineRun(
            QStringList{"precision", shippedFile("samples/chelsea.png"), shippedFile("samples/coffee.png"), "--json"} +
            goldenOptions("plain"));
        QCOMPARE(run.status, 0);
        const auto told = run.json();
        QCOMPARE(told["dtype"].get<std::string>(), std::string("bfloat16"));
        QCOMPARE(told["pictures"].get<int>(), 2);
        QCOMPARE(told["same_top1"].get<int>() + int(told["others"].size()), 2);
        QVERIFY(told["largest_logit_difference"].get<double>() > 0);
        QVERIFY(told["ms"]["bfloat16"].get<double>() > 0);
    }

    void precisionGoesOnAfterAPictureThatIsNone() {
        const Run run = vitrineRun(
            QStringList{"precision", shippedFile("samples/chelsea.png"), "nowhere.png", "--dtype", "float16"} +
            goldenOptions("plain"));
        QCOMPARE(run.status, 1);
        QVERIFY2(run.err.contains("nowhere.png"), run.all().constData());
        QVERIFY2(run.out.contains("float16 beside float32, 1 picture\n"), run.all().constData());
        QVERIFY(vitrineRun({"precision", shippedFile("samples/chelsea.png"), "--dtype", "float32"}).status == 2);
    }

    void refusesWhatIsNoMethod() {
        const Run run = vitrineRun({"bench", "--methods", "chefer,magic"});
        QCOMPARE(run.status, 2);
        QVERIFY(run.err.contains("magic"));
    }
};

QTEST_GUILESS_MAIN(BenchTest)
#include "bench_test.moc"

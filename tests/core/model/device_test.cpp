#include "core/error.h"
#include "core/model/device.h"
#include "core/model/threads.h"

#include <ATen/Parallel.h>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace vitrine;

class DeviceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lists();
    void resolves_data();
    void resolves();
    void refuses_data();
    void refuses();
    void threadsReachWorkers();
    void tellsTheBuild();
};

void DeviceTest::lists() {
    const DeviceList list = listDevices();
    QCOMPARE(list.devices.at(0).id, std::string("cpu"));
    QVERIFY(list.devices[0].total_mib > 0 && list.devices[0].free_mib > 0);
    QVERIFY(list.devices[0].free_mib <= list.devices[0].total_mib);
    QCOMPARE(list.whyNoGpu.empty(), list.devices.size() > 1);
    for (size_t i = 1; i < list.devices.size(); ++i) {
        QVERIFY(!list.devices[i].name.empty());
        qInfo("%s: %s, %lld of %lld MiB free", list.devices[i].id.c_str(), list.devices[i].name.c_str(),
              (long long)list.devices[i].free_mib, (long long)list.devices[i].total_mib);
    }
}

void DeviceTest::resolves_data() {
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("device");
    const DeviceList list = listDevices();
    const QString best = QString::fromStdString(list.devices.size() > 1 ? list.devices[1].id : "cpu");
    QTest::newRow("cpu") << "cpu"
                         << "cpu";
    QTest::newRow("auto") << "auto" << best;
    if (best.startsWith("cuda"))
        QTest::newRow("cuda") << "cuda"
                              << "cuda:0";
}

void DeviceTest::resolves() {
    QFETCH(QString, asked);
    const Placement placement = resolve({asked.toStdString(), Dtype::BFloat16, 3});
    QTEST(QString::fromStdString(placement.device), "device");
    QCOMPARE(placement.dtype, Dtype::BFloat16);
    QCOMPARE(placement.threads, 3);
}

void DeviceTest::refuses_data() {
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("usage");
    QTest::newRow("no such kind") << "gpu" << true;
    QTest::newRow("empty") << "" << true;
    QTest::newRow("no number") << "cuda:x" << true;
    QTest::newRow("negative") << "cuda:-1" << true;
    QTest::newRow("trailing") << "cuda:0x" << true;
    QTest::newRow("overflow") << "cuda:99999999999" << true;
    QTest::newRow("not there") << "cuda:63" << false;
}

void DeviceTest::refuses() {
    QFETCH(QString, asked);
    QFETCH(bool, usage);
    try {
        resolve({asked.toStdString()});
        QFAIL("accepted");
    } catch (const Error& error) {
        QCOMPARE(dynamic_cast<const UsageError*>(&error) != nullptr, usage);
        QVERIFY2(QString::fromStdString(error.what()).contains(asked), error.what());
    }
    QVERIFY_THROWS_EXCEPTION(UsageError, parseDtype("float64"));
    QCOMPARE(parseDtype("bfloat16"), Dtype::BFloat16);
}

void DeviceTest::threadsReachWorkers() {
    const int all = buildInfo().threads;
    QVERIFY(all >= 1 && all <= int(std::thread::hardware_concurrency()));
    std::vector<int> seen;
    std::thread worker([&] {
        for (const int wanted : {1, 2, 4096, 0}) {
            useThreads(wanted);
            seen.push_back(at::get_num_threads());
            QCOMPARE(seen.back(), threadsUsed(wanted));
        }
    });
    worker.join();
    QCOMPARE(seen, (std::vector<int>{1, std::min(2, all), all, all}));
}

void DeviceTest::tellsTheBuild() {
    const BuildInfo info = buildInfo();
    QVERIFY(QString::fromStdString(info.libtorch).contains('.'));
    QVERIFY(info.libtorch_build == "CPU" || info.libtorch_build.starts_with("CUDA "));
    QVERIFY(!info.vector_width.empty() && !info.vitrine.empty());
}

QTEST_GUILESS_MAIN(DeviceTest)
#include "device_test.moc"

// A map's numbers as files: what comes back is what went in.
#include "core/error.h"
#include "core/export/map_file.h"
#include "core/export/npz.h"
#include "core/weights/zip.h"
#include "tests/support/safetensors_file.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace vitrine;

class MapFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const Map m_map{2, 3, {0.1F, 1e-8F, 3, -0.5F, 1.0F / 3, 12345.678F}};

    std::filesystem::path file(const char* name) const { return m_folder.filePath(name).toStdString(); }
    static QByteArray read(const std::filesystem::path& path) {
        QFile f(QString::fromStdString(path.string()));
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }

private Q_SLOTS:
    // 0 would be a number like the others.
    void aLeftOutPatchHasNoNumber() {
        Map map = m_map;
        map.values[4] = 0;
        map.dropped = {false, false, false, false, true, false};
        writeMap(map, "left out", file("dropped.csv"));
        QCOMPARE(read(file("dropped.csv")), QByteArray("0.1,1e-08,3\n-0.5,,12345.678\n"));
        writeMap(map, "left out", file("dropped.safetensors"));
        const std::vector<float> back = test::SafetensorsFile(file("dropped.safetensors")).floats("map");
        for (size_t i = 0; i < back.size(); ++i)
            QVERIFY(i == 4 ? std::isnan(back[i]) : back[i] == m_map.values[i]);
        writeMap(map, "left out", file("dropped.npz"));
        const std::vector<float> numbers = map.numbers();
        QVERIFY(read(file("dropped.npz")).contains(QByteArray(reinterpret_cast<const char*>(numbers.data()), 24)));
    }

    void npzIsNumPys() {
        writeMap(m_map, "attention · ü", file("map.npz"));
        const QByteArray bytes = read(file("map.npz"));
        const std::span<const uint8_t> span(reinterpret_cast<const uint8_t*>(bytes.data()), size_t(bytes.size()));
        const auto records = readZip(span, "map.npz");
        QCOMPARE(records.size(), size_t(2));
        QCOMPARE(records[0].name, std::string("map.npy"));
        QVERIFY(records[0].plain);
        const QByteArray npy = bytes.mid(qsizetype(records[0].begin), qsizetype(records[0].size));
        QVERIFY(npy.startsWith(QByteArray("\x93NUMPY\x01\x00", 8)));
        const int header = uint8_t(npy[8]) + 256 * uint8_t(npy[9]);
        QCOMPARE((10 + header) % 64, 0);
        QVERIFY(npy.mid(10, header).startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"));
        QVERIFY(npy.mid(10, header).endsWith('\n'));
        QCOMPARE(npy.mid(10 + header), QByteArray(reinterpret_cast<const char*>(m_map.values.data()), 24));
        writeMap(m_map, "attention · ü", file("again.npz"));
        QCOMPARE(read(file("again.npz")), bytes);
    }

    void numpyReadsIt() {
        const QString python = qEnvironmentVariable("VITRINE_TEST_PYTHON", "python3");
        QProcess probe;
        probe.start(python, {"-c", "import numpy"});
        if (!probe.waitForFinished() || probe.exitCode() != 0)
            QSKIP("no Python with numpy (VITRINE_TEST_PYTHON names one)");
        writeMap(m_map, "attention · ü", file("numpy.npz"));
        QProcess run;
        run.start(python, {"-c",
                           "import numpy, sys; f = numpy.load(sys.argv[1]); m = f['map'];"
                           "print(m.dtype, m.shape, m.tolist(), ascii(str(f['caption'])))",
                           QString::fromStdString(file("numpy.npz").string())});
        QVERIFY(run.waitForFinished());
        QCOMPARE(run.readAllStandardOutput().trimmed(),
                 QByteArray("float32 (2, 3) [[0.10000000149011612, 9.99999993922529e-09, 3.0], [-0.5, "
                            "0.3333333432674408, 12345.677734375]] 'attention \\xb7 \\xfc'"));
    }

    void csvReadsBack() {
        writeMap(m_map, "c", file("map.csv"));
        QCOMPARE(read(file("map.csv")), QByteArray("0.1,1e-08,3\n-0.5,0.33333334,12345.678\n"));
    }

    void safetensorsSayWhatTheyAre() {
        writeMap(m_map, "rollout", file("map.safetensors"));
        const test::SafetensorsFile out(file("map.safetensors"));
        QVERIFY((out.shape("map") == std::vector<int>{2, 3}));
        QVERIFY(out.floats("map") == m_map.values);
        QVERIFY(read(file("map.safetensors")).contains("\"caption\":\"rollout\""));
    }

    void whatCannotBeWrittenIsSaid() {
        QVERIFY_EXCEPTION_THROWN(writeMap(m_map, "c", file("map.txt")), UsageError);
        for (const char* name : {"nowhere/map.npz", "nowhere/map.csv", "nowhere/map.safetensors"})
            QVERIFY_EXCEPTION_THROWN(writeMap(m_map, "c", file(name)), Error);
        QVERIFY(!QFile::exists(m_folder.filePath("map.txt")));
        try {
            writeMap(m_map, "c", "/dev/full");
            QFAIL("no extension");
        } catch (const UsageError&) {
        }
    }
};

QTEST_GUILESS_MAIN(MapFileTest)
#include "map_file_test.moc"

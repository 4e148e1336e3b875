// vitrine inspect: the numbers against PyTorch's tokens, the figures, wrong usage.
#include "tests/support/program.h"
#include "tests/support/safetensors_file.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace vitrine::test;

class InspectCommandTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QStringList command(const QStringList& options) {
        return QStringList{"inspect", dataFile("golden/deep/expected.safetensors")} + goldenOptions("deep") + options;
    }
    /// Lengths of the patches' tokens after so many blocks: of PyTorch's.
    static std::vector<double> lengths(int after) {
        const SafetensorsFile file(data("golden/deep/expected.safetensors"));
        const std::vector<float> all = file.floats("tokens");  // (L + 1, N, D)
        const std::vector<int> shape = file.shape("tokens");
        std::vector<double> out;
        for (int token = 1; token < shape[1]; ++token) {
            double sum = 0;
            for (int i = 0; i < shape[2]; ++i) {
                const auto value =
                    double(all[(size_t(after) * size_t(shape[1]) + size_t(token)) * size_t(shape[2]) + size_t(i)]);
                sum += value * value;
            }
            out.push_back(std::sqrt(sum));
        }
        return out;
    }
    QString path(const char* name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void normsArePyTorchs_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("after");
        QTest::newRow("the last") << QStringList() << 6;
        QTest::newRow("layer 2") << QStringList{"--layer", "2"} << 3;
        QTest::newRow("embedding") << QStringList{"--embedding"} << 0;
    }
    void normsArePyTorchs() {
        QFETCH(QStringList, options);
        QFETCH(int, after);
        const Run run = vitrineRun(command(QStringList{"--view", "norms", "--json"} + options));
        COMPARE_STATUS(run, 0);
        const auto json = run.json();
        QCOMPARE(json.at("layer").is_null(), after == 0);
        const auto values = json.at("values").get<std::vector<double>>();
        const std::vector<double> expected = lengths(after);
        QCOMPARE(values.size(), expected.size());
        for (size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(values[i] - expected[i]) < 1e-3);
    }

    void everyViewIsSaidAndWritten_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("lines");
        QTest::newRow("pca") << "pca"
                             << "three components of the patches' tokens after layer 5" << 65;
        QTest::newRow("similarity") << "similarity"
                                    << "cosine of the patches' tokens to the query's" << 65;
        QTest::newRow("norms") << "norms"
                               << "outliers, longer than" << 65;
        QTest::newRow("lens") << "lens"
                              << "of 64 say class" << 65;
        QTest::newRow("heads") << "heads"
                               << "mean distance in px" << 25;
    }
    void everyViewIsSaidAndWritten() {
        QFETCH(QString, view);
        QFETCH(QString, words);
        QFETCH(int, lines);
        const Run run = vitrineRun(command({"--view", view, "-o", path("out.csv")}));
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.contains(words.toUtf8()), run.out.constData());
        QFile csv(path("out.csv"));
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(csv.readAll().count('\n'), lines);
        COMPARE_STATUS(vitrineRun(command({"--view", view, "-o", path("out.png")})), 0);
        QCOMPARE(QImage(path("out.png")).width(), 1600);
    }

    void picturesAreTakenTogether() {
        const QString other = dataFile("golden/deep/photo.png");
        const Run run = vitrineRun(command({other, "--view", "pca", "--json", "--layer", "1"}));
        COMPARE_STATUS(run, 0);
        const auto json = run.json();
        QCOMPARE(json.at("images").size(), size_t(2));
        QCOMPARE(json.at("components").size(), size_t(2));
        QCOMPARE(json.at("components")[1].size(), size_t(3));
        QCOMPARE(json.at("components")[1][2].size(), size_t(64));
        double sum = 0;  // centred over both
        for (const auto& picture : json.at("components"))
            for (const auto& value : picture[0])
                sum += value.get<double>();
        QVERIFY(std::abs(sum) < 1e-3);
        QCOMPARE(vitrineRun(command({other, "--view", "norms", "--json"})).out.count('\n'), 2);  // each by itself
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("words");
        const auto row = [](const QStringList& options, const char* words) {
            QTest::newRow(qPrintable(options.join(' '))) << options << words;
        };
        row({}, "--view: which one?");
        row({"--view", "all"}, "must be one of pca, similarity, norms, lens, heads");
        row({"--view", "pca", "--query", "1,1"}, "--query: is of --view similarity");
        row({"--view", "norms", "--target", "1"}, "--target: is of --view lens");
        row({"--view", "norms", "--layer", "6"}, "layer 6 is not there");
        row({"--view", "similarity", "--query", "8,0"}, "patch 8, 0 is not there");
        row({"--view", "heads", "--layer", "1"}, "shows all layers at once");
        row({"--view", "norms", "--layer", "1", "--embedding"}, "leave --layer out");
        row({"--view", "norms", "-o", "x.npz"}, "must end in");
        row({dataFile("golden/deep/photo.png"), "--view", "norms", "-o", "x.csv"}, "takes one picture");
    }
    void wrongUsage() {
        QFETCH(QStringList, options);
        QFETCH(QString, words);
        const Run run = vitrineRun(command(options), m_folder.path());
        COMPARE_STATUS(run, 2);
        QVERIFY2(run.err.contains(words.toUtf8()), run.err.constData());
        QVERIFY(run.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(InspectCommandTest)
#include "inspect_test.moc"

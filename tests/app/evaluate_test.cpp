// vitrine evaluate: the curves against PyTorch's, the JSON, the tables, sets with pictures that cannot be read.
#include "tests/support/program.h"
#include "tests/support/safetensors_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace vitrine::test;
using Json = nlohmann::ordered_json;

namespace {

QStringList command(const QStringList& images, const QStringList& options) {
    return QStringList{"evaluate"} + images + goldenOptions("plain") + options;
}
QString prepared() { return dataFile("golden/plain/expected.safetensors"); }
QString photo() { return dataFile("golden/plain/photo.png"); }

Json parsed(const Run& run) { return Json::parse(run.out.begin(), run.out.end()); }

std::vector<std::string> keysOf(const Json& json) {
    std::vector<std::string> keys;
    for (const auto& item : json.items())
        keys.push_back(item.key());
    return keys;
}

using Names = std::vector<std::string>;

}  // namespace

class EvaluateTest : public QObject {
    Q_OBJECT

    QString broken() const {
        QFile file(m_folder.filePath("broken.png"));
        if (!file.open(QIODevice::WriteOnly) || file.write("no picture") < 0)
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

private Q_SLOTS:
    void jsonIsTheContract() {
        const Run run = vitrineRun(command({prepared()}, {"--method", "chefer", "--json"}));
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.err.isEmpty(), run.err.constData());
        const Json json = parsed(run);
        QCOMPARE(json.size(), size_t(1));
        QVERIFY((keysOf(json[0]) == Names{"image", "target", "methods", "rank_correlation", "fill"}));
        QVERIFY((keysOf(json[0]["target"]) == Names{"index", "label"}));
        QVERIFY((keysOf(json[0]["methods"]) == Names{"chefer", "random", "centre"}));  // the baselines are always there
        const Json& chefer = json[0]["methods"]["chefer"];
        QVERIFY((keysOf(chefer) == Names{"shares", "deletion", "deletion_auc", "insertion", "insertion_auc",
                                         "perturbation", "sparsity", "flat", "ms"}));
        const SafetensorsFile expected(prepared().toStdString());
        for (const std::string curve : {"deletion", "insertion"}) {
            const auto values = chefer[curve].get<std::vector<float>>(), golden = expected.floats(curve + "_chefer");
            QCOMPARE(values.size(), golden.size());
            double area = 0;
            for (size_t i = 0; i < values.size(); ++i) {
                QVERIFY(std::abs(values[i] - golden[i]) < 1e-5F);
                area += double(golden[i]) / 16 / (i == 0 || i == 16 ? 2 : 1);
            }
            QVERIFY(std::abs(chefer[curve + "_auc"].get<double>() - area) < 1e-5);
        }
        QCOMPARE(chefer["perturbation"]["negative"]["top1"].size(), size_t(10));
        QCOMPARE(json[0]["rank_correlation"]["chefer"]["chefer"].get<double>(), 1.0);
        QVERIFY(std::abs(json[0]["rank_correlation"]["random"]["centre"].get<double>()) < 1);
    }

    void optionsAreHeard() {
        const auto chefer = [](const QStringList& options) {
            const Run run = vitrineRun(command({prepared()}, QStringList{"--method", "chefer", "--json"} + options));
            return run.status == 0 ? parsed(run)[0] : Json();
        };
        const Json plain = chefer({}), mean = chefer({"--fill", "mean"}), blur = chefer({"--fill", "blur"}),
                   coarse = chefer({"--step", "5"}), other = chefer({"--target", "3"});
        const auto end = [](const Json& json) { return json["methods"]["chefer"]["deletion"].back().get<double>(); };
        QVERIFY(std::abs(end(plain) - end(mean)) > 1e-4 && std::abs(end(mean) - end(blur)) > 1e-4);
        QCOMPARE(coarse["methods"]["random"]["insertion"].size(), size_t(5));  // 0, 5, 10, 15, 16
        QCOMPARE(end(coarse), end(plain));
        QCOMPARE(other["target"]["index"].get<int>(), 3);
        QVERIFY(end(other) != end(plain));
    }

    void aDifferenceOfClasses() {
        const Run run = vitrineRun(command({prepared()}, {"--method", "chefer", "--target", "3,-2", "--json"}));
        COMPARE_STATUS(run, 0);
        const Json target = parsed(run)[0]["target"];
        QCOMPARE(target["index"].get<int>(), 3);
        QCOMPARE(target["against"]["index"].get<int>(), 2);
    }

    void allMethodsInTables() {
        const Run run = vitrineRun(command({prepared(), photo()}, {"--method", "all", "--step", "4"}));
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.startsWith("2 pictures") && !run.out.contains("nan"), run.out.constData());
        for (const char* method : {"attention", "rollout", "grad_rollout", "chefer", "attn_grad", "legrad", "gradcam",
                                   "input_grad", "ig", "occlusion", "random", "centre"}) {
            int rows = 0;  // of the areas, the differences, the correlations
            for (const QByteArray& line : run.lines())
                rows += line.startsWith(QByteArray(method) + ' ') ? 1 : 0;
            QVERIFY2(rows == 3, method);
        }
    }

    void onePictureHasNoError() {
        const Run run = vitrineRun(command({prepared()}, {"--method", "random", "--step", "8"}));
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.startsWith("1 picture\n") && !run.out.contains("±"), run.out.constData());
    }

    void emptyMapsAreExplained() {
        const QString weights = dataFile("formats/timm-class-token-avgpool/model.safetensors");
        const auto run = [&](const char* method) {
            return vitrineRun(
                {"evaluate", photo(), "--weights", weights, "--heads", "2", "--step", "4", "--method", method});
        };
        const Run last = run("attn_grad"), attention = run("attention");
        COMPARE_STATUS(last, 0);
        QVERIFY2(last.out.contains("flat in 1 of 1") && last.out.contains("mean of the patches"), last.out.constData());
        QVERIFY2(!attention.out.contains("flat"), attention.out.constData());
    }

    void ofAChangedRun() {
        const auto chefer = [](const QStringList& options) {
            return parsed(vitrineRun(command({prepared()}, QStringList{"--method", "chefer", "--json"} + options)))[0];
        };
        const Json plain = chefer({}), off = chefer({"--off", "0.mlp"}),
                   masked = chefer({"--mask", "0,0", "--mask-fill", "mean", "--fill", "blur"});
        QVERIFY(!plain.contains("change"));
        QCOMPARE(off["change"].get<std::string>(), std::string("off 0.mlp"));
        QCOMPARE(masked["change"].get<std::string>(), std::string("masked 0,0 (mean)"));
        const auto first = [](const Json& json) { return json["methods"]["chefer"]["deletion"][0].get<double>(); };
        const Run predicted =
            vitrineRun(QStringList{"predict", prepared(), "--off", "0.mlp", "--json"} + goldenOptions("plain"));
        QVERIFY(std::abs(first(off) - first(plain)) > 1e-4);
        QVERIFY(std::abs(first(off) - parsed(predicted)[0]["top"][0]["probability"].get<double>()) < 1e-6);
    }

    void brokenPicturesDoNotStopTheOthers() {
        const QStringList images{prepared(), broken(), photo()};
        const Run array = vitrineRun(command(images, {"--method", "random,centre", "--step", "8", "--json"}));
        COMPARE_STATUS(array, 1);
        QVERIFY2(array.err.startsWith("vitrine: ") && array.err.contains("broken.png"), array.err.constData());
        QCOMPARE(parsed(array).size(), size_t(2));
        // Another draw for every picture.
        QVERIFY(parsed(array)[0]["rank_correlation"]["random"]["centre"] !=
                parsed(array)[1]["rank_correlation"]["random"]["centre"]);
        const Run none = vitrineRun(command({broken()}, {"--method", "all", "--json"}));
        COMPARE_STATUS(none, 1);
        QVERIFY(parsed(none) == Json::array());
    }

    /// Who stops it has what was done.
    void interruptedKeepsWhatIsThere() {
        QProcess process;
        process.start(VITRINE_PROGRAM, command(QStringList(300, prepared()), {"--method", "chefer", "--json"}));
        QVERIFY(process.waitForReadyRead(60'000));  // the first picture
        process.terminate();
        QVERIFY(process.waitForFinished(60'000));
        const QByteArray out = process.readAllStandardOutput(), err = process.readAllStandardError();
        const Json json = Json::parse(out.begin(), out.end());
        QVERIFY2(!json.empty() && json.size() < 300, out.constData());
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 1, err.constData());
        QVERIFY2(err.contains("stopped; the pictures that were done: " + QByteArray::number(int(json.size()))),
                 err.constData());
    }

    void summaryIsOneObject() {
        const QStringList images{prepared(), broken(), photo()};
        const Run run = vitrineRun(command(images, {"--method", "chefer", "--step", "8", "--summary"}));
        COMPARE_STATUS(run, 1);
        const Json json = parsed(run);
        QCOMPARE(json["pictures"].get<int>(), 2);
        const Json& deletion = json["methods"]["chefer"]["deletion_auc"];
        QCOMPARE(deletion["n"].get<int>(), 2);
        QVERIFY(deletion["mean"].is_number() && deletion["standard_error"].is_number());
        for (const char* baseline : {"random", "centre"}) {
            const double difference =
                deletion["mean"].get<double>() - json["methods"][baseline]["deletion_auc"]["mean"].get<double>();
            const Json& paired = deletion[std::string("minus_") + baseline];
            QVERIFY(std::abs(paired["mean"].get<double>() - difference) < 1e-9);
            QVERIFY(paired["better"].get<double>() >= 0 && paired["better"].get<double>() <= 1);
        }
        QVERIFY(!json["methods"]["random"]["deletion_auc"].contains("minus_random"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(EvaluateTest)
#include "evaluate_test.moc"

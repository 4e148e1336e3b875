// vitrine describe and vitrine models: the architecture as text and JSON, the published weights.
#include "tests/support/program.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <fstream>

using namespace vitrine::test;
using Json = nlohmann::ordered_json;

namespace {

Json parse(const Run& run) { return Json::parse(run.out.begin(), run.out.end()); }

Json facts(const QString& variant) {
    std::ifstream stream(shippedFile("torchvision/" + variant + ".json").toStdString());
    return Json::parse(stream);
}

const QStringList variantNames{"vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"};

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> all;
    for (const auto& item : object.items())
        all.push_back(item.key());
    return all;
}

/// Own parameters plus the children's are never more than the node's, the shape is there, the keys are the contract's.
bool isSound(const Json& node) {
    int64_t below = 0;
    for (const Json& child : node.at("children")) {
        if (!isSound(child))
            return false;
        below += child.at("num_params").get<int64_t>();
    }
    const std::vector<std::string> expected{"name", "kind", "shape", "num_params", "gmacs", "children"};
    return keys(node) == expected && below <= node.at("num_params").get<int64_t>() && node.at("shape").is_array();
}

}  // namespace

class DescribeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void torchIsPrintModel_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("expected");
        for (const QString& name : variantNames)
            QTest::newRow(qPrintable(name)) << QStringList{name} << "torchvision/" + name + ".print.txt";
        QTest::newRow("a checkpoint") << QStringList{dataFile("golden/deep/model.pth"), "--heads", "4"}
                                      << "torchvision/golden_deep.print.txt";
    }
    void torchIsPrintModel() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, expected);
        const Run run = vitrineRun(QStringList{"describe", "--format", "torch"} + arguments);
        COMPARE_STATUS(run, 0);
        QFile file(dataFile(expected));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(run.out.trimmed(), file.readAll().trimmed());
        QVERIFY(run.out.endsWith(")\n") && !run.out.endsWith("\n\n"));
        QVERIFY(run.err.isEmpty());
    }

    void jsonOfEveryEntry_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<double>("gmacs");
        QTest::addColumn<qint64>("params");
        QTest::addColumn<int>("size");
        for (const QString& name : variantNames) {
            const Json json = facts(name);
            for (const auto& [entry, weights] : json.at("weights").items())
                QTest::addRow("%s/%s", qPrintable(name), entry.c_str())
                    << name + "/" + QString::fromStdString(entry) << weights.at("_ops").get<double>()
                    << qint64(weights.at("num_params").get<int64_t>()) << weights.at("min_size").at(0).get<int>();
        }
    }
    void jsonOfEveryEntry() {
        QFETCH(QString, entry);
        QFETCH(double, gmacs);
        QFETCH(qint64, params);
        QFETCH(int, size);
        const Run run = vitrineRun({"describe", entry, "--format", "json"});
        COMPARE_STATUS(run, 0);
        const Json json = parse(run);
        const std::vector<std::string> expected{"name",       "num_params",  "gmacs",     "image_size",
                                                "patch_size", "num_layers",  "num_heads", "hidden_dim",
                                                "mlp_dim",    "num_classes", "tree"};
        QVERIFY(keys(json) == expected);
        QCOMPARE(json["name"].get<std::string>(), entry.section('/', 0, 0).toStdString());
        QCOMPARE(qint64(json["num_params"].get<int64_t>()), params);
        QCOMPARE(std::round(json["gmacs"].get<double>() * 1000), std::round(gmacs * 1000));
        QCOMPARE(json["image_size"].get<int>(), size);
        QVERIFY(isSound(json["tree"]));
        QCOMPARE(qint64(json["tree"]["num_params"].get<int64_t>()), params);
    }

    void jsonOfACheckpoint() {
        const Run run = vitrineRun({"describe", dataFile("golden/plain/model.safetensors"), "--heads", "3",
                                    "--image-size", "96", "--format", "json"});
        COMPARE_STATUS(run, 0);
        const Json json = parse(run);
        QCOMPARE(json["num_params"].get<int>(), 95'095 + (36 - 16) * 48);  // more positions
        QCOMPARE(json["num_heads"].get<int>(), 3);
        QCOMPARE(json["image_size"].get<int>(), 96);
        QCOMPARE(json["num_classes"].get<int>(), 7);
    }

    void treeFoldsLikeBlocks() {
        const Run run = vitrineRun({"describe", "vit_b_16"});
        COMPARE_STATUS(run, 0);
        const QByteArray fold = QByteArray("encoder_layer_0 … 11  × 12");
        QVERIFY2(run.out.contains(fold), run.out.constData());
        QVERIFY(!run.out.contains("encoder_layer_1 "));
        for (const QByteArray& line : run.lines()) {
            if (line.contains(fold))  // 12 blocks of 7,087,872
                QVERIFY2(line.contains("85,054,464") && line.contains("98.3 %") && line.contains("1 × 197 × 768"),
                         line.constData());
            QVERIFY2(QString::fromUtf8(line).size() <= 130, line.constData());
        }
        QVERIFY(run.out.contains("86,567,656") && run.out.contains("17.564"));
    }

    void guessedHeadsAreSaid() {
        const Run run = vitrineRun({"describe", dataFile("golden/deep/model.pth")});  // width 64: one head of 64
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.err.count('\n'), 1);
        QVERIFY2(run.err.startsWith("vitrine: ") && run.err.contains("--heads"), run.err.constData());
        QVERIFY(vitrineRun({"describe", dataFile("golden/deep/model.pth"), "--heads", "4"}).err.isEmpty());
    }

    void whatIsIgnoredBesideAFileIsSaid() {
        QTemporaryDir folder;
        QFile::copy(dataFile("golden/plain/model.safetensors"), folder.filePath("model.safetensors"));
        QFile config(folder.filePath("config.json"));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write("{\"num_attention_heads\": -3}") > 0);
        config.close();
        const Run told = vitrineRun({"describe", "bundled", "--heads", "2", "--json"});
        COMPARE_STATUS(told, 0);
        QCOMPARE(told.json()["num_heads"].get<int>(), 2);
        QVERIFY2(told.err.contains("says that it has 6 heads, and --heads 2 was asked for"), told.all().constData());
        QVERIFY(vitrineRun({"describe", "bundled", "--heads", "6"}).err.isEmpty());
        const Run run = vitrineRun({"describe", folder.filePath("model.safetensors"), "--heads", "2"});
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.err,
                 QByteArray("vitrine: beside model.safetensors, ignored: config.json: num_attention_heads is -3\n"));
    }

    void modelsJson() {
        QTemporaryDir home;  // nothing is on this disk
        const Run run = vitrineRun({"models", "--json"}, {}, {"TORCH_HOME=" + home.path()});
        COMPARE_STATUS(run, 0);
        const Json json = parse(run);
        QCOMPARE(int(json.size()), 5);
        for (int i = 0; i < 5; ++i) {
            const Json& model = json[size_t(i)];
            const Json expected = facts(variantNames[i]);
            QVERIFY(
                (keys(model) == std::vector<std::string>{"name", "num_params", "patch_size", "image_size", "weights"}));
            QCOMPARE(model["name"].get<std::string>(), variantNames[i].toStdString());
            for (const char* key : {"num_params", "patch_size", "image_size"})
                QVERIFY(model[key] == expected[key]);
            QCOMPARE(model["weights"].size(), expected["weights"].size());
            size_t at = 0;
            for (const auto& [name, entry] : expected["weights"].items()) {
                const Json wanted{{"entry", variantNames[i].toStdString() + "/" + name},
                                  {"gmacs", entry["_ops"]},
                                  {"file_size_mib", entry["_file_size"]},
                                  {"acc1", entry["_metrics"]["ImageNet-1K"]["acc@1"]},
                                  {"acc5", entry["_metrics"]["ImageNet-1K"]["acc@5"]},
                                  {"on_disk", false}};
                QCOMPARE(QString::fromStdString(model["weights"][at++].dump()), QString::fromStdString(wanted.dump()));
            }
        }
    }

    void modelsFindWhatIsOnThisDisk() {
        QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkpath("hub/checkpoints"));
        const Json entry = facts("vit_b_32")["weights"]["IMAGENET1K_V1"];
        QFile file(home.filePath("hub/checkpoints/" + QString::fromStdString(entry["url"].get<std::string>())));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(entry["_file_size"].get<double>() * 1024 * 1024)));
        const Run json = vitrineRun({"models", "--json"}, {}, {"TORCH_HOME=" + home.path()});
        QVERIFY(parse(json)[1]["weights"][0]["on_disk"] == true);
        const Run table = vitrineRun({"models"}, {}, {"TORCH_HOME=" + home.path()});
        COMPARE_STATUS(table, 0);
        QCOMPARE(table.out.count("on this disk"), 1);
        QVERIFY(table.out.contains("86,567,656") && table.out.contains("bundled"));
    }

    void largestTreeAtOnce() {
        QElapsedTimer timer;
        timer.start();
        const Run run = vitrineRun({"describe", "vit_h_14", "--image-size", "518", "--format", "json"});
        COMPARE_STATUS(run, 0);
        QVERIFY2(timer.elapsed() < 20'000,
                 "no tensor is made for it");  // with ten programs beside it; alone it takes 0.2 s
        QCOMPARE(parse(run)["num_params"].get<int64_t>(), 633'470'440);
    }
};

QTEST_GUILESS_MAIN(DescribeTest)
#include "describe_test.moc"

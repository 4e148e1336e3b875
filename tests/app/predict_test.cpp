// vitrine predict: numbers against PyTorch's, JSON as the contract says, words for people.
#include "tests/support/program.h"
#include "tests/support/safetensors_file.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace vitrine::test;
using Json = nlohmann::ordered_json;

namespace {

Json parse(const Run& run) { return Json::parse(run.out.begin(), run.out.end()); }

float distance(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size())
        return INFINITY;
    float largest = 0;
    for (size_t i = 0; i < a.size(); ++i)
        largest = std::isfinite(a[i]) ? std::max(largest, std::abs(a[i] - b[i])) : INFINITY;
    return largest;
}

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> all;
    for (const auto& item : object.items())
        all.push_back(item.key());
    return all;
}

}  // namespace

class PredictTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dumpIsPyTorchs_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<QString>("picture");
        for (const QString golden : {"plain", "deep"})
            for (const QString picture : {"photo.png", "expected.safetensors"})
                QTest::newRow(qPrintable(golden + " " + picture)) << golden << picture;
    }
    void dumpIsPyTorchs() {
        QFETCH(QString, golden);
        QFETCH(QString, picture);
        const QString dump = m_folder.filePath("dump.safetensors");
        const Run run = vitrineRun(QStringList{"predict", dataFile("golden/" + golden + "/" + picture), "--dump", dump} +
                                   goldenOptions(golden));
        COMPARE_STATUS(run, 0);
        const SafetensorsFile actual(dump.toStdString());
        const SafetensorsFile expected(data("golden/" + golden.toStdString() + "/expected.safetensors"));
        QCOMPARE(int(actual.names().size()), 6);
        QCOMPARE(distance(actual.floats("input"), expected.floats("input")), 0.0F);
        for (const char* name : {"input", "logits", "probabilities", "attention", "tokens", "logit_lens"}) {
            QVERIFY2(actual.shape(name) == expected.shape(name), name);
            const float worst = distance(actual.floats(name), expected.floats(name));
            QVERIFY2(worst < 1e-4F, qPrintable(QString("%1 differs by %2").arg(name).arg(worst)));
        }
    }

    void jsonIsTheContract() {
        const QString photo = dataFile("golden/deep/photo.png");
        const Run run =
            vitrineRun(QStringList{"predict", photo, "--json", "--top", "3", "--device", "cpu"} + goldenOptions("deep"));
        COMPARE_STATUS(run, 0);
        QVERIFY(run.err.isEmpty());
        const Json all = parse(run);
        QCOMPARE(int(all.size()), 1);
        const Json& one = all[0];
        QVERIFY((keys(one) == std::vector<std::string>{"image", "model", "weights", "device", "dtype", "output_shape",
                                                       "top", "ms"}));
        QVERIFY((keys(one["ms"]) == std::vector<std::string>{"decode", "preprocess", "forward"}));
        QCOMPARE(QString::fromStdString(one["image"]), photo);
        QCOMPARE(one["weights"].get<std::string>(), std::string("model.pth"));
        QCOMPARE(one["device"].get<std::string>(), std::string("cpu"));
        QCOMPARE(one["dtype"].get<std::string>(), std::string("float32"));
        QVERIFY(one["output_shape"] == Json({1, 11}));
        for (const auto& item : one["ms"].items())
            QVERIFY(item.value().get<double>() > 0);
        const SafetensorsFile expected(data("golden/deep/expected.safetensors"));
        const std::vector<float> logits = expected.floats("logits"), probabilities = expected.floats("probabilities");
        QCOMPARE(int(one["top"].size()), 3);
        QCOMPARE(one["top"][0]["index"].get<int>(), 2);
        for (const Json& top : one["top"]) {
            QVERIFY((keys(top) == std::vector<std::string>{"index", "label", "probability", "logit"}));
            const size_t index = top["index"];
            QCOMPARE(top["label"].get<std::string>(), "class " + std::to_string(index));
            QVERIFY(std::abs(top["logit"].get<float>() - logits[index]) < 1e-4F);
            QVERIFY(std::abs(top["probability"].get<float>() - probabilities[index]) < 1e-5F);
        }
    }

    void saysWhichGroupOfWeights() {
        const Run run = vitrineRun({"predict", dataFile("golden/plain/photo.png"), "--weights",
                                    dataFile("formats/timm-training-ema/model.pth"), "--heads", "2"});
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.contains("model.pth (state_dict_ema)"), run.out.constData());
    }

    void bundledModelSeesWhatPyTorchSees() {
        const Run run = vitrineRun({"predict", shippedFile("samples"), "--json", "--top", "105"});
        COMPARE_STATUS(run, 0);
        const Json all = parse(run);
        const SafetensorsFile expected(data("everyday/expected.safetensors"));
        const std::pair<const char*, const char*> pictures[] = {{"astronaut", "coat or jacket"},
                                                                {"chelsea", "cat"},
                                                                {"coffee", "cup"},
                                                                {"rocket", "chandelier"}};  // natural order
        QCOMPARE(int(all.size()), 4);
        for (size_t i = 0; i < 4; ++i) {
            QVERIFY(all[i]["image"].get<std::string>().find(pictures[i].first) != std::string::npos);
            QCOMPARE(all[i]["top"][0]["label"].get<std::string>(), std::string(pictures[i].second));
            QCOMPARE(all[i]["weights"].get<std::string>(), std::string("bundled"));
            const std::vector<float> logits = expected.floats(std::string(pictures[i].first) + ".logits");
            for (const Json& top : all[i]["top"])
                QVERIFY(std::abs(top["logit"].get<float>() - logits[top["index"].get<size_t>()]) < 1e-3F);
        }
    }

    void aPartOfThePicture() {
        const QString whole = dataFile("golden/plain/photo.png"), part = m_folder.filePath("part.png");
        QVERIFY(QImage(whole).copy(5, 7, 40, 30).save(part));
        const QStringList json{"--json", "--device", "cpu"};
        const Run cut = vitrineRun(QStringList{"predict", whole, "--crop-box", "5,7,40,30"} + json);
        COMPARE_STATUS(cut, 0);
        const Run saved = vitrineRun(QStringList{"predict", part, "--fit", "squash"} + json);
        COMPARE_STATUS(saved, 0);
        QVERIFY(parse(cut)[0]["top"] == parse(saved)[0]["top"]);
        const Run outside = vitrineRun({"predict", whole, part, "--crop-box", "5,7,4000,30"});
        COMPARE_STATUS(outside, 1);
        QVERIFY2(outside.err.contains("photo.png: the crop: does not lie inside the picture"), outside.err.constData());
    }

    void aFrameOfAnAnimation() {
        const QString animation = dataFile("images/animated.webp");
        const Run first = vitrineRun({"predict", animation, "--top", "1"});
        COMPARE_STATUS(first, 0);
        const Run second = vitrineRun({"predict", animation, "--top", "1", "--frame", "1"});
        COMPARE_STATUS(second, 0);
        QVERIFY2(first.out.contains("frame 1 of ") && second.out.contains("frame 2 of "), second.out.constData());
    }

    void wordsForPeople() {
        const Run run = vitrineRun({"predict", shippedFile("samples/chelsea.png"), "--top", "2"});
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.contains("chelsea.png\n"), run.out.constData());
        const QRegularExpression cat("\n +16  cat +79\\.9\\d %  +\\+5\\.8\\d+\n");
        QVERIFY2(cat.match(QString::fromUtf8(run.out)).hasMatch(), run.out.constData());
        QVERIFY2(run.out.contains("1 × 105 out") && run.out.contains("451 × 300 px in"), run.out.constData());
        QCOMPARE(run.out.count('\n'), 5);
    }

    void randomHeadIsExplained() {
        const QStringList model{"--model", "vit_b_32", "--weights", "random"};
        const Run words = vitrineRun(QStringList{"predict", dataFile("golden/plain/photo.png")} + model);
        COMPARE_STATUS(words, 0);
        QVERIFY2(words.out.contains("Every logit is exactly 0") && words.out.contains("0.10 %"), words.out.constData());
        const Run run =
            vitrineRun(QStringList{"predict", dataFile("golden/plain/photo.png"), "--json", "--seed", "3"} + model);
        COMPARE_STATUS(run, 0);
        const Json one = parse(run)[0];
        QCOMPARE(one["model"].get<std::string>(), std::string("vit_b_32"));
        QCOMPARE(one["weights"].get<std::string>(), std::string("random, seed 3"));
        QCOMPARE(int(one["top"].size()), 5);
        for (int i = 0; i < 5; ++i) {
            const Json& top = one["top"][size_t(i)];
            QCOMPARE(top["index"].get<int>(), i);  // ties by index
            QCOMPARE(top["logit"].get<double>(), 0.0);
            QCOMPARE(top["probability"].get<double>(), 0.001);
        }
        QCOMPARE(one["top"][0]["label"].get<std::string>(), std::string("tench"));
    }

    void seedDecidesTheWeights() {
        const QString dump = m_folder.filePath("seed.safetensors");
        const auto tokens = [&](const QString& seed) {
            const Run run = vitrineRun({"predict", dataFile("golden/plain/photo.png"), "--model", "vit_b_32",
                                        "--weights", "random", "--seed", seed, "--image-size", "64", "--dump", dump});
            return run.status == 0 ? SafetensorsFile(dump.toStdString()).floats("tokens") : std::vector<float>();
        };
        const std::vector<float> zero = tokens("0"), again = tokens("0"), seven = tokens("7");
        QCOMPARE(int(zero.size()), 13 * 5 * 768);
        QVERIFY(zero == again);
        QVERIFY(distance(zero, seven) > 0.1F);
    }

    void threadsAndDtypeAreTaken() {
        const QStringList common =
            QStringList{"predict", dataFile("golden/deep/photo.png"), "--json", "--top", "11"} + goldenOptions("deep");
        const Json plain = parse(vitrineRun(common))[0];
        const Json single = parse(vitrineRun(common + QStringList{"--threads", "1"}))[0];
        QVERIFY(single["top"][0]["index"] == plain["top"][0]["index"]);
        const Run many = vitrineRun(common + QStringList{"--threads", "4096"});  // no machine has so many
        QVERIFY(parse(many)[0]["top"][0]["index"] == plain["top"][0]["index"]);
        QVERIFY2(many.err.startsWith("vitrine: --threads 4096: this machine has "), many.err.constData());
        const Run half = vitrineRun(common + QStringList{"--dtype", "bfloat16"});
        COMPARE_STATUS(half, 0);
        const Json bfloat16 = parse(half)[0];
        QCOMPARE(bfloat16["dtype"].get<std::string>(), std::string("bfloat16"));
        const double difference =
            std::abs(bfloat16["top"][0]["logit"].get<double>() - plain["top"][0]["logit"].get<double>());
        QVERIFY2(difference > 0 && difference < 0.5, "another arithmetic, about the same answer");
    }

    void preprocessingOptionsReachTheInput() {
        const QString dump = m_folder.filePath("input.safetensors");
        const auto input = [&](const QStringList& options) {
            const Run run = vitrineRun(QStringList{"predict", dataFile("golden/plain/photo.png"), "--weights",
                                                   dataFile("golden/plain/model.pth"), "--heads", "2", "--dump", dump} +
                                       options);
            return run.status == 0 ? SafetensorsFile(dump.toStdString()).floats("input") : std::vector<float>();
        };
        const std::vector<float> plain = input({});
        QCOMPARE(int(plain.size()), 3 * 64 * 64);
        for (const QStringList& options : {QStringList{"--resize", "100"},
                                           {"--fit", "squash"},
                                           {"--fit", "pad"},
                                           {"--interpolation", "bicubic"},
                                           {"--mean", "0,0,0"},
                                           {"--std", "1,1,1"}})
            QVERIFY2(distance(input(options), plain) > 0.01F, qPrintable(options.join(' ')));
        const std::vector<float> raw = input({"--mean", "0,0,0", "--std=1,1,1"});
        QVERIFY(*std::min_element(raw.begin(), raw.end()) >= 0 && *std::max_element(raw.begin(), raw.end()) <= 1);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(PredictTest)
#include "predict_test.moc"

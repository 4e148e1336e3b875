// vitrine explain: the map's numbers against PyTorch's, the picture it draws, the JSON.
#include "tests/support/program.h"
#include "tests/support/safetensors_file.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>

using namespace vitrine::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr int fuseMean = -1, fuseMax = -2, fuseMin = -3;

/// Row `query` of the golden attention at `layer`, one head or fused, patch columns.
std::vector<float> attentionRow(const SafetensorsFile& file, int layer, int head, int query) {
    const std::vector<float> all = file.floats("attention");  // (L, H, N, N)
    const std::vector<int> shape = file.shape("attention");
    const int H = shape[1], N = shape[2];
    const auto at = [&](int h, int column) {
        return all[((size_t(layer) * size_t(H) + size_t(h)) * size_t(N) + size_t(query)) * size_t(N) + size_t(column)];
    };
    std::vector<float> row;
    for (int column = 1; column < N; ++column) {
        std::vector<float> heads;
        double sum = 0;
        for (int h = 0; h < H; ++h) {
            heads.push_back(at(h, column));
            sum += double(heads.back());
        }
        const auto [low, high] = std::minmax_element(heads.begin(), heads.end());
        row.push_back(head >= 0          ? heads[size_t(head)]
                      : head == fuseMean ? float(sum / H)
                      : head == fuseMax  ? *high
                                         : *low);
    }
    return row;
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
    if (a.size() != b.size())
        return INFINITY;
    float largest = 0;
    for (size_t i = 0; i < a.size(); ++i)
        largest = std::isfinite(a[i]) ? std::max(largest, std::abs(a[i] - b[i])) : INFINITY;
    return largest;
}

/// QImage's == would compare colour profiles as well.
QByteArray pixels(const QImage& image) {
    QByteArray all;
    for (int y = 0; y < image.height(); ++y)
        all.append(reinterpret_cast<const char*>(image.constScanLine(y)), image.width() * 3);
    return all;
}

}  // namespace

class ExplainTest : public QObject {
    Q_OBJECT

    static QStringList command(const QString& golden, const QStringList& options) {
        return QStringList{"explain", dataFile("golden/" + golden + "/expected.safetensors")} + goldenOptions(golden) +
               options;
    }

private Q_SLOTS:
    void attentionIsPyTorchs_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("layer");
        QTest::addColumn<int>("head");
        QTest::addColumn<int>("query");
        const auto row = [](QStringList options, int layer, int head, int query) {
            QTest::newRow(qPrintable("attention " + options.join(' '))) << options << layer << head << query;
        };
        row({}, 5, fuseMean, 0);
        row({"--layer", "0"}, 0, fuseMean, 0);
        row({"--layer", "3", "--head", "2"}, 3, 2, 0);
        row({"--head", "max", "--query", "cls"}, 5, fuseMax, 0);
        row({"--head", "min", "--layer", "4"}, 4, fuseMin, 0);
        row({"--query", "0,0", "--head", "0"}, 5, 0, 1);
        row({"--query", "2,7", "--layer", "1"}, 1, fuseMean, 1 + 2 * 8 + 7);
    }
    void attentionIsPyTorchs() {
        QFETCH(QStringList, options);
        QFETCH(int, layer);
        QFETCH(int, head);
        QFETCH(int, query);
        const QString dump = m_folder.filePath("map.safetensors");
        const Run run = vitrineRun(command("deep", options + QStringList{"--method", "attention", "--dump", dump}));
        COMPARE_STATUS(run, 0);
        const SafetensorsFile map(dump.toStdString());
        QVERIFY((map.shape("map") == std::vector<int>{8, 8}));
        const SafetensorsFile expected(data("golden/deep/expected.safetensors"));
        const float worst = distance(map.floats("map"), attentionRow(expected, layer, head, query));
        QVERIFY2(worst < 1e-5F, qPrintable(QString("differs by %1").arg(worst)));
    }

    void rolloutIsPyTorchs_data() {
        QTest::addColumn<QString>("golden");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("tensor");
        for (const QString golden : {"plain", "deep"}) {
            const auto row = [&](QStringList options, const QString& tensor) {
                QTest::newRow(qPrintable(golden + " " + tensor + (options.contains("--layers") ? " in words" : "")))
                    << golden << options << tensor;
            };
            row({}, "rollout_mean");
            row({"--head", "max"}, "rollout_max");
            row({"--head", "min"}, "rollout_min");
            row({"--discard", "0.9"}, "rollout_mean_discard_0.9");
            row({"--head", "max", "--discard", "0.9"}, "rollout_max_discard_0.9");
            row({"--layers", golden == "plain" ? "0:3" : "0:6", "--query", "cls"}, "rollout_mean");
        }
    }
    void rolloutIsPyTorchs() {
        QFETCH(QString, golden);
        QFETCH(QStringList, options);
        QFETCH(QString, tensor);
        const QString dump = m_folder.filePath("rollout.safetensors");
        const Run run = vitrineRun(command(golden, options + QStringList{"--method", "rollout", "--dump", dump}));
        COMPARE_STATUS(run, 0);
        const SafetensorsFile expected(data("golden/" + golden.toStdString() + "/expected.safetensors"));
        const float worst =
            distance(SafetensorsFile(dump.toStdString()).floats("map"), expected.floats(tensor.toStdString()));
        QVERIFY2(worst < 1e-5F, qPrintable(QString("differs by %1").arg(worst)));
    }

    void methodsForAClassArePyTorchs() {
        const SafetensorsFile expected(data("golden/deep/expected.safetensors"));
        const QString dump = m_folder.filePath("class.safetensors");
        for (const char* method : {"chefer", "grad_rollout", "legrad", "gradcam", "input_grad", "ig", "occlusion"}) {
            const Run run = vitrineRun(command("deep", {"--method", method, "--dump", dump, "--json"}));
            COMPARE_STATUS(run, 0);
            std::vector<float> reference = expected.floats(method),
                               map = SafetensorsFile(dump.toStdString()).floats("map");
            const float largest = *std::max_element(reference.begin(), reference.end());
            const float worst = distance(map, reference);
            QVERIFY2(worst < 1e-4F * std::max(largest, 1e-3F),
                     qPrintable(QString("%1 differs by %2").arg(method).arg(worst)));
            QVERIFY(run.json()["target"]["index"].is_number());
            QCOMPARE(run.json().contains("completeness_error"), QByteArray(method) == "ig");
        }
    }

    void aTargetIsAClassOrADifference() {
        const auto json = [&](const QStringList& options) {
            const Run run = vitrineRun(command("plain", options + QStringList{"--json"}));
            return run.status == 0 ? run.json() : nlohmann::json::parse(run.all().toStdString(), nullptr, false);
        };
        const auto chefer = json({"--target", "3"});  // the method for a class, where none is said
        QCOMPARE(QString::fromStdString(chefer["method"]), QStringLiteral("chefer"));
        QCOMPARE(chefer["target"]["index"].get<int>(), 3);
        const auto one = json({"--method", "ig", "--target", "3,-5"}),
                   other = json({"--method", "ig", "--target", "5,-3"});
        QCOMPARE(one["target"]["against"]["index"].get<int>(), 5);
        QVERIFY(std::abs(one["max"].get<double>() + other["min"].get<double>()) < 1e-4);
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "ig", "--target", "3,-3"})), 2);
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "attention", "--target", "3"})), 2);
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "chefer", "--head", "max"})), 2);
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "gradcam", "--query", "1,1"})), 2);
        QVERIFY(json({"--method", "random"})["target"].is_null());
    }

    void layersAreARange() {
        const QString dump = m_folder.filePath("range.safetensors");
        const auto map = [&](const QString& layers) {
            const Run run = vitrineRun(command("deep", {"--method", "rollout", "--layers", layers, "--dump", dump}));
            return run.status == 0 ? SafetensorsFile(dump.toStdString()).floats("map") : std::vector<float>();
        };
        // One layer alone: norm(A + I), the class token's row without its first entry, which is half its attention.
        std::vector<float> expected =
            attentionRow(SafetensorsFile(data("golden/deep/expected.safetensors")), 2, fuseMean, 0);
        for (float& value : expected)
            value /= 2;
        QVERIFY(distance(map("2:3"), expected) < 1e-6F);
        QVERIFY(distance(map("2:5"), map("0:6")) > 1e-4F);
    }

    void jsonIsTheContract() {
        const Run run = vitrineRun(command("deep", {"--method", "attention", "--json"}));
        COMPARE_STATUS(run, 0);
        QVERIFY(run.err.isEmpty());
        const Json json = Json::parse(run.out.begin(), run.out.end());
        std::vector<std::string> keys;
        for (const auto& item : json.items())
            keys.push_back(item.key());
        QVERIFY((keys == std::vector<std::string>{"image", "method", "target", "rows", "cols", "min", "max", "ms"}));
        QCOMPARE(json["method"].get<std::string>(), std::string("attention"));
        const Run changed = vitrineRun(command("deep", {"--method", "attention", "--json", "--off", "1.mlp"}));
        QCOMPARE(Json::parse(changed.out.begin(), changed.out.end())["change"].get<std::string>(),
                 std::string("off 1.mlp"));
        QVERIFY(json["target"].is_null() && json["rows"] == 8 && json["cols"] == 8 && json["ms"].get<double>() > 0);
        const std::vector<float> expected =
            attentionRow(SafetensorsFile(data("golden/deep/expected.safetensors")), 5, fuseMean, 0);
        const auto [low, high] = std::minmax_element(expected.begin(), expected.end());
        QVERIFY(std::abs(json["min"].get<float>() - *low) < 1e-5F && std::abs(json["max"].get<float>() - *high) < 1e-5F);
    }

    void severalPicturesAreALineEach() {
        const Run run = vitrineRun({"explain", shippedFile("samples"), "--method", "rollout", "--json"});
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.lines().size(), 5);
        for (const QByteArray& line : run.lines().mid(0, 4))
            QCOMPARE(Json::parse(line.begin(), line.end())["rows"].get<int>(), 16);
    }

    void wordsSayWhereAndWhat() {
        const QString out = m_folder.filePath("words.png");
        const Run run = vitrineRun(
            {"explain", shippedFile("samples/chelsea.png"), "--method", "attention", "--layer", "10", "-o", out});
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.contains("attention of the class token · layer 10 · mean of 6 heads"), run.out.constData());
        QVERIFY2(run.out.contains("16 × 16 patches") && run.out.contains("highest at row 13, column 9"),
                 run.out.constData());
        QVERIFY2(run.out.contains(out.toUtf8()), run.out.constData());
    }

    void pictureHasItsOwnSize() {
        const QString photo = dataFile("golden/plain/photo.png"), out = m_folder.filePath("out.png");
        const QStringList common = QStringList{"explain",  photo,     "--weights", dataFile("golden/plain/model.pth"),
                                               "--heads",  "2",       "--fit",     "squash",
                                               "--method", "rollout", "-o",        out};
        const QImage original = QImage(photo).convertToFormat(QImage::Format_RGB888);
        const auto drawn = [&](const QStringList& options) {
            const Run run = vitrineRun(common + options);
            return run.status == 0 ? QImage(out).convertToFormat(QImage::Format_RGB888) : QImage();
        };
        const QImage inferno = drawn({}), viridis = drawn({"--colormap", "viridis"}), clear = drawn({"--opacity", "0"});
        QCOMPARE(inferno.size(), original.size());
        const QByteArray plain = pixels(original);
        QVERIFY(pixels(clear) == plain);
        QVERIFY(pixels(inferno) != plain && pixels(viridis) != plain && pixels(inferno) != pixels(viridis));
    }

    void tensorInputIsItsOwnPicture() {
        const QString out = m_folder.filePath("input.png");
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "attention", "-o", out})), 0);
        QCOMPARE(QImage(out).size(), QSize(64, 64));
    }

    void theEndingSaysWhatIsWritten() {
        const auto write = [this](const QString& name, const QStringList& options = {}) {
            const QString out = m_folder.filePath(name);
            const Run run = vitrineRun(command("plain", options + QStringList{"--method", "attention", "-o", out}));
            QFile file(out);
            return run.status == 0 && file.open(QIODevice::ReadOnly) ? file.readAll() : run.all();
        };
        const QByteArray svg = write("f.svg");
        QVERIFY2(svg.contains("<svg ") &&
                     svg.contains(">Attention of the class token, layer 2, mean of 2 heads</text>") &&
                     svg.contains("expected.safetensors through "),
                 svg.left(500).constData());
        QVERIFY(QXmlStreamReader(svg).readNextStartElement());
        QVERIFY(write("f.pdf").startsWith("%PDF-"));
        QVERIFY(write("f.npz").startsWith("PK"));
        QCOMPARE(write("f.csv").count('\n'), 4);
        QVERIFY(!SafetensorsFile((write("f.safetensors"), m_folder.filePath("f.safetensors").toStdString()))
                     .floats("map")
                     .empty());
        write("f.png", {"--figure", "--scale", "1"});
        QCOMPARE(QImage(m_folder.filePath("f.png")).width(), 800);
        write("heads.png", {"--all-heads", "--scale", "1"});
        QVERIFY(QImage(m_folder.filePath("heads.png")).height() > 3 * 44);
        QCOMPARE(write("heads.svg", {"--all-heads"}).count("<image "), 3 * 2);
    }

    void wrongOutputsAreSaid_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("status");
        QTest::newRow("no such kind") << QStringList{"-o", "x.gif"} << 2;
        QTest::newRow("a figure of numbers") << QStringList{"--figure", "-o", "x.npz"} << 2;
        QTest::newRow("a figure of nothing") << QStringList{"--figure"} << 2;
        QTest::newRow("no such scale") << QStringList{"--scale", "99", "-o", "x.png"} << 2;
        QTest::newRow("no folder") << QStringList{"-o", "nowhere/x.svg"} << 1;
        QTest::newRow("no folder, numbers") << QStringList{"-o", "nowhere/x.npz"} << 1;
    }
    void wrongOutputsAreSaid() {
        QFETCH(QStringList, options);
        const Run run = vitrineRun(command("plain", QStringList{"--method", "attention"} + options), m_folder.path());
        QTEST(run.status, "status");
        QVERIFY2(run.err.startsWith("vitrine: "), run.err.constData());
        QVERIFY(run.out.isEmpty());
    }

    void dumpAndPictureTogether() {
        const QString out = m_folder.filePath("both.png"), dump = m_folder.filePath("both.safetensors");
        COMPARE_STATUS(vitrineRun(command("plain", {"--method", "rollout", "-o", out, "--dump", dump})), 0);
        QVERIFY(QFile::exists(out) && QFile::exists(dump));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"

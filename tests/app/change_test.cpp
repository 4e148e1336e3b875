// --mask, --off, --patch-from; vitrine heads and sanity.
#include "tests/support/program.h"

#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace vitrine::test;
using Json = nlohmann::json;

class ChangeTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QString photo() { return dataFile("golden/plain/photo.png"); }
    static QStringList model() { return goldenOptions("plain"); }
    Run run(const QString& command, const QStringList& more) const {
        return vitrineRun(QStringList{command, photo()} + model() + more, m_folder.path());
    }
    Json predicted(const QStringList& more) const {
        const Run result = run("predict", QStringList{"--json", "--top", "7"} + more);
        return result.status == 0 ? result.json().at(0) : Json{{"failed", result.all().toStdString()}};
    }
    static double logit(const Json& json, int index) {
        for (const Json& one : json.at("top"))
            if (one.at("index") == index)
                return one.at("logit");
        return NAN;
    }

private Q_SLOTS:
    void predictComparesWithTheOriginal() {
        const Json plain = predicted({}), changed = predicted({"--mask", "0:2,1:3", "--fill", "mean", "--off", "1.mlp"});
        QVERIFY2(changed.contains("original_top"), changed.dump().c_str());
        QCOMPARE(changed["original_top"], plain["top"]);
        for (const Json& one : changed["top"]) {
            QVERIFY(std::abs(one["original_logit"].get<double>() - logit(plain, one["index"])) < 1e-5);
            QVERIFY(one.contains("original_probability") && one.contains("probability"));
        }
        QVERIFY(std::abs(logit(changed, 0) - logit(plain, 0)) > 1e-4);
        QVERIFY(!plain.contains("original_top") && !plain["top"][0].contains("original_logit"));
        const Run text = run("predict", {"--off", "1.mlp"});
        COMPARE_STATUS(text, 0);
        QVERIFY2(text.out.contains("original   change") && text.out.contains("Originally"), text.out.constData());
    }

    void tokensOfAnotherPicture() {
        const QString other = dataFile("golden/deep/photo.png");
        const Json donor = vitrineRun(QStringList{"predict", other, "--json", "--top", "7"} + model()).json().at(0);
        const Json all = predicted({"--patch-from", other, "--patch-layer", "1"});
        QVERIFY2(all.contains("top"), all.dump().c_str());
        QVERIFY(std::abs(logit(all, 0) - logit(donor, 0)) < 1e-4);
        const Json one = predicted({"--patch-from", other, "--patch-layer", "embedding", "--patch-tokens", "1,1"});
        QVERIFY(std::abs(logit(one, 0) - logit(donor, 0)) > 1e-4);
        QVERIFY(std::abs(logit(one, 0) - logit(predicted({}), 0)) > 1e-5);
    }

    void explainIsOfTheChangedRun() {
        const Run run = this->run(
            "explain", {"--method", "attention", "--mask", "1,1", "--fill", "drop", "--dump", "map.safetensors"});
        COMPARE_STATUS(run, 0);
        QVERIFY2(run.out.contains("masked 1,1 (drop)"), run.out.constData());
    }

    void aSavedPictureShowsIt() {
        const auto saved = [&](const QString& name, const QStringList& more) {
            const Run run =
                this->run("explain", QStringList{"--method", "attention", "--opacity", "0", "-o", name} + more);
            return run.status == 0 ? QImage(m_folder.filePath(name)) : QImage();
        };
        const QImage plain = saved("without.png", {}), black = saved("black.png", {"--mask", "1,1"}),
                     dropped = saved("dropped.png", {"--mask", "1,1", "--fill", "drop"});
        QVERIFY(!plain.isNull() && !black.isNull() && !dropped.isNull());
        const QPoint middle(plain.width() * 3 / 8, plain.height() * 3 / 8), other(plain.width() * 5 / 8, middle.y());
        QVERIFY(plain.pixelColor(middle) != QColor(Qt::black));
        QCOMPARE(black.pixelColor(middle), QColor(Qt::black));
        QCOMPARE(black.pixelColor(other), plain.pixelColor(other));
        QVERIFY(dropped.pixelColor(middle) != black.pixelColor(middle));
        const QImage taken = saved("taken.png", {"--patch-from", dataFile("golden/deep/photo.png"), "--patch-layer",
                                                 "1", "--patch-tokens", "1,1"});
        const auto dashes = [](const QImage& image) {
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += image.pixelColor(x, y) == QColor(0xff, 0xb4, 0x6b) ? 1 : 0;
            return count;
        };
        QVERIFY2(dashes(taken) > 10 && dashes(plain) == 0, qPrintable(QString::number(dashes(taken))));
        QCOMPARE(taken.pixelColor(middle), plain.pixelColor(middle));
    }

    void aShotShowsIt() {
        const auto shot = [&](const QString& name, const QStringList& more) {
            const Run run = this->run("shot", QStringList{"--panel", "stage", "-o", name} + more);
            return run.status == 0 ? QImage(m_folder.filePath(name)) : QImage();
        };
        const QImage plain = shot("plain.png", {}), masked = shot("masked.png", {"--mask", "0:2,0:2"});
        QVERIFY(!plain.isNull() && !masked.isNull());
        QVERIFY(plain != masked);
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("says");
        QTest::newRow("mask") << QStringList{"--mask", "1"} << "--mask 1";
        QTest::newRow("no patch") << QStringList{"--mask", "9,0"} << "patch 9, 0 is not there";
        QTest::newRow("fill alone") << QStringList{"--fill", "mean"} << "--fill";
        QTest::newRow("fill") << QStringList{"--mask", "0,0", "--fill", "pink"} << "--fill pink";
        QTest::newRow("off") << QStringList{"--off", "1.hat"} << "--off 1.hat";
        QTest::newRow("no head") << QStringList{"--off", "1.head.9"} << "head 9 is not there";
        QTest::newRow("no layer") << QStringList{"--off", "9.mlp"} << "layer 9 is not there";
        QTest::newRow("layer of nothing") << QStringList{"--patch-layer", "1"} << "--patch-layer";
        QTest::newRow("which layer") << QStringList{"--patch-from", photo()} << "--patch-from";
    }
    void wrongUsage() {
        QFETCH(QStringList, options);
        QFETCH(QString, says);
        const Run run = this->run("predict", options);
        COMPARE_STATUS(run, 2);
        QVERIFY2(run.err.contains(says.toUtf8()), run.err.constData());
        QVERIFY(run.err.count('\n') <= 4);
    }

    void headsAreRanked() {
        const Run run = this->run("heads", {"--json"});
        COMPARE_STATUS(run, 0);
        const Json json = run.json().at(0);
        QCOMPARE(json["heads"].size(), size_t(6));
        QCOMPARE(json["target"]["index"], predicted({})["top"][0]["index"]);
        double before = INFINITY;
        for (const Json& head : json["heads"]) {
            QVERIFY(head["logit_drop"].get<double>() <= before);
            before = head["logit_drop"];
        }
        const Json first = json["heads"][0];
        const QString off = QString("%1.head.%2").arg(first["layer"].get<int>()).arg(first["head"].get<int>());
        const int target = json["target"]["index"];
        const double drop = logit(predicted({}), target) - logit(predicted({"--off", off}), target);
        QVERIFY(std::abs(first["logit_drop"].get<double>() - drop) < 1e-4);
        const Run text = this->run("heads", {"--top", "2", "--by", "mean"});
        COMPARE_STATUS(text, 0);
        QCOMPARE(text.out.count('\n'), 5);
        const Json mean = this->run("heads", {"--by", "mean", "--json"}).json().at(0)["heads"][0];
        const QString lost =
            QString::number(mean["logit_drop"].get<double>(), 'f', 3);  // a loss is above 0, as the words say
        QVERIFY2(text.out.split('\n')[3].simplified().split(' ')[2] == lost.toUtf8(), text.out.constData());
    }

    void sanity() {
        const Run run = this->run("sanity", {"--method", "chefer", "--json"});
        COMPARE_STATUS(run, 0);
        const Json json = run.json();
        QCOMPARE(json["steps"].size(), size_t(6));  // none, head, three layers, the embedding
        QCOMPARE(json["steps"][0]["correlation"], 1.0);
        QCOMPARE(json["steps"][0]["map"].size(), size_t(16));
        QCOMPARE(json["steps"][2]["down_to"], "head to layer 2");
        COMPARE_STATUS(this->run("sanity", {}), 2);
        const Run layer = this->run("sanity", {"--method", "attention", "--layer", "1"});
        QVERIFY2(layer.out.contains("made in layer 1: what lies above it cannot change it"), layer.out.constData());
        const Run text = this->run("sanity", {"--method", "centre"});
        QVERIFY2(text.out.contains("centre does not look at the model"), text.out.constData());
        COMPARE_STATUS(text, 0);
        QCOMPARE(text.out.count("+1.000"), 12);
    }

    void sanityOfAModelWithoutAHead() {  // it has a mask token too, which a run does not need
        const Run run = vitrineRun({"sanity", photo(), "--method", "rollout", "--weights",
                                    dataFile("formats/huggingface-dinov2-headless"), "--json"},
                                   m_folder.path());
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.json()["steps"][1]["down_to"], "final norm");
        QCOMPARE(run.json()["steps"][1]["correlation"], 1.0);
    }
};

QTEST_GUILESS_MAIN(ChangeTest)
#include "change_test.moc"

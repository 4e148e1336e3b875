// vitrine predict -o: rows that come while it runs, going on where it stopped, parts of a set.
#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace vitrine::test;
using Json = nlohmann::json;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QList<QByteArray> linesOf(const QString& path) {
    QList<QByteArray> lines = contentOf(path).split('\n');
    if (!lines.isEmpty() && lines.back().isEmpty())
        lines.removeLast();
    return lines;
}

}  // namespace

class PredictFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_pictures = m_folder.filePath("pictures");

    QString at(const QString& name) const { return m_folder.filePath(name); }
    Run run(const QStringList& options) const {
        return vitrineRun(QStringList{"predict", m_pictures, "--top", "2"} + goldenOptions("plain") + options);
    }

private Q_SLOTS:
    void initTestCase() {
        QDir().mkpath(m_pictures);
        for (int i = 0; i < 40; ++i)  // more than a batch
            QVERIFY(QFile::copy(dataFile("golden/plain/photo.png"), m_pictures + QString("/p %1, \"a\".png").arg(i)));
        write(m_pictures + "/p 7b.png", "no picture");
    }

    void rowsAreTheAnswers() {
        const Run run = this->run({"-o", at("a.jsonl")});
        COMPARE_STATUS(run, 1);  // one is broken
        QVERIFY2(run.out.isEmpty() && run.err.contains("1 picture could not be looked at"), run.all().constData());
        const Json expected =
            vitrineRun(QStringList{"predict", dataFile("golden/plain/photo.png"), "--top", "2", "--json"} +
                       goldenOptions("plain"))
                .json()[0]["top"];
        const QList<QByteArray> lines = linesOf(at("a.jsonl"));
        QCOMPARE(lines.size(), 41);
        for (int i = 0; i < lines.size(); ++i) {
            const Json row = Json::parse(lines[i].begin(), lines[i].end());
            const bool broken = i == 8;  // in natural order
            QCOMPARE(row["image"].get<std::string>().ends_with("7b.png"), broken);
            QCOMPARE(row.contains("error"), broken);
            for (size_t k = 0; !broken && k < 2; ++k) {
                QCOMPARE(row["top"][k]["index"], expected[k]["index"]);
                QVERIFY(std::abs(row["top"][k]["logit"].get<double>() - expected[k]["logit"].get<double>()) < 1e-5);
                QVERIFY(std::abs(row["top"][k]["probability"].get<double>() - expected[k]["probability"].get<double>()) <
                        1e-6);
            }
        }
    }

    void goesOnWhereItStopped_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON Lines") << "b.jsonl";
        QTest::newRow("CSV") << "b.csv";
    }

    void goesOnWhereItStopped() {
        QFETCH(QString, name);
        const QString file = at(name);
        COMPARE_STATUS(run({"-o", file}), 1);
        const QList<QByteArray> whole = linesOf(file);
        QVERIFY(whole.size() >= 41);
        const QByteArray cut = whole.mid(0, 12).join('\n') + "\n" + whole[12].left(20);  // in the middle of a row
        write(file, cut);
        const Run refused = run({"-o", file});
        QVERIFY2(refused.status == 1 && refused.err.contains("--resume"), refused.all().constData());
        QCOMPARE(contentOf(file), cut);
        COMPARE_STATUS(run({"-o", file, "--resume"}), 0);  // the broken one has its row
        const QList<QByteArray> again = linesOf(file);
        QCOMPARE(again.size(), whole.size());
        for (int i = 0; i < whole.size();
             ++i)  // the same pictures in the same order; numbers may differ in their last digit
            QCOMPARE(again[i].left(whole[i].indexOf("0.")), whole[i].left(whole[i].indexOf("0.")));
        COMPARE_STATUS(run({"-o", file, "--resume"}), 0);
        QCOMPARE(linesOf(file), again);
    }

    void anotherModelOrOtherColumnsAreRefused() {
        const QString lines = at("c.jsonl"), table = at("c.csv");
        run({"-o", lines, "--shard", "0/20"});
        run({"-o", table, "--shard", "0/20"});
        const QByteArray before = contentOf(lines);
        const Run other =
            vitrineRun({"predict", m_pictures, "--model", "vit_b_32", "--weights", "random", "-o", lines, "--resume"});
        QVERIFY2(other.status == 1 && other.err.contains("another model"), other.all().constData());
        const Run columns = vitrineRun(QStringList{"predict", m_pictures, "--top", "3", "-o", table, "--resume"} +
                                       goldenOptions("plain"));
        QVERIFY2(columns.status == 1 && columns.err.contains("other columns"), columns.all().constData());
        write(at("d.jsonl"), "{\"a\": 1}\n");
        const Run strange = run({"-o", at("d.jsonl"), "--resume"});
        QVERIFY2(strange.status == 1 && strange.err.contains("no row"), strange.all().constData());
        QCOMPARE(contentOf(lines), before);
    }

    void shardsAreAPartition() {
        QStringList images;
        for (int i = 0; i < 3; ++i) {
            const QString file = at(QString("s%1.jsonl").arg(i));
            run({"-o", file, "--shard", QString("%1/3").arg(i)});
            for (const QByteArray& line : linesOf(file))
                images << QString::fromStdString(Json::parse(line.begin(), line.end())["image"].get<std::string>());
        }
        QCOMPARE(images.size(), 41);
        images.removeDuplicates();
        QCOMPARE(images.size(), 41);
    }

    void wrongUsage() {
        COMPARE_STATUS(run({"--resume"}), 2);
        for (const char* shard : {"3/3", "-1/3", "1", "1/0", "a/b"})
            COMPARE_STATUS(run({"-o", at("x.csv"), "--shard", shard}), 2);
        COMPARE_STATUS(run({"-o", at("x.txt")}), 2);
        COMPARE_STATUS(run({"-o", at("x.csv"), "--json"}), 2);
        COMPARE_STATUS(run({"-o", at("x.csv"), "--off", "0.mlp"}), 2);
        const Run nowhere = run({"-o", "/proc/x.csv"});
        QVERIFY2(nowhere.status == 1 && nowhere.err.contains("x.csv"), nowhere.all().constData());
        QVERIFY(!QFile::exists(at("x.csv")));
    }
};

QTEST_GUILESS_MAIN(PredictFileTest)
#include "predict_file_test.moc"

// Exit status and streams: results on standard output, everything else on standard error, few words, no crash.
#include "tests/support/program.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <QUrl>

using namespace vitrine::test;

class UsageTest : public QObject {
    Q_OBJECT

    QString photo() const { return dataFile("golden/plain/photo.png"); }

    /// A file with these bytes in m_folder.
    QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(file.fileName()));
        return file.fileName();
    }

    static QByteArray read(const QString& name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void nothingThatIsReadIsWrittenOver() {
        const QString own = m_folder.filePath("own.png"), link = m_folder.filePath("link.png");
        QVERIFY(QFile::copy(photo(), own) && QFile::link(own, link));
        const auto bytes = [&own] {
            QFile file(own);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QByteArray before = bytes();
        for (const QStringList& line :
             {QStringList{"explain", own, "--method", "attention", "-o", own},
              QStringList{"explain", own, "--method", "attention", "-o", link}, QStringList{"shot", own, "-o", own},
              QStringList{"predict", own, "--dump", own}}) {
            const Run run = vitrineRun(line, m_folder.path());
            COMPARE_STATUS(run, 2);
            QVERIFY2(run.err.contains("would be lost"), run.all().constData());
            QCOMPARE(bytes(), before);
        }
    }

    void wrongUsage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("subject");
        const QString photo = this->photo();
        const auto row = [](QStringList arguments, const QString& subject) {
            QTest::newRow(qPrintable(arguments.join(' ').right(80))) << arguments << subject;
        };
        row({"fetch"}, "ENTRY");
        row({"fetch", "vit_b_17/IMAGENET1K_V1"}, "vit_b_17/IMAGENET1K_V1");
        row({"fetch", "hf:owner"}, "hf:owner");
        row({"fetch", "hf:../name"}, "hf:../name");
        row({"predct"}, "predct");
        row({"--frobnicate"}, "--frobnicate");
        row({"--model", "vit_b_17"}, "--model vit_b_17");
        row({"models", "extra"}, "extra");
        row({"models", "--jason"}, "--jason");
        row({"describe"}, "MODEL");
        row({"describe", "vit_b_17"}, "vit_b_17");
        row({"describe", "vit_b_16", "--format", "xml"}, "--format xml");
        row({"describe", "vit_b_16", "--image-size", "225"}, "--image-size 225");
        row({"describe", "vit_b_16", "--heads", "7"}, "--heads 7");
        row({"predict"}, "IMAGE");
        for (const auto& [option, value] : {std::pair{"--top", "0"},
                                            {"--top", "five"},
                                            {"--top", ""},
                                            {"--seed", "-1"},
                                            {"--seed", "1.5"},
                                            {"--seed", "99999999999999999999"},
                                            {"--heads", "0"},
                                            {"--image-size", "-224"},
                                            {"--resize", "0"},
                                            {"--crop", "200"},
                                            {"--fit", "stretch"},
                                            {"--interpolation", "nearest"},
                                            {"--mean", "0.5"},
                                            {"--mean", "1,2,x"},
                                            {"--mean", "1,2,3,"},
                                            {"--std", "1,2"},
                                            {"--crop-box", "1,2,3"},
                                            {"--crop-box", "1,2,0,3"},
                                            {"--frame", "-1"},
                                            {"--device", "tpu"},
                                            {"--device", "cuda:x"},
                                            {"--device", "cuda:"},
                                            {"--device", "cuda:I"},
                                            {"--dtype", "int8"},
                                            {"--threads", "0"},
                                            {"--model", "resnet50"},
                                            {"--model", ""},
                                            {"--model", "vit_b_16/IMAGENET1K_V1"},
                                            {"--weights", "random"},
                                            {"--weights", "DEFAULT"},
                                            {"--weights", "NO_SUCH_ENTRY"}})
            row({"predict", photo, option, value}, *value ? QString("%1 %2").arg(option, value) : option);
        row({"predict", photo, "--std", "0,1,1"}, "--std");
        row({"predict", photo, "--seed"}, "--seed");
        row({"predict", photo, "--seed", "1", "--seed", "2"}, "--seed");
        row({"predict", photo, "--weights", "bundled", "--model", "vit_b_16"}, "--model vit_b_16");
        row({"predict", photo, "--dump", "x.safetensors", photo}, "--dump");
        row({"predict", photo, "--target", "3"}, "--target");
        row({"explain", photo}, "--method");
        for (const auto& [option, value] : {std::pair{"--layer", "12"},
                                            {"--layer", "-1"},
                                            {"--head", "6"},
                                            {"--head", "median"},
                                            {"--head", "99999999999"},
                                            {"--query", "7"},
                                            {"--query", "1,2,3"},
                                            {"--query", "16,0"},
                                            {"--layers", "1:2"},
                                            {"--discard", "0.5"},
                                            {"--opacity", "2"},
                                            {"--opacity", "nan"},
                                            {"--colormap", "jet"},
                                            {"--target", "3"},
                                            {"-o", "out.jpg"}})
            row({"explain", photo, "--method", "attention", option, value}, QString());
        for (const auto& [option, value] : {std::pair{"--head", "0"},
                                            {"--layer", "3"},
                                            {"--layers", "5:5"},
                                            {"--layers", "3"},
                                            {"--layers", "0:13"},
                                            {"--discard", "1.5"},
                                            {"--discard", "1"},
                                            {"--discard", "-0.1"}})
            row({"explain", photo, "--method", "rollout", option, value}, QString());
        row({"explain", photo, "--method", "gradcamera"}, "--method gradcamera");
        row({"explain", photo, photo, "--method", "rollout", "-o", "x.png"}, "-o");
        row({"evaluate"}, "--method");
        row({"evaluate", "--method", "all"}, "IMAGE");
        row({"evaluate", photo, "--method", "all", "--json", "--summary"}, "--summary");
        for (const char* names : {"", "chefer,", "chefer,gradcamera", "all,gradcamera"})
            row({"evaluate", photo, "--method", names}, "--method");
        row({"evaluate", photo, "--method", "chefer", "--step", "300"}, "step 300");
        row({"explain", photo, "--target", "dgo"}, "target dgo: no class of this model is called that; near it: dog");
        row({"sanity", photo, "--method", "attention", "--opacity", "0.5"}, "--opacity");
        row({"predict", photo, "--patch-from", photo, "--patch-layer", "12"}, "layer 12");
        row({"predict", photo, "--patch-from", photo, "--patch-layer", "-1"}, "--patch-layer -1");
        for (const char* target : {"2,3", "2,-", ",-2", "cat,dog"})
            row({"explain", photo, "--target", target}, QString("target %1: two classes").arg(target));
        for (const auto& [option, value] :
             {std::pair{"--fill", "drop"}, {"--step", "0"}, {"--target", "no such class"}, {"--target", "1000"}})
            row({"evaluate", photo, "--method", "all", option, value},
                QString(option).mid(option == QString("--target") ? 2 : 0));
        row({"shot", photo}, "-o");
        row({"shot", "-o", "x.png"}, "INPUT");
        row({"shot", photo, "-o", "x.png", "--size", "1440"}, "--size 1440");
        row({"shot", photo, "-o", "x.png", "--size", "10x10"}, "--size 10x10");
        row({"shot", photo, "-o", "x.png", "--theme", "pink"}, "--theme pink");
        row({"shot", photo, "-o", "x.png", "--layer", "12"}, "layer 12");
        row({"shot", photo, "-o", "x.png", "--method", "rollout", "--head", "1"}, "--head");
    }
    void wrongUsage() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, subject);
        const Run run = vitrineRun(arguments, m_folder.path());
        COMPARE_STATUS(run, 2);
        QVERIFY2(run.out.isEmpty(), run.all().constData());
        QVERIFY2(run.err.startsWith("vitrine: " + subject.toUtf8()), run.all().constData());
        QVERIFY2(run.err.endsWith('\n') && run.err.count('\n') <= 4, run.all().constData());
        QVERIFY2(run.err.contains("--help"), run.all().constData());
    }

    void cannotBeDone_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("reason");
        QDir(m_folder.path()).mkpath("empty");
        const QByteArray png = read(photo());
        QVERIFY(png.size() > 1000);
        const auto row = [](const char* name, QStringList arguments, const QString& reason) {
            QTest::newRow(name) << arguments << reason;
        };
        row("missing image", {"predict", "none.png"}, "none.png");
        row("empty image", {"predict", write("empty.png", {})}, "empty");
        row("text for an image", {"predict", write("text.png", "hello, this is no picture")}, "text.png");
        row("half an image", {"predict", write("half.png", png.left(png.size() / 2))}, "half.png");
        row("empty folder", {"predict", m_folder.filePath("empty")}, "a .safetensors input has to be named itself");
        row("no input", {"predict", dataFile("golden/plain/model.safetensors")}, "`input`");
        row("input of another size", {"predict", dataFile("golden/plain/expected.safetensors")}, "3 × 64 × 64");
        row("missing checkpoint", {"predict", photo(), "--weights", "./none.pth"}, "none.pth");
        row("an image for a checkpoint", {"predict", photo(), "--weights", photo()}, "photo.png");
        row("heads unknown", {"predict", photo(), "--weights", dataFile("golden/plain/model.pth")}, "--heads");
        row("describe an image", {"describe", photo()}, "photo.png");
        row("not on this disk", {"predict", photo(), "--model", "vit_b_16"},
            "`vitrine fetch vit_b_16/IMAGENET1K_V1` downloads it");
        row("no such repository here", {"predict", photo(), "--weights", "hf:owner/name"},
            "`vitrine fetch hf:owner/name`");
        row("dump into nowhere", {"predict", photo(), "--dump", "/nowhere/x.safetensors"}, "/nowhere/x.safetensors");
        row("picture into nowhere", {"explain", photo(), "--method", "rollout", "-o", "/nowhere/x.png"}, "/nowhere");
        row("no such GPU", {"predict", photo(), "--device", "cuda:99"}, "cuda");
        row("window of a missing file", {"./none.png"}, "none.png");
        for (const QStringList& command :
             {QStringList{"predict"}, {"explain", "--method", "attention"}, {"shot", "-o", "x.png"}, {}})
            row(qPrintable("an address of another kind: " + command.value(0)),
                command + QStringList{"ftp://a.org/cat.png"},
                "ftp://a.org/cat.png: only addresses that begin with https:// or http:// are read");
        row("a file by its address", {"predict", "file:///no/such%20cat.png"},
            "/no/such cat.png: there is no such file");
    }
    void cannotBeDone() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, reason);
        const Run run = vitrineRun(arguments, m_folder.path(), {"TORCH_HOME=" + m_folder.path()});
        COMPARE_STATUS(run, 1);
        QVERIFY2(run.out.isEmpty(), run.all().constData());
        QVERIFY2(run.err.startsWith("vitrine: ") && run.err.contains(reason.toUtf8()), run.all().constData());
        QCOMPARE(run.err.count('\n'), 1);
    }

    void aFileByItsAddressIsTheFile() {
        const QString own = m_folder.filePath("my cat.png");
        QVERIFY(QFile::copy(photo(), own));
        const QString address = QUrl::fromLocalFile(own).toString(QUrl::FullyEncoded);
        const Run run = vitrineRun({"predict", address, "--json"});
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.json()[0]["image"].get<std::string>(), own.toStdString());
        const Run over = vitrineRun({"explain", address, "--method", "attention", "-o", own});
        COMPARE_STATUS(over, 2);
        QVERIFY(over.err.contains("would be lost"));
    }

    void oneBrokenImageStopsNoOther() {
        const QString broken = write("broken.png", "no picture");
        const Run run = vitrineRun({"predict", broken, photo(), "none.png", photo(), "--json"});
        COMPARE_STATUS(run, 1);
        QCOMPARE(run.json().size(), 2U);
        QCOMPARE(run.err.count('\n'), 2);
        QVERIFY(run.err.contains("broken.png: ") && run.err.contains("none.png: "));
    }

    void controlCharactersStayOut() {
        const QString name = write(QStringLiteral("evil\x1b[31m\n.png"), "no picture");
        const Run run = vitrineRun({"predict", name});
        COMPARE_STATUS(run, 1);
        QVERIFY(!run.err.contains('\x1b'));
        QCOMPARE(run.err.count('\n'), 1);
    }

    void helpForEveryone_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("vitrine") << QStringList{"--help"} << QStringList{"predict", "explain", "evaluate", "describe",
                                                                         "models",  "shot",    "fetch",    "--version"};
        QTest::newRow("fetch") << QStringList{"fetch", "--help"}
                               << QStringList{"--accept-licence", "--offline", "VITRINE_WEIGHTS_URL"};
        QTest::newRow("models") << QStringList{"models", "--help"} << QStringList{"--json"};
        QTest::newRow("describe") << QStringList{"describe", "--help"}
                                  << QStringList{"--format", "--image-size", "--heads"};
        const QStringList model{"--model",  "--weights", "--seed",  "--heads",         "--image-size",
                                "--resize", "--crop",    "--fit",   "--interpolation", "--mean",
                                "--std",    "--device",  "--dtype", "--threads"};
        QTest::newRow("predict") << QStringList{"predict", "--help"}
                                 << model + QStringList{"--top", "--json", "--dump", "--crop-box", "--frame"};
        const QStringList map{"--method", "--layer",   "--head",     "--query", "--discard",
                              "--layers", "--opacity", "--colormap", "--output"};
        QTest::newRow("explain") << QStringList{"explain", "-h"} << model + map + QStringList{"--json", "--dump"};
        QTest::newRow("evaluate") << QStringList{"evaluate", "--help"}
                                  << model +
                                         QStringList{"--method", "--target", "--fill", "--step", "--json", "--summary"};
        QTest::newRow("shot") << QStringList{"shot", "--help"}
                              << model + map + QStringList{"--select", "--theme", "--size", "--inside", "--embedding"};
        QTest::newRow("inspect") << QStringList{"inspect", "--help"}
                                 << model +
                                        QStringList{"--view", "--layer", "--query", "--target", "--output", "--json"};
    }
    void helpForEveryone() {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, words);
        const Run run = vitrineRun(arguments);
        COMPARE_STATUS(run, 0);
        QVERIFY(run.err.isEmpty());
        for (const QString& word : words)
            QVERIFY2(run.out.contains(word.toUtf8()), qPrintable(word));
        for (const QByteArray& line : run.lines())
            QVERIFY2(QString::fromUtf8(line).size() <= 120, line.constData());
    }

    void versionNamesTheLibraries() {
        const Run run = vitrineRun({"--version"});
        COMPARE_STATUS(run, 0);
        const QRegularExpression expected(
            "^Vitrine \\d+\\.\\d+\\.\\d+\nQt 6\\.\\d+\\.\\d+\nLibTorch \\d+\\.\\d+\\.\\d+ \\((CPU|CUDA [^,]+), "
            "\\d+ threads?, [^)]+\\)\nOpenCV \\d+\\.\\d+\\.\\d+\n$");
        QVERIFY2(expected.match(QString::fromUtf8(run.out)).hasMatch(), run.out.constData());
    }

    void closedPipeIsQuiet() {
        const Run run = shellRun("{ vitrine describe vit_h_14 --format torch; echo \"status $?\" >&2; } | head -1");
        QCOMPARE(run.out, QByteArray("VisionTransformer(\n"));
        QVERIFY2(!run.err.contains("vitrine:"), run.all().constData());
        const Run none = shellRun("{ sleep 0.2; vitrine models; echo \"status $?\" >&2; } | true");
        QCOMPARE(none.err, QByteArray("status 0\n"));
    }

    void fullDiskIsAnError() {
        if (!QFile::exists("/dev/full"))
            QSKIP("no /dev/full here");
        const Run run = shellRun("vitrine models > /dev/full");
        COMPARE_STATUS(run, 1);
        QVERIFY(run.err.startsWith("vitrine: standard output: "));
        QCOMPARE(run.err.count('\n'), 1);
        const Run many = shellRun("vitrine predict '" + photo() + "' '" + photo() + "' > /dev/full");
        COMPARE_STATUS(many, 1);
        QCOMPARE(many.err.count('\n'), 1);  // it does not go on
    }

    void whatDoesNotFitIsRefusedBefore_data() {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("says");
        const QString photo = "'" + this->photo() + "' --image-size 1792 ";
        QTest::newRow("rollout") << "explain " + photo + "--method rollout"
                                 << "rollout: needs about 12,290 MiB to hold how 16,385 tokens attend to one another, ";
        QTest::newRow("the other way round") << "explain " + photo + "--method attention --direction to"
                                             << "attention: needs about 12,290 MiB ";
        QTest::newRow("dump") << "predict " + photo + "--dump all.safetensors"
                              << "all.safetensors: needs about 86,027 MiB ";
    }
    void whatDoesNotFitIsRefusedBefore() {
        QFETCH(QString, arguments);
        QFETCH(QString, says);
        const Run run = shellRun("ulimit -v 6000000 && vitrine " + arguments + " --device cpu");
        COMPARE_STATUS(run, 1);
        QVERIFY2(run.err.startsWith("vitrine: " + says.toUtf8()), run.all().constData());
        QVERIFY2(run.err.contains(" MiB are free within this process's limit of ") &&
                     run.err.contains(": choose an image size of "),
                 run.all().constData());
        QCOMPARE(run.err.count('\n'), 1);
    }

    void theMethodsAreNamed() {
        const Run run = vitrineRun({"explain", photo()});
        COMPARE_STATUS(run, 2);
        QVERIFY2(run.err.startsWith("vitrine: --method: which one? attention, rollout, grad_rollout, chefer, attn_grad, "
                                    "legrad, gradcam, input_grad, ig, occlusion, random or centre; --method attention "
                                    "is a good beginning\n"),
                 run.all().constData());
    }

    void randomisedIsTheSameArchitecture() {
        const QStringList options =
            goldenOptions("plain") + QStringList{"--device", "cpu", "--json", "--randomised", "--seed", "3"};
        const Run run = vitrineRun(QStringList{"predict", dataFile("golden/plain/photo.png")} + options);
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.json()[0].at("weights"), "random, seed 3");
        QCOMPARE(run.json()[0].at("output_shape"), nlohmann::json({1, 7}));
        QCOMPARE(run.json()[0].at("top").at(0).at("logit"), 0);
    }

    void bracketsAreAName() {
        QDir(m_folder.path()).mkpath("[photos]");
        QVERIFY(QFile::copy(photo(), m_folder.filePath("[photos]/a.png")));
        const Run run = vitrineRun({"predict", "[photos]", "--json"}, m_folder.path());
        COMPARE_STATUS(run, 0);
        QCOMPARE(run.json().size(), 1U);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(UsageTest)
#include "usage_test.moc"

// Save and copy, as a person does them: keys, dialogs; what comes out is what is shown.
#include "core/faith/board.h"
#include "core/inside/table.h"
#include "core/scene/scene.h"
#include "core/scene/words.h"
#include "tests/support/safetensors_file.h"
#include "tests/support/saving_fixture.h"
#include "ui/actions.h"
#include "ui/language.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/inside_page.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/stage.h"
#include "ui/pixels.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRegularExpression>
#include <QtCore/QThread>
#include <QtGui/QClipboard>
#include <QtWidgets/QLineEdit>

#include <atomic>
#include <nlohmann/json.hpp>
#include <utility>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class SaverTest : public SavingFixture {
    Q_OBJECT

    Image expected() const {
        const Result& result = *m_session->result();
        const Map map = explain(*result.capture, m_session->view().map);
        return blend(*result.picture->image, result.picture->seen, map, m_session->style());
    }

private Q_SLOTS:
    void initTestCase() { beginCase("saver_test"); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

    void savesWithADialog() {
        open();
        m_session->setLayer(1);
        m_session->setHead({1, Fusion::Mean});
        QVERIFY(settle(*m_session));
        QSettings().setValue("saveFolder", m_folder.path());
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        auto* name = asked->findChild<QLineEdit*>();
        QCOMPARE(name->text(), QStringLiteral("photo-attention-L1-H1.png"));
        QCOMPARE(QFileInfo(asked->directory().path()).canonicalFilePath(),
                 QFileInfo(m_folder.path()).canonicalFilePath());
        QSignalSpy saved(&saver(), &Saver::saved);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(decodeFile(file("photo-attention-L1-H1.png")) == expected());
        QVERIFY(noticed("photo-attention-L1-H1.png"));
    }

    void everySaveRunsToItsEnd() {
        open();
        QSignalSpy saved(&saver(), &Saver::saved);
        const std::vector<std::pair<SaveKind, const char*>> all{
            {SaveKind::Figure, "one.pdf"}, {SaveKind::Picture, "two.png"}, {SaveKind::Numbers, "three.csv"}};
        for (const auto& [kind, name] : all)
            saver().save(Saver::formatFor(kind, file(name)), file(name));
        QTRY_COMPARE(saved.size(), 3);
        for (const auto& [kind, name] : all) {
            QVERIFY2(!read(file(name)).isEmpty(), name);
            QVERIFY(noticed(name));
        }
        for (const char* name : {"four.pdf", "five.svg"})  // and when the window goes before they are through
            saver().save(Saver::formatFor(SaveKind::Figure, file(name)), file(name));
        m_window.reset();
        for (const char* name : {"four.pdf", "five.svg"})
            QVERIFY2(!read(file(name)).isEmpty(), name);
    }

    void whatTakesLongIsShownAndCancelled() {
        open();
        std::atomic<bool> stopped = false;
        bool done = false;
        const auto slow = [&stopped](const Progress& progress) {
            for (int i = 0; i < 10'000 && !stopped; ++i) {
                QThread::msleep(1);
                stopped = !progress(i, 10'000);
            }
            if (stopped)
                throw Cancelled();
        };
        saver().queue().add({QStringLiteral("Saving slow.json"), slow, [&done] { done = true; }, "It was not saved"});
        saver().queue().add({QStringLiteral("Saving next.json"), [](const Progress&) {}, [&done] { done = true; }});
        auto* pill = m_window->findChild<BusyPill*>();
        QVERIFY(!pill->isVisible() && !m_session->settled());
        QTRY_VERIFY(pill->isVisible());
        QTRY_VERIFY(QRegularExpression("^Saving slow.json \\d+ %$").match(pill->accessibleName()).hasMatch());
        QTest::keyClick(m_window->findChild<Stage*>(), Qt::Key_Escape);
        QTRY_VERIFY(stopped);
        QTRY_VERIFY(noticed("It was not saved. 1 more that waited will not be done either."));
        QVERIFY(!pill->isVisible() && !saver().queue().busy());
        QVERIFY(settle(*m_session) && !done);
        QVERIFY(save(SaveKind::Scene, file("after.json")));
    }

    void cancelledTooLateIsSaved() {
        open();
        std::atomic<bool> begun = false, go = false;
        bool done = false;
        QSignalSpy cancelled(&saver().queue(), &SaveQueue::cancelled);
        saver().queue().add({QStringLiteral("Saving"),
                             [&](const Progress&) {
                                 begun = true;
                                 while (!go)
                                     QThread::msleep(1);
                             },
                             [&done] { done = true; }});
        QTRY_VERIFY(begun);
        saver().queue().cancel();
        QVERIFY(saver().queue().busy() && !done);
        go = true;
        QTRY_VERIFY(done);
        QCOMPARE(cancelled.size(), 0);
        QVERIFY(!saver().queue().busy());
    }

    void aCancelledCopyIsNoSave() {
        open();
        QSignalSpy told(&saver(), &Saver::told);
        std::atomic<bool> go = false;
        saver().queue().add({QStringLiteral("Saving"),
                             [&go](const Progress&) {
                                 while (!go)
                                     QThread::msleep(1);
                             },
                             [] {}});
        saver().copyPicture();
        saver().queue().cancel();
        go = true;
        QTRY_COMPARE(told.size(), 1);  // the first came to its end
        QCOMPARE(told.takeFirst().first().toString(), QStringLiteral("Cancelled: 1 that waited will not be done"));
        saver().copyFigure();
        saver().queue().cancel();
        QTRY_VERIFY(!told.isEmpty());
        const QString words = told.first().first().toString();
        QVERIFY2(words == "Cancelled: nothing was copied" || words.startsWith("Copied: "), qPrintable(words));
    }

    void whatFailsWhileTheWindowClosesIsToldByTheNext() {
        open();
        const std::filesystem::path lost = file("nowhere") / "x.png";
        std::atomic<bool> begun = false, go = false;
        saver().queue().add({QStringLiteral("Saving"),
                             [&begun, &go](const Progress&) {
                                 begun = true;
                                 while (!go)
                                     QThread::msleep(1);
                                 throw Error("first.png", "the disk is full");
                             },
                             [] {}});
        saver().save(Saver::formatFor(SaveKind::Picture, lost), lost);
        QTRY_VERIFY(begun);
        go = true;
        closeWindow();
        openWindow();
        m_window->beginUse();
        const QString words = m_window->findChild<NoticeBar*>()->accessibleName();
        QVERIFY2(words.startsWith("Not saved when the window was closed") &&
                     words.contains("first.png: the disk is full") && words.contains("there is no folder"),
                 qPrintable(words));
        closeWindow();
        openWindow();
        m_window->beginUse();  // once
        QVERIFY(m_window->findChild<NoticeBar*>()->isHidden());
        QSettings().clear();
    }

    void theFormatOfTheLastTimeIsChosen_data() {
        QTest::addColumn<QVariant>("kept");
        QTest::addColumn<QString>("ending");
        QTest::newRow("nothing yet") << QVariant() << ".png";
        QTest::newRow("figure") << QVariant("figure.svg") << ".svg";
        QTest::newRow("numbers") << QVariant("numbers.npz") << ".npz";
        QTest::newRow("of an earlier Vitrine, by its place") << QVariant(7) << ".png";
        QTest::newRow("of another page") << QVariant("board.png") << ".png";
        QTest::newRow("none any more") << QVariant("figure.gif") << ".png";
    }
    void theFormatOfTheLastTimeIsChosen() {
        QFETCH(QVariant, kept);
        QFETCH(QString, ending);
        open();
        QSettings().setValue("saveFormat", kept);
        saver().ask();
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        const QString name = "photo-attention-L2-mean" + ending;
        QCOMPARE(asked->findChild<QLineEdit*>()->text(), name);
        if (ending == ".png")
            return;
        Q_EMIT asked->fileSelected(m_folder.filePath(name));
        QCOMPARE(QSettings().value("saveFormat"), kept);
        QTRY_VERIFY(!saver().queue().busy());
    }

    void aPageOffersItsOwnPicture() {
        open();
        const QVariant before = QSettings().value("saveFormat");
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        saver().ask();
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        QCOMPARE(asked->findChild<QLineEdit*>()->text(), QString("photo-board.png"));
        Q_EMIT asked->fileSelected(m_folder.filePath("photo-board.png"));
        QTRY_VERIFY(!saver().queue().busy());
        QCOMPARE(QSettings().value("saveFormat"), before);  // the picture's page has its own
        m_session->setPage(Page::Picture);
    }

    void savingGoesOnWhileTheWindowIsMadeAnew() {
        open();
        std::atomic<bool> go = false;
        QSignalSpy saved(&saver(), &Saver::saved);
        saver().queue().add({QStringLiteral("Saving"),
                             [&go](const Progress&) {
                                 while (!go)
                                     QThread::msleep(1);
                             },
                             [] {}});
        saver().save(Saver::formatFor(SaveKind::Scene, "a.json"), file("anew.json"));
        Preferences larger = m_window->preferences();
        larger.textPercent = 125;
        m_window->setPreferences(larger);
        QTRY_COMPARE(textScale(), 1.25);  // not waited for
        QVERIFY(!std::filesystem::exists(file("anew.json")));
        go = true;
        QTRY_COMPARE(saved.size(), 1);
        QVERIFY(noticed("anew.json"));
        QVERIFY(!read(file("anew.json")).isEmpty());
        m_window->resetPreferences();
        QTRY_COMPARE(textScale(), 1.0);
    }

    void theWindowDoesNotWaitForWhatCanBeLeftOut() {
        open();
        const SaveQueue::Hurry hurry = saver().queue().hurry();
        QElapsedTimer since;
        saver().queue().add({QStringLiteral("Saving"),
                             [hurry](const Progress&) {
                                 for (int i = 0; i < 20'000 && !*hurry; ++i)
                                     QThread::msleep(1);
                             },
                             [] {}});
        saver().save(Saver::formatFor(SaveKind::Scene, "a.json"), file("last.json"));
        since.start();
        m_window.reset();
        QVERIFY2(since.elapsed() < 5000, qPrintable(QString::number(since.elapsed())));
        QVERIFY(!readScene(file("last.json")).picture.file.empty());
    }

    void theNameFollowsTheKind() {
        open();
        saver().ask(SaveKind::Figure);
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        const QStringList filters = asked->nameFilters();
        QCOMPARE(filters.size(), qsizetype(Saver::formats().size()));
        for (const QString& filter : filters) {
            asked->selectNameFilter(filter);
            Q_EMIT asked->filterSelected(filter);
            const QString ending = filter.section("(*", 1).chopped(1);
            QCOMPARE(asked->findChild<QLineEdit*>()->text(), QStringLiteral("photo-attention-L2-mean") + ending);
        }
        asked->reject();
    }

    void endingsChooseTheFormat_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("expected");
        QTest::addColumn<QByteArray>("ending");
        const auto row = [](SaveKind kind, const char* name, SaveKind expected, const char* ending) {
            QTest::newRow(name) << int(kind) << QByteArray(name) << int(expected) << QByteArray(ending);
        };
        row(SaveKind::Picture, "a.png", SaveKind::Picture, ".png");
        row(SaveKind::Picture, "a", SaveKind::Picture, ".png");
        row(SaveKind::Picture, "a.b", SaveKind::Picture, ".png");
        row(SaveKind::Picture, "a.SVG", SaveKind::Figure, ".svg");
        row(SaveKind::AllHeads, "a.pdf", SaveKind::AllHeads, ".pdf");
        row(SaveKind::Figure, "a.npz", SaveKind::Numbers, ".npz");
        row(SaveKind::Numbers, "a.png", SaveKind::Picture, ".png");
        row(SaveKind::Window, "b.png", SaveKind::Window, ".png");
        row(SaveKind::Inside, "b.csv", SaveKind::InsideNumbers, ".csv");
        row(SaveKind::InsideNumbers, "b.pdf", SaveKind::Inside, ".pdf");
        row(SaveKind::Scene, "a.json", SaveKind::Scene, ".json");
    }
    void endingsChooseTheFormat() {
        QFETCH(int, kind);
        QFETCH(QByteArray, file);
        const SaveFormat& format = Saver::formatFor(SaveKind(kind), file.toStdString());
        QTEST(int(format.kind), "expected");
        QTEST(QByteArray(format.extension), "ending");
    }

    void everyFormatIsWritten() {
        open();
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        for (const SaveFormat& format : Saver::formats()) {
            const std::filesystem::path to =
                file(qPrintable(QString("all%1%2").arg(int(format.kind)).arg(format.extension)));
            QVERIFY2(save(format.kind, to), to.c_str());
            QVERIFY(!read(to).isEmpty());
        }
        QVERIFY(read(file("all1.svg")).contains("Attention of the class token, layer 2, mean of 2 heads</text>"));
        QVERIFY(read(file("all1.svg")).contains(">photo.png, "));
        QVERIFY(read(file("all1.pdf")).startsWith("%PDF-") && read(file("all1.pdf")).contains("/ToUnicode"));
        const QByteArray sheet = read(file("all2.svg"));
        QCOMPARE(sheet.count("<image "), 3 * 2);
        QCOMPARE(decodeFile(file("all4.png")).width, m_window->width());
        const Map map = explain(*m_session->result()->capture, m_session->view().map);
        QVERIFY(SafetensorsFile(file("all3.safetensors")).floats("map") == map.values);
        QVERIFY(read(file("all5.py")).contains("import torch"));
        const QByteArray board = read(file("all9.svg"));
        QCOMPARE(board.count("<image "), 6);
        QCOMPARE(board.count("<polyline "), 3 * 6);        // a curve, a mark under the map and one in the list
        QCOMPARE(board.count("stroke-dasharray"), 3 * 5);  // all but one: told apart without their colours
        for (const char* words : {">Chefer</text>", ">Grad-CAM</text>", ">share of the patches removed</text>"})
            QVERIFY2(board.contains(words), words);
    }

    void everyFigureSaysWhatWasChanged() {
        open();
        m_session->setIntervention({.masked = {{1, 2}}, .fill = Fill::Drop, .off = {}, .graft = {}});
        QVERIFY(settle(*m_session));
        for (const SaveKind kind : {SaveKind::Figure, SaveKind::AllHeads, SaveKind::Matrix, SaveKind::Inside}) {
            const std::filesystem::path to = file(qPrintable(QString("changed%1.svg").arg(int(kind))));
            QVERIFY(save(kind, to));
            QVERIFY2(read(to).contains("Changed in the run: 1 patch"), to.c_str());
        }
        m_session->setIntervention({});
        QVERIFY(settle(*m_session));
    }

    void theMatrixIsSaved() {
        open();
        QVERIFY(save(SaveKind::Matrix, file("matrix.svg")));
        const QByteArray figure = read(file("matrix.svg"));
        QVERIFY(figure.contains(">Attention, layer 2, mean of 2 heads</text>"));
        QVERIFY(figure.contains("first the class token, then the patches, row by row"));
        QVERIFY(save(SaveKind::MatrixNumbers, file("matrix.npz")));
        const QByteArray numbers = read(file("matrix.npz"));
        const TokenMatrix matrix = explainMatrix(*m_session->result()->capture, m_session->view().map);
        const QByteArray values(reinterpret_cast<const char*>(matrix.values.data()),
                                qsizetype(matrix.values.size() * sizeof(float)));
        QVERIFY(numbers.contains("matrix.npy") && numbers.contains("'shape': (17, 17)") && numbers.contains(values));
    }

    void theBoardsNumbersAreAllThere() {
        open();
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        QVERIFY(save(SaveKind::BoardNumbers, file("board.json")));
        QVERIFY(save(SaveKind::BoardNumbers, file("board.csv")));
        const auto json = nlohmann::json::parse(read(file("board.json")).toStdString());
        const Board board;
        const Evaluation want =
            evaluate(*m_session->result()->capture, boardRequests(board, {}), boardMeasures(board, {}, 16));
        QCOMPARE(json["image"].get<std::string>(), std::string("photo.png"));
        QCOMPARE(json["target"]["index"].get<int>(), want.of);
        QCOMPARE(json["methods"].size(), size_t(6));
        for (const MethodResult& method : want.methods) {
            const auto& got = json["methods"][method.request.method];
            QVERIFY(std::abs(got["deletion_auc"].get<double>() - method.faithfulness.deletion.auc) < 1e-6);
            QCOMPARE(got["insertion"].size(), size_t(17));
        }
        QCOMPARE(json["rank_correlation"]["random"].size(), size_t(6));
        const QList<QByteArray> lines = read(file("board.csv")).trimmed().split('\n');
        QCOMPARE(lines.size(), qsizetype(7));
        QVERIFY(lines[0].startsWith("method,deletion_auc,insertion_auc,sparsity,flat,ms,correlation_chefer,"));
        for (const QByteArray& line : lines)
            QCOMPARE(line.count(','), 5 + 6 + 2 * 17);
    }

    void aBoardOfADifferenceSaysBothClasses() {
        open();
        Target target{0, 1};
        m_session->setTarget(target);
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        QVERIFY(save(SaveKind::BoardNumbers, file("difference.json")));
        const auto json = nlohmann::json::parse(read(file("difference.json")).toStdString());
        QCOMPARE(json["target"]["index"].get<int>(), 0);
        QCOMPARE(json["target"]["against"]["index"].get<int>(), 1);
        const auto label = [&](int index) { return m_session->plan()->label(index); };
        QCOMPARE(json["target"]["against"]["label"].get<std::string>(), label(1));
        QVERIFY(save(SaveKind::Board, file("difference.svg")));
        const QByteArray board = read(file("difference.svg"));
        QVERIFY2(board.contains(QByteArray::fromStdString(label(0) + " against " + label(1))), board.left(3000));
        QVERIFY(board.contains("Red: the patch speaks for the one"));
    }

    // A name's ending chooses among what the page has before it goes to another page.
    void theEndingMeansThePages() {
        QCOMPARE(Saver::formatFor(SaveKind::Board, "a.csv").kind, SaveKind::BoardNumbers);
        QCOMPARE(Saver::formatFor(SaveKind::Board, "a.json").kind, SaveKind::BoardNumbers);
        QCOMPARE(Saver::formatFor(SaveKind::Inside, "a.csv").kind, SaveKind::InsideNumbers);
        QCOMPARE(Saver::formatFor(SaveKind::Picture, "a.csv").kind, SaveKind::Numbers);
        QCOMPARE(Saver::formatFor(SaveKind::Picture, "a.json").kind, SaveKind::Scene);
        QCOMPARE(Saver::formatFor(SaveKind::AllHeads, "a.npz").kind, SaveKind::Numbers);
        QCOMPARE(Saver::formatFor(SaveKind::Board, "a.gif").kind, SaveKind::Board);
    }

    void aBoardThatIsNotMeasuredIsNotSaved() {
        open();
        saver().save(Saver::formatFor(SaveKind::Board, file("early.png")), file("early.png"));
        QVERIFY(noticed("The board is not measured yet"));
        QVERIFY(!std::filesystem::exists(file("early.png")));
    }

    void thePageInsideIsSavedAsItIsShown() {
        open();
        m_session->addPicture(fileSource(data("golden/deep/photo.png")), QStringLiteral("other.png"), false);
        m_session->setPage(Page::Inside);
        m_session->setLayer(1);
        for (const Word<InsideView>& view : insideWords) {
            m_session->setInside({view.value, true, false});
            QVERIFY(settle(*m_session));
            QVERIFY(save(SaveKind::Inside, file("inside.svg")));
            QVERIFY(save(SaveKind::InsideNumbers, file("inside.csv")));
            const auto answer = m_window->findChild<InsidePage*>()->answer();
            QVERIFY(answer && answer->inside.request.view == view.value);
            const auto label = [&](int index) { return m_session->plan()->label(index); };
            QCOMPARE(read(file("inside.csv")),
                     QByteArray::fromStdString(insideTable(answer->inside, 2, label, {"photo.png", "other.png"})));
            // Picture, map and each of 4 layers; together each of 2 pictures as well.
            QCOMPARE(read(file("inside.svg")).count("<image "), view.value == InsideView::Heads ? 0
                                                                : view.value == InsideView::Pca ? 8
                                                                                                : 6);
        }
        QVERIFY(read(file("inside.svg")).contains("Mean entropy, bits, by layer (4.1 = everywhere alike)"));
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        QCOMPARE(asked->findChild<QLineEdit*>()->text(), QStringLiteral("photo-heads.png"));
        asked->reject();
    }

    void whatCannotBeWrittenIsSaid() {
        open();
        m_session->setPage(Page::Board);
        QVERIFY(settle(*m_session));
        QSignalSpy failed(&saver(), &Saver::failed);
        for (const SaveFormat& format : Saver::formats()) {
            const auto to = file("nowhere") / (std::string("x") + format.extension);
            saver().save(format, to);
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60'000);  // all methods are made before the board is written
            failed.clear();
            QVERIFY(!std::filesystem::exists(to));
        }
        QVERIFY(noticed("there is no folder"));
    }

    void aFigureOfComparedPatchesSpeaksGerman() {
        open();
        m_session->setPins({Cell{0, 1}, Cell{1, 2}, Cell{3, 0}});
        QVERIFY(settle(*m_session));
        useLanguage(QStringLiteral("de"));
        const bool written = save(SaveKind::Figure, file("deutsch.svg"));
        useLanguage(QStringLiteral("en"));
        QVERIFY(written);
        const QString text = QString::fromUtf8(read(file("deutsch.svg")));
        QVERIFY(text.contains("Aufmerksamkeit von 3 Patches, jeder in seiner Farbe, "));
        for (const char* english : {"ttention", "patches,", "colour", "through", "mean of"})
            QVERIFY2(!text.contains(english), english);
    }

    void theDialogSpeaksTheLanguageChosenLast() {
        open();
        for (const auto& [language, word] : {std::pair("en", "spreadsheet"), {"de", "für eine Tabelle"}}) {
            useLanguage(QLatin1String(language));
            saver().ask(SaveKind::Numbers);
            useLanguage(QStringLiteral("en"));
            QFileDialog* asked = dialog();
            QVERIFY(asked);
            QVERIFY2(asked->nameFilters().join(' ').contains(QString::fromUtf8(word)),
                     qPrintable(asked->nameFilters().join(' ')));
            delete asked;
        }
    }

    void nothingYetIsSaid() {
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(noticed("open a picture first"));
        QVERIFY(!m_window->findChild<QFileDialog*>());
    }

    void copiesThePicture() {
        open();
        m_window->findChild<Stage*>()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(noticed("the picture with the map, "));
        QVERIFY(fromQImage(QApplication::clipboard()->image()) == expected());
    }

    void copiesTheCommandAndTheScript() {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(noticed("vitrine explain"));
        const QString line = QApplication::clipboard()->text();
        QVERIFY2(line.startsWith("vitrine explain /") && line.contains("--layer 2 ") &&
                     line.endsWith("-o photo-attention-L2-mean.png"),
                 qPrintable(line));
        m_session->setPage(Page::Grid);
        m_window->actions().find("copy.command")->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith("vitrine shot /"));
        QVERIFY(QApplication::clipboard()->text().contains("--page grid"));
        m_window->actions().find("copy.python")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains("VisionTransformer(image_size=64"));
    }

    void aPictureWithoutAFileHasNoCommand() {
        open();
        m_session->addImage(Image(8, 8), QStringLiteral("pasted"));
        QVERIFY(settle(*m_session));
        m_window->actions().find("copy.command")->trigger();
        QVERIFY(noticed("This picture has no file"));
    }
};

QTEST_MAIN(SaverTest)
#include "saver_test.moc"

// Save, copy and scenes, as a person does them: keys, dialogs, drops; what comes out is what is shown.
#include "core/image/decode.h"
#include "core/scene/scene.h"
#include "tests/support/paths.h"
#include "tests/support/safetensors_file.h"
#include "tests/support/session_fixture.h"
#include "ui/actions.h"
#include "ui/controls.h"
#include "ui/export/saver.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/stage.h"
#include "ui/pixels.h"
#include "ui/scenes/scene_opener.h"
#include "ui/settings_sheet.h"
#include "ui/theme.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtCore/QRegularExpression>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLineEdit>

#include <atomic>
#include <utility>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class SaverTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    std::vector<QString> m_notices;

    Saver& saver() { return m_window->saver(); }
    SceneOpener& scenes() { return m_window->scenes(); }
    std::filesystem::path file(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QFileDialog* dialog() {
        QFileDialog* found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = m_window->findChild<QFileDialog*>()) != nullptr; });
        return found;
    }
    bool noticed(const QString& words) {
        return QTest::qWaitFor([&] {
            return std::any_of(m_notices.begin(), m_notices.end(), [&](const QString& n) { return n.contains(words); });
        });
    }
    void open() {
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        QVERIFY(settle(*m_session));
    }
    bool save(SaveKind kind, const std::filesystem::path& to) {
        QSignalSpy saved(&saver(), &Saver::saved);
        saver().save(Saver::formatFor(kind, to), to);
        return QTest::qWaitFor([&] { return !saved.isEmpty(); }, 30'000);
    }
    QByteArray read(const std::filesystem::path& path) const {
        QFile in(QString::fromStdString(path.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    Image expected() const {
        const Result& result = *m_session->result();
        const Map map = explain(*result.capture, m_session->view().map);
        return blend(*result.picture->image, result.picture->seen, map, m_session->style());
    }
    bool drop(const std::filesystem::path& path) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        return drop(mime);
    }
    bool drop(const QMimeData& mime) {
        const QPoint at = m_window->rect().center();
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        return event.isAccepted();
    }

private Q_SLOTS:
    void initTestCase() {
        QApplication::setOrganizationName(QStringLiteral("VitrineTest"));
        QApplication::setApplicationName(QStringLiteral("saver_test"));
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        applyTheme(*qApp, ThemeChoice::Dark);
    }
    void init() {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_notices.clear();
        connect(m_session.get(), &Session::notice, this,
                [this](const QString& title, const QString& text) { m_notices.push_back(title + ": " + text); });
        connect(&saver(), &Saver::told, this, [this](const QString& words) { m_notices.push_back(words); });
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
    }

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
        saver().queue().add({QStringLiteral("Saving slow.json"), slow, [&done] { done = true; }});
        saver().queue().add({QStringLiteral("Saving next.json"), [](const Progress&) {}, [&done] { done = true; }});
        auto* pill = m_window->findChild<BusyPill*>();
        QVERIFY(!pill->isVisible() && !m_session->settled());
        QTRY_VERIFY(pill->isVisible());
        QTRY_VERIFY(QRegularExpression("^Saving slow.json \\d+ %$").match(pill->accessibleName()).hasMatch());
        QTest::keyClick(m_window->findChild<Stage*>(), Qt::Key_Escape);
        QTRY_VERIFY(stopped);
        QTRY_VERIFY(noticed("Cancelled: it was not saved"));
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

    void aPictureWithoutAFileOfItsOwnIsInTheScene_data() {
        QTest::addColumn<bool>("pasted");
        QTest::newRow("dropped data:") << false;
        QTest::newRow("pasted") << true;
    }
    void aPictureWithoutAFileOfItsOwnIsInTheScene() {
        QFETCH(bool, pasted);
        QSettings().clear();
        m_window->beginUse();
        open();
        QFile photo(QString::fromStdString(data("golden/plain/photo.png").string()));
        QVERIFY(photo.open(QIODevice::ReadOnly));
        QMimeData mime;
        if (pasted)
            mime.setImageData(QImage(photo.fileName()));
        else
            mime.setHtml("<img src=\"data:image/png;base64," + photo.readAll().toBase64() + "\">");
        QVERIFY(drop(mime));
        QTRY_COMPARE(m_session->film().size(), size_t(2));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->currentIndex(), 1);
        QCOMPARE(m_session->film()[1].where, QString());
        m_window->actions().find("copy.command")->trigger();
        QVERIFY(noticed("This picture has no file"));
        QVERIFY(save(SaveKind::Scene, file("embedded.json")));
        const Scene scene = readScene(file("embedded.json"));
        QVERIFY(scene.picture.file.empty());
        QVERIFY(scene.picture.image && *scene.picture.image == decodeFile(data("golden/plain/photo.png")));
        Preferences remembers = m_window->preferences();
        remembers.remembersPictures = true;
        m_window->setPreferences(remembers);
        m_window->close();
        QCOMPARE(QSettings().value("pictures").toStringList(), QStringList(photo.fileName()));
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
    }

    void whatCannotBeWrittenIsSaid() {
        open();
        QSignalSpy failed(&saver(), &Saver::failed);
        for (const SaveFormat& format : Saver::formats()) {
            const auto to = file("nowhere") / (std::string("x") + format.extension);
            saver().save(format, to);
            QTRY_COMPARE(failed.size(), 1);
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

    void aSceneBringsEverythingBack() {
        open();
        m_session->setFraming({Fit::Pad, {}});
        QVERIFY(settle(*m_session));
        View view = m_session->view();
        view.map.layer = 1;
        view.map.head = {1, Fusion::Mean};
        view.map.query.patch = Cell{1, 2};
        view.style.opacity = 0.5;
        view.style.colormap = findColormap("viridis");
        view.target = 3;
        view.node = "encoder.ln";
        m_session->setView(view);
        QVERIFY(settle(*m_session));
        applyTheme(*qApp, ThemeChoice::Light);
        QVERIFY(save(SaveKind::Scene, file("mine.json")));
        const View before = m_session->view();
        const Scene scene = readScene(file("mine.json"));
        QCOMPARE(scene.weightsHash.size(), size_t(64));

        applyTheme(*qApp, ThemeChoice::Dark);
        m_session->clearPictures();
        m_session->openModel({});  // another model
        QVERIFY(settle(*m_session));
        QSignalSpy opened(&scenes(), &SceneOpener::opened);
        QVERIFY(drop(file("mine.json")));
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
        QVERIFY(settle(*m_session));
        QVERIFY(m_session->view() == before);
        QVERIFY(m_session->plan()->request == scene.model);
        QCOMPARE(m_session->film().size(), size_t(1));
        QVERIFY(m_session->film()[0].source.framing == (Framing{Fit::Pad, {}}));
        QVERIFY(m_session->maps() && m_session->mapsRequest() == before.map);
        QVERIFY(!theme().dark);
        applyTheme(*qApp, ThemeChoice::Dark);
    }

    void otherWeightsAreSaid() {
        open();
        QVERIFY(save(SaveKind::Scene, file("other.json")));
        QByteArray text = read(file("other.json"));
        const qsizetype at = text.indexOf("\"sha256\": \"") + 11;
        text.replace(at, 64, QByteArray(64, '0'));
        QFile out(m_folder.filePath("other.json"));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(text) == text.size());
        out.close();
        m_session->openFiles({file("other.json")});
        QVERIFY(noticed("not the ones of the scene"));
    }

    void aPictureThatIsGoneIsAskedFor() {
        open();
        const auto photo = file("moved.png");
        std::filesystem::copy_file(data("golden/plain/photo.png"), photo);
        m_session->addPicture(fileSource(photo), QStringLiteral("moved.png"));
        QVERIFY(settle(*m_session));
        QVERIFY(save(SaveKind::Scene, file("gone.json")));
        std::filesystem::create_directory(file("elsewhere"));
        std::filesystem::rename(photo, file("elsewhere") / "found.png");
        m_session->clearPictures();
        m_session->openFiles({file("gone.json")});
        QFileDialog* asked = dialog();
        QVERIFY(asked);
        QVERIFY(asked->windowTitle().startsWith("Where is moved.png?"));
        QSignalSpy opened(&scenes(), &SceneOpener::opened);
        Q_EMIT asked->fileSelected(m_folder.filePath("elsewhere/found.png"));
        asked->close();
        QTRY_COMPARE(opened.size(), 1);
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->film().back().name, QStringLiteral("found.png"));
        QVERIFY(m_session->result());
    }

    /// The scene of what is shown, with other words in it.
    void writeChanged(const char* name, const QByteArray& from, const QByteArray& to) {
        QVERIFY(save(SaveKind::Scene, file(name)));
        QByteArray text = read(file(name));
        QVERIFY(text.contains(from));
        QFile out(m_folder.filePath(QLatin1String(name)));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write(text.replace(from, to)) > 0);
    }

    void aSceneShowsItsThemeAndTextAndKeepsOnes() {
        QSettings().clear();
        m_window->beginUse();
        open();
        writeChanged("look.json", "\"theme\": \"dark\",\n    \"text\": 100", "\"theme\": \"light\",\n    \"text\": 125");
        const Scene scene = readScene(file("look.json"));
        QSignalSpy opened(&scenes(), &SceneOpener::opened);
        QVERIFY(drop(file("look.json")));
        QTRY_COMPARE(opened.size(), 1);
        QTRY_COMPARE(textScale(), 1.25);
        QVERIFY(!theme().dark);
        QVERIFY(settle(*m_session));
        m_window->actions().find("window.settings")->trigger();
        QCOMPARE(textPercents().at(m_window->findChild<Segments*>("settings.text")->current()), 125);
        m_window->findChild<SettingsSheet*>()->close();
        // Something else that the person sets does not keep the scene's look; what they set of it is kept.
        Preferences changed = m_window->preferences();
        changed.threads = 1;
        m_window->setPreferences(changed);
        QCOMPARE(Preferences::load().threads, 1);
        QCOMPARE(Preferences::load().theme, ThemeChoice::Dark);
        QCOMPARE(Preferences::load().textPercent, 100);
        m_window->actions().find("text.larger")->trigger();
        QTRY_COMPARE(textScale(), 1.5);
        QCOMPARE(Preferences::load().textPercent, 150);
        QCOMPARE(Preferences::load().theme, ThemeChoice::Dark);
        m_window->resetPreferences();
        QTRY_COMPARE(textScale(), 1.0);
        QVERIFY(Preferences::load() == Preferences() && theme().dark);
    }

    void aRefusedSceneLeavesTheWindowAsItWas_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("words");
        QTest::newRow("no model file") << QByteArray("model.safetensors") << QByteArray("away.safetensors")
                                       << "away.safetensors";
        QTest::newRow("broken") << QByteArray("\"view\"") << QByteArray("view") << "no scene: not JSON";
        QTest::newRow("cancelled") << QByteArray() << QByteArray() << QString();
        QTest::newRow("no such field's value")
            << QByteArray("\"layer\": 2") << QByteArray("\"layer\": true") << "view.layer must be";
    }
    void aRefusedSceneLeavesTheWindowAsItWas() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, words);
        bool cancelled = false;
        open();
        if (from.isEmpty()) {  // a model of another shape, cancelled while it loads
            ModelRequest deep;
            deep.weights = data("golden/deep/model.pth").string();
            deep.heads = 4;
            deep.placement.device = "cpu";
            m_session->openModel(deep);
            QVERIFY(settle(*m_session));
            QVERIFY(save(SaveKind::Scene, file("refused.json")));
            m_session->openModel(goldenRequest());
            QVERIFY(settle(*m_session));
            connect(
                m_session.get(), &Session::modelChanged, m_session.get(),
                [this, &cancelled] {
                    if (!m_session->model() && !std::exchange(cancelled, true))
                        m_session->cancel();
                },
                Qt::QueuedConnection);
        } else {
            writeChanged("refused.json", from, to);
        }
        m_session->setLayer(1);
        m_session->pin(Cell{1, 2});
        m_session->setPage(Page::Grid);
        QVERIFY(settle(*m_session));
        const View before = m_session->view();
        m_window->resize(1100, 800);
        m_session->openFiles({file("refused.json")});
        QVERIFY(words.isEmpty() ? QTest::qWaitFor([&] { return cancelled; }) : noticed(words));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->film().size(), size_t(1));
        QCOMPARE(m_session->currentIndex(), 0);
        QVERIFY(m_session->plan()->request == goldenRequest());
        QVERIFY(m_session->result() && m_session->view() == before);
        QCOMPARE(m_window->size(), QSize(1100, 800));
        QVERIFY(!scenes().busy());
    }

    void whatIsNoSceneIsSaid() {
        open();
        QFile out(m_folder.filePath("bad.json"));
        QVERIFY(out.open(QIODevice::WriteOnly) && out.write("{}") == 2);
        out.close();
        m_session->openFiles({file("bad.json")});
        QVERIFY(noticed("no scene of Vitrine"));
        QVERIFY(m_session->result());  // what was shown stays
        QVERIFY(save(SaveKind::Scene, file("model.json")));
        QByteArray text = read(file("model.json"));
        text.replace("model.safetensors", "gone.safetensors");
        QFile other(m_folder.filePath("model.json"));
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write(text) == text.size());
        other.close();
        m_session->openFiles({file("model.json")});
        QVERIFY(noticed("model.json: "));  // the scene is named, and what is wrong with it
        QVERIFY(noticed("gone.safetensors"));
        text.replace("gone.safetensors", "model.safetensors").replace("\"heads\": 2", "\"heads\": 5");
        QVERIFY(other.open(QIODevice::WriteOnly) && other.write(text) == text.size());
        other.close();
        m_session->openFiles({file("model.json")});
        QVERIFY(noticed("model.heads 5: does not divide"));
        QVERIFY(settle(*m_session) && m_session->result());
    }
};

QTEST_MAIN(SaverTest)
#include "saver_test.moc"

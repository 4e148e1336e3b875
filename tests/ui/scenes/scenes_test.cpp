// Scenes, saved and opened as a person does: what was shown comes back, and what is refused leaves no trace.
#include "core/scene/scene.h"
#include "tests/support/saving_fixture.h"
#include "ui/actions.h"
#include "ui/controls.h"
#include "ui/settings_sheet.h"

#include <utility>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class ScenesTest : public SavingFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { beginCase("scenes_test"); }
    void init() { openWindow(); }
    void cleanup() { closeWindow(); }

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
        view.map.target.of = 3;
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

    void aClassMayBeCalledByItsName() {
        QFile names(m_folder.filePath("names.txt"));
        QVERIFY(names.open(QIODevice::WriteOnly) && names.write("dog\ntabby cat\nlynx\n") > 0);
        names.close();
        ModelRequest named = goldenRequest();
        named.labels = file("names.txt").string();
        m_session->openModel(named);
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        QVERIFY(settle(*m_session));
        for (const auto& [words, target] : {std::pair("\"target\": \"Tabby\"", 1), {"\"target\": \"zebra\"", -1}}) {
            m_session->setTarget(std::nullopt);
            writeChanged("named.json", "\"target\": null", words);
            m_session->setTarget(2);
            QSignalSpy opened(&scenes(), &SceneOpener::opened);
            m_session->openFiles({file("named.json")});
            QTRY_COMPARE(opened.size(), 1);
            QVERIFY(settle(*m_session));
            QCOMPARE(m_session->view().map.target.of.value_or(-1), target);
        }
        QVERIFY(noticed("named.json: view.target zebra: no class of this model is called that"));
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
};

QTEST_MAIN(ScenesTest)
#include "scenes_test.moc"

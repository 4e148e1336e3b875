// Downloads in the window: what is missing is offered, its licence asked for, its progress told, and then it opens.
#include "core/model/variants.h"
#include "tests/support/file_server.h"
#include "tests/support/session_fixture.h"
#include "tests/support/small_weights.h"
#include "ui/controls.h"
#include "ui/fetch/downloads.h"
#include "ui/fetch/fetch_bar.h"
#include "ui/fetch/fetch_sheet.h"
#include "ui/main_window.h"
#include "ui/panels/model_picker.h"
#include "ui/panels/stage_message.h"
#include "ui/panels/variants_table.h"
#include "ui/scenes/scene_opener.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QTreeView>

using namespace vitrine;
using namespace vitrine::ui;
using namespace vitrine::test;

class FetchWindowTest : public QObject {
    Q_OBJECT

    const QByteArray m_body = noise(300'000);
    QTemporaryDir m_resources;
    QString m_name;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<WebServer> m_server;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    FetchSheet* sheet() const { return m_window->findChild<FetchSheet*>(); }
    QWidget* find(const char* name) const {
        for (QWidget* widget : m_window->findChildren<QWidget*>(name))
            if (widget->isVisible())
                return widget;
        return nullptr;
    }
    void press(const char* name) const {
        QWidget* button = find(name);
        QVERIFY2(button, name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// hf:owner/name, with the golden model.
    void serveRepository() {
        QFile weights(QString::fromStdString(data("golden/plain/model.safetensors").string()));
        QVERIFY(weights.open(QIODevice::ReadOnly));
        const QByteArray body = weights.readAll(), commit(40, 'a');
        Manners manners;
        manners.etag = '"' + sha256Hex(body) + '"';
        manners.headers = "X-Repo-Commit: " + commit + "\r\n";
        for (const QByteArray& revision : {QByteArray("main"), commit})
            serveFile(*m_server, "/owner/name/resolve/" + revision + "/model.safetensors", body, manners);
    }
    FetchBar* bar() const { return m_window->findChild<FetchBar*>(); }
    static ModelRequest published(const char* entry) {
        ModelRequest request;
        request.model = "vit_b_16";
        request.weights = entry;
        request.placement.device = "cpu";
        return request;
    }

private Q_SLOTS:
    void initTestCase() {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_resources.path());
        m_name = publishSmall(m_resources.path(), m_body);
        qputenv("VITRINE_RESOURCES", m_resources.path().toUtf8());
        for (const char* name : {"http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY", "VITRINE_OFFLINE", "HF_TOKEN",
                                 "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
            qunsetenv(name);
    }
    void init() {
        QSettings().clear();
        m_home = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<WebServer>();
        qputenv("TORCH_HOME", m_home->path().toUtf8());
        qputenv("HF_HOME", m_home->path().toUtf8());
        qputenv("VITRINE_WEIGHTS_URL", m_server->url("/").toEncoded());
        qputenv("HF_ENDPOINT", m_server->url("").toEncoded());
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_session->openModel(goldenRequest());
        QVERIFY(settle(*m_session));
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
    }

    void whatIsMissingIsOffered() {
        QSignalSpy notices(m_session.get(), &Session::notice);
        m_session->openModel(published("vit_b_16/IMAGENET1K_V1"));
        QTRY_VERIFY(sheet());
        QCOMPARE(notices.size(), 0);
        QVERIFY(m_session->model());  // the one that works stays
        QStringList told;
        for (const QLabel* label : sheet()->findChildren<QLabel*>())
            told << label->text();
        for (const char* words : {"81.07 % top-1", "BSD 3-Clause", "hub/checkpoints", "127.0.0.1"})
            QVERIFY2(told.join('\n').contains(words), qPrintable(told.join('\n')));
        QVERIFY(!bar()->isVisible());
        QTest::keyClick(sheet(), Qt::Key_Escape);
        QTRY_VERIFY(!sheet());
    }

    void theFirstModelIsOfferedToo() {
        Session session;
        MainWindow window(session);
        window.show();
        session.openModel(published("DEFAULT"));
        QTRY_VERIFY(window.findChild<FetchSheet*>());
        QVERIFY(session.modelError().reason.contains("not on this disk"));
        StageMessage* message = window.findChild<StageMessage*>();
        const auto told = [&] {
            QStringList words;
            for (const QLabel* label : message->findChildren<QLabel*>())
                words << label->text();
            return words.join('\n');
        };
        QPushButton* download = nullptr;
        for (QPushButton* button : message->findChildren<QPushButton*>())
            if (button->text() == "Download…")
                download = button;
        QVERIFY(download && download->isVisibleTo(message));
        QVERIFY2(!told().contains("--weights"), qPrintable(told()));  // those are words for the command line
        window.findChild<FetchSheet*>()->dismiss();
        QTRY_VERIFY(!window.findChild<FetchSheet*>());
        download->click();
        QTRY_VERIFY(window.findChild<FetchSheet*>());
        Manners manners;
        manners.perTick = 200;
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        QTRY_COMPARE(QApplication::focusWidget(), window.findChild<QPushButton*>("fetch.download"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(window.downloads().isRunning());
        QVERIFY(!download->isVisibleTo(message));
        QVERIFY2(told().contains("being downloaded"), qPrintable(told()));
        window.downloads().cancel();
        QVERIFY(download->isVisibleTo(message));
    }

    void aLicenceComesFirst() {
        serveFile(*m_server, "/vit_b_16_swag-9ac1b537.pth", m_body);
        m_session->openModel(published("IMAGENET1K_SWAG_E2E_V1"));
        QTRY_VERIFY(sheet());
        auto* download = sheet()->findChild<QPushButton*>("fetch.download");
        QVERIFY(!download->isEnabled());
        sheet()->findChild<QCheckBox*>("fetch.accept")->click();
        QVERIFY(download->isEnabled());
        download->click();
        QVERIFY(isAccepted(QStringLiteral("https://github.com/facebookresearch/SWAG/blob/main/LICENSE")));
        QTRY_VERIFY(m_window->downloads().error().any());  // the server has another file
        QVERIFY2(bar()->words().contains("something else"), qPrintable(bar()->words()));
        press("fetch.close");
        QVERIFY(!bar()->isVisible());
        m_session->openModel(published("IMAGENET1K_SWAG_E2E_V1"));
        QTRY_VERIFY(sheet());
        QVERIFY(sheet()->findChild<QPushButton*>("fetch.download")->isEnabled());
    }

    void progressCancelAndGoOn() {
        Manners manners;
        manners.perTick = 1000;
        const auto asked = serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        m_session->openModel(published("IMAGENET1K_V1"));
        QTRY_VERIFY(sheet());
        press("fetch.download");
        QTRY_VERIFY(bar()->isVisible());
        QTRY_VERIFY2(bar()->words().contains("/s"), qPrintable(bar()->words()));  // how fast, and how long still
        QVERIFY2(bar()->words().contains("left") && bar()->words().contains("of 293 KiB"), qPrintable(bar()->words()));
        m_session->openModel(published("IMAGENET1K_V1"));  // asked for once more: it is on its way
        QVERIFY(settle(*m_session));
        QTest::qWait(50);
        QVERIFY(!sheet());
        press("fetch.cancel");
        QVERIFY(!bar()->isVisible());
        asked->manners.perTick = 0;
        m_session->openModel(published("IMAGENET1K_V1"));
        QTRY_VERIFY(sheet());
        QSignalSpy opened(m_session.get(), &Session::activityChanged);
        press("fetch.download");
        QTRY_VERIFY(!m_window->downloads().isRunning());
        QVERIFY(!m_window->downloads().error().any());
        QCOMPARE(asked->partial, 1);
        QVERIFY(onDisk(*findEntry("vit_b_16/IMAGENET1K_V1")));
        QVERIFY(settle(*m_session));  // it is opened: these bytes are no checkpoint, which is told
    }

    void anErrorIsToldAndTriedAgain() {
        Manners manners;
        manners.failures = 1;
        manners.failure = "403 Forbidden";
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        m_session->openModel(published("IMAGENET1K_V1"));
        QTRY_VERIFY(sheet());
        press("fetch.download");
        QTRY_VERIFY(find("fetch.again"));
        QVERIFY2(bar()->words().contains("(403)"), qPrintable(bar()->words()));
        press("fetch.again");
        QTRY_VERIFY(onDisk(*findEntry("vit_b_16/IMAGENET1K_V1")));
        QTRY_VERIFY(!bar()->isVisible());
    }

    void theWaitForTheNextTryCountsDown() {
        Manners manners;
        manners.failures = 1;
        manners.failure = "503 Busy";
        manners.failureHeaders = "Retry-After: 3\r\n";
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        m_window->downloads().start(offerOf("vit_b_16"), [] {});
        QTRY_VERIFY2(bar()->words().contains("in 3 s"), qPrintable(bar()->words()));
        QTRY_VERIFY2(bar()->words().contains("in 2 s"), qPrintable(bar()->words()));
        QTRY_VERIFY(!m_window->downloads().isRunning());
        QVERIFY(!m_window->downloads().error().any());
    }

    void aFailureKeepsNoOtherWaiting() {
        Manners manners;
        manners.failures = 1;
        manners.failure = "403 Forbidden";
        manners.perTick = 20'000;
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        serveRepository();
        int opened = 0;
        Downloads& downloads = m_window->downloads();
        downloads.start(offerOf("vit_b_16/IMAGENET1K_V1"), [&] { opened += 1; });
        downloads.start(offerOf("hf:owner/name"), [&] { opened += 10; });
        QVERIFY(bar()->words().contains("1 more after it"));
        QTRY_VERIFY(downloads.error().any());
        QCOMPARE(opened, 10);  // the second came all the same
        QVERIFY(downloads.title().contains("ViT-B/16") || downloads.title().contains("vit_b_16"));
        QVERIFY2(bar()->words().contains("(403)"), qPrintable(bar()->words()));
        press("fetch.again");
        QTRY_COMPARE(opened, 11);
        QVERIFY(!downloads.error().any() && !bar()->isVisible());
    }

    void aRepositoryIsFetchedAndOpens() {
        serveRepository();
        ModelRequest request = goldenRequest();
        request.weights = "hf:owner/name";
        m_session->openModel(request);
        QTRY_VERIFY(sheet());
        press("fetch.download");
        QTRY_VERIFY_WITH_TIMEOUT(m_session->model() && m_session->request() == request && m_session->settled(), 30'000);
        QCOMPARE(m_session->plan()->config.hidden_dim, 48);
    }

    // What its model needs comes first; then it is as if it had been there.
    void aSceneIsOpenedAfterItsWeightsCame() {
        serveRepository();
        const QString photo = QString::fromStdString(data("golden/plain/photo.png").string());
        QFile scene(m_home->filePath("talk.json"));
        QVERIFY(scene.open(QIODevice::WriteOnly));
        scene.write(R"({"vitrine": "scene", "version": 1, "image": {"file": ")" + photo.toUtf8() +
                    R"("}, "model": {"weights": "hf:owner/name", "heads": 2, "resize": 72, "crop": 64},
                    "view": {"layer": 1, "head": 1}})");
        scene.close();
        QSignalSpy notices(m_session.get(), &Session::notice);
        QSignalSpy opened(&m_window->scenes(), &SceneOpener::opened);
        const ModelRequest before = m_session->request();
        m_session->openFiles({m_home->filePath("talk.json").toStdString()});
        QTRY_VERIFY(sheet());
        QVERIFY(m_session->request() == before && m_session->film().empty());
        sheet()->dismiss();  // not now: all is as it was
        QTRY_VERIFY(!sheet());
        QVERIFY(m_session->request() == before && m_session->film().empty());
        QCOMPARE(opened.size(), 0);
        m_session->openFiles({m_home->filePath("talk.json").toStdString()});
        QTRY_VERIFY(sheet());
        press("fetch.download");
        QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, 30'000);
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->request().weights, std::string("hf:owner/name"));
        QCOMPARE(m_session->view().map.layer, 1);
        QCOMPARE(m_session->view().map.head.head, 1);
        QCOMPARE(int(m_session->film().size()), 1);
        QVERIFY(m_session->result());
        QCOMPARE(notices.size(), 0);
    }

    // In a small window with large text nothing lies over anything else: what has no room scrolls.
    void largeTextHasRoom() {
        Preferences large;
        large.textPercent = 200;
        m_window->setPreferences(large);
        m_window->resize(1024, 700);
        QTRY_COMPARE(textScale(), 2.0);
        m_session->openModel(published("IMAGENET1K_SWAG_E2E_V1"));
        QTRY_VERIFY(sheet());
        const auto* facts = sheet()->findChild<QScrollArea*>();
        const auto* accept = sheet()->findChild<QCheckBox*>("fetch.accept");
        const auto* download = sheet()->findChild<QPushButton*>("fetch.download");
        const auto bottom = [&](const QWidget* widget) {
            return widget->mapTo(sheet(), widget->rect().bottomLeft()).y();
        };
        QTRY_VERIFY(facts->height() >= facts->minimumHeight());
        QVERIFY(bottom(facts) < accept->mapTo(sheet(), QPoint()).y() && bottom(download) < sheet()->height());
        for (const QLabel* label : facts->findChildren<QLabel*>())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        sheet()->dismiss();
        Manners manners;
        manners.failures = 1;
        manners.failure = "403 Forbidden";
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        m_window->downloads().start(offerOf("vit_b_16"), [] {});
        QTRY_VERIFY(find("fetch.again"));
        QVERIFY(bar()->height() < m_window->height() / 3);  // its words have the whole width
        m_window->setPreferences(Preferences());
        QTRY_COMPARE(textScale(), 1.0);
    }

    void thePickerAndTheTableOffer() {
        ModelPicker picker(*m_session, m_window.get());
        picker.setAttribute(Qt::WA_DeleteOnClose, false);
        PickRow* missing = nullptr;
        for (PickRow* row : picker.findChildren<PickRow*>())
            if (row->text() == "IMAGENET1K_SWAG_LINEAR_V1")
                missing = row;
        QVERIFY(missing && missing->isEnabled());
        missing->click();
        QTRY_VERIFY(sheet());
        sheet()->dismiss();
        QTRY_VERIFY(!sheet());
        QVERIFY(settle(*m_session));
        VariantsTable table(*m_session, m_window.get());
        table.setAttribute(Qt::WA_DeleteOnClose, false);
        for (int row = 0; row < table.view()->model()->rowCount(); ++row)
            if (table.view()->model()->index(row, 1).data().toString() == "IMAGENET1K_V1")
                table.view()->setCurrentIndex(table.view()->model()->index(row, 0));
        QPushButton* download = nullptr;
        for (QPushButton* button : table.findChildren<QPushButton*>())
            if (button->text() == "Download…")
                download = button;
        QVERIFY(download && download->isEnabled());
        download->click();
        QTRY_VERIFY(sheet());
    }

    void theBarOutlivesAnotherLanguage() {
        Manners manners;
        manners.perTick = 200;
        serveFile(*m_server, "/" + m_name.toUtf8(), m_body, manners);
        m_window->downloads().start(offerOf("vit_b_16"), [this] { m_session->openModel(published("IMAGENET1K_V1")); });
        QTRY_VERIFY(bar()->isVisible());
        Preferences german;
        german.language = "de";
        m_window->setPreferences(german);
        QTRY_VERIFY2(bar() && bar()->isVisible() && bar()->words().contains("wird"), qPrintable(bar()->words()));
        german.language = "en";
        m_window->setPreferences(german);
        QTRY_VERIFY(bar() && bar()->words().startsWith("Downloading"));
    }
};

QTEST_MAIN(FetchWindowTest)
#include "window_test.moc"

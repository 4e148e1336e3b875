// The window never waits: what it does in its own thread costs little, whatever it is asked. The measure is the window's
// own picture: nothing may cost many times what painting all of it does, in the same run, as the thread's own work.
#include "tests/support/mouse.h"
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "tests/support/watchdog.h"
#include "ui/main_window.h"
#include "ui/panels/image_view.h"
#include "ui/session.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTemporaryDir>
#include <QtCore/QThread>
#include <QtCore/QTimer>
#include <QtTest/QTest>

#include <ctime>

using namespace vitrine;
using namespace vitrine::test;
using vitrine::ui::ImageView;
using vitrine::ui::MainWindow;
using vitrine::ui::Session;

class NeverWaitsTest : public QObject {
    Q_OBJECT

    static constexpr double limit = 6;  // pictures of the window: there are layouts, and words to measure, besides
    QTemporaryDir m_folder;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    double m_picture = 0;  // what painting the window costs, ms

    static WatchedApplication& app() { return *static_cast<WatchedApplication*>(qApp); }

    /// Lets the loop run until it is so.
    void until(const std::function<bool()>& so) {
        QEventLoop loop;
        QTimer ask;
        ask.setProperty(WatchedApplication::unwatched, true);
        connect(&ask, &QTimer::timeout, &loop, [&] {
            if (so())
                loop.quit();
        });
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        ask.start(1);
        loop.exec();
        QVERIFY(so());
    }
    /// What the longest turn costs while `act` and all that comes of it is done, in paintings of the window.
    double cost(const std::function<void()>& act, const std::function<bool()>& done = {}) {
        app().begin();
        QTimer::singleShot(0, m_window.get(), act);
        bool begun = false;  // after it
        QTimer::singleShot(0, m_window.get(), [&] { begun = true; });
        until([&] { return begun && (done ? done() : m_session->settled()); });
        double worst = 0;
        QByteArray what;
        for (const Turn& turn : app().end())
            if (turn.cpu > worst)
                worst = turn.cpu, what = turn.what;
        qInfo("%.1f ms of %s; the window's picture: %.1f ms", worst, what.constData(), m_picture);
        return worst / m_picture;
    }

private Q_SLOTS:
    void initTestCase() { beginWindowTest(m_folder.path(), "never_waits"); }
    void init() {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(*m_session));
        std::vector<double> costs;
        for (int i = 0; i < 5; ++i) {
            const std::clock_t before = std::clock();  // of all threads, and the others have nothing to do
            m_window->grab();
            costs.push_back(double(std::clock() - before) * 1e3 / CLOCKS_PER_SEC);
        }
        std::sort(costs.begin(), costs.end());
        m_picture = costs[2];
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
    }

    void whenTheMouseMoves() {
        auto& view = *m_window->findChild<ImageView*>();
        QVERIFY(cost([&] {
                    for (int i = 0; i < 4; ++i)
                        moveTo(view, view.patchRect({i, i}).center().toPoint());
                }) < limit);
        QVERIFY(m_session->hover());
    }

    void whenPagesChange() {
        for (const Page page : {Page::Grid, Page::Matrix, Page::Inside, Page::Board, Page::Picture})
            QVERIFY(cost([&] { m_session->setPage(page); }) < limit);
    }

    void whenLayersAreScrubbed() {
        QVERIFY(cost([&] { m_session->setLayer(0); }) < limit);
        QCOMPARE(m_session->mapsRequest().layer, 0);
    }

    void whenTheWindowIsResized() {
        QVERIFY(cost([&] { m_window->resize(1100, 760); }) < limit);
    }

    /// To free it would take long: the thread that loads the next one does, and no panel keeps it.
    void whenAnotherModelIsOpened() {
        const std::weak_ptr<const Model> before = m_session->model();
        bool freed = false;
        connect(m_session.get(), &Session::modelChanged, m_window.get(), [&] {
            if (m_session->model())
                return;
            QDeadlineTimer patience(10'000);  // the window's thread is here all the while
            while (!before.expired() && !patience.hasExpired())
                QThread::msleep(1);
            freed = before.expired();
        });
        m_session->openModel(goldenRequest());
        QVERIFY(settle(*m_session));
        QVERIFY(freed);
    }

    void whenManyPicturesAreDropped() {
        std::vector<std::filesystem::path> files;
        for (int i = 0; i < 200; ++i) {
            const auto file = std::filesystem::path(m_folder.path().toStdString()) / (std::to_string(i) + ".png");
            std::filesystem::copy_file(data("golden/plain/photo.png"), file);
            files.push_back(file);
        }
        const auto begun = [this] {  // with so many; to look at all of them takes its time
            return m_session->film().size() == 201 && m_session->film()[40].thumbnailTried;
        };
        QVERIFY(cost([&] { m_session->openFiles(files); }, begun) < limit);
        QCOMPARE(m_session->film().size(), 201u);
    }
};

int main(int argc, char** argv) {
    WatchedApplication app(argc, argv);
    NeverWaitsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "never_waits_test.moc"

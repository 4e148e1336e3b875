// How long the window keeps a person waiting while it works: p99 and worst of the turns of its event loop, one row an
// action, as a table in Markdown. No test: tools/bench_window runs it.
#include "tests/support/mouse.h"
#include "tests/support/paths.h"
#include "tests/support/watchdog.h"
#include "ui/main_window.h"
#include "ui/panels/image_view.h"
#include "ui/preferences.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QDir>
#include <QtCore/QEventLoop>
#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>
#include <QtGui/QDropEvent>
#include <QtGui/QPainter>
#include <QtTest/QTest>

#include <cstdio>

using namespace vitrine;
using namespace vitrine::test;

namespace {

constexpr int frame = 16;  // ms between two moves of a hand

class Bench {
public:
    explicit Bench(WatchedApplication& app) : m_app(app) {
        m_window.beginUse();
        m_window.resize(1440, 900);
        m_window.show();
    }

    void all(const QString& only) {
        std::printf(
            "| while | turns | p99, ms | worst, ms | worst with a core of its own | over 16 ms | over 50 ms | longest event |\n");
        std::printf("|---|--:|--:|--:|--:|--:|--:|---|\n");
        row(only, "opening the window and the bundled model", [this] { open(); });
        row(only, "dropping 200 pictures", [this] { drop(200); });
        row(only, "changing pages", [this] { changePages(); });
        m_session.clearPictures();
        row(only, "loading vit_l_16", [this] { load("vit_l_16"); });
        row(only, "inference, vit_l_16", [this] { infer(); });
        row(only, "scrubbing layers, vit_l_16", [this] { scrub(); });
        row(only, "resizing", [this] { resize(); });
        row(only, "replacing vit_l_16 by vit_b_16", [this] { load("vit_b_16"); });
        row(only, "hovering patches, vit_b_16", [this] { hover(); });
    }

private:
    void row(const QString& only, const char* name, const std::function<void()>& act) {
        if (!only.isEmpty() && !QString::fromLatin1(name).contains(only))
            return;
        if (m_session.film().empty() && !QString::fromLatin1(name).startsWith(QStringLiteral("opening")))
            open();
        m_app.begin();
        act();
        const Waits waits(m_app.end());
        const auto own = waits.worst.own();
        std::printf("| %s | %zu | %.1f | %.1f | %.1f | %zu | %zu | %s, %.1f ms |\n", name, waits.count, waits.p99.wall,
                    waits.worst.wall, own, waits.over16, waits.over50, waits.worst.what.constData(), waits.worst.worst);
        std::fflush(stdout);
    }

    /// The loop runs until it is so; the asking is not counted.
    void until(const std::function<bool()>& so, int limit = 300'000) {
        QEventLoop loop;
        QTimer ask;
        ask.setProperty(WatchedApplication::unwatched, true);
        QObject::connect(&ask, &QTimer::timeout, &loop, [&] {
            if (so())
                loop.quit();
        });
        QElapsedTimer since;
        since.start();
        QTimer::singleShot(limit, &loop, &QEventLoop::quit);
        ask.start(5);
        loop.exec();
        if (since.elapsed() >= limit)
            qFatal("it never came to an end");
    }
    void settle() {
        until([this] { return m_session.settled(); });
    }
    /// One step a frame, then until all is done.
    void steps(int count, const std::function<void(int)>& step) {
        int i = 0;
        QTimer hand;
        hand.setTimerType(Qt::PreciseTimer);
        QObject::connect(&hand, &QTimer::timeout, [&] {
            if (i < count)
                step(i++);
        });
        hand.start(frame);
        until([&] { return i == count; });
        hand.stop();
        settle();
    }
    /// The hand moves over the picture all the while.
    void meanwhile(const std::function<bool()>& so) {
        int i = 0;
        QTimer hand;
        QObject::connect(&hand, &QTimer::timeout, [&] { point(i++); });
        hand.start(frame);
        until(so);
    }
    ui::ImageView& view() { return *m_window.findChild<ui::ImageView*>(); }
    /// Over another patch with every step: along the rows.
    void point(int i) {
        const QRectF crop = view().cropRect();
        const int side = 14, cell = i % (side * side);
        moveTo(view(), (crop.topLeft() +
                        QPointF((cell % side + 0.5) * crop.width() / side, (cell / side + 0.5) * crop.height() / side))
                           .toPoint());
    }
    void press(Qt::Key key) { QTest::sendKeyEvent(QTest::Click, &m_window, key, QString(), Qt::NoModifier); }

    void open() {
        m_session.openModel({});
        for (const char* name : {"chelsea.png", "coffee.png"}) {
            PictureSource photo;
            photo.file = shipped(std::string("samples/") + name);
            m_session.addPicture(photo, QString::fromLatin1(name), name[1] == 'h');
        }
        settle();
    }
    void load(const char* name) {
        ModelRequest request;
        request.model = name;
        request.weights = "random";
        m_session.openModel(request);
        meanwhile([this] { return m_session.model() != nullptr; });
        settle();
    }
    void infer() {
        for (int i = 0; i < 4; ++i) {
            m_session.showPicture(1 - i % 2);
            meanwhile([this] { return m_session.settled(); });
        }
    }
    void scrub() {
        const int layers = m_session.plan()->config.num_layers;
        steps(8 * layers, [&](int i) { m_session.setLayer(i / layers % 2 ? layers - 1 - i % layers : i % layers); });
    }
    void resize() {
        steps(120,
              [this](int i) { m_window.resize(1000 + 8 * (i < 60 ? i : 120 - i), 700 + 4 * (i < 60 ? i : 120 - i)); });
    }
    void hover() {
        int answers = 0;
        const auto counted = QObject::connect(&m_session, &ui::Session::mapsChanged, [&] { ++answers; });
        QElapsedTimer since;
        since.start();
        steps(600, [this](int i) { point(i); });
        std::fprintf(stderr, "%d maps in %.1f s\n", answers, double(since.elapsed()) / 1e3);
        QObject::disconnect(counted);
    }
    void changePages() {
        for (int i = 0; i <= 12; ++i)  // ends where it began
            steps(1, [&](int) { m_session.setPage(Page(i % 6)); });
    }
    void drop(int count) {
        for (int i = 0; i < 4; ++i)
            drawPhoto(m_folder.filePath(QStringLiteral("%1.jpg").arg(i)), i);
        QList<QUrl> urls;
        for (int i = 0; i < count; ++i) {
            const QString file = m_folder.filePath(QStringLiteral("photo %1.jpg").arg(i));
            QFile::copy(m_folder.filePath(QStringLiteral("%1.jpg").arg(i % 4)), file);
            urls << QUrl::fromLocalFile(file);
        }
        m_app.begin();
        QTimer::singleShot(0, &m_window, [&] {
            QMimeData mime;
            mime.setUrls(urls);
            const QPoint at = m_window.rect().center();
            QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&m_window, &enter);
            QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(&m_window, &event);
        });
        until([&] { return int(m_session.film().size()) >= count; });
        meanwhile([this] { return m_session.settled(); });
    }
    /// Of a telephone's size, with something to see.
    static void drawPhoto(const QString& file, int i) {
        QImage photo(4000, 3000, QImage::Format_RGB32);
        QPainter painter(&photo);
        QConicalGradient colours(2000, 1500, 70 * i);
        for (int stop = 0; stop <= 12; ++stop)
            colours.setColorAt(stop / 12.0, QColor::fromHsv(stop * 29 % 360, 90 + 60 * (stop % 3), 230));
        painter.fillRect(photo.rect(), colours);
        painter.end();
        photo.save(file, "JPG", 85);
    }

    WatchedApplication& m_app;
    QTemporaryDir m_folder;
    ui::Session m_session;
    ui::MainWindow m_window{m_session};
};

}  // namespace

int main(int argc, char** argv) {
    WatchedApplication app(argc, argv);
    const QTemporaryDir settings;
    QCoreApplication::setOrganizationName(QStringLiteral("VitrineTest"));
    QCoreApplication::setApplicationName(QStringLiteral("window_bench"));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    ui::applyTheme(app, ui::ThemeChoice::Dark);
    Bench(app).all(app.arguments().value(1));
    return 0;
}

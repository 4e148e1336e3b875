// The film strip: the first good picture is shown, sorted, removed in numbers, frames, downloads, a thousand at once.
#include "tests/support/session_fixture.h"
#include "tests/support/web_server.h"
#include "ui/panels/film_delegate.h"
#include "ui/panels/film_model.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/stage.h"
#include "ui/reading.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTranslator>
#include <QtTest/QSignalSpy>
#include <QtTest/QtTest>

#include <fstream>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class FilmTest : public QObject {
    Q_OBJECT

    QStringList names(const Session& session) {
        QStringList all;
        for (const FilmItem& item : session.film())
            all << item.name;
        return all;
    }

private Q_SLOTS:
    void initTestCase() { helpCore(); }

    void theNameHasItsRoomBeforeTheTop1() {
        const QFontMetrics metrics(textFont(TextSize::Small));
        const QString name = QStringLiteral("astronaut.png"), top1 = QStringLiteral("coat or jacket 51 %");
        const int both = metrics.horizontalAdvance(name) + metrics.horizontalAdvance(top1) + unit;
        for (int width = 0; width <= both; ++width) {
            const FilmWords words = filmWords(name, top1, metrics, width, true);
            QVERIFY(words.top1.isEmpty() || words.name == name);
            const int taken = metrics.horizontalAdvance(words.name) +
                              (words.top1.isEmpty() ? 0 : metrics.horizontalAdvance(words.top1) + int(unit));
            QVERIFY2(taken <= width, qPrintable(words.name + words.top1));
        }
        const FilmWords all = filmWords(name, top1, metrics, both, true);
        QCOMPARE(all.name + all.top1, name + top1);
        const FilmWords above = filmWords(name, top1, metrics, metrics.horizontalAdvance(top1), false);  // in two lines
        QCOMPARE(above.name + above.top1, name + top1);
    }

    void theFirstGoodOneIsShown() {
        QTemporaryDir folder;
        for (const char* name : {"a.png", "b.png"})
            std::ofstream(folder.filePath(name).toStdString()) << "no picture";
        const std::filesystem::path a = folder.filePath("a.png").toStdString(),
                                    b = folder.filePath("b.png").toStdString();
        Session session;
        session.openModel(goldenRequest());
        session.openFiles({a, b, data("golden/plain/photo.png"), data("golden/deep/photo.png")});
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 2);
        QVERIFY(session.result());
        session.showPicture(1);  // the person's own choice stays
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 1);
        QVERIFY(session.pictureError().any());
        session.clearPictures();
        session.openFiles({a, b});
        QVERIFY(settle(session));
        QCOMPARE(session.currentIndex(), 0);  // none is good: the first says why
        QVERIFY(session.pictureError().any());
    }

    void aBrokenPictureStaysBrokenAndHoldsNobodyUp() {
        QTemporaryDir folder;
        std::ofstream(folder.filePath("a.png").toStdString()) << "no picture";
        Session session;
        ModelRequest random;
        random.model = "vit_b_32";
        random.weights = "random";
        session.openModel(random);
        session.addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        session.addPicture(fileSource(data("golden/deep/photo.png")), "other.png", false);
        session.addPicture(fileSource(folder.filePath("a.png").toStdString()), "a.png", false);
        QTRY_VERIFY(session.film()[2].error.any());  // a random model looks at the picture shown only
        QVERIFY(settle(session));
        session.showPicture(2);
        QVERIFY(settle(session));
        session.openModel(goldenRequest());
        QVERIFY(settle(session));
        QVERIFY(session.film()[0].top1 && session.film()[1].top1);
        QVERIFY(session.film()[2].error.any());
        session.showPicture(0);
        session.openModel(random);
        QVERIFY(settle(session));
        QVERIFY(session.film()[2].error.any());
        QVERIFY(!session.film()[0].error.any());
    }

    void sorts() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"rocket.jpg", "chelsea.png", "coffee.png", "astronaut.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), name);
        QVERIFY(settle(session));
        const QString shown = session.film()[size_t(session.currentIndex())].name;
        session.sortFilm(FilmOrder::ByName);
        QCOMPARE(names(session), QStringList({"astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg"}));
        QCOMPARE(session.film()[size_t(session.currentIndex())].name, shown);
        session.sortFilm(FilmOrder::ByConfidence);
        for (size_t i = 1; i < 4; ++i)
            QVERIFY(session.film()[i - 1].probability >= session.film()[i].probability);
        session.sortFilm(FilmOrder::ByClass);
        for (size_t i = 1; i < 4; ++i)
            QVERIFY(session.film()[i - 1].label <= session.film()[i].label);
        session.sortFilm(FilmOrder::AsAdded);
        QCOMPARE(names(session), QStringList({"rocket.jpg", "chelsea.png", "coffee.png", "astronaut.png"}));
    }

    void removesSeveralAtOnce() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"rocket.jpg", "chelsea.png", "coffee.png", "astronaut.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), name);
        session.showPicture(2);
        QVERIFY(settle(session));
        session.removePictures({0, 3});
        QVERIFY(settle(session));
        QCOMPARE(names(session), QStringList({"chelsea.png", "coffee.png"}));
        QCOMPARE(session.currentIndex(), 1);
        session.removePictures({1, 1, 7});
        QVERIFY(settle(session));
        QCOMPARE(names(session), QStringList{"chelsea.png"});
        QCOMPARE(session.currentIndex(), 0);
        QVERIFY(session.result());
        session.clearPictures();
        QCOMPARE(session.currentIndex(), -1);
        QVERIFY(!session.picture());
    }

    void keysOfTheStrip() {
        Session session;
        session.openModel(goldenRequest());
        for (const char* name : {"rocket.jpg", "chelsea.png", "coffee.png", "astronaut.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), name);
        FilmStrip strip(session);
        strip.resize(1200, 96);
        strip.show();
        QVERIFY(settle(session));
        auto& list = *strip.findChild<QListView*>();
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Left);
        QCOMPARE(session.currentIndex(), 2);
        QTest::keyClick(&list, Qt::Key_Left, Qt::ShiftModifier);
        QTest::keyClick(&list, Qt::Key_Delete);
        QTRY_COMPARE(names(session), QStringList({"rocket.jpg", "astronaut.png"}));
        QTest::keyClick(&list, Qt::Key_Delete);
        QTRY_COMPARE(int(session.film().size()), 1);
        QVERIFY(settle(session));
    }

    /// The menu is about another picture than the one shown: what is shown stays.
    void theRightButtonOpensNoPicture() {
        Session session;
        for (const char* name : {"chelsea.png", "coffee.png"})
            session.addPicture(fileSource(shipped(std::string("samples/") + name)), QString::fromLatin1(name));
        FilmStrip strip(session);
        strip.resize(1200, 96);
        strip.show();
        auto& list = *strip.findChild<QListView*>();
        const QPoint first = list.visualRect(list.model()->index(0, 0)).center();
        QCOMPARE(session.currentIndex(), 1);
        QTest::mouseClick(list.viewport(), Qt::RightButton, {}, first);
        QCOMPARE(session.currentIndex(), 1);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, first);
        QCOMPARE(session.currentIndex(), 0);
    }

    void anotherFrame() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("odd/three.gif")), "three.gif");
        QVERIFY(settle(session));
        QCOMPARE(session.picture()->origin.words(), std::string("frame 1 of 3"));
        const Image first = *session.picture()->image;
        session.showFrame(2);
        QVERIFY(settle(session));
        QCOMPARE(session.picture()->origin.words(), std::string("frame 3 of 3"));
        QVERIFY(*session.picture()->image != first);
        QVERIFY(session.film()[0].top1);
        session.showFrame(3);  // there is none
        QVERIFY(settle(session));
        QCOMPARE(session.picture()->origin.frame, 2);
    }

    void theThumbnailIsOfTheFrameShown() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(data("odd/three.gif")), "three.gif");
        QVERIFY(settle(session));
        session.showFrame(2);
        QVERIFY(settle(session));
        const QImage third = session.film()[0].thumbnail;
        session.showFrame(1);
        session.showFrame(2);  // while the second frame's is being made
        QVERIFY(settle(session));
        QVERIFY(session.film()[0].thumbnail == third);
        session.showFrame(0);
        QVERIFY(settle(session));
        QVERIFY(session.film()[0].thumbnail != third);
    }

    void dragsFilesAndPixelsElsewhere() {
        Session session;
        session.openModel(goldenRequest());
        session.addPicture(fileSource(shipped("samples/chelsea.png")), "chelsea.png");
        session.addImage(Image(3, 2), "from memory");
        QVERIFY(settle(session));
        FilmModel model(session);
        QVERIFY(model.flags(model.index(0)) & Qt::ItemIsDragEnabled);
        const std::unique_ptr<QMimeData> file(model.mimeData({model.index(0)}));
        QVERIFY(file->urls().value(0).toLocalFile().endsWith("chelsea.png"));
        const std::unique_ptr<QMimeData> pixels(model.mimeData({model.index(1)}));
        QCOMPARE(pixels->imageData().value<QImage>().size(), QSize(3, 2));
    }

    void downloadsIntoTheStrip() {
        WebServer server;
        QFile photo(QString::fromStdString(data("golden/plain/photo.png").string()));
        QVERIFY(photo.open(QIODevice::ReadOnly));
        server.give("/photo.png", photo.readAll());
        server.give("/page.html", "<html>a page</html>", "text/html");
        Session session;
        QSignalSpy notices(&session, &Session::notice);
        session.openModel(goldenRequest());
        session.openUrls({server.url("/none.png"), server.url("/photo.png"), server.url("/page.html")});
        QVERIFY(settle(session));
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices[0][0].toString(), QString("none.png"));
        QCOMPARE(names(session), QStringList({"photo.png", "page.html"}));
        QCOMPARE(session.currentIndex(), 0);
        QVERIFY(session.result());
        QCOMPARE(session.film()[0].source.url, server.url("/photo.png").toString().toStdString());
        QVERIFY(session.film()[1].error.reason.contains("web page"));
        server.on("/slow.png",
                  [](QTcpSocket& socket, const QByteArray&) { socket.write(WebServer::head("200 OK", 1000) + "x"); });
        session.openUrls({server.url("/slow.png"), server.url("/photo.png")});
        QTRY_VERIFY(session.activity().what.contains("slow.png"));
        session.cancel();
        QVERIFY(session.settled());
        QTest::qWait(100);
        QCOMPARE(int(session.film().size()), 2);
    }

    void whatADownloadDoesIsItsOwn() {
        WebServer server;
        server.on("/slow.png",
                  [](QTcpSocket& socket, const QByteArray&) { socket.write(WebServer::head("200 OK", 1000) + "x"); });
        QFile photo(QString::fromStdString(data("golden/plain/photo.png").string()));
        QVERIFY(photo.open(QIODevice::ReadOnly));
        const QByteArray bytes = photo.readAll();
        QTcpSocket* open = nullptr;
        server.on("/photo.png", [&](QTcpSocket& socket, const QByteArray&) {
            socket.write(WebServer::head("200 OK", bytes.size()) + bytes.left(100));
            open = &socket;
        });
        struct InGerman : QTranslator {  // the verb at the end, so that no beginning tells what it is
            QString translate(const char*, const char* text, const char*, int) const override {
                return QByteArray(text) == "Downloading %1" ? QStringLiteral("%1 wird geladen") : QString();
            }
            bool isEmpty() const override { return false; }
        } german;
        QCoreApplication::installTranslator(&german);
        Session session;
        session.openUrls({server.url("/photo.png")});
        QTRY_COMPARE(session.activity().what, QStringLiteral("photo.png wird geladen"));
        QTRY_VERIFY(open);
        open->write(bytes.mid(100));
        QVERIFY(settle(session));
        QCOMPARE(session.activity().what, QString());
        QCoreApplication::removeTranslator(&german);

        ModelRequest big;  // a failed download leaves the word about the model
        big.model = "vit_l_16";
        big.weights = "random";
        session.openModel(big);
        QTRY_VERIFY(session.activity().what.startsWith("Drawing"));
        QSignalSpy notices(&session, &Session::notice);
        QStringList said;
        connect(&session, &Session::notice, &session, [&] { said << session.activity().what; });
        session.openUrls({server.url("/none.png")});
        QVERIFY(notices.wait(10'000));
        QVERIFY2(said.value(0).startsWith("Drawing"), qPrintable(said.value(0)));
        session.cancel();
        QVERIFY(settle(session));
    }

    /// 100 megapixels: opened, shown and cut again and again, and the window answers all the time.
    void aHundredMegapixels() {
        QTemporaryDir folder;
        const QString file = folder.filePath("large.jpg");
        {
            QImage large(11'600, 8'700, QImage::Format_RGB888);
            for (int y = 0; y < large.height(); ++y)
                std::fill_n(large.scanLine(y), large.bytesPerLine(), uchar(y * 255 / large.height()));
            QVERIFY(large.save(file, "JPG", 85));
        }
        Session session;
        session.openModel(goldenRequest());
        Stage stage(session);
        stage.resize(1000, 700);
        stage.show();
        QVERIFY(settle(session));
        QElapsedTimer beat, took;
        qint64 worst = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { worst = std::max(worst, beat.restart()); });
        beat.start();
        timer.start(2);
        took.start();
        session.addPicture(fileSource(file.toStdString()), "large.jpg");
        QVERIFY(settle(session));
        QTest::qWait(200);
        const auto pixels = session.picture()->image;
        QCOMPARE(pixels->width, 11'600);
        qInfo("100 megapixels: settled after %lld ms, worst block %lld ms", took.elapsed(), worst);
        QVERIFY2(worst < 250, qPrintable(QString::number(worst)));
        worst = 0;
        took.restart();
        for (int i = 0; i < 10; ++i) {
            session.setFraming({{}, Box{double(i), 0, 4000, 4000}});
            QVERIFY(settle(session));
        }
        QTest::qWait(100);
        qInfo("ten crops: %lld ms, worst block %lld ms", took.elapsed() - 100, worst);
        QCOMPARE(session.picture()->image, pixels);
        QVERIFY2(worst < 250, qPrintable(QString::number(worst)));
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with("VmHWM"))
                qInfo("peak memory: %s", line.c_str());
    }

    /// The longest time in which the window could not have answered.
    void aThousandWithoutAStutter() {
        QTemporaryDir folder;
        std::vector<std::filesystem::path> files;
        for (int i = 0; i < 1000; ++i) {
            files.emplace_back(folder.filePath(QStringLiteral("%1.png").arg(i)).toStdString());
            std::filesystem::copy_file(data("golden/plain/photo.png"), files.back());
        }
        Session session;
        session.openModel(goldenRequest());
        FilmStrip strip(session);
        strip.resize(1200, 96);
        strip.show();
        QVERIFY(settle(session));
        QElapsedTimer beat;
        qint64 worst = 0;
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] { worst = std::max(worst, beat.restart()); });
        beat.start();
        timer.start(2);
        session.openFiles(files);
        QTest::qWait(15'000);  // not to the end: a busy machine needs minutes for it
        qInfo("1000 pictures: worst block %lld ms", worst);
        const auto& film = session.film();
        QCOMPARE(int(film.size()), 1000);
        const auto made =
            std::count_if(film.begin(), film.end(), [](const FilmItem& f) { return !f.thumbnail.isNull(); });
        qInfo("%d thumbnails made", int(made));
        QVERIFY(made > 10);
        QVERIFY2(worst < 250, qPrintable(QString::number(worst)));
        worst = 0;
        session.sortFilm(FilmOrder::ByName);
        session.clearPictures();
        QTest::qWait(50);
        qInfo("sorted and removed: worst block %lld ms", worst);
        QVERIFY2(worst < 250, qPrintable(QString::number(worst)));
    }
};

QTEST_MAIN(FilmTest)
#include "film_test.moc"

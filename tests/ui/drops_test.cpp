// What programs offer when something is dragged or copied: files, pixels, a picture of a web page, a link, a text.
#include "ui/address.h"
#include "ui/drops.h"

#include <QtCore/QMimeData>
#include <QtTest/QtTest>

using namespace vitrine::ui;

class DropsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsForFiles_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("scheme");
        QTest::newRow("path") << "/tmp/a cat.png"
                              << "/tmp/a cat.png"
                              << "";
        QTest::newRow("file") << "file:///tmp/a%20cat.png"
                              << "/tmp/a cat.png"
                              << "file";
        QTest::newRow("of this machine") << "FILE://localhost/tmp/cat.png"
                                         << "/tmp/cat.png"
                                         << "file";
        QTest::newRow("one slash") << "file:/tmp/cat.png"
                                   << "/tmp/cat.png"
                                   << "";
        QTest::newRow("a file of that name") << "file:cat.png"
                                             << "file:cat.png"
                                             << "";
        QTest::newRow("ftp") << "ftp://a.org/cat.png"
                             << "ftp://a.org/cat.png"
                             << "ftp";
        QTest::newRow("https") << "HTTPS://a.org/cat.png"
                               << "HTTPS://a.org/cat.png"
                               << "https";
        QTest::newRow("prose") << "see ftp://a.org"
                               << "see ftp://a.org"
                               << "";
    }
    void wordsForFiles() {
        QFETCH(QString, word);
        QTEST(withoutFileScheme(word), "file");
        QTEST(schemeOf(word), "scheme");
    }

    void files() {
        QMimeData mime;
        mime.setUrls({QUrl("file:///tmp/a%20cat.png"), QUrl("https://example.org/x.jpg"), QUrl("file:///tmp")});
        const Dropped dropped = readDrop(mime);
        QCOMPARE(dropped.files, QStringList({"/tmp/a cat.png", "/tmp"}));
        QVERIFY(dropped.urls.isEmpty());
        QVERIFY(canDrop(mime));
    }

    void thePictureOfAPageNotWhereItsLinkLeads() {
        QMimeData mime;
        mime.setUrls({QUrl("https://example.org/page.html")});
        mime.setHtml(
            "<a href=\"https://example.org/page.html\"><IMG alt='x' SRC='https://example.org/i?a=1&amp;b=2'></a>");
        QCOMPARE(readDrop(mime).urls, QList<QUrl>{QUrl("https://example.org/i?a=1&b=2")});
    }

    void pixelsNeedNoNetworkAndTakeTheName() {
        QMimeData mime;
        mime.setUrls({QUrl("https://example.org/cat.jpg")});
        mime.setImageData(QImage(3, 2, QImage::Format_RGB32));
        const Dropped dropped = readDrop(mime);
        QVERIFY(dropped.urls.isEmpty());
        QCOMPARE(dropped.image.size(), QSize(3, 2));
        QCOMPARE(dropped.name, QString("cat.jpg"));
    }

    void html_data() {
        QTest::addColumn<QString>("html");
        QTest::addColumn<QString>("address");
        QTest::newRow("unquoted") << "<img src=https://a.org/b.png width=3>"
                                  << "https://a.org/b.png";
        QTest::newRow("scheme of the page") << "<img src=\"//a.org/b.png\">"
                                            << "https://a.org/b.png";
        QTest::newRow("data") << "<img src=\"data:image/png;base64,AAAA\">"
                              << "data:image/png;base64,AAAA";
        QTest::newRow("a file of this machine") << "<img src=\"file:///etc/passwd\">"
                                                << "";
        QTest::newRow("script") << "<img src=\"javascript:alert(1)\">"
                                << "";
        QTest::newRow("relative") << "<img src=\"b.png\">"
                                  << "";
    }
    void html() {
        QFETCH(QString, html);
        QFETCH(QString, address);
        QMimeData mime;
        mime.setHtml(html);
        const QList<QUrl> urls = readDrop(mime).urls;
        QCOMPARE(urls.isEmpty() ? QString() : urls.first().toString(), address);
    }

    void text() {
        QMimeData mime;
        mime.setText("  https://a.org/1.png\nhttp://a.org/2.png\n");
        QCOMPARE(readDrop(mime).urls.size(), 2);
        QMimeData file;
        file.setText(QCoreApplication::applicationFilePath());
        QCOMPARE(readDrop(file).files, QStringList{QCoreApplication::applicationFilePath()});
        for (const char* prose : {"hello", "see https://a.org/1.png", "/no/such/file", "ftp://a.org/x.png", ""}) {
            QMimeData other;
            other.setText(prose);
            QVERIFY2(!canDrop(other), prose);
        }
    }
};

QTEST_MAIN(DropsTest)
#include "drops_test.moc"

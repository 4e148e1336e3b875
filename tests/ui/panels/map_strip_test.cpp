// Thumbnails shrink, then wrap; they are chosen by click and keys.
#include "ui/panels/map_strip.h"
#include "ui/theme.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

QStringList numbers(int count) {
    QStringList out;
    for (int i = 0; i < count; ++i)
        out << QString::number(i);
    return out;
}

QStringList heads(int count) {
    return QStringList{QStringLiteral("mean"), QStringLiteral("max"), QStringLiteral("min")} + numbers(count);
}

std::vector<Map> maps(int count) { return std::vector<Map>(size_t(count), Map{2, 2, {0, 1, 2, 3}}); }

}  // namespace

class MapStripTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }

    void everyThumbnailHasItsPlace_data() {
        QTest::addColumn<QStringList>("captions");
        QTest::addColumn<int>("width");
        for (int width = 300; width <= 1200; width += 25) {
            QTest::addRow("12 layers in %d", width) << numbers(12) << width;
            QTest::addRow("24 layers in %d", width) << numbers(24) << width;
            QTest::addRow("32 layers in %d", width) << numbers(32) << width;
            QTest::addRow("16 heads in %d", width) << heads(16) << width;
        }
    }
    void everyThumbnailHasItsPlace() {
        QFETCH(QStringList, captions);
        QFETCH(int, width);
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(captions);
        strip.resize(width, strip.heightForWidth(width));
        const QFontMetrics metrics(textFont(TextSize::Small));
        for (int i = 0; i < captions.size(); ++i) {
            const QRect at = strip.thumbnailRect(i);
            QVERIFY(at.width() == at.height() && at.width() >= 24 && at.width() <= 48);
            QVERIFY(at.left() >= 48);
            // The outline of the current one is 2 px wide, outside of it.
            QVERIFY(strip.rect().contains(at.adjusted(-2, -2, 2, 2)));
            QVERIFY(strip.rect().contains(strip.captionRect(i).center()));
            QVERIFY(strip.captionRect(i).bottom() <= strip.rect().bottom());
            const auto words = [&](int j) {
                const int wide = metrics.horizontalAdvance(captions[j]);
                const QRect cell = strip.captionRect(j);
                return QRect(cell.center().x() - wide / 2, cell.top(), wide, cell.height());
            };
            for (int j = 0; j < i; ++j) {
                QVERIFY(!at.adjusted(-1, -1, 1, 1).intersects(strip.thumbnailRect(j)));
                QVERIFY(!words(i).intersects(words(j)));
            }
        }
    }

    void withoutCaptionsItIsLowerAndStillChosen() {
        MapStrip strip(QStringLiteral("Head"));
        strip.setCaptions(heads(6));
        const int before = strip.heightForWidth(600);
        strip.setCaptioned(false);
        const int after = strip.heightForWidth(600);
        QCOMPARE(before - after, captionHeight - stripMargin);
        strip.resize(600, after);
        QSignalSpy chosen(&strip, &MapStrip::chosen);
        for (int i = 0; i < strip.count(); ++i) {
            const QRect at = strip.thumbnailRect(i);
            QVERIFY(strip.rect().contains(at.adjusted(-2, -2, 2, 2)));  // and its outline
            QTest::mouseClick(&strip, Qt::LeftButton, {}, at.center());
            QCOMPARE(chosen.takeLast()[0].toInt(), i);
        }
    }

    void withoutCaptionsTheCurrentOneKeepsIts() {
        MapStrip strip(QStringLiteral("Head"));
        strip.setCaptions(heads(6));
        strip.setCurrent(4);
        QVERIFY(strip.badgeRect().isNull());  // all of them have captions
        strip.setCaptioned(false);
        strip.resize(600, strip.heightForWidth(600));
        for (const int index : {0, 4}) {
            strip.setCurrent(index);
            const QRect badge = strip.badgeRect(), at = strip.thumbnailRect(index);
            QVERIFY(strip.rect().contains(badge) && badge.intersects(at) && badge.height() < at.height());
            QVERIFY(badge.width() > QFontMetrics(textFont(TextSize::Small)).horizontalAdvance(strip.captions()[index]));
            QCOMPARE(strip.grab().toImage().pixelColor(badge.center().x(), badge.top() + 1), theme().accent);
        }
        strip.setCurrent(-1);
        QVERIFY(strip.badgeRect().isNull());
    }

    void stripsUnderEachOtherAlign() {
        MapStrip layers(QStringLiteral("Layer"));
        MapStrip few(QStringLiteral("Head"));
        layers.setCaptions(numbers(12));
        few.setCaptions(heads(6));
        layers.resize(752, 80);
        few.resize(752, 80);
        QCOMPARE(layers.thumbnailRect(5), few.thumbnailRect(5));
        QCOMPARE(layers.thumbnailRect(0).width(), 48);
    }

    void shrinksBeforeItWraps() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(24));
        strip.resize(752, 80);
        QCOMPARE(strip.thumbnailRect(0).top(), strip.thumbnailRect(23).top());
        QVERIFY(strip.thumbnailRect(0).width() < 32);
        strip.resize(500, 80);
        QVERIFY(strip.thumbnailRect(23).top() > strip.thumbnailRect(0).bottom());
        QVERIFY(strip.heightForWidth(500) > strip.heightForWidth(752));
    }

    void nothingJumpsWhenMapsArrive() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(12));
        strip.resize(752, strip.heightForWidth(752));
        const QRect before = strip.thumbnailRect(7);
        const QImage empty = strip.grab().toImage();
        QCOMPARE(empty.pixelColor(before.center()), theme().raised);
        strip.setMaps(maps(12), {});
        QCOMPARE(strip.thumbnailRect(7), before);
        QVERIFY(strip.grab().toImage().pixelColor(before.center()) != theme().raised);
    }

    void thumbnailsHaveTheirOwnScale() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(2));
        strip.setMaps({Map{1, 2, {0, 1}}, Map{1, 2, {0, 0.001F}}}, {});
        strip.resize(400, strip.heightForWidth(400));
        const QImage image = strip.grab().toImage();
        for (const int x : {8, 24, 40})
            QCOMPARE(image.pixel(strip.thumbnailRect(0).topLeft() + QPoint(x, 24)),
                     image.pixel(strip.thumbnailRect(1).topLeft() + QPoint(x, 24)));
        const QRect at = strip.thumbnailRect(0);
        QVERIFY(qGray(image.pixel(at.left() + 2, at.center().y())) < 30);
        QVERIFY(qGray(image.pixel(at.right() - 2, at.center().y())) > 200);
    }

    void currentIsOutlinedInTheAccent() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(4));
        strip.setMaps(maps(4), {});
        strip.setCurrent(2);
        strip.resize(400, strip.heightForWidth(400));
        const QImage image = strip.grab().toImage();
        for (int i = 0; i < 4; ++i) {
            const QRect at = strip.thumbnailRect(i);
            const QColor edge = image.pixelColor(at.center().x(), at.top() - 1);
            QCOMPARE(edge == theme().accent, i == 2);
        }
    }

    void chosenByClick() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(12));
        strip.resize(752, strip.heightForWidth(752));
        QSignalSpy chosen(&strip, &MapStrip::chosen);
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.thumbnailRect(5).center());
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.captionRect(11).center());
        QTest::mouseClick(&strip, Qt::LeftButton, {}, {5, 20});
        QTest::mouseClick(&strip, Qt::RightButton, {}, strip.thumbnailRect(5).center());
        QCOMPARE(chosen, (QList<QVariantList>{{5}, {11}}));
    }

    void chosenByKeys() {
        MapStrip strip(QStringLiteral("Layer"));
        strip.setCaptions(numbers(3));
        strip.setCurrent(1);
        QSignalSpy chosen(&strip, &MapStrip::chosen);
        connect(&strip, &MapStrip::chosen, &strip, &MapStrip::setCurrent);
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Left, Qt::Key_Home, Qt::Key_Left, Qt::Key_End})
            QTest::keyClick(&strip, key);
        QCOMPARE(chosen, (QList<QVariantList>{{2}, {1}, {0}, {2}}));
    }

    void tellsWhatItIs() {
        MapStrip strip(QStringLiteral("Head"));
        strip.setCaptions(numbers(2), {QStringLiteral("head 0"), QStringLiteral("head 1")});
        strip.setCurrent(1);
        QCOMPARE(strip.accessibleName(), QStringLiteral("Head"));
        QCOMPARE(strip.accessibleDescription(), QStringLiteral("head 1, 2 of 2"));
    }
};

QTEST_MAIN(MapStripTest)
#include "map_strip_test.moc"

// The bar's words tell its ends apart, and its colours are the map's.
#include "ui/panels/colour_bar.h"
#include "ui/panels/elided_label.h"
#include "ui/theme.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>

using namespace vitrine;
using namespace vitrine::ui;

class ColourBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }

    void words_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("lowText");
        QTest::addColumn<QString>("highText");
        const auto row = [](const char* name, double low, double high, const char* a, const char* b) {
            QTest::newRow(name) << low << high << QString::fromUtf8(a) << QString::fromUtf8(b);
        };
        row("attention", 0.0004, 0.0431, "0.000", "0.043");
        row("a wide one", 0.0, 0.93, "0.000", "0.930");
        row("small", 0.0, 0.0043, "0.0000", "0.0043");
        row("smaller", 0.0, 0.00043, "0.00000", "0.00043");
        row("tiny", 0.0, 1.23e-5, "0", "1.2e−05");
        row("tiny, none zero", 2e-7, 1.23e-5, "2.0e−07", "1.2e−05");
        row("close together", 0.0038910, 0.0038915, "0.00389100", "0.00389150");
        row("signed", -0.5, 0.5, "−0.500", "0.500");
        row("large", 0, 1234.5, "0", "1,235");
        row("one value", 0.25, 0.25, "0.250", "0.250");
        row("nothing", 0, 0, "0.000", "0.000");
    }
    void words() {
        QFETCH(double, low);
        QFETCH(double, high);
        ColourBar bar;
        bar.setRange(ValueRange{low, high});
        QTEST(bar.lowText(), "lowText");
        QTEST(bar.highText(), "highText");
        QVERIFY(bar.toolTip().contains(bar.highText()));
    }

    void endsDifferWheneverTheValuesDo() {
        for (double high = 1e-12; high < 1e6; high *= 1.7)
            for (const double low : {0.0, high * 0.9, high * 0.999, -high}) {
                const ValueRange range{low, high};
                QVERIFY2(valueText(low, range) != valueText(high, range),
                         qPrintable(QStringLiteral("%1 %2").arg(low).arg(high)));
                QVERIFY(valueText(high, range).size() <= 13);
            }
        QCOMPARE(valueText(std::nan(""), {0, 1}), QStringLiteral("none"));
        QCOMPARE(valueText(0.5, {0, std::numeric_limits<double>::infinity()}).isEmpty(), false);
    }

    void paintsTheColourMap() {
        for (const Colormap& colormap : colormaps()) {
            ColourBar bar;
            bar.setRange(ValueRange{0, 1});
            bar.setColormap(&colormap);
            bar.resize(bar.sizeHint());
            const QRect at = bar.barRect();
            QCOMPARE(at.size(), QSize(154, 6));
            const QImage image = bar.grab().toImage();
            for (const double t : {0.1, 0.5, 0.9}) {
                const QColor drawn = image.pixelColor(at.left() + int(t * at.width()), at.center().y());
                const Rgb wanted = colormap(t);
                const int off = std::abs(drawn.red() - wanted.r) + std::abs(drawn.green() - wanted.g) +
                                std::abs(drawn.blue() - wanted.b);
                QVERIFY(off <= 12);
            }
        }
    }

    void aMarkStandsAtItsValue() {
        ColourBar bar;
        bar.setRange(ValueRange{-1, 3});
        bar.resize(bar.sizeHint());
        const QRect at = bar.barRect();
        QCOMPARE(bar.placeOf(-1), double(at.left()));
        QCOMPARE(bar.placeOf(1), at.left() + at.width() / 2.0);
        QCOMPARE(bar.placeOf(99), double(at.left() + at.width()));
        const QImage before = bar.grab().toImage();
        bar.setMark(1.0);
        const QImage after = bar.grab().toImage();
        int first = after.width(), last = 0;
        for (int x = 0; x < after.width(); ++x)
            if (before.pixel(x, after.height() / 2) != after.pixel(x, after.height() / 2)) {
                first = std::min(first, x);
                last = std::max(last, x);
            }
        QVERIFY(std::abs((first + last + 1) / 2.0 - bar.placeOf(1)) <= 1);
        bar.setMark(std::nan(""));
        QCOMPARE(bar.grab().toImage(), before);
    }

    void captionIsElidedInTheMiddle() {
        ElidedLabel label(textFont(TextSize::Small), true, Qt::AlignRight);
        label.resize(120, 16);
        label.setText(QStringLiteral("attention of the class token · layer 10 · mean of 6 heads"));
        QVERIFY(label.shownText().startsWith(QLatin1String("att")));
        QVERIFY(label.shownText().endsWith(QLatin1String("heads")));
        QCOMPARE(label.toolTip(), label.text());
        label.resize(600, 16);
        label.grab();  // lets the resize arrive
        QCOMPARE(label.shownText(), label.text());
        QCOMPARE(label.toolTip(), QString());
    }
};

QTEST_MAIN(ColourBarTest)
#include "colour_bar_test.moc"

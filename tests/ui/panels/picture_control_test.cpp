// The picture with a real session: crops that run the model again, pins, reading, the input page.
#include "core/overlay/pins.h"
#include "tests/support/mouse.h"
#include "tests/support/session_fixture.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/image_view.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/picture_control.h"
#include "ui/panels/stage.h"
#include "ui/theme.h"

#include <QtTest/QtTest>

using namespace vitrine;
using namespace vitrine::ui;

class PictureControlTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Stage> m_stage;

    ImageView& view() { return *m_stage->view(); }
    PictureControl& control() { return *m_stage->picture(); }
    QPoint middleOf(Cell cell) { return view().patchRect(cell).center().toPoint(); }
    bool settle() {
        return QTest::qWaitFor(
            [this] {
                return m_session->settled() && m_session->maps() &&
                       m_session->mapsRequest() == m_session->shownRequest();
            },
            60'000);
    }
    void ctrlClick(Cell cell) { QTest::mouseClick(&view(), Qt::LeftButton, Qt::ControlModifier, middleOf(cell)); }
    std::optional<Box> ownCrop() { return m_session->film()[0].source.framing.crop; }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }
    void init() {
        m_session = std::make_unique<Session>();
        m_stage = std::make_unique<Stage>(*m_session);
        m_stage->resize(784, 748);
        m_stage->show();
        m_session->openModel(test::goldenRequest());
        m_session->openFiles({test::data("golden/plain/photo.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
    }
    void cleanup() {
        m_stage.reset();
        m_session.reset();
    }

    void thePinnedPatchIsMarkedWhileAnotherAsks() {
        QTest::mouseClick(&view(), Qt::LeftButton, {}, middleOf({1, 1}));
        QVERIFY(settle());
        const auto around = [&](Cell cell) {
            return view().grab().toImage().copy(view().patchRect(cell).toAlignedRect().adjusted(-2, -2, 2, 2));
        };
        test::moveTo(view(), middleOf({3, 3}));
        QVERIFY(settle());
        const QImage marked = around({1, 1}), elsewhere = around({0, 3});
        m_session->pin(std::nullopt);  // the map is still the one of the patch under the mouse
        QVERIFY(settle());
        QVERIFY(around({1, 1}) != marked);
        QCOMPARE(around({0, 3}), elsewhere);
    }

    /// Stretched to all colours an even map looks like a finding: the caption begins with what it is.
    void aNearlyEvenMapIsCalledSo() {
        QVERIFY(!control().caption().contains("nearly even"));  // the golden's attention is not
        ModelRequest clip;
        clip.weights = test::data("formats/clip/model.safetensors").string();
        clip.heads = 2;
        m_session->openModel(clip);
        QVERIFY(settle());
        const Map& map = m_session->maps()->map;
        QVERIFY(map.max() < 2 * map.min());
        QVERIFY2(control().caption().startsWith("nearly even (× 1."), qPrintable(control().caption()));
        m_session->setView([view = m_session->view()]() mutable {
            view.style.shared = true;
            return view;
        }());
        QVERIFY(settle());
        QVERIFY(!control().caption().contains("nearly even"));
    }

    void pullingTheCropRunsTheModelOnIt() {
        const std::vector<float> before = m_session->result()->capture->logits();
        const QRectF crop = view().cropRect();
        const QPoint corner = crop.bottomRight().toPoint();
        test::moveTo(view(), corner);
        QCOMPARE(view().cursor().shape(), Qt::SizeFDiagCursor);
        QTest::mousePress(&view(), Qt::LeftButton, {}, corner);
        test::moveTo(view(), corner - QPoint(60, 60), Qt::LeftButton);
        QVERIFY(view().draft());
        QVERIFY(view().cropRect().width() < crop.width() - 40);  // shown as it is pulled
        QVERIFY(!ownCrop());                                     // the model waits
        const Box draft = *view().draft();
        QCOMPARE(draft.width, draft.height);
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, corner - QPoint(60, 60));
        QCOMPARE(ownCrop(), std::optional(draft));
        QVERIFY(settle());
        QVERIFY(!view().draft());
        QCOMPARE(m_session->picture()->seen, draft);
        QVERIFY(m_session->result()->capture->logits() != before);
        QVERIFY(view().isCropping());

        QTest::keyClick(&view(), Qt::Key_Right);
        QTest::keyClick(&view(), Qt::Key_Right);
        QTRY_COMPARE(ownCrop().value().x, draft.x + 2);
        QVERIFY(settle());
        QTest::keyClick(&view(), Qt::Key_Backspace);
        QVERIFY(!ownCrop());
        QVERIFY(settle());
        QCOMPARE(m_session->result()->capture->logits(), before);
        QTest::keyClick(&view(), Qt::Key_Escape);
        QVERIFY(!view().isCropping());
    }

    void escapeTakesAPullBack() {
        const QPoint corner = view().cropRect().topLeft().toPoint();
        QTest::mousePress(&view(), Qt::LeftButton, {}, corner);
        test::moveTo(view(), corner + QPoint(50, 50), Qt::LeftButton);
        QVERIFY(view().draft());
        QVERIFY(control().escape());
        QVERIFY(!view().draft());
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, corner + QPoint(50, 50));
        QVERIFY(!ownCrop());
    }

    void numbersAreNotCropped() {
        m_session->addDummyInput(0);
        QVERIFY(settle());
        QTRY_VERIFY(!view().isCroppable());
        control().toggleCropping();
        QVERIFY(!view().isCropping());
    }

    void pinsAreComparedInTheirColours() {
        ctrlClick({1, 1});
        ctrlClick({2, 3});
        QCOMPARE(m_session->view().pins, (std::vector<Cell>{{1, 1}, {2, 3}}));
        test::leave(view());
        QVERIFY(settle());
        QTRY_VERIFY(m_session->pinMaps() && m_session->pinMaps()->maps.size() == 2);
        QVERIFY2(control().caption().startsWith(QStringLiteral("attention of 2 patches, each in its colour · layer ")),
                 qPrintable(control().caption()));
        m_session->setDirection(Direction::To);
        QVERIFY(settle());
        QVERIFY2(control().caption().startsWith(QStringLiteral("attention of the others to 2 patches, each in its")),
                 qPrintable(control().caption()));
        m_session->setDirection(Direction::From);
        QVERIFY(settle());
        QCOMPARE(control().togetherByLayer().size(), m_session->maps()->byLayer.size());
        MapRequest own = m_session->view().map;
        own.query.patch = Cell{2, 3};
        QCOMPARE(m_session->pinMaps()->maps[1].map.values, explain(*m_session->result()->capture, own).values);

        const QImage image = view().grab().toImage();  // the outline is the pin's colour
        const QRect patch = view().patchRect({2, 3}).toRect();
        const Rgb second = pinColour(1);
        QCOMPARE(image.pixelColor(patch.center().x(), patch.bottom() + 2), QColor(second.r, second.g, second.b));

        test::moveTo(view(), middleOf({0, 0}));  // the patch under the mouse asks, the pins stay
        QVERIFY(settle());
        QVERIFY(!control().caption().contains(QStringLiteral("each in its colour")));
        test::leave(view());
        ctrlClick({1, 1});
        QCOMPARE(m_session->view().pins, (std::vector<Cell>{{2, 3}}));
        test::leave(view());
        QVERIFY(control().escape());
        QVERIFY(m_session->view().pins.empty());
        QVERIFY(!control().escape());
    }

    void theAskingPatchIsTheFirstPin() {
        QTest::mouseClick(&view(), Qt::LeftButton, {}, middleOf({0, 2}));
        ctrlClick({3, 3});
        QCOMPARE(m_session->view().pins, (std::vector<Cell>{{0, 2}, {3, 3}}));
        QVERIFY(!m_session->view().map.query.patch);
        QTest::mouseClick(&view(), Qt::LeftButton, {}, middleOf({3, 3}));  // alone
        QCOMPARE(m_session->view().map.query.patch, std::optional(Cell{3, 3}));
        QTest::mouseClick(&view(), Qt::LeftButton, {}, middleOf({3, 3}));  // and gone
        QCOMPARE(m_session->view().pins, (std::vector<Cell>{{0, 2}}));
    }

    void noMorePinsThanColours() {
        QSignalSpy told(m_session.get(), &Session::notice);
        for (int i = 0; i < int(mostPins) + 1; ++i)
            ctrlClick({i / 4, i % 4});
        QCOMPARE(m_session->view().pins.size(), mostPins);
        QCOMPARE(told.count(), 1);
    }

    void readingTellsTheValueOfTheMapShown() {
        control().toggleReading();
        test::moveTo(view(), middleOf({2, 1}));
        QVERIFY(!m_session->hover());
        const Map& map = m_session->maps()->map;
        QCOMPARE(m_stage->colourBar()->mark(), std::optional(double(map.at(2, 1))));
        test::leave(view());
        QCOMPARE(m_stage->colourBar()->mark(), std::optional<double>());
        control().toggleReading();
        test::moveTo(view(), middleOf({2, 1}));
        QCOMPARE(m_session->hover(), std::optional(Cell{2, 1}));
    }

    void inputPageShowsTheModelsOwnPixels() {
        control().toggleInput();
        QCOMPARE(m_session->view().page, Page::Input);
        const double percent = view().percent();
        QCOMPARE(percent, 100 * std::floor(percent / 100));  // a whole number of the screen's pixels
        QVERIFY(percent >= 200);
        test::leave(view());
        OverlayStyle style = m_session->style();
        style.opacity = 0;
        m_session->setStyle(style);
        const QImage image = view().grab().toImage();
        const double dpr = image.devicePixelRatio();
        const QRectF rect = view().imageRect();
        const Image input = denormalise(m_session->picture()->input, m_session->plan()->preprocessing);
        QCOMPARE(qRound(rect.width() * dpr), input.width * int(percent) / 100);
        for (int y = 0; y < input.height; ++y)
            for (int x = 0; x < input.width; ++x) {
                if (x % 16 == 0 || y % 16 == 0)
                    continue;  // lines between patches
                const QPointF at((rect.x() + (x + 0.5) * rect.width() / input.width) * dpr,
                                 (rect.y() + (y + 0.5) * rect.height() / input.height) * dpr);
                const uint8_t* rgb = input.row(y) + x * 3;
                QCOMPARE(image.pixelColor(int(at.x()), int(at.y())), QColor(rgb[0], rgb[1], rgb[2]));
            }
        QVERIFY(!view().isCroppable());
        control().toggleInput();
        QVERIFY(view().isCroppable());
    }

    void captionSaysHowItIsDrawn() {
        OverlayStyle style = m_session->style();
        style.keep = 0.5;
        style.shared = true;
        style.blend = Blend::Light;
        m_session->setStyle(style);
        const QString words = control().caption();
        const int kept = keepTop(m_session->maps()->map, 0.5).count;
        QVERIFY(words.contains(QStringLiteral("the top 50 %: %1 of 16 patches").arg(kept)));
        QVERIFY(words.contains(QStringLiteral("one scale for all layers and heads")));
        QVERIFY(words.contains(QStringLiteral("the brighter, the more")));
        const ColourScale all = sharedScale(*m_session->maps());
        QCOMPARE(m_stage->colourBar()->highText(), valueText(all.high, {all.low, all.high}));
    }
};

QTEST_MAIN(PictureControlTest)
#include "picture_control_test.moc"

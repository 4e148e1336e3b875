// The stage with the real session and the bundled model: what it shows, what it asks for, what it says when it cannot.
#include "core/resources.h"
#include "tests/support/mouse.h"
#include "ui/panels/busy_pill.h"
#include "ui/panels/colour_bar.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/image_view.h"
#include "ui/panels/layer_plot.h"
#include "ui/panels/layers_panel.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/map_strip.h"
#include "ui/panels/stage.h"
#include "ui/panels/stage_message.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtTest/QtTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

using namespace vitrine;
using namespace vitrine::ui;

namespace {

std::optional<Cell> pinned(const Session& session) { return session.view().map.query.patch; }

}  // namespace

class StageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<Stage> m_stage;

    /// The bundled model and chelsea, settled.
    void open() {
        m_session->openModel({});
        m_session->openFiles({resource("samples/chelsea.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
    }
    bool settle() {
        return QTest::qWaitFor(
            [this] { return m_session->settled() && m_session->mapsRequest() == m_session->shownRequest(); }, 60'000);
    }

private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Dark); }
    void init() {
        m_session = std::make_unique<Session>();
        m_stage = std::make_unique<Stage>(*m_session);
        m_stage->resize(784, 748);
        m_stage->show();
    }
    void cleanup() {
        m_stage.reset();
        m_session.reset();
    }

    void withoutPicturesItSaysHowToBegin() {
        QTRY_VERIFY(m_stage->message()->isVisible());
        QVERIFY(!m_stage->layers()->isVisible());
        QSignalSpy open(m_stage.get(), &Stage::openRequested);
        QSignalSpy dialog(m_stage.get(), &Stage::openDialogRequested);
        const auto samples = m_stage->message()->findChildren<SampleButton*>();
        QCOMPARE(samples.size(), 3);
        for (SampleButton* sample : samples) {
            QVERIFY(QFile::exists(sample->file()));
            QTest::mouseClick(sample, Qt::LeftButton);
        }
        QCOMPARE(open.count(), 3);
        QCOMPARE(open[0][0].toStringList(), QStringList{samples[0]->file()});
        for (QPushButton* button : m_stage->message()->findChildren<QPushButton*>())
            if (button->isVisible())
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(dialog.count(), 1);
    }

    void followsTheSession() {
        open();
        QVERIFY(!m_stage->message()->isVisible());
        QVERIFY(m_stage->view()->isVisible());
        QCOMPARE(m_stage->layers()->count(), 12);
        QCOMPARE(m_stage->heads()->captions().mid(0, 4).join(QLatin1Char(' ')), QStringLiteral("mean max min 0"));
        QCOMPARE(m_stage->heads()->count(), 3 + 6);
        QCOMPARE(m_stage->layers()->current(), 11);
        QCOMPARE(m_stage->heads()->current(), 0);
        const Map& map = m_session->maps()->map;
        QCOMPARE(m_stage->colourBar()->highText(), valueText(map.max(), {map.min(), map.max()}));
        QVERIFY(m_stage->view()->height() > m_stage->height() / 2);
        QVERIFY(m_stage->heads()->geometry().bottom() <= m_stage->height());

        QTest::mouseClick(m_stage->layers(), Qt::LeftButton, {}, m_stage->layers()->thumbnailRect(4).center());
        QCOMPARE(m_session->view().map.layer, 4);
        QCOMPARE(m_stage->layers()->current(), 4);
        QTest::mouseClick(m_stage->heads(), Qt::LeftButton, {}, m_stage->heads()->thumbnailRect(5).center());
        QCOMPARE(m_session->view().map.head, (HeadChoice{2, Fusion::Mean}));
        QTest::mouseClick(m_stage->heads(), Qt::LeftButton, {}, m_stage->heads()->thumbnailRect(2).center());
        QCOMPARE(m_session->view().map.head, (HeadChoice{-1, Fusion::Min}));
        QCOMPARE(m_stage->heads()->current(), 2);
        QVERIFY(settle());

        m_session->setMethod(QStringLiteral("rollout"));
        QCOMPARE(m_stage->heads()->count(), 3);
        QVERIFY(settle());
        m_session->setMethod(QStringLiteral("attention"));
        QCOMPARE(m_stage->heads()->count(), 9);
    }

    void hoverAsksAndLeavingGoesBack() {
        open();
        ImageView& view = *m_stage->view();
        test::moveTo(view, view.patchRect({6, 6}).center().toPoint());
        QCOMPARE(m_session->hover(), std::optional(Cell{6, 6}));
        QVERIFY(settle());
        const Map& map = m_session->maps()->map;
        const QString value = valueText(map.at(6, 6), {map.min(), map.max()});
        QCOMPARE(view.accessibleDescription(), QStringLiteral("patch 6, 6 · ") + value);
        test::leave(view);
        QCOMPARE(m_session->hover(), std::optional<Cell>());
        QVERIFY(view.accessibleDescription().isEmpty());
    }

    void clickPinsEscapeUnpins() {
        open();
        ImageView& view = *m_stage->view();
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.patchRect({2, 9}).center().toPoint());
        QCOMPARE(pinned(*m_session), std::optional(Cell{2, 9}));
        QVERIFY(view.accessibleDescription().startsWith(QStringLiteral("patch 2, 9")));
        m_stage->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_stage.get()));
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(pinned(*m_session), std::optional<Cell>());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.patchRect({2, 9}).center().toPoint());
        QTest::mouseClick(&view, Qt::LeftButton, {}, view.imageRect().topLeft().toPoint() + QPoint(3, 3));
        QCOMPARE(pinned(*m_session), std::optional<Cell>());
    }

    void aLongMessageIsScrolledTo() {
        StageMessage message;
        message.resize(300, 200);
        Failure why;
        why.subject = QStringLiteral("model.pth");
        why.reason = QStringLiteral("a word and another ").repeated(60);
        message.showFailure(why, QStringLiteral("What to do."));
        message.show();
        const auto* scroll = message.findChild<QScrollArea*>();
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
    }

    void badPictureIsToldInItsPlace() {
        open();
        QTemporaryDir folder;
        const QString bad = folder.filePath(QStringLiteral("holiday.jpg"));
        QFile file(bad);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a picture");
        file.close();
        m_session->openFiles({bad.toStdString()});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->pictureError().any() && m_session->settled(), 30'000);
        QVERIFY(m_stage->message()->isVisible());
        QVERIFY(!m_stage->view()->isVisible());
        QStringList words;
        for (const QLabel* label : m_stage->message()->findChildren<QLabel*>())
            if (label->isVisible())
                words << label->text();
        QVERIFY(words.contains(m_session->pictureError().reason));
        m_session->showPicture(0);
        QTRY_VERIFY_WITH_TIMEOUT(m_stage->view()->isVisible(), 30'000);
    }

    void badModelIsToldInItsPlace() {
        ModelRequest request;
        request.weights = "/nowhere/model.safetensors";
        m_session->openModel(request);
        const LookPanel look(*m_session);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->modelError().any(), 30'000);
        QVERIFY(m_stage->message()->isVisible());
        QVERIFY(!look.isEnabled());  // there is nothing that it could change
        open();
        QVERIFY(m_stage->view()->isVisible());
        QVERIFY(look.isEnabled());
    }

    void aModelThatWasCancelledCanBeLoadedAgain() {
        m_session->openModel({});
        m_session->openFiles({resource("samples/chelsea.png")});
        QTRY_VERIFY_WITH_TIMEOUT(m_session->plan(), 30'000);
        LayersPanel layers(*m_session);
        layers.setOpen(true);
        layers.show();
        m_session->cancel();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->settled(), 30'000);
        QVERIFY(!m_session->model());
        QCOMPARE(m_session->modelError().subject, QStringLiteral("ViT-S/14 everyday"));
        QVERIFY(!layers.findChild<LayerPlot*>()->isVisible());
        QPushButton* again = nullptr;
        for (QPushButton* button : m_stage->message()->findChildren<QPushButton*>())
            if (button->isVisible())
                again = button;
        QVERIFY(again);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_session->maps() && m_session->settled(), 60'000);
        QVERIFY(m_stage->view()->isVisible());
        QVERIFY(layers.findChild<LayerPlot*>()->isVisible());
    }

    void whatIsQuickNeedsNoPillWhatIsLongCanBeStopped() {
        QVERIFY(m_stage->pill()->isHidden());
        QCOMPARE(BusyPill::progressText({QStringLiteral("Looking"), 4, 12}, 12), QStringLiteral("layer 5 of 12"));
        QCOMPARE(BusyPill::progressText({QStringLiteral("Looking"), 12, 12}, 12), QStringLiteral("layer 12 of 12"));
        QCOMPARE(BusyPill::progressText({QStringLiteral("Opening"), 0, 0}, 12), QString());
        QCOMPARE(BusyPill::progressText({QStringLiteral("Drawing"), 12, 48}, 24), QStringLiteral("25 %"));
        // A large model drawn from a seed takes seconds.
        m_session->addPicture({resource("samples/chelsea.png"), {}, {}}, QStringLiteral("chelsea.png"));
        ModelRequest request;
        request.model = "vit_l_16";
        request.weights = "random";
        m_session->openModel(request);
        QVERIFY(m_stage->pill()->isHidden());
        QTRY_VERIFY_WITH_TIMEOUT(!m_stage->pill()->isHidden(), 30'000);
        QVERIFY(m_stage->rect().contains(m_stage->pill()->geometry()));
        // Steps are counted from the start on: layers, or a share where drawing and packing take more steps than that.
        const QString name = m_stage->pill()->accessibleName();
        QVERIFY2(name.contains(QStringLiteral("of 24")) || name.endsWith(QLatin1Char('%')), qPrintable(name));
        QTest::mouseClick(m_stage->pill()->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(m_stage->pill()->isHidden());
        QCOMPARE(m_session->activity().what, QString());
        QTRY_VERIFY_WITH_TIMEOUT(m_session->settled(), 60'000);
    }

    void dropHighlightIsOverEverything() {
        const QImage before = m_stage->grab().toImage();
        m_stage->setDropHighlight(true);
        const QImage during = m_stage->grab().toImage();
        QCOMPARE(during.pixelColor(unit, during.height() / 2), theme().accent);
        m_stage->setDropHighlight(false);
        QCOMPARE(m_stage->grab().toImage(), before);
    }

    void everythingFollowsTheTheme() {
        open();
        m_stage->grab();
        applyTheme(*qApp, ThemeChoice::Light);
        const QImage light = m_stage->grab().toImage();
        QCOMPARE(light.pixelColor(3, 3), theme().stage);
        QCOMPARE(light.pixelColor(3, light.height() - 3), theme().stage);
        applyTheme(*qApp, ThemeChoice::Dark);
        QCOMPARE(m_stage->grab().toImage().pixelColor(3, 3), theme().stage);
    }

    void aCaptionTooLongForALineTakesTwo() {
        open();
        const auto labels = m_stage->findChildren<ElidedLabel*>();
        auto* caption = *std::find_if(labels.begin(), labels.end(),
                                      [](const ElidedLabel* label) { return label->hasHeightForWidth(); });
        const QString whole = caption->text();
        QCOMPARE(caption->shownText(), whole);
        m_stage->resize(600, 400);  // beside the colour bar
        QCoreApplication::processEvents();
        QCOMPARE(caption->shownText().split(QLatin1Char('\n')).join(QStringLiteral(" · ")), whole);
        QVERIFY(caption->shownText().contains(QLatin1Char('\n')));
        QVERIFY(caption->height() >= 2 * QFontMetrics(textFont(TextSize::Small)).height());
        QVERIFY(caption->toolTip().isEmpty());
        const int two = caption->height();
        caption->setText(QStringLiteral("fewer words"));
        QCOMPARE(caption->heightForWidth(caption->width()), two);  // other words move nothing
    }

    void smallWindowsLoseNothing() {
        open();
        for (const QSize size : {QSize(364, 500), QSize(500, 400), QSize(1600, 500)}) {
            m_stage->resize(size);
            QCoreApplication::processEvents();
            QCOMPARE(m_stage->size(), size);
            const auto inStage = [&](const QWidget* w) {
                return m_stage->rect().contains(QRect(w->mapTo(m_stage.get(), QPoint()), w->size()));
            };
            QVERIFY(inStage(m_stage->heads()) && inStage(m_stage->layers()) && inStage(m_stage->view()));
            for (const MapStrip* strip : {m_stage->layers(), m_stage->heads()}) {
                const int bottom = strip->captionRect(strip->count() - 1).bottom();
                QVERIFY(bottom < strip->height());
            }
        }
    }
};

QTEST_MAIN(StageTest)
#include "stage_test.moc"

// The window as a person uses it: drops, keys, mouse, themes.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "tests/support/weights.h"
#include "ui/main_window.h"
#include "ui/misfit_sheet.h"
#include "ui/module_tree_model.h"
#include "ui/panels/image_view.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/node_card.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/stage.h"
#include "ui/pixels.h"
#include "ui/theme.h"
#include "ui/tree_view.h"

#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtGui/QDropEvent>
#include <QtGui/QWheelEvent>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSlider>
#include <QtWidgets/QTreeWidget>

using namespace vitrine;
using namespace vitrine::test;
using vitrine::ui::ImageView;
using vitrine::ui::LookPanel;
using vitrine::ui::MainWindow;
using vitrine::ui::ModuleTreeModel;
using vitrine::ui::NodeCard;
using vitrine::ui::PredictionPanel;
using vitrine::ui::Session;
using vitrine::ui::Stage;
using vitrine::ui::TreeView;

namespace {

/// A drag that enters and drops in the middle of `over`, with what a file manager or a browser sends.
bool drop(QWidget& over, QMimeData& mime) {
    const QPoint at = over.rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&over, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&over, &event);
    return event.isAccepted();
}

}  // namespace

class MainWindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;

    void open() {
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        QVERIFY(settle(*m_session));
    }
    template <class T>
    T& part() {
        return *m_window->findChild<T*>();
    }

private Q_SLOTS:
    void initTestCase() { vitrine::ui::applyTheme(*qApp, vitrine::ui::ThemeChoice::Dark); }
    void init() {
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void cleanup() {
        m_window.reset();
        m_session.reset();
    }

    void takesDroppedFiles() {
        open();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(shipped("samples/coffee.png").string())),
                      QUrl::fromLocalFile(QString::fromStdString(shipped("samples/rocket.jpg").string()))});
        QVERIFY(drop(*m_window, mime));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->film().size(), size_t(3));
        QCOMPARE(m_session->film()[size_t(m_session->currentIndex())].name, QStringLiteral("coffee.png"));
        QVERIFY(m_window->windowTitle().startsWith("coffee.png"));
    }

    void takesDroppedPixels() {
        open();
        QImage red(40, 30, QImage::Format_RGB32);
        red.fill(QColor(200, 10, 20));
        QMimeData mime;
        mime.setImageData(red);
        QVERIFY(drop(*m_window, mime));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->picture()->image->width, 40);
        QCOMPARE(int(m_session->picture()->image->pixels[0]), 200);
    }

    /// A checkpoint that does not fit shows what is in its way; the model that works stays.
    void aCheckpointThatDoesNotFitShowsItsTable() {
        open();
        std::string bytes = readFile(data("golden/plain/model.safetensors"));
        const std::string name = "encoder.ln.bias";
        bytes.replace(bytes.find('"' + name + '"') + 1, name.size(), "encoder.rope.ab");
        const QTemporaryDir folder;
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(
            QString::fromStdString(writeFile(folder.path().toStdString() + "/odd.safetensors", bytes).string()))});
        QVERIFY(drop(*m_window, mime));
        QVERIFY(settle(*m_session));
        QTRY_VERIFY(m_window->findChild<vitrine::ui::MisfitSheet*>());
        const auto& sheet = part<vitrine::ui::MisfitSheet>();
        QVERIFY(sheet.isVisible());
        QCOMPARE(sheet.table()->topLevelItemCount(), 2);
        QStringList words;
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            words << label->text();
        const QString all = words.join(' ');
        QVERIFY2(all.contains("plain stays open.") && all.contains("rotary positions"), qPrintable(all));
        QVERIFY(m_session->model() && m_session->result());
    }

    void takesADroppedCheckpoint() {
        open();
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(shipped("bundled/everyday.safetensors").string()))});
        QVERIFY(drop(*m_window, mime));
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->plan()->config.num_classes, 105);
    }

    void refusesWhatIsNoPicture() {
        QMimeData mime;
        mime.setText("hello");
        QVERIFY(!drop(*m_window, mime));
    }

    void theMouseOverAPatchAsksItAndAClickKeepsIt() {
        open();
        ImageView& view = *part<Stage>().view();
        QTRY_VERIFY(view.patchRect({2, 1}).width() > 4);
        const QPoint patch = view.patchRect({2, 1}).center().toPoint();
        QTest::mouseMove(&view, patch);
        QTRY_COMPARE(m_session->hover(), std::optional<Cell>(Cell{2, 1}));
        QTest::mouseClick(&view, Qt::LeftButton, {}, patch);
        QTRY_COMPARE(m_session->view().map.query.patch, std::optional<Cell>(Cell{2, 1}));
        QTest::mouseMove(&view, QPoint(1, 1));
        QTRY_VERIFY(!m_session->hover());
        QVERIFY(settle(*m_session));
        QCOMPARE(m_session->mapsRequest().query.patch, std::optional<Cell>(Cell{2, 1}));
        part<Stage>().setFocus();
        QTest::keyClick(&part<Stage>(), Qt::Key_Escape);
        QTRY_VERIFY(!m_session->view().map.query.patch);
    }

    void keysMoveThroughLayersHeadsAndPictures() {
        open();
        m_session->addPicture(fileSource(data("golden/deep/photo.png")), "other.png");
        QVERIFY(settle(*m_session));
        auto& stage = part<Stage>();
        stage.setFocus();
        QCOMPARE(m_session->view().map.layer, 2);
        QTest::keyClick(&stage, Qt::Key_Left);
        QTRY_COMPARE(m_session->view().map.layer, 1);
        QTest::keyClick(&stage, Qt::Key_Right);
        QTest::keyClick(&stage, Qt::Key_Right);
        QTRY_COMPARE(m_session->view().map.layer, 2);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&stage, Qt::Key_Down);
        QTRY_COMPARE(m_session->view().map.head, (HeadChoice{0, Fusion::Mean}));
        QTest::keyClick(&stage, Qt::Key_PageUp);
        QTRY_COMPARE(m_session->currentIndex(), 0);
    }

    void aChosenModulesCardComesIntoSight() {
        m_window->resize(1440, 900);
        open();
        auto& card = part<NodeCard>();
        auto& area = part<QScrollArea>();
        QVERIFY(area.isAncestorOf(&card));
        const auto seen = [&] {  // of the card, px
            const int top = card.mapTo(area.viewport(), QPoint(0, 0)).y();
            return std::min(area.viewport()->height(), top + card.height()) - std::max(0, top);
        };
        QCOMPARE(area.verticalScrollBar()->value(), 0);  // nobody has chosen anything yet
        auto& tree = part<TreeView>();
        for (const char* name : {"conv_proj", "encoder"}) {
            area.verticalScrollBar()->setValue(0);
            const QModelIndexList found = tree.model()->match(tree.model()->index(0, 0), ModuleTreeModel::PathRole,
                                                              name, 1, Qt::MatchExactly | Qt::MatchRecursive);
            QCOMPARE(found.size(), 1);
            QTest::mouseClick(tree.viewport(), Qt::LeftButton, {}, tree.visualRect(found.first()).center());
            QVERIFY(settle(*m_session));
            QTRY_VERIFY2(seen() >= std::min(card.height(), area.viewport()->height() * 3 / 4),
                         qPrintable(QString("%1 of %2").arg(seen()).arg(card.height())));
        }
    }

    // The wheel over a slider scrolls the panel, until the slider is in hand.
    void theWheelLeavesSlidersAlone() {
        open();
        for (QSlider* slider : part<LookPanel>().findChildren<QSlider*>()) {
            QVERIFY(!(slider->focusPolicy() & Qt::WheelFocus & ~Qt::StrongFocus));
            const int before = slider->value();
            const auto turn = [&] {
                QWheelEvent event(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120), Qt::NoButton,
                                  Qt::NoModifier, Qt::NoScrollPhase, false);
                QCoreApplication::sendEvent(slider, &event);
                return event.isAccepted();
            };
            QVERIFY(!turn());
            QCOMPARE(slider->value(), before);
            if (!slider->isVisible())
                continue;
            slider->setFocus();
            turn();
            QVERIFY(slider->value() != before);
        }
    }

    void oneKeySwitchesDarkAndLight() {
        QVERIFY(vitrine::ui::theme().dark);
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QTRY_VERIFY(!vitrine::ui::theme().dark);
        const QImage light = m_window->grab().toImage();
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QTRY_VERIFY(vitrine::ui::theme().dark);
        const QImage dark = m_window->grab().toImage();
        QVERIFY(light.pixelColor(5, 300).lightness() > 200);
        QVERIFY(dark.pixelColor(5, 300).lightness() < 60);
    }

    void searchFindsAModule() {
        open();
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        auto& search = part<QLineEdit>();
        QTRY_VERIFY(search.hasFocus());
        QTest::keyClicks(&search, "out_proj");
        auto& tree = part<TreeView>();
        QStringList found;
        for (QModelIndex index = tree.model()->index(0, 0); index.isValid(); index = tree.indexBelow(index))
            found << index.data().toString();
        QCOMPARE(found.count("out_proj"), 3);
        QVERIFY(!found.contains("heads"));
        search.clear();
        QTRY_VERIFY(tree.indexBelow(tree.model()->index(0, 0)).data().toString() == QLatin1String("conv_proj"));
    }

    void predictionsTellLabelIndexLogitAndProbability() {
        open();
        auto& panel = part<PredictionPanel>();
        const Prediction& first = m_session->result()->top[0];
        QCOMPARE(panel.rows(), 5);
        const QString text = panel.rowText(0);
        QVERIFY2(text.startsWith(QString::fromStdString(first.label) + QStringLiteral(" %1 ").arg(first.index)),
                 qPrintable(text));
        QVERIFY2(text.contains(QString::number(std::abs(first.logit), 'f', 2)), qPrintable(text));
        QVERIFY2(text.endsWith(QString::number(100 * first.probability, 'f', 1) + QStringLiteral(" %")),
                 qPrintable(text));
    }
};

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"

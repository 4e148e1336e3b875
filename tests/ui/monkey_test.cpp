// A monkey at the window: clicks, drags, keys, wheel and drops, seeded, where they fall. Nothing may crash or hang, and
// the window must still work afterwards. VITRINE_MONKEY=EVENTS[:SEED] for a longer or another one.
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/actions.h"
#include "ui/main_window.h"
#include "ui/panels/stage.h"
#include "ui/theme.h"

#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QDropEvent>
#include <QtGui/QWheelEvent>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDialog>
#include <QtWidgets/QMenu>

#include <random>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class MonkeyTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::mt19937 m_random;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_log;

    int pick(int below) { return below <= 0 ? 0 : int(m_random() % unsigned(below)); }
    Qt::KeyboardModifiers someModifiers() {
        constexpr Qt::KeyboardModifier all[] = {Qt::NoModifier,    Qt::NoModifier,  Qt::NoModifier,
                                                Qt::ShiftModifier, Qt::AltModifier, Qt::ControlModifier};
        return all[pick(int(std::size(all)))];
    }

    /// What lies under a place of the window, or of the popup that is open.
    std::pair<QWidget*, QPoint> somewhere() {
        QWidget* top = QApplication::activePopupWidget();
        if (!top)
            top = QApplication::activeModalWidget();
        if (!top)
            top = m_window.get();
        const QPoint at(pick(top->width()), pick(top->height()));
        QWidget* under = top->childAt(at);
        return {under ? under : top, under ? under->mapFrom(top, at) : at};
    }

    void click() {
        constexpr Qt::MouseButton buttons[] = {Qt::LeftButton,  Qt::LeftButton,   Qt::LeftButton, Qt::LeftButton,
                                               Qt::RightButton, Qt::MiddleButton, Qt::BackButton, Qt::ForwardButton};
        const auto [widget, at] = somewhere();
        const Qt::MouseButton button = buttons[pick(int(std::size(buttons)))];
        m_log << QStringLiteral("click %1 at %2,%3 in %4")
                     .arg(int(button))
                     .arg(at.x())
                     .arg(at.y())
                     .arg(widget->metaObject()->className());
        if (pick(8) == 0)
            QTest::mouseDClick(widget, button, someModifiers(), at);
        else
            QTest::mouseClick(widget, button, someModifiers(), at);
    }

    void drag() {
        const auto [found, from] = somewhere();
        const QPointer<QWidget> widget = found;
        m_log << QStringLiteral("drag in %1").arg(widget->metaObject()->className());
        QPoint at = from;
        QTest::mousePress(widget, Qt::LeftButton, someModifiers(), at);
        for (int i = 0; i < 6 && widget; ++i) {
            at += QPoint(pick(160) - 80, pick(160) - 80);
            QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(widget, &move);
        }
        if (widget)
            QTest::mouseRelease(widget, Qt::LeftButton, {}, at);
    }

    void key() {
        constexpr int keys[] = {
            Qt::Key_Left,   Qt::Key_Right, Qt::Key_Up,  Qt::Key_Down,   Qt::Key_PageUp, Qt::Key_PageDown,
            Qt::Key_Home,   Qt::Key_End,   Qt::Key_Tab, Qt::Key_Escape, Qt::Key_Return, Qt::Key_Space,
            Qt::Key_Delete, Qt::Key_F1,    Qt::Key_F11, Qt::Key_Plus,   Qt::Key_Minus,  Qt::Key_Comma,
            Qt::Key_Slash,  Qt::Key_0,     Qt::Key_1,   Qt::Key_2,      Qt::Key_3,      Qt::Key_4,
            Qt::Key_A,      Qt::Key_B,     Qt::Key_D,   Qt::Key_E,      Qt::Key_G,      Qt::Key_H,
            Qt::Key_I,      Qt::Key_K,     Qt::Key_L,   Qt::Key_M,      Qt::Key_P,      Qt::Key_R,
            Qt::Key_T,      Qt::Key_V,     Qt::Key_X,   Qt::Key_Y,      Qt::Key_Z,      Qt::Key_Backspace};
        QWidget* to = QApplication::activePopupWidget();
        if (!to)
            to = QApplication::focusWidget();
        if (!to)
            to = m_window.get();
        const auto code = Qt::Key(keys[pick(int(std::size(keys)))]);
        const Qt::KeyboardModifiers modifiers = someModifiers();
        m_log << QStringLiteral("key %1 in %2")
                     .arg(QKeySequence(int(code) | int(modifiers)).toString(), to->metaObject()->className());
        QTest::keyClick(to, code, modifiers);
    }

    void wheel() {
        const auto [widget, at] = somewhere();
        m_log << QStringLiteral("wheel in %1").arg(widget->metaObject()->className());
        QWheelEvent event(at, widget->mapToGlobal(QPointF(at)), {}, QPoint(0, (pick(9) - 4) * 120), Qt::NoButton,
                          someModifiers(), Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(widget, &event);
    }

    void hover() {
        const auto [widget, at] = somewhere();
        QMouseEvent move(QEvent::MouseMove, at, widget->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &move);
    }

    void dropSomething() {
        QMimeData mime;
        const QString files[] = {dataPath("golden/plain/photo.png"),
                                 dataPath("golden/deep/photo.png"),
                                 broken("broken.jpg", "not a picture"),
                                 broken("broken.pth", "not a checkpoint"),
                                 broken("broken.json", "{]"),
                                 m_folder.path(),
                                 "/nowhere/at/all.png"};
        const int what = pick(int(std::size(files)) + 3);
        if (what < int(std::size(files)))
            mime.setUrls({QUrl::fromLocalFile(files[what])});
        else if (what == int(std::size(files)))
            mime.setImageData(QImage(31, 17, QImage::Format_RGB32));
        else if (what == int(std::size(files)) + 1)
            mime.setText("hello");
        else
            mime.setUrls({QUrl("ftp://example.invalid/cat.png")});
        m_log << QStringLiteral("drop %1").arg(mime.urls().value(0).toString());
        const QPoint at = m_window->rect().center();
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        if (pick(5) == 0) {
            QDragLeaveEvent leave;
            QCoreApplication::sendEvent(m_window.get(), &leave);
        } else if (enter.isAccepted()) {
            QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
            QCoreApplication::sendEvent(m_window.get(), &event);
        }
    }

    void resizeWindow() {
        m_window->resize(900 + pick(900), 600 + pick(600));
        m_log << QStringLiteral("resize");
    }

    static QString dataPath(const char* file) { return QString::fromStdString(data(file).string()); }
    QString broken(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return file.fileName();
    }

    /// Menus and dialogs that wait for an answer get one, so that no event waits inside another for long.
    static void answer() {
        if (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        else if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget()))
            dialog->reject();
    }

    void step() {
        const int what = pick(100);
        if (what < 34)
            click();
        else if (what < 44)
            drag();
        else if (what < 74)
            key();
        else if (what < 84)
            wheel();
        else if (what < 93)
            hover();
        else if (what < 98)
            dropSomething();
        else
            resizeWindow();
    }

private Q_SLOTS:
    void initTestCase() {
        beginWindowTest(m_folder.filePath("settings"), "Monkey");
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QDir::setCurrent(m_folder.path());  // where a dialog answered by Return may save
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void theWindowSurvivesAMonkey() {
        const QStringList asked = qEnvironmentVariable("VITRINE_MONKEY", "150:1").split(QLatin1Char(':'));
        const int events = asked.value(0).toInt();
        m_random.seed(asked.value(1, "1").toUInt());
        m_session = std::make_unique<Session>();
        m_window = std::make_unique<MainWindow>(*m_session);
        m_window->show();
        m_session->openModel(goldenRequest());
        for (const char* name : {"golden/plain/photo.png", "golden/deep/photo.png"})
            m_session->addPicture(fileSource(data(name)), QString::fromLatin1(name));
        QVERIFY(settle(*m_session));
        QTimer rescue;
        connect(&rescue, &QTimer::timeout, this, &MonkeyTest::answer);
        rescue.start(120);
        for (int i = 0; i < events; ++i) {
            step();
            if (qEnvironmentVariableIsSet("VITRINE_MONKEY_LOG"))
                qInfo("%d %s", i, qPrintable(m_log.value(m_log.size() - 1)));
            QTest::qWait(pick(4) == 0 ? 15 : 1);
            if (!m_window->isVisible())
                m_window->show();
            if (!m_session->request().model.empty())  // no gigabytes for a monkey: another model while one loads
                m_session->openModel(goldenRequest());
        }
        rescue.stop();
        answer();
        m_window->present(false);
        // It still works.
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "after.png");
        QVERIFY2(settle(*m_session), qPrintable(m_log.mid(m_log.size() - 20).join('\n')));
        QVERIFY(m_session->result());
        QCOMPARE(m_session->result()->top.size(), size_t(7));
        m_session->setPage(Page::Picture);
        QVERIFY(settle(*m_session));
        QVERIFY(!m_window->grab().isNull());
        m_window.reset();
        m_session.reset();
    }
};

QTEST_MAIN(MonkeyTest)
#include "monkey_test.moc"

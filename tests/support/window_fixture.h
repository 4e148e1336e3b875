// A window with the golden model and two pictures, settings of its own and keys to press.
#pragma once

#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

namespace vitrine::test {

class WindowFixture : public QObject {
protected:
    QTemporaryDir m_settings;
    std::unique_ptr<ui::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;

    void openWindow() {
        m_window.reset();
        m_session = std::make_unique<ui::Session>();
        m_window = std::make_unique<ui::MainWindow>(*m_session);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), "photo.png");
        m_session->addPicture(fileSource(data("golden/deep/photo.png")), "other.png", false);
        QVERIFY(settle(*m_session));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), key, modifiers);
    }
    template <class T>
    T* part() {
        return m_window->findChild<T*>();
    }

    void beginCase(const char* name) { beginWindowTest(m_settings.path(), name); }
    void beginTest() {
        QSettings().clear();
        openWindow();
    }
    void endTest() {
        m_window.reset();
        m_session.reset();
        ui::setTextScale(1);
        ui::applyTheme(*qApp, ui::ThemeChoice::Dark);
    }
};

}  // namespace vitrine::test

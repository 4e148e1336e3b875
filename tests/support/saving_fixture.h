// A window with the golden model, whose notices are kept: for tests of what is saved and of scenes.
#pragma once

#include "core/image/decode.h"
#include "tests/support/paths.h"
#include "tests/support/session_fixture.h"
#include "ui/export/saver.h"
#include "ui/main_window.h"
#include "ui/scenes/scene_opener.h"
#include "ui/theme.h"

#include <QtCore/QMimeData>
#include <QtCore/QSettings>
#include <QtCore/QTemporaryDir>
#include <QtGui/QDropEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QFileDialog>

namespace vitrine::test {

class SavingFixture : public QObject {
protected:
    QTemporaryDir m_folder;
    std::unique_ptr<ui::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
    std::vector<QString> m_notices;

    ui::Saver& saver() { return m_window->saver(); }
    ui::SceneOpener& scenes() { return m_window->scenes(); }
    std::filesystem::path file(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QFileDialog* dialog() {
        QFileDialog* found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = m_window->findChild<QFileDialog*>()) != nullptr; });
        return found;
    }
    bool noticed(const QString& words) {
        return QTest::qWaitFor([&] {
            return std::any_of(m_notices.begin(), m_notices.end(), [&](const QString& n) { return n.contains(words); });
        });
    }
    void open() {
        m_session->openModel(goldenRequest());
        m_session->addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        QVERIFY(settle(*m_session));
    }
    bool save(ui::SaveKind kind, const std::filesystem::path& to) {
        QSignalSpy saved(&saver(), &ui::Saver::saved);
        saver().save(ui::Saver::formatFor(kind, to), to);
        return QTest::qWaitFor([&] { return !saved.isEmpty(); }, 30'000);
    }
    QByteArray read(const std::filesystem::path& path) const {
        QFile in(QString::fromStdString(path.string()));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    bool drop(const std::filesystem::path& path) {
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(QString::fromStdString(path.string()))});
        return drop(mime);
    }
    bool drop(const QMimeData& mime) {
        const QPoint at = m_window->rect().center();
        QDragEnterEvent enter(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &enter);
        QDropEvent event(at, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_window.get(), &event);
        return event.isAccepted();
    }

    void beginCase(const char* name) {
        beginWindowTest(m_folder.filePath(QStringLiteral("settings")), name);
        QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void openWindow() {
        m_session = std::make_unique<ui::Session>();
        m_window = std::make_unique<ui::MainWindow>(*m_session);
        m_notices.clear();
        connect(m_session.get(), &ui::Session::notice, this,
                [this](const QString& title, const QString& text) { m_notices.push_back(title + ": " + text); });
        connect(&saver(), &ui::Saver::told, this, [this](const QString& words) { m_notices.push_back(words); });
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }
    void closeWindow() {
        m_window.reset();
        m_session.reset();
    }
};

}  // namespace vitrine::test

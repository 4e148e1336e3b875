// What differs from run to run is left out of pictures of the window, and nothing else of it changes.
#include "tests/support/session_fixture.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace vitrine;
using namespace vitrine::test;
using namespace vitrine::ui;

class HiddenTimesTest : public QObject {
    Q_OBJECT

    Session m_session;

    /// A model that takes long enough for no two runs to take the same.
    void run() {
        ModelRequest request;
        request.placement.device = "cpu";
        m_session.openModel(request);
        QVERIFY(settle(m_session));
        QVERIFY(m_session.result());
    }
    /// The window with the run that is there.
    QImage drawn(MainWindow& window, bool hidden) {
        m_session.setHidesTimes(hidden);
        Q_EMIT m_session.resultChanged();
        (void)settle(m_session);
        QTest::qWait(50);  // what moved has found its place
        return window.grab().toImage();
    }

private Q_SLOTS:
    void theTimesOfTheRunDoNotShow() {
        applyTheme(*qApp, ThemeChoice::Dark);
        MainWindow window(m_session);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        m_session.addPicture(fileSource(data("golden/plain/photo.png")), QStringLiteral("photo.png"));
        run();
        const auto first = m_session.result();
        const QImage hidden = drawn(window, true), shown = drawn(window, false);
        QVERIFY(hidden != shown);
        const auto rounded = [](const Result& result) { return qRound(result.ms.forward); };
        for (int again = 0; again < 20 && rounded(*m_session.result()) == rounded(*first); ++again)
            run();
        QVERIFY(rounded(*m_session.result()) != rounded(*first));
        QCOMPARE(drawn(window, true), hidden);
        QVERIFY(drawn(window, false) != shown);
    }
};

QTEST_MAIN(HiddenTimesTest)
#include "hidden_times_test.moc"

// A real drag: another program, an X server, a mouse. What the other tests send as events, here comes from outside.
#include "tests/support/paths.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

class RealDragTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    QProcess m_server, m_vitrine, m_source;
    QProcessEnvironment m_environment;

    QString run(const QStringList& words) {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(words.first(), words.mid(1));
        process.waitForFinished(10'000);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    QString titleOf(const QString& pattern) {
        return run({"xdotool", "search", "--onlyvisible", "--name", pattern, "getwindowname", "%@"});
    }
    bool waitForTitle(const QString& pattern) {
        return QTest::qWaitFor([&] { return titleOf(pattern).contains(pattern); }, 60'000);
    }
    void start(QProcess& process, const QString& program, const QStringList& arguments) {
        process.setProcessEnvironment(m_environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(program, arguments);
        QVERIFY2(process.waitForStarted(), qPrintable(program));
    }

private Q_SLOTS:
    void initTestCase() {
        for (const char* tool : {"Xvfb", "xdotool"})
            if (QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty())
                QSKIP(qPrintable(QStringLiteral("%1 is not installed").arg(QLatin1String(tool))));
        m_server.start("Xvfb", {"-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"});
        QVERIFY(m_server.waitForStarted());
        QVERIFY(m_server.waitForReadyRead(20'000));
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert("DISPLAY",
                             QLatin1Char(':') + QString::fromUtf8(m_server.readAllStandardOutput()).trimmed());
        m_environment.insert("QT_QPA_PLATFORM", "xcb");
        m_environment.insert("LANG", "C.UTF-8");  // titles of windows are read as text
        m_environment.insert("HOME", m_home.path());
        m_environment.insert("XDG_RUNTIME_DIR", m_home.path());
        m_environment.remove("XDG_CONFIG_HOME");
    }
    void cleanupTestCase() {
        for (QProcess* process : {&m_source, &m_vitrine, &m_server}) {
            process->terminate();
            if (!process->waitForFinished(5'000)) {
                process->kill();
                process->waitForFinished(5'000);
            }
        }
    }

    void aFileDraggedFromAnotherProgramOpens() {
        const QString photo = QString::fromStdString(vitrine::test::shipped("samples/astronaut.png").string());
        start(m_vitrine, VITRINE_PROGRAM,
              {QString::fromStdString(vitrine::test::shipped("samples/chelsea.png").string())});
        QVERIFY(waitForTitle("chelsea.png · Vitrine"));
        start(m_source, VITRINE_DRAG_SOURCE, {photo});
        QVERIFY(waitForTitle("drag source"));
        QTest::qWait(500);  // both windows are drawn and listen
        run({"xdotool", "mousemove", "60", "30"});
        run({"xdotool", "mousedown", "1"});
        for (int step = 1; step <= 12; ++step) {
            run({"xdotool", "mousemove", QString::number(60 + step * 50), QString::number(30 + step * 35)});
            QTest::qWait(50);
        }
        run({"xdotool", "mouseup", "1"});
        QVERIFY2(waitForTitle("astronaut.png · Vitrine"), qPrintable(titleOf("Vitrine")));
    }
};

QTEST_GUILESS_MAIN(RealDragTest)
#include "real_drag_test.moc"

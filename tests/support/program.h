// Runs the program that was built, as a person in a shell would.
#pragma once

#include "tests/support/paths.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

namespace vitrine::test {

struct Run {
    int status = -1;  ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
    QList<QByteArray> lines() const { return out.split('\n'); }
    nlohmann::json json() const { return nlohmann::json::parse(out.begin(), out.end()); }
    QByteArray all() const { return "status " + QByteArray::number(status) + "\n" + out + err; }
};

/// `vitrine ARGUMENTS...`; commands run where VITRINE_TEST_DEVICE says only when they are told with --device.
inline Run vitrineRun(const QStringList& arguments, const QString& folder = {}, const QStringList& environment = {}) {
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const QString& assignment : environment)
        variables.insert(assignment.section('=', 0, 0), assignment.section('=', 1));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(folder);
    process.start(VITRINE_PROGRAM, arguments);
    const bool ended = process.waitForFinished(100'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

/// The same through a shell, for pipes and redirections; `vitrine` is the program.
inline Run shellRun(const QString& command) {
    QProcess process;
    process.start("/bin/sh", {"-c", "vitrine() { \"" VITRINE_PROGRAM "\" \"$@\"; }; " + command});
    const bool ended = process.waitForFinished(100'000) && process.exitStatus() == QProcess::NormalExit;
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

inline QString dataFile(const QString& relative) {
    return QString::fromStdString(data(relative.toStdString()).string());
}
inline QString shippedFile(const QString& relative) {
    return QString::fromStdString(shipped(relative.toStdString()).string());
}

/// The options that make the command line run a golden model as PyTorch ran it.
inline QStringList goldenOptions(const QString& name) {
    const bool plain = name == "plain";
    return {"--weights",       dataFile("golden/" + name + "/model.pth"),
            "--heads",         plain ? "2" : "4",
            "--resize",        plain ? "72" : "128",
            "--crop",          plain ? "64" : "112",
            "--interpolation", plain ? "bilinear" : "bicubic"};
}

}  // namespace vitrine::test

/// The run ended with `expected`; else everything it said is shown.
#define COMPARE_STATUS(run, expected) QVERIFY2((run).status == (expected), (run).all().constData())

// A session on the small golden model, for tests of the window.
#pragma once

#include "tests/support/paths.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

namespace vitrine::test {

/// The golden "plain" ViT: 64 px, 16 px patches, 3 layers, 2 heads, 7 classes; runs in a millisecond.
inline ModelRequest goldenRequest() {
    ModelRequest request;
    request.weights = data("golden/plain/model.safetensors").string();
    request.heads = 2;
    request.resize = 72;
    request.crop = 64;
    request.placement.device = "cpu";
    return request;
}

inline PictureSource fileSource(const std::filesystem::path& file) {
    PictureSource source;
    source.file = file;
    return source;
}

/// Settings of a test's own, in `folder`, and the dark theme: first thing of a test of the window.
inline void beginWindowTest(const QString& folder, const char* name) {
    QCoreApplication::setOrganizationName(QStringLiteral("VitrineTest"));
    QCoreApplication::setApplicationName(QLatin1String(name));
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder);
    ui::applyTheme(*qApp, ui::ThemeChoice::Dark);
}

/// Waits until nothing is under way. Generous: the machine may be busy.
inline bool settle(const ui::Session& session) {
    return QTest::qWaitFor([&] { return session.settled(); }, 60'000);
}

}  // namespace vitrine::test

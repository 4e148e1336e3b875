#include "ui/screen.h"

#include "ui/theme.h"

#include <QtWidgets/QApplication>

#include <cstdio>
#include <cstdlib>

namespace vitrine::ui {
namespace {

constexpr const char* noScreen =
    "vitrine: no screen: there is no display to open a window on\n"
    "The commands work without one:\n"
    "  predict PHOTO                           what the model sees\n"
    "  explain PHOTO --method rollout -o MAP.png   where it looked, as a picture\n"
    "  shot PHOTO -o WINDOW.png                the window itself, drawn to a file\n"
    "  --help                                  all of them\n"
    "Over ssh, `ssh -X` brings a display; in a desktop session DISPLAY or WAYLAND_DISPLAY is set.\n";

bool hasScreen() {
    const auto given = [](const char* name) {
        const char* value = std::getenv(name);
        return value && *value;
    };
    return given("DISPLAY") || given("WAYLAND_DISPLAY") || given("QT_QPA_PLATFORM");
}

// Qt aborts when the display it was told of does not answer; people get a sentence instead of a core dump.
void withoutAbort(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg) {
        std::fputs(noScreen, stderr);
        std::fprintf(stderr, "(Qt says: %s)\n", qPrintable(text.section(QLatin1Char('\n'), 0, 0)));
        std::_Exit(1);
    }
    if (type != QtDebugMsg && type != QtInfoMsg && !text.startsWith(QLatin1String("QStandardPaths: XDG_RUNTIME_DIR")))
        std::fprintf(stderr, "vitrine: %s\n", qPrintable(text));
}

}  // namespace

bool requireScreen() {
    if (hasScreen())
        return true;
    std::fputs(noScreen, stderr);
    return false;
}

void tameMessages() { qInstallMessageHandler(withoutAbort); }

std::unique_ptr<QApplication> withoutScreen(int& argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    if (qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", "1");
    tameMessages();
    auto app = std::make_unique<QApplication>(argc, argv);
    applyTheme(*app, ThemeChoice::Dark);
    return app;
}

}  // namespace vitrine::ui

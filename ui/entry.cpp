#include "ui/entry.h"

#include "core/resources.h"
#include "ui/main_window.h"
#include "ui/screen.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtWidgets/QApplication>

namespace vitrine::ui {
namespace {

void openSamples(Session& session) {
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"}) {
        PictureSource source;
        source.file = resource(std::string("samples/") + name);
        session.addPicture(source, QString::fromLatin1(name), false);
    }
    session.showPicture(0);
}

}  // namespace

int runWindow(int& argc, char** argv, const WindowOptions& options) {
    if (!requireScreen())
        return 1;
    tameMessages();
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Vitrine"));
    QApplication::setOrganizationName(QStringLiteral("Vitrine"));
    QApplication::setApplicationVersion(QStringLiteral(VITRINE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("vitrine"));
    applyTheme(app, ThemeChoice(QSettings().value(QStringLiteral("theme"), int(ThemeChoice::Dark)).toInt()));

    Session session;
    MainWindow window(session);
    window.beginUse();
    window.show();
    session.openModel(options.model);
    if (options.files.empty())
        openSamples(session);
    else
        session.openFiles(options.files);
    return QApplication::exec();
}

}  // namespace vitrine::ui

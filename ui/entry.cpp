#include "ui/entry.h"

#include "core/resources.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/reading.h"
#include "ui/screen.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QSettings>
#include <QtWidgets/QApplication>

namespace vitrine::ui {
namespace {

void openSamples(Session& session) {
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png"}) {
        PictureSource source;
        source.file = resource(std::string("samples/") + name);
        session.addPicture(source, QString::fromLatin1(name), false);
    }
    session.showPicture(0);
}

std::vector<std::filesystem::path> toPaths(const QStringList& files) {
    std::vector<std::filesystem::path> paths;
    for (const QString& file : files)
        paths.emplace_back(file.toStdString());
    return paths;
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
    const Preferences preferences = Preferences::load();
    useLanguage(preferences.language);
    setTextScale(preferences.textPercent / 100.0);
    applyTheme(app, preferences.theme);

    Session session;
    MainWindow window(session);
    window.beginUse();
    window.show();
    ModelRequest model = options.model;
    if (!options.modelGiven) {
        model.placement.device = preferences.device.toStdString();
        model.placement.threads = preferences.threads;
    }
    session.openModel(model);
    QStringList files;
    for (const std::filesystem::path& file : options.files)
        files << QString::fromStdString(file.string());
    const QStringList last =
        preferences.remembersPictures ? QSettings().value(QStringLiteral("pictures")).toStringList() : QStringList();
    if (!files.isEmpty())
        window.openFiles(files);
    else if (!last.isEmpty())
        session.openFiles(toPaths(last));
    else
        openSamples(session);
    return QApplication::exec();
}

}  // namespace vitrine::ui

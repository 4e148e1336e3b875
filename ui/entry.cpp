#include "ui/entry.h"

#include "core/image/decode.h"
#include "core/resources.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/pixels.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QEventLoop>
#include <QtCore/QSettings>
#include <QtCore/QTimer>
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

void openSamples(Session& session) {
    for (const char* name : {"chelsea.png", "coffee.png", "astronaut.png", "rocket.jpg"}) {
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

/// The path of a node that a person calls by its path, its last part, or the end of its path.
QString findNode(const ModuleNode& node, const std::string& wanted) {
    const std::string& path = node.path;
    const bool isEnd = path.size() > wanted.size() &&
                       path.compare(path.size() - wanted.size(), wanted.size(), wanted) == 0 &&
                       path[path.size() - wanted.size() - 1] == '.';
    if (path == wanted || isEnd)
        return QString::fromStdString(path);
    for (const ModuleNode& child : node.children)
        if (const QString found = findNode(child, wanted); !found.isNull())
            return found;
    return {};
}

void waitUntilSettled(const Session& session) {
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (session.settled())
            loop.quit();
    });
    timer.start(5);
    loop.exec();
}

void throwFailure(const Failure& failure) {
    if (!failure.any())
        return;
    if (failure.usage)
        throw UsageError(failure.subject.toStdString(), failure.reason.toStdString());
    throw Error(failure.subject.toStdString(), failure.reason.toStdString());
}

void applyShot(Session& session, const ShotOptions& options) {
    const MapRequest& map = options.map;
    session.setOpacity(options.opacity);
    session.setColormap(QString::fromStdString(options.colormap));
    if (!options.select.empty()) {
        const QString node = findNode(session.plan()->tree, options.select);
        if (node.isNull())
            throw UsageError("--select " + options.select,
                             "there is no such module in this model; `vitrine describe` lists them");
        session.selectNode(node);
    }
    session.setMethod(QString::fromStdString(map.method));
    const Method* method = findMethod(map.method);
    const int layer = method && method->usesLayers && map.layers.last > 0 ? map.layers.last - 1 : map.layer;
    if (layer >= 0)
        session.setLayer(layer);
    session.setRequestDetails(map);
    session.setHead(map.head);
    session.pin(map.query.patch);
    waitUntilSettled(session);
}

}  // namespace

int runWindow(int& argc, char** argv, const WindowOptions& options) {
    if (!hasScreen()) {
        std::fputs(noScreen, stderr);
        return 1;
    }
    qInstallMessageHandler(withoutAbort);
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

int runShot(int& argc, char** argv, const ShotOptions& options) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", "1");
    qInstallMessageHandler(withoutAbort);
    QApplication app(argc, argv);
    applyTheme(app, options.theme == "light" ? ThemeChoice::Light : ThemeChoice::Dark);

    Session session;
    session.setHidesTimes(true);
    MainWindow window(session);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.resize(options.width, options.height);
    window.show();
    session.openModel(options.model);
    PictureSource source;
    source.file = options.image;
    session.addPicture(source, QString::fromStdString(options.image.filename().string()));
    waitUntilSettled(session);
    throwFailure(session.modelError());
    throwFailure(session.pictureError());
    applyShot(session, options);
    throwFailure(session.mapError());
    writePng(fromQImage(window.grab().toImage()), options.output);
    return 0;
}

}  // namespace vitrine::ui

// Windows and figures drawn without a screen, for the commands.
#include "core/explain/request.h"
#include "core/image/decode.h"
#include "core/model/intervention_check.h"
#include "core/scene/target.h"
#include "core/weights/sha256.h"
#include "ui/entry.h"
#include "ui/export/figure.h"
#include "ui/inside.h"
#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/panels/film_strip.h"
#include "ui/panels/look_panel.h"
#include "ui/panels/node_card.h"
#include "ui/panels/prediction_panel.h"
#include "ui/panels/stage.h"
#include "ui/panels/top_bar.h"
#include "ui/panels/tree_panel.h"
#include "ui/pixels.h"
#include "ui/reading/readers.h"
#include "ui/scenes/window_scene.h"
#include "ui/screen.h"
#include "ui/session.h"
#include "ui/theme.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <cstdio>

namespace vitrine::ui {
namespace {

/// Nothing under way, and what came of it has found its place: a layout moves its widgets some events later, and what
/// moved may ask for more.
void waitUntilSettled(const Session& session) {
    constexpr int quietTicks = 4;
    int quiet = 0;
    QEventLoop loop;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        quiet = session.settled() ? quiet + 1 : 0;
        if (quiet == quietTicks)
            loop.quit();
    });
    timer.start(5);
    loop.exec();
}

void throwFailure(const Failure& failure) {
    if (!failure.any())
        return;
    if (failure.as<UsageError>())
        throw UsageError(failure.subject.toStdString(), failure.reason.toStdString());
    throw Error(failure.subject.toStdString(), failure.reason.toStdString());
}

using FindPanel = QWidget* (*)(QWidget&);
struct Panel {
    const char* name;
    FindPanel find;
    std::optional<Page> page;  ///< the stage shows this
};

template <class T>
QWidget* child(QWidget& window) {
    return window.findChild<T*>();
}

const std::vector<Panel>& panels() {
    static const std::vector<Panel> all{
        {"window", [](QWidget& window) { return &window; }, {}},
        {"stage", child<Stage>, {}},
        {"picture", child<Stage>, Page::Picture},
        {"input", child<Stage>, Page::Input},
        {"grid", child<Stage>, Page::Grid},
        {"matrix", child<Stage>, Page::Matrix},
        {"inside", child<Stage>, Page::Inside},
        {"board", child<Stage>, Page::Board},
        {"tree", child<TreePanel>, {}},
        {"predictions", child<PredictionPanel>, {}},
        {"look", child<LookPanel>, {}},
        {"module", child<NodeCard>, {}},
        {"bar", child<TopBar>, {}},
        {"film", child<FilmStrip>, {}},
    };
    return all;
}

void warnOfOtherWeights(const Scene& scene, const ModelPlan& plan) {
    if (scene.weightsHash.empty() || plan.file.empty())
        return;
    if (const std::string words = otherWeights(scene, sha256OfFile(plan.file)); !words.empty())
        std::fprintf(stderr, "vitrine: %s: %s\n", plan.weights.c_str(), words.c_str());
}

/// What this model does not have is an error here, where the window leaves it out.
void requireThere(const View& view, const VitConfig& config) {
    const ModelLimits limits = limitsOf(config);
    completed(limits, view.map);
    if (view.map.target.of && (*view.map.target.of < 0 || *view.map.target.of >= config.num_classes))
        throw UsageError("target " + std::to_string(*view.map.target.of),
                         config.num_classes > 0
                             ? "the model's classes are 0 to " + std::to_string(config.num_classes - 1)
                             : "the model has no classes");
    for (const Cell& pin : view.pins)
        requirePatch(limits, pin, "pin");
    vitrine::requireThere(config, view.intervention);
}

}  // namespace

const std::vector<std::string>& panelNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (const Panel& panel : panels())
            made.emplace_back(panel.name);
        return made;
    }();
    return names;
}

struct Shots::Impl {
    Panel panel;
    std::unique_ptr<QApplication> app;
};

Shots::Shots(int& argc, char** argv, const ShotOptions& options) : m_impl(std::make_unique<Impl>()) {
    for (const Panel& panel : panels())
        if (panel.name == options.panel)
            m_impl->panel = panel;
    qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
    m_impl->app = withoutScreen(argc, argv);
}

Shots::~Shots() = default;

void Shots::draw(const Shot& shot) {
    Scene scene = shot.scene;
    setTextScale(scene.textPercent / 100.0);
    useLanguage(QStringLiteral("en"));  // the same words on every machine
    applyTheme(*qApp, scene.theme == "light" ? ThemeChoice::Light : ThemeChoice::Dark);
    Session session;
    session.setHidesTimes(true);
    session.setPacks(false);
    MainWindow window(session);
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.show();
    applyWindow(scene, window);
    session.openModel(scene.model);
    session.addPicture(scene.picture, QString::fromStdString(scene.pictureName));
    waitUntilSettled(session);
    throwFailure(session.modelError());
    throwFailure(session.pictureError());
    warnOfOtherWeights(scene, *session.plan());
    findTarget(scene, *session.plan());
    requireThere(scene.view, session.plan()->config);
    View view = viewFor(scene.view, *session.plan());
    if (m_impl->panel.page)
        view.page = *m_impl->panel.page;
    Failure told;
    QObject::connect(&session, &Session::notice, &session, [&told](const QString& title, const QString& text) {
        told = {title, text};
    });
    session.setView(view);
    waitUntilSettled(session);
    if (session.intervention() != view.intervention)  // it could not be, was told of, and taken back
        throwFailure(told);
    throwFailure(session.mapError());
    QWidget* part = m_impl->panel.find(window);
    writePng(fromQImage(part->grab().toImage()), shot.output);
}

void writeFigure(const ModelPlan& plan, const Result& result, const FigureOptions& options) {
    ensureApplication();
    useLanguage(QStringLiteral("en"));
    FigureContent content;
    content.result = std::shared_ptr<const Result>(std::shared_ptr<void>(), &result);  // both live longer than this
    content.plan = std::shared_ptr<const ModelPlan>(std::shared_ptr<void>(), &plan);
    content.view = options.view;
    content.pictureName = QString::fromStdString(options.pictureName);
    content.modelName = modelWords(plan);
    content.target = targetWords(plan, options.view.map.target);
    content.map = explain(*result.capture, options.view.map);
    if (!options.allHeads)
        return writeDrawing(figureOf(content), options.output, options.scale);
    writeDrawing(gridSheetOf(content), options.output, options.scale);
}

void writeInside(const ModelPlan& plan, const Result& result, const InsideFigure& figure) {
    ensureApplication();
    useLanguage(QStringLiteral("en"));
    FigureContent content;
    content.result = std::shared_ptr<const Result>(std::shared_ptr<void>(), &result);  // both live longer than this
    content.plan = std::shared_ptr<const ModelPlan>(std::shared_ptr<void>(), &plan);
    content.view = figure.view;
    content.pictureName = QString::fromStdString(figure.pictures.at(figure.inside.picture));
    content.modelName = modelWords(plan);
    content.target = targetWords(plan, figure.view.map.target);
    auto answer = std::make_shared<InsideAnswer>();
    answer->inside = figure.inside;
    for (const std::string& name : figure.pictures)
        answer->pictures << QString::fromStdString(name);
    content.inside = answer;
    writeDrawing(insideSheetOf(content), figure.output, figure.scale);
}

}  // namespace vitrine::ui

#include "ui/scenes/scene_opener.h"

#include "core/read_file.h"
#include "core/scene/complaints.h"
#include "core/scene/target.h"
#include "core/weights/sha256.h"
#include "ui/fetch/downloads.h"
#include "ui/main_window.h"
#include "ui/scenes/window_scene.h"
#include "ui/session.h"

#include <QtCore/QTimer>

#include <utility>

namespace vitrine::ui {

SceneOpener::SceneOpener(Session& session, MainWindow& window)
    : QObject(&window), m_session(session), m_window(window) {
    keepOneThread(m_pool);
    connect(&session, &Session::sceneWanted, this, [this](const QString& file) { open(file.toStdString()); });
    connect(&session, &Session::modelChanged, this, &SceneOpener::followModel);
    // Its model was refused or cancelled, or another one was chosen meanwhile: the scene does not lie in wait for it.
    const auto forget = [this] {
        if (m_waiting && m_session.request() != m_waiting->model)
            giveUp();
    };
    connect(&session, &Session::activityChanged, this, forget);
    connect(&session, &Session::notice, this, forget);
}

void SceneOpener::open(const std::filesystem::path& file) {
    m_file = QString::fromStdString(file.string());
    m_asked.reset();
    m_lane.start(
        [file](const Progress&) {
            return inScene(vitrine::nameOf(file), [&] {
                Scene scene = readScene(file);
                requireFiles(scene);
                if (missingWeights(scene.model).empty())
                    plan(scene.model);  // what is not there is said before anything changes
                return scene;
            });
        },
        [this, file](const Outcome<Scene>& outcome) {
            if (!outcome.ok())
                return Q_EMIT m_session.notice(outcome.error.subject, outcome.error.reason);
            if (const std::string missing = missingWeights(outcome.value->model); !missing.empty())
                return m_window.downloads().offer(missing, [this, file] { open(file); });
            if (pictureIsThere(*outcome.value))
                return begin(*outcome.value);
            m_asked = *outcome.value;
            Q_EMIT pictureWanted(QString::fromStdString(m_asked->pictureName),
                                 QString::fromStdString(m_asked->picture.file.parent_path().string()));
        });
}

void SceneOpener::answerPicture(const std::filesystem::path& picture) {
    if (!m_asked)
        return;
    Scene scene = *m_asked;
    m_asked.reset();
    scene.picture.file = picture;
    scene.pictureName = picture.filename().string();
    begin(scene);
}

void SceneOpener::begin(const Scene& scene) {
    m_hashLane.cancel();  // of an earlier scene: nobody waits for it
    m_waiting = scene;
    m_before.reset();
    const auto model = m_session.model();
    if (model && m_session.request() == scene.model && m_session.plan()->request == scene.model)
        return show();
    if (model)
        m_before = {model->plan.request, m_session.view()};
    m_session.openModel(scene.model);
}

void SceneOpener::followModel() {
    if (m_waiting && m_session.modelError().any())
        return giveUp();
    const auto model = m_session.model();
    if (!model)
        return;
    if (m_waiting && model->plan.request == m_waiting->model)
        return show();
    if (m_waiting || !m_before)
        return;
    const Before before = *std::exchange(m_before, std::nullopt);
    if (model->plan.request == before.model)  // back again
        m_session.setView(before.view);
}

/// The session keeps the view until the picture has been through the model.
void SceneOpener::show() {
    Scene scene = *std::exchange(m_waiting, std::nullopt);
    m_before.reset();
    nameTarget(scene);
    m_session.addPicture(scene.picture, QString::fromStdString(scene.pictureName));
    setView(scene.view);
    showLook(scene, m_window);
    QTimer::singleShot(0, &m_window, [scene, window = &m_window] { applyWindow(scene, *window); });  // after a rebuild
    compareWeights(scene);
    Q_EMIT opened(m_file);
}

void SceneOpener::nameTarget(Scene& scene) {
    try {
        inScene(vitrine::nameOf(m_file.toStdString()), [&] { findTarget(scene, *m_session.plan()); });
    } catch (const Error& error) {  // a class that this model does not have: the rest of the view stands
        Q_EMIT m_session.notice(QString::fromStdString(error.subject()), QString::fromStdString(error.reason()));
    }
}

void SceneOpener::setView(const View& view) {
    try {
        m_session.setView(viewFor(view, *m_session.plan()));
    } catch (const Error&) {  // a module that this model does not have: the rest of the view stands
        View rest = view;
        rest.node.clear();
        m_session.setView(viewFor(rest, *m_session.plan()));
    }
}

/// In the background: a large file takes seconds.
void SceneOpener::compareWeights(const Scene& scene) {
    if (scene.weightsHash.empty() || m_session.plan()->file.empty())
        return;
    m_hashLane.start([file = m_session.plan()->file](const Progress& progress) { return sha256OfFile(file, progress); },
                     [this, scene, file = m_session.plan()->file](const Outcome<std::string>& hash) {
                         if (!m_session.plan() || m_session.plan()->file != file)
                             return;  // another model was opened meanwhile
                         const std::string words = hash.ok() ? otherWeights(scene, *hash.value) : std::string();
                         if (!words.empty())
                             Q_EMIT m_session.notice(QString::fromStdString(scene.modelName),
                                                     QString::fromStdString(words));
                     });
}

void SceneOpener::giveUp() {
    m_asked.reset();
    m_waiting.reset();
}

}  // namespace vitrine::ui

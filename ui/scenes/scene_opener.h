// SceneOpener: a scene's file into the window. What it needs and cannot find is asked for; until its model is there the
// window stays as it is.
#pragma once

#include "core/scene/scene.h"
#include "ui/lane.h"

#include <QtCore/QObject>

#include <optional>

namespace vitrine::ui {

class MainWindow;
class Session;

class SceneOpener : public QObject {
    Q_OBJECT
public:
    SceneOpener(Session& session, MainWindow& window);

    void open(const std::filesystem::path& file);
    /// The answer to pictureWanted: the same scene with this picture.
    void answerPicture(const std::filesystem::path& picture);
    bool busy() const { return m_lane.busy() || m_hashLane.busy() || m_waiting; }

    void giveUp();  ///< nobody has the picture, or the model cannot be loaded: what is shown stays

Q_SIGNALS:
    void opened(const QString& file);
    /// The scene's picture is not there: ask for `name` and answerPicture(), or leave it.
    void pictureWanted(const QString& name, const QString& lookedIn);

private:
    void begin(const Scene& scene);
    void followModel();
    void show();
    void nameTarget(Scene& scene);
    void setView(const View& view);
    void compareWeights(const Scene& scene);

    /// What was looked at with which model, for when the scene's own cannot be loaded.
    struct Before {
        ModelRequest model;
        View view;
    };

    Session& m_session;
    MainWindow& m_window;
    QString m_file;
    std::optional<Scene> m_asked;    // waits for its picture
    std::optional<Scene> m_waiting;  // waits for its model
    std::optional<Before> m_before;
    QThreadPool m_pool;
    Lane<Scene> m_lane{m_pool};
    Lane<std::string> m_hashLane{m_pool};
};

}  // namespace vitrine::ui

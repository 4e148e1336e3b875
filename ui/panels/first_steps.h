// What can be done, one line each, for who is here for the first time. Each line goes once it was done, and stays away.
#pragma once

#include <QtWidgets/QWidget>

class QLabel;

namespace vitrine::ui {

class Session;

class FirstSteps : public QWidget {
    Q_OBJECT
public:
    /// `remembers`: what was done is kept in Qt's settings, and not shown again.
    FirstSteps(Session& session, bool remembers, QWidget* parent = nullptr);
    QStringList open() const;  ///< the lines not done yet
    /// Its place is kept when the last line goes, so that the picture above stays still; now things move anyway.
    void leavePlace();
    void setRoom(bool room);  ///< none: a low window has better use for it

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Step {
        QString id;
        QWidget* line;
        QString words;
    };
    void addStep(const QString& id, const QString& keys, const QString& words);
    void done(const QString& id);
    void giveUp();
    void showOrHide();
    void resizeEvent(QResizeEvent* event) override;

    Session& m_session;
    bool m_remembers;
    bool m_holdsPlace = false;
    bool m_room = true;
    QWidget* m_close = nullptr;
    QStringList m_done;
    std::vector<Step> m_steps;
    int m_firstLayer = -1;
};

}  // namespace vitrine::ui

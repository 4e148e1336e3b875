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
    /// The mouse over the picture does something else then.
    void setBrushing(bool on);
    void setRoom(bool room);  ///< none: a low window has better use for it

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Step {
        QString id;
        QWidget* line;
        QLabel* says;
        QString keys;
    };
    void addStep(const QString& id, const QString& keys, const QString& words);
    static QString looksWords();
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

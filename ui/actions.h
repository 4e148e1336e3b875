// Actions: every command of the window by name. The menu, the keys, the palette and the list of keys are made of it.
#pragma once

#include <QtCore/QObject>
#include <QtGui/QAction>

#include <functional>
#include <vector>

class QWidget;

namespace vitrine::ui {

/// Of an action with one key: "Ctrl+M".
inline QList<QKeySequence> keysOf(const QString& sequence) { return {QKeySequence(sequence)}; }

class Actions : public QObject {
    Q_OBJECT
public:
    /// Keys work in all of `window`.
    explicit Actions(QWidget* window);

    struct Spec {
        QString id;                ///< "picture.next": stays the same in every language
        QString group;             ///< "Pictures": where the list of keys shows it
        QString title;             ///< "Next picture"
        QList<QKeySequence> keys;  ///< the first is the one that is shown
        std::function<void()> run;
        QWidget* where = nullptr;  ///< keys only inside this widget (arrows, letters a text field needs)
    };
    QAction* add(const Spec& spec);
    QAction* find(const QString& id) const;  ///< null: there is none
    const std::vector<QAction*>& all() const { return m_all; }

    /// Keys and mouse that are a panel's own, for the list of keys.
    struct Hint {
        QString group, keys, title;
    };
    void tell(const Hint& hint) { m_hints.push_back(hint); }
    const std::vector<Hint>& hints() const { return m_hints; }

    static QString groupOf(const QAction& action);

private:
    QWidget* m_window;
    std::vector<QAction*> m_all;
    std::vector<Hint> m_hints;
};

}  // namespace vitrine::ui

// What was looked at before: back and forward through selections, undo and redo of every change of the view.
#pragma once

#include "ui/session.h"

#include <QtCore/QElapsedTimer>

#include <vector>

namespace vitrine::ui {

class History : public QObject {
    Q_OBJECT
public:
    explicit History(Session& session, QObject* parent = nullptr);

    /// Picture, node, page, method, layer, head, query and target of before; how they are drawn stays as it is.
    void back();
    void forward();
    bool canGoBack() const { return !m_back.empty(); }
    bool canGoForward() const { return !m_forward.empty(); }

    /// All of the view, the framing, and pictures removed from the strip.
    void undo();
    void redo();
    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }
    QString undoWords() const { return canUndo() ? words(m_undo.back().what) : QString(); }  ///< "another layer"
    QString redoWords() const { return canRedo() ? words(m_redo.back().what) : QString(); }

Q_SIGNALS:
    void changed();

private:
    enum What {
        Picture = 1,
        Node = 2,
        Page = 4,
        Method = 8,
        Layer = 16,
        Head = 32,
        Query = 64,
        Target = 128,
        Rest = 256,
        Style = 512,
        Cut = 1024,
        Removal = 2048,
        Board = 4096,
        Change = 8192  ///< what is changed in the run
    };
    struct Moment {
        int picture = -1;  ///< the film item's id
        View view;
        Framing framing;  ///< of that picture
    };
    struct Step {
        Moment before;
        int what = 0;
        std::vector<std::pair<int, FilmItem>> removed;  ///< where each was, in the order of removal
    };

    static QString words(int what);
    static int difference(const Moment& a, const Moment& b);
    Moment moment() const;
    int indexOf(int id) const;
    std::vector<std::pair<int, FilmItem>> takeRemoved();
    void noteSoon();
    void note();
    void noteStep(Step step, bool burst);
    void notePlace(int what, bool burst);
    void startAnew();
    void restore(const Moment& moment);
    void travel(std::vector<Step>& from, std::vector<Step>& to);
    void go(std::vector<Moment>& from, std::vector<Moment>& to);

    Session& m_session;
    Moment m_now;
    std::vector<FilmItem> m_film;  ///< as last seen: what is missing was removed
    bool m_filmTouched = false;
    std::vector<Step> m_undo, m_redo;
    std::vector<Moment> m_back, m_forward;
    std::optional<VitConfig> m_config;  ///< of the model that all this is of
    QTimer m_soon;                      ///< one change may be told by several signals
    QElapsedTimer m_sinceLast;
    int m_last = 0;
};

}  // namespace vitrine::ui

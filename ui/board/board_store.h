// BoardStore: what the boards of a session have found out, so that nothing is measured twice: a method that is taken off
// and put back, another class or fill and back again, a window made anew for another text size.
#pragma once

#include "ui/board/board_run.h"

namespace vitrine::ui {

/// The same curves come of both.
bool sameMeasures(const MeasureOptions& a, const MeasureOptions& b);

/// Knows runs without keeping them: what is known of a run that is gone goes with it.
class BoardStore : public QObject {
    Q_OBJECT
public:
    static BoardStore& of(Session& session);  ///< the session's own

    void keep(const BoardQuestion& question, const std::vector<BoardEntry>& entries);
    /// As far as it is known: with its curves, or the map alone, or nothing but the request.
    BoardEntry find(const BoardQuestion& question, const MapRequest& request) const;

    /// The question that the person did not want to wait for; none: there is no such question any more.
    void setStopped(const BoardQuestion* question);
    bool isStopped(const BoardQuestion& question) const;

private:
    using Run = std::weak_ptr<const Capture>;
    struct Kept {
        Run run;
        MeasureOptions measures;
        BoardEntry entry;
    };
    struct Stopped {
        Run run;
        MeasureOptions measures;
        std::vector<MapRequest> requests;
    };
    using QObject::QObject;
    static bool isOf(const Run& run, const BoardQuestion& question);

    std::vector<Kept> m_kept;
    std::optional<Stopped> m_stopped;
};

}  // namespace vitrine::ui

// BoardWork: what the board's thread does: all quick maps, then their measures; then the slow ones.
#pragma once

#include "ui/board/board_run.h"

namespace vitrine::ui {

class BoardWork {
public:
    /// Told of an entry, each time there is more of it, in the thread of run().
    using Tell = std::function<void(size_t index, const BoardEntry& entry)>;

    BoardWork(BoardQuestion question, std::vector<BoardEntry> entries, Tell tell);
    /// Progress counts passes. Throws Cancelled. What goes wrong with one method is told, and the others go on.
    void run(const Progress& progress);

    /// Whether there is anything left to do for it.
    static bool isDone(const BoardQuestion& question, const BoardEntry& entry);

private:
    bool report(int extra = 0) const;  ///< false: cancelled
    void makeMap(size_t index);
    void measureMap(size_t index);

    BoardQuestion m_question;
    std::vector<BoardEntry> m_entries;
    Tell m_tell;
    const Progress* m_progress = nullptr;
    int m_done = 0;
    int m_total = 0;
};

}  // namespace vitrine::ui

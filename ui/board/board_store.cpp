#include "ui/board/board_store.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr size_t most = 500;  // entries: the oldest go

/// The map stays, its measures go.
BoardEntry withoutMeasures(BoardEntry entry) {
    entry.measured = false;
    auto got = std::make_shared<Faithfulness>(*entry.got);
    got->deletion = got->insertion = {};
    entry.got = std::move(got);
    return entry;
}

}  // namespace

bool sameMeasures(const MeasureOptions& a, const MeasureOptions& b) {
    return a.of == b.of && a.fill == b.fill && a.step == b.step && a.perturbation == b.perturbation;
}

BoardStore& BoardStore::of(Session& session) {
    auto* store = session.findChild<BoardStore*>(QString(), Qt::FindDirectChildrenOnly);
    return store ? *store : *new BoardStore(&session);
}

bool BoardStore::isOf(const Run& run, const BoardQuestion& question) { return run.lock() == question.result->capture; }

// What went wrong is tried again when it is asked again.
void BoardStore::keep(const BoardQuestion& question, const std::vector<BoardEntry>& entries) {
    std::erase_if(m_kept, [](const Kept& kept) { return kept.run.expired(); });
    for (const BoardEntry& entry : entries) {
        if (!entry.map || !entry.got || entry.error.any())
            continue;
        std::erase_if(m_kept, [&](const Kept& kept) {
            return isOf(kept.run, question) && sameMeasures(kept.measures, question.measures) &&
                   kept.entry.request == entry.request;
        });
        m_kept.push_back({question.result->capture, question.measures, entry});
    }
    if (m_kept.size() > most)
        m_kept.erase(m_kept.begin(), m_kept.end() - most);
}

BoardEntry BoardStore::find(const BoardQuestion& question, const MapRequest& request) const {
    const BoardEntry* near = nullptr;
    for (const Kept& kept : m_kept) {
        if (!isOf(kept.run, question) || kept.entry.request != request)
            continue;
        if (sameMeasures(kept.measures, question.measures))
            return kept.entry;
        near = &kept.entry;
    }
    return near ? withoutMeasures(*near) : BoardEntry{request, {}, {}, false, {}, {}};
}

void BoardStore::setStopped(const BoardQuestion* question) {
    m_stopped.reset();
    if (question)
        m_stopped = Stopped{question->result->capture, question->measures, question->requests};
}

bool BoardStore::isStopped(const BoardQuestion& question) const {
    return m_stopped && isOf(m_stopped->run, question) && sameMeasures(m_stopped->measures, question.measures) &&
           m_stopped->requests == question.requests;
}

}  // namespace vitrine::ui

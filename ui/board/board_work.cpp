#include "ui/board/board_work.h"

#include "core/faith/board.h"

namespace vitrine::ui {
namespace {

bool hasAnswer(const BoardQuestion& question) { return question.result->capture->hasHead(); }

/// What is known of a map before anything is measured.
std::shared_ptr<const Faithfulness> bare(const Map& map, double ms) {
    auto got = std::make_shared<Faithfulness>();
    got->map = map;
    got->flat = map.min() == map.max();
    got->sparsity = giniIndex(map.present());
    got->ms = ms;
    return got;
}

}  // namespace

BoardWork::BoardWork(BoardQuestion question, std::vector<BoardEntry> entries, Tell tell)
    : m_question(std::move(question)), m_entries(std::move(entries)), m_tell(std::move(tell)) {
    const int passes = hasAnswer(m_question) ? passesOf(*m_question.result->capture, m_question.measures) : 0;
    m_total = int(m_entries.size()) * (passes + 1);
    for (const BoardEntry& entry : m_entries)
        if (isDone(m_question, entry))
            m_done += passes + 1;
}

bool BoardWork::isDone(const BoardQuestion& question, const BoardEntry& entry) {
    return entry.error.any() || (entry.map && (entry.measured || !hasAnswer(question)));
}

bool BoardWork::report(int extra) const { return !*m_progress || (*m_progress)(m_done + extra, m_total); }

void BoardWork::run(const Progress& progress) {
    m_progress = &progress;
    for (const bool slow : {false, true}) {
        const auto each = [&](void (BoardWork::*step)(size_t)) {
            for (size_t i = 0; i < m_entries.size(); ++i)
                if ((findMethod(m_entries[i].request.method)->cost != MapCost::Little) == slow &&
                    !isDone(m_question, m_entries[i]))
                    (this->*step)(i);
        };
        each(&BoardWork::makeMap);
        if (hasAnswer(m_question))
            each(&BoardWork::measureMap);
    }
}

void BoardWork::makeMap(size_t index) {
    BoardEntry& entry = m_entries[index];
    if (!report())
        throw Cancelled();
    if (!entry.map)
        try {
            const TimedMap timed =
                timedMap(*m_question.result->capture, entry.request, [this](int, int) { return report(); });
            entry.map = std::make_shared<const Map>(timed.map);
            entry.got = bare(timed.map, timed.ms);
            for (const BoardEntry& other : m_entries)
                if (&other != &entry && other.map)
                    entry.alike[other.map] = mapCorrelation(*entry.map, *other.map);
        } catch (const Error& error) {
            entry.error = failureOf(error);
        }
    ++m_done;
    m_tell(index, entry);
}

void BoardWork::measureMap(size_t index) {
    BoardEntry& entry = m_entries[index];
    const std::shared_ptr<const Faithfulness> known = entry.got;  // a run that was stopped left a curve, maybe
    MeasureOptions rest = m_question.measures;
    rest.deletion = !known->deletion.whole();
    rest.insertion = !known->insertion.whole();
    const auto grown = [&](const Faithfulness& soFar) {
        auto got = std::make_shared<Faithfulness>(soFar);
        got->ms = known->ms;
        if (!rest.deletion)
            got->deletion = known->deletion;
        if (!rest.insertion)
            got->insertion = known->insertion;
        entry.got = got;
        entry.measured = got->deletion.whole() && got->insertion.whole();
        m_tell(index, entry);
    };
    const auto before = m_done;
    try {
        measure(
            *m_question.result->capture, *entry.map, rest, [this](int done, int) { return report(done); }, grown);
    } catch (const Error& error) {
        entry.error = failureOf(error);
    }
    m_done = before + passesOf(*m_question.result->capture, m_question.measures);
    m_tell(index, entry);
}

}  // namespace vitrine::ui

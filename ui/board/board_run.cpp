#include "ui/board/board_run.h"

#include "ui/board/board_store.h"
#include "ui/board/board_work.h"

#include <algorithm>

namespace vitrine::ui {
BoardRun::BoardRun(Session& session, QObject* parent) : QObject(parent), m_session(session) { keepOneThread(m_pool); }

BoardRun::~BoardRun() {
    end();
    keep();
}

void BoardRun::keep() {
    if (m_question)
        BoardStore::of(m_session).keep(*m_question, m_entries);
}

void BoardRun::ask(std::optional<BoardQuestion> question) {
    if (question && m_question && m_question->result->capture == question->result->capture &&
        sameMeasures(m_question->measures, question->measures) && m_question->requests == question->requests) {
        if (!busy() && !m_stopped)
            start();
        return;
    }
    pause();
    keep();
    m_entries.clear();
    if (!question) {
        if (std::exchange(m_question, std::nullopt))
            Q_EMIT changed();
        return;
    }
    BoardStore& store = BoardStore::of(m_session);
    for (const MapRequest& request : question->requests)
        m_entries.push_back(store.find(*question, request));
    compareMaps();
    m_question = std::move(question);
    m_stopped = store.isStopped(*m_question);
    if (!m_stopped) {
        store.setStopped(nullptr);
        start();
    }
    Q_EMIT changed();
}

/// Those that were made at different times.
void BoardRun::compareMaps() {
    for (size_t i = 0; i < m_entries.size(); ++i)
        for (size_t j = 0; j < i; ++j) {
            const auto &one = m_entries[i].map, &other = m_entries[j].map;
            if (one && other && !m_entries[i].alike.contains(other) && !m_entries[j].alike.contains(one))
                m_entries[i].alike[other] = mapCorrelation(*one, *other);
        }
}

void BoardRun::start() {
    if (whole())
        return;
    const int generation = ++m_generation;
    const auto tell = [this, generation](size_t index, const BoardEntry& entry) {
        QMetaObject::invokeMethod(
            this, [this, generation, index, entry] { take(generation, index, entry); }, Qt::QueuedConnection);
    };
    m_session.setBusy(this, true);
    const auto showing = [this](int done, int total) {
        m_session.setOtherWork(this, {tr("Measuring the maps"), done, total}, [this] { stop(); });
    };
    m_lane.start(
        [question = *m_question, entries = m_entries, tell](const Progress& progress) {
            BoardWork(question, entries, tell).run(progress);
            return true;
        },
        [this, generation](const Outcome<bool>& outcome) {
            // What was told last is still on its way, before this.
            QMetaObject::invokeMethod(
                this,
                [this, generation, error = outcome.error] {
                    if (generation != m_generation)
                        return;
                    end();
                    if (error.any()) {
                        m_stopped = true;  // until the person goes on
                        Q_EMIT m_session.notice(error.subject, error.reason);
                    }
                    Q_EMIT changed();
                },
                Qt::QueuedConnection);
        },
        showing);
    showing(0, 0);
}

void BoardRun::end() {
    m_lane.cancel();
    ++m_generation;
    m_session.setBusy(this, false);
    m_session.endOtherWork(this);
}

void BoardRun::pause() {
    if (busy())
        end();
}

void BoardRun::stop() {
    if (!busy())
        return;
    m_stopped = true;
    BoardStore::of(m_session).setStopped(&*m_question);
    end();
    Q_EMIT changed();
}

void BoardRun::goOn() {
    m_stopped = false;
    BoardStore::of(m_session).setStopped(nullptr);
    if (m_question && !busy())
        start();
    Q_EMIT changed();
}

void BoardRun::take(int generation, size_t index, const BoardEntry& entry) {
    if (generation != m_generation || index >= m_entries.size())
        return;
    m_entries[index] = entry;
    Q_EMIT changed();
}

bool BoardRun::whole() const {
    return m_question && std::all_of(m_entries.begin(), m_entries.end(),
                                     [&](const BoardEntry& entry) { return BoardWork::isDone(*m_question, entry); });
}

std::optional<double> BoardRun::correlation(size_t i, size_t j) const {
    if (i == j)
        return 1;
    const auto one = [](const BoardEntry& a, const BoardEntry& b) {
        const auto at = a.alike.find(b.map);
        return at == a.alike.end() ? std::nullopt : at->second;
    };
    const auto first = one(m_entries[i], m_entries[j]);
    return first ? first : one(m_entries[j], m_entries[i]);
}

int BoardRun::measuredClass() const {
    if (!m_question || !m_question->result->capture->hasHead())
        return -1;
    return vitrine::measuredClass(*m_question->result->capture, m_question->measures);
}

Evaluation BoardRun::evaluation() const {
    Evaluation out;
    out.of = measuredClass();
    std::vector<size_t> there;
    for (size_t i = 0; i < m_entries.size(); ++i)
        if (m_entries[i].got) {
            there.push_back(i);
            out.methods.push_back({m_entries[i].request, *m_entries[i].got});
        }
    for (const size_t i : there) {
        auto& row = out.correlations.emplace_back();
        for (const size_t j : there)
            row.push_back(correlation(i, j));
    }
    return out;
}

}  // namespace vitrine::ui

// BoardRun: the maps of the board and how faithful they are, found out in a thread. What has been found out is kept
// (BoardStore) when something else is asked.
#pragma once

#include "core/faith/evaluate.h"
#include "ui/lane.h"
#include "ui/session.h"

#include <QtCore/QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

/// What is wanted of which run.
struct BoardQuestion {
    std::shared_ptr<const Result> result;
    std::vector<MapRequest> requests;  ///< of boardRequests()
    MeasureOptions measures;
};

/// One method on the board, and how far it has come.
struct BoardEntry {
    MapRequest request;
    std::shared_ptr<const Map> map;                                     ///< null: not there yet
    std::shared_ptr<const Faithfulness> got;                            ///< null without a map; its curves grow
    bool measured = false;                                              ///< they are whole
    std::map<std::shared_ptr<const Map>, std::optional<double>> alike;  ///< rankCorrelation() with other maps
    Failure error;                                                      ///< why there is no map, or no curve
};

class BoardRun : public QObject {
    Q_OBJECT
public:
    explicit BoardRun(Session& session, QObject* parent = nullptr);
    ~BoardRun() override;

    /// None: there is nothing to know, and what was known is forgotten. Else goes on where it was.
    void ask(std::optional<BoardQuestion> question);
    void pause();  ///< nobody looks; ask() goes on
    void stop();   ///< the person does not want to wait; goOn() or another question goes on
    void goOn();

    const std::vector<BoardEntry>& entries() const { return m_entries; }
    bool busy() const { return m_lane.busy(); }
    bool stopped() const { return m_stopped; }
    bool whole() const;  ///< every map is there, and measured where the model has an answer
    std::optional<double> correlation(size_t i, size_t j) const;  ///< none: flat, or not there yet
    int measuredClass() const;                                    ///< -1: the model has no answer
    /// What there is, as core has it: only where whole().
    Evaluation evaluation() const;
    const std::optional<BoardQuestion>& question() const { return m_question; }

Q_SIGNALS:
    void changed();

private:
    void start();
    void end();
    void keep();
    void compareMaps();
    void take(int generation, size_t index, const BoardEntry& entry);

    Session& m_session;
    std::optional<BoardQuestion> m_question;
    std::vector<BoardEntry> m_entries;
    bool m_stopped = false;
    int m_generation = 0;  ///< of the work under way: what an older one still tells is dropped
    QThreadPool m_pool;    // before the lane, which cancels its work first
    Lane<bool> m_lane{m_pool};
};

}  // namespace vitrine::ui

// Inquiry: what a panel wants to know about the run that is shown, found out in a thread. One question at a time; of
// those that come meanwhile the newest is asked next, so that a moving mouse gets answers on its way.
#pragma once

#include "core/weights/mapped_file.h"
#include "ui/handover.h"
#include "ui/session.h"

#include <functional>
#include <memory>
#include <optional>

namespace vitrine::ui {

/// The thread that panels compute in.
class InquiryPool : public QThreadPool {
public:
    InquiryPool() { keepOneThread(*this); }
};

/// Question: a value with ==; it holds what the answer is made of (a shared capture), for the thread sees nothing else.
template <class Question, class Answer>
class Inquiry {
public:
    using Work = std::function<Answer(const Question&, const Progress&)>;

    /// `changed` is called when there is another answer, or none; `step` as the work goes on.
    Inquiry(Session& session, QThreadPool& pool, Work work, std::function<void()> changed,
            std::function<void(int done, int total)> step = {})
        : m_session(session),
          m_work(std::move(work)),
          m_changed(std::move(changed)),
          m_step(std::move(step)),
          m_lane(pool) {}
    ~Inquiry() {
        m_session.setBusy(this, false);
        if (Handover* handover = Handover::of(m_session); handover && m_answer)
            handover->give(Found{*m_answered, m_answer});
    }

    /// None: there is nothing to know, and no answer. `interrupt`: a slow question under way is given up.
    void ask(std::optional<Question> question, bool interrupt = false) {
        m_wanted = std::move(question);
        if (!m_wanted)
            return clear();
        if (m_lane.busy() && (!interrupt || m_asked == m_wanted))
            return;
        next();
    }

    std::shared_ptr<const Answer> answer() const { return m_answer; }  ///< to answered(); null: none (yet)
    const std::optional<Question>& answered() const { return m_answered; }
    const Failure& error() const { return m_error; }
    bool busy() const { return m_lane.busy(); }

private:
    struct Found {
        Question question;
        std::shared_ptr<const Answer> answer;
    };
    /// Whether the one before this has found it out.
    bool inherit() {
        Handover* handover = Handover::of(m_session);
        auto found = handover ? handover->take<Found>([this](const Found& one) { return one.question == *m_wanted; })
                              : std::nullopt;
        if (!found)
            return false;
        m_answered = m_wanted;
        m_answer = std::move(found->answer);
        m_session.setBusy(this, false);
        m_changed();
        return true;
    }
    void clear() {
        m_lane.cancel();
        m_session.setBusy(this, false);
        m_asked.reset();  // a question may hold a model
        m_answered.reset();
        m_error = {};
        if (std::exchange(m_answer, nullptr))
            m_changed();
    }
    void next() {
        if (!m_wanted || m_wanted == m_answered) {
            m_lane.cancel();  // another question, which nobody has any more
            m_asked.reset();
            return m_session.setBusy(this, false);
        }
        if (inherit())
            return;
        m_asked = m_wanted;
        m_session.setBusy(this, true);
        m_lane.start([work = m_work, question = *m_wanted](const Progress& progress) { return work(question, progress); },
                     [this](const Outcome<Answer>& outcome) {
                         m_answered = std::exchange(m_asked, {});
                         m_answer = outcome.value;
                         m_error = outcome.error;
                         if (m_error.as<FileChanged>())  // whatever is asked: the person has to load it again
                             Q_EMIT m_session.notice(m_error.subject, m_error.reason);
                         m_changed();
                         if (!m_lane.busy())
                             next();
                     },
                     m_step);
    }

    Session& m_session;
    Work m_work;
    std::function<void()> m_changed;
    std::function<void(int, int)> m_step;
    std::optional<Question> m_wanted, m_asked, m_answered;
    std::shared_ptr<const Answer> m_answer;
    Failure m_error;
    Lane<Answer> m_lane;
};

}  // namespace vitrine::ui

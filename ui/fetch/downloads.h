// Downloads: the window's. Offers what is missing when somebody wants to open it, fetches one after the other while one
// goes on working, and opens each when it is there. What failed is told when the others are through.
#pragma once

#include "ui/fetch/fetch.h"
#include "ui/fetch/offer.h"

#include <deque>
#include <functional>

namespace vitrine::ui {

class Session;

class Downloads : public QObject {
    Q_OBJECT
public:
    /// Sheets and questions come over the window.
    Downloads(Session& session, QWidget& window);
    ~Downloads() override;

    using Then = std::function<void()>;  ///< what opens it once it is there

    void offer(const std::string& what, Then then);
    void start(const FetchOffer& offer, Then then);  ///< or after those before it
    void askForRepository();                         ///< a name on Hugging Face, which is then opened
    void cancel();                                   ///< the one under way; what has come is kept
    void tryAgain();                                 ///< the one of error()
    void dismiss();                                  ///< no more about the one of error()

    bool isRunning() const { return m_fetch != nullptr; }
    std::string coming() const { return isRunning() ? m_now.offer.what : ""; }
    QString title() const;  ///< of the one under way, or of error()
    int waiting() const;    ///< after it
    FetchProgress progress() const;
    const Failure& error() const;  ///< of the first that failed, once none is under way

Q_SIGNALS:
    void changed();

private:
    struct Wanted {
        FetchOffer offer;
        Then then;
    };
    struct Failed {
        Wanted wanted;
        Failure error;
    };
    void openModel(ModelRequest request);
    void next();
    void end();

    Session& m_session;
    QWidget& m_window;
    std::deque<Wanted> m_waiting;
    Wanted m_now;
    std::unique_ptr<Fetch> m_fetch;
    std::deque<Failed> m_failed;
};

}  // namespace vitrine::ui

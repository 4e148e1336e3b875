// Retries: whether a download is tried again after a failure, and after what pause. Each pause is twice the one before,
// and never shorter than the server asks for.
#pragma once

#include <QtCore/QString>

#include <chrono>
#include <optional>

namespace vitrine::ui {

class Download;

struct Patience {
    std::chrono::milliseconds first{1000};      ///< before the second try; twice as long before each further one
    int tries = 5;                              ///< in a row without getting further
    std::chrono::milliseconds silence{30'000};  ///< of a server that answered
    std::chrono::seconds longest{120};          ///< a server that asks for more is told of
};

class Retries {
public:
    explicit Retries(const Patience& patience) : m_patience(patience) {}

    void gotFurther() { m_inARow = 0; }

    /// The pause before the next try; nothing: it does not help, or it is enough. `reason` then says so where the server
    /// asks for more patience than there is.
    std::optional<std::chrono::milliseconds> after(const Download& failed, QString& reason);

    /// Likewise, for what is worth another try whatever the answer was.
    std::optional<std::chrono::milliseconds> next(std::chrono::seconds atLeast = {});

private:
    Patience m_patience;
    int m_inARow = 0;
    int m_inAll = 0;
};

}  // namespace vitrine::ui

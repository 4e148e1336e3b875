// Errors and progress: the two things that every stage of core may hand back besides its result.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace vitrine {

/// A failure in the user's words: `what` names the thing ("cat.jpg"), `why` says what is wrong and what to do.
/// Printed as "WHAT: WHY".
class Error : public std::runtime_error {
public:
    Error(std::string what, std::string why)
        : std::runtime_error(what + ": " + why), m_what(std::move(what)), m_why(std::move(why)) {}
    const std::string& subject() const { return m_what; }
    const std::string& reason() const { return m_why; }

private:
    std::string m_what;
    std::string m_why;
};

/// The request contradicts itself (a `--model` that is not the checkpoint's); the command line exits with 2 for it.
class UsageError : public Error {
public:
    using Error::Error;
};

/// Thrown by long work when its Progress said stop. Not an error: nobody is told.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// Called between steps of long work with steps done and in all; returning false stops it (Cancelled is thrown).
using Progress = std::function<bool(int done, int total)>;

/// Reports a step, throws Cancelled where the caller wants no more.
inline void report(const Progress& progress, int done, int total) {
    if (progress && !progress(done, total))
        throw Cancelled();
}

}  // namespace vitrine

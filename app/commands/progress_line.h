// How far it is, on standard error.
#pragma once

#include "core/error.h"

#include <chrono>
#include <functional>
#include <string>

namespace vitrine::commands {

/// Standard error, as it is.
void say(const std::string& text);

/// One line that is written over at a terminal; elsewhere what is new, and one line in a while.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool isTerminal() const { return m_isTerminal; }
    void tell(const std::string& words, bool isNews);
    void clear();  ///< before anything else is written

private:
    bool m_isTerminal;
    bool m_isDrawn = false;
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
};

/// Progress as a line. Listens for Ctrl-C, which stops the work (Cancelled). `line` must outlive it.
Progress progressOn(ProgressLine& line, std::function<std::string(int done, int total)> words);

}  // namespace vitrine::commands

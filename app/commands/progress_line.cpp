#include "app/commands/progress_line.h"

#include "app/commands/interrupt.h"
#include "app/commands/output.h"

#include <cstdio>
#include <unistd.h>
#include <utility>

namespace vitrine::commands {

void say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

ProgressLine::ProgressLine() : m_isTerminal(::isatty(STDERR_FILENO) != 0) {}
ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::tell(const std::string& words, bool isNews) {
    const auto now = std::chrono::steady_clock::now();
    if (m_isTerminal) {
        say("\r\x1b[K" + oneLine(words));
        m_isDrawn = true;
    } else if (isNews || now - m_last >= std::chrono::seconds(10)) {
        say(oneLine(words) + "\n");
        m_last = now;
    }
}

void ProgressLine::clear() {
    if (std::exchange(m_isDrawn, false))
        say("\r\x1b[K");
}

Progress progressOn(ProgressLine& line, std::function<std::string(int done, int total)> words) {
    listenForInterrupt();
    return [&line, words = std::move(words)](int done, int total) {
        line.tell(words(done, total), false);
        return !interrupted();
    };
}

}  // namespace vitrine::commands

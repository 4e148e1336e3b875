#include "app/commands/interrupt.h"

#include <csignal>

namespace vitrine::commands {
namespace {

volatile std::sig_atomic_t noted = 0;

void note(int signal) {
    noted = 1;
    std::signal(signal, SIG_DFL);
}

}  // namespace

void listenForInterrupt() {
    if (noted)
        return;
    for (const int signal : {SIGINT, SIGTERM})
        if (std::signal(signal, note) == SIG_IGN)  // as for a job in the background: it stays so
            std::signal(signal, SIG_IGN);
}

bool interrupted() { return noted != 0; }

}  // namespace vitrine::commands

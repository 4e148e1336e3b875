// Ctrl-C while there is something to lose.
#pragma once

namespace vitrine::commands {

/// From now on the first Ctrl-C (or SIGTERM) is only noted; a second one ends the program as usual.
void listenForInterrupt();
bool interrupted();

}  // namespace vitrine::commands

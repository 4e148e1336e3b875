// How many of the CPU's cores are used, decided once for the command line, scenes and the window.
#pragma once

namespace vitrine {

/// What useThreads(asked) sets: never more than this process may keep busy (threads without a core only wait for each
/// other; a scene may come from a larger machine); 0: all of them.
int threadsUsed(int asked);

}  // namespace vitrine

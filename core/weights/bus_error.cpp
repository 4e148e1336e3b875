#include "core/weights/bus_error.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>

namespace vitrine {
namespace {

/// The handler reads these while other threads change them: no lock, no memory from the heap.
struct Watched {
    std::atomic<uintptr_t> begin = 0;  ///< 0: free
    std::atomic<size_t> length = 0;    ///< bytes, whole pages
    std::atomic<bool> torn = false;
};
static_assert(std::atomic<uintptr_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

std::array<Watched, 1024> allWatched;
std::mutex changing;  // of begin; never taken by the handler
struct sigaction previous;
uintptr_t pageSize = 0;

/// Zeros from the page of `address` to the end of its mapping; false where it is in none, or memory ran out.
bool mend(uintptr_t address) {
    for (Watched& watched : allWatched) {
        const uintptr_t begin = watched.begin.load();
        const uintptr_t end = begin + watched.length.load();
        if (begin == 0 || address < begin || address >= end)
            continue;
        watched.torn.store(true);
        const uintptr_t page = address / pageSize * pageSize;
        return ::mmap(reinterpret_cast<void*>(page), end - page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
                      0) != MAP_FAILED;
    }
    return false;
}

extern "C" void onBusError(int signal, siginfo_t* info, void* context) {
    const int before = errno;
    const bool isFault = info->si_code > 0;  // not sent by a process
    if (!isFault || !mend(reinterpret_cast<uintptr_t>(info->si_addr))) {
        if (previous.sa_flags & SA_SIGINFO)
            previous.sa_sigaction(signal, info, context);
        else if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN)
            previous.sa_handler(signal);
        else {  // what would have happened without this handler
            ::sigaction(SIGBUS, &previous, nullptr);
            ::raise(SIGBUS);
        }
    }
    errno = before;
}

void listen() {
    pageSize = uintptr_t(::sysconf(_SC_PAGESIZE));
    struct sigaction action {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, &action, &previous);
}

}  // namespace

std::optional<size_t> watchMapping(std::span<const unsigned char> bytes) {
    const std::scoped_lock lock(changing);
    static const bool listens = (listen(), true);
    for (size_t i = 0; listens && i < allWatched.size(); ++i)
        if (Watched& watched = allWatched[i]; watched.begin.load() == 0) {
            watched.length.store((bytes.size() + pageSize - 1) / pageSize * pageSize);
            watched.torn.store(false);
            watched.begin.store(reinterpret_cast<uintptr_t>(bytes.data()));  // last: from now on the handler sees it
            return i;
        }
    return {};
}

bool isTorn(size_t mapping) { return allWatched[mapping].torn.load(); }

void unwatchMapping(size_t mapping) {
    const std::scoped_lock lock(changing);
    allWatched[mapping].begin.store(0);
}

}  // namespace vitrine

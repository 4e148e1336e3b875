#include "ui/lane.h"

#include "core/model/torch_error.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace vitrine::ui {
namespace {

// On Linux this is the thread's own, and that of the threads which it starts: torch's.
void giveWay() {
#ifdef __linux__
    // Three times as much for the window where all cores are wanted. Not more: with ten, on a machine that others used
    // too, the window stood for up to 0.9 s (perhaps for a lock that a starved worker held).
    constexpr int steps = 5;
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + steps);
#endif
}

}  // namespace

Failure failureOf(const std::exception& error) {
    const auto cause = std::current_exception();
    if (const auto* ours = dynamic_cast<const Error*>(&error))
        return {QString::fromStdString(ours->subject()), QString::fromStdString(ours->reason()), cause};
    if (isOutOfMemory(error))
        return {QStringLiteral("Not enough memory"),
                QStringLiteral("this needs more than is free. Close other programs or choose a smaller model."), cause};
    return {QStringLiteral("Something went wrong"), QString::fromUtf8(error.what()), cause};
}

void keepOneThread(QThreadPool& pool) {
    pool.setMaxThreadCount(1);
    pool.setExpiryTimeout(-1);
    pool.start(giveWay);
}

}  // namespace vitrine::ui

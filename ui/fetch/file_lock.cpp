#include "ui/fetch/file_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vitrine::ui {
namespace {

/// Whoever had it may have renamed or removed the file meanwhile: then this lock is on something else.
bool isStillThere(int fd, const std::filesystem::path& file) {
    struct stat held {
    }, named{};
    return ::fstat(fd, &held) == 0 && ::stat(file.c_str(), &named) == 0 && held.st_ino == named.st_ino &&
           held.st_dev == named.st_dev;
}

}  // namespace

FileLock::Result FileLock::take(const std::filesystem::path& file) {
    release();
    constexpr int tries = 8;
    for (int i = 0; i < tries; ++i) {
        m_fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0664);
        if (m_fd < 0)
            return Result::Failed;
        const bool taken = ::flock(m_fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (taken)
            release();
        if (taken)
            return Result::Taken;
        if (isStillThere(m_fd, file))  // a file system without locks: the SHA-256 is what one relies on then
            return Result::Locked;
        release();
    }
    return Result::Taken;
}

void FileLock::release() {
    if (const int fd = std::exchange(m_fd, -1); fd >= 0)
        ::close(fd);
}

}  // namespace vitrine::ui

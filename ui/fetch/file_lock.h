// FileLock: one at a time, between programs: flock() on a file, which huggingface_hub's locks are too. Gone with the
// program, however it ends.
#pragma once

#include <filesystem>

namespace vitrine::ui {

class FileLock {
public:
    enum class Result { Locked, Taken, Failed };

    FileLock() = default;
    ~FileLock() { release(); }
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

    /// Makes the file where there is none. Failed: errno says why. Does not wait.
    Result take(const std::filesystem::path& file);
    void release();
    bool isHeld() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

}  // namespace vitrine::ui

#include "core/read_file.h"

#include "core/error.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace vitrine {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_fd; }
    /// False when the system could not put everything on the disk.
    bool close() { return ::close(std::exchange(m_fd, -1)) == 0; }

private:
    int m_fd;
};

std::string whyNotOpen(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "there is no such file";
    case EACCES:
    case EPERM: return "you have no permission to read it";
    case ELOOP: return "it is a link that leads back to itself";
    case ENAMETOOLONG: return "the name is too long for a file";
    default: return std::string("it cannot be opened: ") + std::strerror(error);
    }
}

/// Writes and closes. False, with errno set, when not everything came onto the disk.
bool writeAll(Descriptor& out, std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(out.get(), bytes.data(), bytes.size());
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            bytes = bytes.subspan(size_t(n));
    }
    return out.close();
}

/// Throws unless there is a regular file to be read.
void requireRegular(const struct stat& status, const std::string& name) {
    if (S_ISDIR(status.st_mode))
        throw Error(name, "this is a folder, not a picture");
    if (!S_ISREG(status.st_mode))
        throw Error(name, "this is not a file but a pipe or a device");
}

}  // namespace

std::string extensionOf(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return char(std::tolower(c)); });
    return extension;
}

std::string fullPath(const std::filesystem::path& file) {
    std::error_code ignored;
    const auto path = std::filesystem::absolute(file, ignored);
    return path.empty() ? file.string() : path.lexically_normal().string();
}

std::string nameOf(const std::filesystem::path& file) {
    return file.has_filename() ? file.filename().string() : file.string();
}

std::string whyNotWritten(int error, const std::filesystem::path& folder) {
    const std::string where = folder.empty() ? "this folder" : folder.string();
    std::error_code ignored;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return std::filesystem::is_directory(folder.empty() ? "." : folder, ignored)
                   ? "no file can be made in " + where + "; choose another folder"
                   : "there is no folder " + where + " to write it into";
    case EACCES:
    case EPERM: return "you have no permission to write into " + where;
    case EROFS: return where + " is on a read-only disk";
    case ENOSPC:
    case EDQUOT: return "the disk is full; nothing was written";
    case EISDIR:
    case ENOTEMPTY:
    case EEXIST: return "there is a folder of this name";
    default: return std::string("it cannot be written: ") + std::strerror(error);
    }
}

std::vector<uint8_t> readFile(const std::filesystem::path& file, uint64_t limit) {
    const std::string name = nameOf(file);
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0)
        throw Error(name, whyNotOpen(errno));
    requireRegular(status, name);  // before opening: a pipe would wait for its other end
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
    if (in.get() < 0 || ::fstat(in.get(), &status) != 0)
        throw Error(name, whyNotOpen(errno));
    requireRegular(status, name);
    const auto size = uint64_t(status.st_size);
    if (size > limit)
        throw Error(name, "the file has " + std::to_string(size >> 20) + " MiB; up to " + std::to_string(limit >> 20) +
                              " MiB are read. Save a smaller copy");

    std::vector<uint8_t> bytes(size);
    size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t n = ::read(in.get(), bytes.data() + got, bytes.size() - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            throw Error(name, std::string("it cannot be read: ") + std::strerror(errno));
        if (n == 0)
            break;  // it has become shorter meanwhile
        got += size_t(n);
    }
    bytes.resize(got);
    if (bytes.empty())
        throw Error(name, "the file is empty (0 bytes)");
    return bytes;
}

void writeFile(const std::filesystem::path& file, std::span<const uint8_t> bytes) {
    const std::string name = nameOf(file);
    const auto fail = [&](int error) { throw Error(name, whyNotWritten(error, file.parent_path())); };
    struct stat status {};
    const bool exists = ::stat(file.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        fail(EISDIR);
    if (exists && !S_ISREG(status.st_mode)) {  // /dev/stdout, say: nothing to rename
        Descriptor out(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
        if (!writeAll(out, bytes))
            fail(errno);
        return;
    }
    std::error_code ignored;
    const std::filesystem::path linked = std::filesystem::canonical(file, ignored);  // a link stays a link
    const std::filesystem::path target = linked.empty() ? file : linked;
    static std::atomic<int> number = 0;
    const std::string temporary = target.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(number++);
    Descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (out.get() < 0)
        fail(errno);
    if (!writeAll(out, bytes) || ::rename(temporary.c_str(), target.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        fail(error);
    }
}

}  // namespace vitrine

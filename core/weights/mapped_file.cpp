#include "core/weights/mapped_file.h"

#include "core/weights/bus_error.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <mutex>
#include <set>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vitrine {
namespace {

/// Closes when it goes, unless somebody took it.
struct Descriptor {
    int fd = -1;
    ~Descriptor() {
        if (fd >= 0)
            ::close(fd);
    }
};

std::string whyNotOpened(int code) {
    switch (code) {
    case ENOENT: return "there is no such file";
    case ENOTDIR: return "there is no such file: part of its path is not a folder";
    case EACCES:
    case EPERM: return "may not be read: you lack the permission";
    case ELOOP: return "is a link that leads back to itself";
    case ENAMETOOLONG: return "has a name that is too long for this system";
    case ENXIO: return "is not a regular file";
    default: return "cannot be read: " + std::system_category().message(code);
    }
}

int64_t lastChange(const struct stat& status) {  // ns
    return int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// All that live; never destroyed, as some of them live until the program ends.
struct Mapped {
    std::mutex mutex;
    std::set<const MappedFile*> files;
};
Mapped& mapped() {
    static auto& all = *new Mapped;
    return all;
}

bool isInside(const MappedFile& file, const void* address) {
    const uint8_t* first = file.bytes().data();
    return std::greater_equal<>()(address, first) && std::less<>()(address, first + file.bytes().size());
}

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    // O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
    Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat status {};
    if (descriptor.fd < 0 || ::fstat(descriptor.fd, &status) != 0)
        throw Error(file.string(), whyNotOpened(errno));
    if (S_ISDIR(status.st_mode))
        throw Error(file.string(), "is a folder, not a file");
    if (!S_ISREG(status.st_mode))
        throw Error(file.string(), "is not a regular file");
    if (status.st_size == 0)
        throw Error(file.string(), "is empty (0 bytes)");

    const auto size = size_t(status.st_size);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.fd, 0);
    if (address == MAP_FAILED)
        throw Error(file.string(), "cannot be mapped into memory: " + std::system_category().message(errno));
    const std::span bytes(static_cast<const uint8_t*>(address), size);
    const auto watched = watchMapping(bytes);
    if (!watched) {
        ::munmap(address, size);
        throw Error(file.string(), "cannot be mapped into memory: too many files are");
    }
    return std::shared_ptr<const MappedFile>(
        new MappedFile({file, std::exchange(descriptor.fd, -1), status.st_size, lastChange(status)}, bytes, *watched));
}

MappedFile::MappedFile(Origin origin, std::span<const uint8_t> bytes, size_t watched)
    : m_origin(std::move(origin)), m_bytes(bytes), m_watched(watched) {
    const std::scoped_lock lock(mapped().mutex);
    mapped().files.insert(this);
}

MappedFile::~MappedFile() {
    {
        const std::scoped_lock lock(mapped().mutex);
        mapped().files.erase(this);
    }
    unwatchMapping(m_watched);
    ::munmap(const_cast<uint8_t*>(m_bytes.data()), m_bytes.size());
    ::close(m_origin.fd);
}

void MappedFile::expectJumps(bool jumps) const {
    ::madvise(const_cast<uint8_t*>(m_bytes.data()), m_bytes.size(), jumps ? MADV_RANDOM : MADV_NORMAL);  // a hint alone
}

void MappedFile::requireWhole() const {
    struct stat now {};
    if (isTorn(m_watched) || ::fstat(m_origin.fd, &now) != 0 || now.st_size != m_origin.size ||
        lastChange(now) != m_origin.changed)
        throw FileChanged(m_origin.file.string(), "was changed or cut while it was open; load it again");
}

bool isMapped(const void* address) {
    const std::scoped_lock lock(mapped().mutex);
    return std::any_of(mapped().files.begin(), mapped().files.end(),
                       [&](const MappedFile* file) { return isInside(*file, address); });
}

void givePagesBack(const void* address, size_t bytes) {
    const auto page = uintptr_t(::sysconf(_SC_PAGESIZE));
    const uintptr_t first = (uintptr_t(address) + page - 1) / page * page,
                    last = (uintptr_t(address) + bytes) / page * page;
    if (first < last)
        ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);  // the file has them
}

void requireWholeFiles(std::span<const void* const> addresses) {
    const std::scoped_lock lock(mapped().mutex);
    for (const MappedFile* file : mapped().files) {
        const auto has = [&](const void* address) { return isInside(*file, address); };
        if (std::any_of(addresses.begin(), addresses.end(), has))
            file->requireWhole();
    }
}

}  // namespace vitrine

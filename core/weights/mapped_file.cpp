#include "core/weights/mapped_file.h"

#include "core/error.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace vitrine {
namespace {

/// Closes when it goes; a mapping outlives its descriptor.
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

}  // namespace

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file) {
    // O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
    const Descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
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
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const uint8_t*>(address), size}));
}

void MappedFile::expectJumps(bool jumps) const {
    ::madvise(const_cast<uint8_t*>(m_bytes.data()), m_bytes.size(), jumps ? MADV_RANDOM : MADV_NORMAL);  // a hint alone
}

MappedFile::~MappedFile() { ::munmap(const_cast<uint8_t*>(m_bytes.data()), m_bytes.size()); }

}  // namespace vitrine

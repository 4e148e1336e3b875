// A file mapped into memory, read-only: opening is instant, pages come when they are touched.
#pragma once

#include "core/error.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace vitrine {

/// A file that is no longer what it was when it was mapped.
class FileChanged : public Error {
public:
    using Error::Error;
};

class MappedFile {
public:
    /// Throws Error: missing, a folder, not a regular file, empty, no permission, too many mapped at once.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::span<const uint8_t> bytes() const { return m_bytes; }

    /// Whether single pages all over the file are about to be read: the disk then reads these, and nothing around them.
    void expectJumps(bool jumps) const;

    /// Throws FileChanged where the file was written to or cut after it was mapped: the bytes are no longer what they
    /// were, and 0 beyond its end. To be called after they were used. Another file under its name changes nothing.
    void requireWhole() const;

private:
    struct Origin {
        std::filesystem::path file;
        int fd = -1;  ///< open as long as the mapping
        int64_t size = 0;
        int64_t changed = 0;  ///< ns, the file's last change when it was mapped
    };
    MappedFile(Origin origin, std::span<const uint8_t> bytes, size_t watched);
    Origin m_origin;
    std::span<const uint8_t> m_bytes;
    size_t m_watched;  ///< for bus errors
};

/// Whether it lies in a mapped file.
bool isMapped(const void* address);

/// Bytes of a mapped file need no memory from now on, until they are read again.
void givePagesBack(const void* address, size_t bytes);

/// MappedFile::requireWhole() of every mapped file in which one of these addresses lies.
void requireWholeFiles(std::span<const void* const> addresses);

}  // namespace vitrine

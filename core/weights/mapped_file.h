// A file mapped into memory, read-only: opening is instant, pages come when they are touched.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace vitrine {

class MappedFile {
public:
    /// Throws Error: missing, a folder, not a regular file, empty, no permission.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    std::span<const uint8_t> bytes() const { return m_bytes; }

    /// Whether single pages all over the file are about to be read: the disk then reads these, and nothing around them.
    void expectJumps(bool jumps) const;

private:
    explicit MappedFile(std::span<const uint8_t> bytes) : m_bytes(bytes) {}
    std::span<const uint8_t> m_bytes;
};

}  // namespace vitrine

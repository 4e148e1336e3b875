#include "core/weights/zip.h"

#include "core/error.h"
#include "core/weights/dtype.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <unordered_set>

// Layout: APPNOTE.TXT 6.3, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.14 to 4.3.16 (its end).
namespace vitrine {
namespace {

constexpr size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocator64Size = 20;
constexpr uint32_t kSaturated32 = 0xFFFFFFFF;  // "see the zip64 field instead"

class Archive {
public:
    Archive(std::span<const uint8_t> bytes, const std::string& name) : m_bytes(bytes), m_name(name) {}

    std::vector<ZipRecord> records() {
        findDirectory();
        std::vector<ZipRecord> result;
        std::unordered_set<std::string> names;
        uint64_t at = m_directoryBegin;
        for (uint64_t i = 0; i < m_count; ++i) {
            result.push_back(record(at));
            if (!names.insert(result.back().name).second)
                broken("two records are named " + printable(result.back().name));
        }
        checkOverlaps();
        return result;
    }

private:
    struct Extent {
        uint64_t begin, end;  ///< local header to the end of the data
    };

    [[noreturn]] void broken(const std::string& why) const { throw Error(m_name, "is a broken zip archive: " + why); }
    [[noreturn]] void cutOff() const {
        throw Error(m_name, "is cut off: its table of contents is missing; get the file again");
    }

    /// `size` bytes from `at`, which come from the file and may be any numbers.
    const uint8_t* need(uint64_t at, uint64_t size) const {
        if (at > m_bytes.size() || size > m_bytes.size() - at)
            broken("it points beyond its end");
        return m_bytes.data() + at;
    }
    template <typename T>
    T number(uint64_t at) const {
        T value;
        std::memcpy(&value, need(at, sizeof value), sizeof value);
        return value;
    }
    bool signature(uint64_t at, const char (&magic)[5]) const { return std::memcmp(need(at, 4), magic, 4) == 0; }

    void findDirectory() {
        const auto end = findEnd();
        if (!end)
            cutOff();
        m_count = number<uint16_t>(*end + 10);
        uint64_t size = number<uint32_t>(*end + 12);
        m_directoryBegin = number<uint32_t>(*end + 16);
        m_directoryEnd = *end;
        if (*end >= kLocator64Size && signature(*end - kLocator64Size, "PK\x06\x07")) {
            const auto end64 = number<uint64_t>(*end - kLocator64Size + 8);
            need(end64, kEnd64Size);
            if (!signature(end64, "PK\x06\x06"))
                broken("its zip64 table of contents is not where it says");
            m_count = number<uint64_t>(end64 + 32);
            size = number<uint64_t>(end64 + 40);
            m_directoryBegin = number<uint64_t>(end64 + 48);
            m_directoryEnd = end64;
        }
        need(m_directoryBegin, size);
        if (m_directoryBegin > m_directoryEnd || size != m_directoryEnd - m_directoryBegin ||
            m_count > size / kCentralSize)
            broken("its table of contents has another size than it says");
    }

    /// The end record stands last, followed by a comment of at most 65535 bytes.
    std::optional<uint64_t> findEnd() const {
        if (m_bytes.size() < kEndSize)
            return {};
        const uint64_t last = m_bytes.size() - kEndSize;
        for (uint64_t at = last;; --at) {
            if (signature(at, "PK\x05\x06") && number<uint16_t>(at + 20) == last - at)
                return at;
            if (at == 0 || last - at == 0xFFFF)
                return {};
        }
    }

    /// The central directory's entry at `at`, which moves to the next.
    ZipRecord record(uint64_t& at) {
        if (at > m_directoryEnd || m_directoryEnd - at < kCentralSize || !signature(at, "PK\x01\x02"))
            broken("its table of contents is damaged");
        const auto flags = number<uint16_t>(at + 8), method = number<uint16_t>(at + 10);
        uint64_t packed = number<uint32_t>(at + 20), size = number<uint32_t>(at + 24), local = number<uint32_t>(at + 42);
        const auto nameSize = number<uint16_t>(at + 28), extraSize = number<uint16_t>(at + 30),
                   commentSize = number<uint16_t>(at + 32);
        const auto* text = reinterpret_cast<const char*>(need(at + kCentralSize, nameSize));
        readZip64(at + kCentralSize + nameSize, extraSize, size, packed, local);
        at += kCentralSize + uint64_t(nameSize) + extraSize + commentSize;

        ZipRecord result{std::string(text, nameSize), 0, packed, method == 0 && (flags & 1) == 0 && packed == size};
        need(local, kLocalSize);
        if (!signature(local, "PK\x03\x04"))
            broken(printable(result.name) + " is not where the table of contents says");
        result.begin = local + kLocalSize + number<uint16_t>(local + 26) + number<uint16_t>(local + 28);
        if (result.begin > m_directoryBegin || packed > m_directoryBegin - result.begin)
            broken(printable(result.name) + " reaches beyond the file");
        m_extents.push_back({local, result.begin + packed});
        return result;
    }

    /// Extra field 1 holds, in this order, those of the three numbers that are saturated.
    void readZip64(uint64_t at, uint64_t extraSize, uint64_t& size, uint64_t& packed, uint64_t& local) const {
        need(at, extraSize);
        const uint64_t end = at + extraSize;
        while (end - at >= 4) {
            const auto id = number<uint16_t>(at), length = number<uint16_t>(at + 2);
            at += 4;
            if (length > end - at)
                broken("its table of contents is damaged");
            uint64_t next = at;
            at += length;
            if (id != 1)
                continue;
            for (uint64_t* value : {&size, &packed, &local}) {
                if (*value != kSaturated32)
                    continue;
                if (at - next < 8)
                    broken("its table of contents is damaged");
                *value = number<uint64_t>(next);
                next += 8;
            }
            return;
        }
    }

    void checkOverlaps() {
        std::sort(m_extents.begin(), m_extents.end(),
                  [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
        for (size_t i = 1; i < m_extents.size(); ++i)
            if (m_extents[i].begin < m_extents[i - 1].end)
                broken("its records overlap");
    }

    std::span<const uint8_t> m_bytes;
    const std::string& m_name;
    uint64_t m_count = 0;
    uint64_t m_directoryBegin = 0;
    uint64_t m_directoryEnd = 0;
    std::vector<Extent> m_extents;
};

}  // namespace

std::vector<ZipRecord> readZip(std::span<const uint8_t> bytes, const std::string& name) {
    return Archive(bytes, name).records();
}

}  // namespace vitrine

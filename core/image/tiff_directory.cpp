#include "core/image/tiff_directory.h"

#include <algorithm>

namespace vitrine {

namespace {
constexpr uint32_t shortType = 3;
constexpr uint32_t longType = 4;
constexpr int entrySize = 12;
}  // namespace

std::optional<TiffDirectory> TiffDirectory::read(Bytes block) {
    using namespace std::string_view_literals;
    TiffDirectory directory;
    directory.m_block = block;
    directory.m_bigEndian = startsWith(block, "MM\0*"sv);
    if (!directory.m_bigEndian && !startsWith(block, "II*\0"sv))
        return {};
    return directory;
}

std::optional<TiffDirectory::Entry> TiffDirectory::find(uint32_t tag) const {
    const uint64_t start = number(4, 4);
    const uint32_t count = number(start, 2);
    for (uint32_t i = 0; i < count; ++i) {
        const uint64_t entry = start + 2 + uint64_t(i) * entrySize;
        if (entry + entrySize > m_block.size())
            break;
        if (number(entry, 2) != tag)
            continue;
        Entry found{number(entry + 2, 2), number(entry + 4, 4), entry + 8};
        if (found.type != shortType && found.type != longType)
            return {};
        if (uint64_t(found.count) * (found.type == shortType ? 2 : 4) > 4)
            found.offset = number(entry + 8, 4);
        return found;
    }
    return {};
}

std::optional<uint32_t> TiffDirectory::value(uint32_t tag) const {
    const auto entry = find(tag);
    const int size = entry && entry->type == shortType ? 2 : 4;
    if (!entry || entry->count == 0 || entry->offset + uint64_t(size) > m_block.size())
        return {};
    return number(entry->offset, size);
}

std::vector<uint32_t> TiffDirectory::values(uint32_t tag) const {
    const auto entry = find(tag);
    if (!entry || entry->offset >= m_block.size())
        return {};
    const int size = entry->type == shortType ? 2 : 4;
    const uint64_t count = std::min<uint64_t>(entry->count, (m_block.size() - entry->offset) / uint64_t(size));
    std::vector<uint32_t> values(count);
    for (uint64_t i = 0; i < count; ++i)
        values[i] = number(entry->offset + i * uint64_t(size), size);
    return values;
}

}  // namespace vitrine

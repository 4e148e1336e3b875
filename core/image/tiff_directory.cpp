#include "core/image/tiff_directory.h"

#include <algorithm>

namespace vitrine {

namespace {

constexpr uint32_t byteType = 1;
constexpr uint32_t shortType = 3;
constexpr uint32_t longType = 4;
constexpr uint32_t undefinedType = 7;
constexpr int entrySize = 12;
constexpr size_t mostPages = 10'000;

/// Of one value, in bytes; 0 for the types that nothing here asks for.
int sizeOf(uint32_t type) {
    switch (type) {
    case byteType:
    case undefinedType: return 1;
    case shortType: return 2;
    case longType: return 4;
    default: return 0;
    }
}

bool isNumber(uint32_t type) { return type == shortType || type == longType; }

}  // namespace

std::optional<TiffDirectory> TiffDirectory::begin(Bytes block) {
    using namespace std::string_view_literals;
    TiffDirectory directory;
    directory.m_block = block;
    directory.m_bigEndian = startsWith(block, "MM\0*"sv);
    if (!directory.m_bigEndian && !startsWith(block, "II*\0"sv))
        return {};
    return directory;
}

std::optional<TiffDirectory> TiffDirectory::read(Bytes block) {
    auto directory = begin(block);
    if (directory)
        directory->m_start = directory->number(4, 4);
    return directory;
}

std::vector<uint32_t> TiffDirectory::pages(Bytes block) {
    std::vector<uint32_t> starts;
    const auto directory = begin(block);
    if (!directory)
        return starts;
    for (uint64_t link = 4; starts.size() < mostPages;) {
        const uint32_t start = directory->number(link, 4);
        const bool isOutside = start == 0 || uint64_t(start) + 2 > block.size();
        if (isOutside || std::find(starts.begin(), starts.end(), start) != starts.end())  // or a chain in a circle
            break;
        starts.push_back(start);
        link = uint64_t(start) + 2 + uint64_t(directory->number(start, 2)) * entrySize;
    }
    return starts;
}

std::vector<uint8_t> TiffDirectory::withFirstPage(Bytes block, uint32_t offset) {
    std::vector<uint8_t> file(block.begin(), block.end());
    const auto directory = begin(block);
    for (size_t i = 0; directory && i < 4; ++i)
        file[4 + i] = uint8_t(offset >> 8 * (directory->m_bigEndian ? 3 - i : i));
    return file;
}

std::optional<TiffDirectory::Entry> TiffDirectory::find(uint32_t tag) const {
    const uint32_t count = number(m_start, 2);
    for (uint32_t i = 0; i < count; ++i) {
        const uint64_t entry = uint64_t(m_start) + 2 + uint64_t(i) * entrySize;
        if (entry + entrySize > m_block.size())
            break;
        if (number(entry, 2) != tag)
            continue;
        Entry found{number(entry + 2, 2), number(entry + 4, 4), entry + 8};
        if (sizeOf(found.type) == 0)
            return {};
        if (uint64_t(found.count) * uint64_t(sizeOf(found.type)) > 4)
            found.offset = number(entry + 8, 4);
        return found;
    }
    return {};
}

Bytes TiffDirectory::bytes(uint32_t tag) const {
    const auto entry = find(tag);
    if (!entry || sizeOf(entry->type) != 1 || entry->offset + entry->count > m_block.size())
        return {};
    return slice(m_block, entry->offset, entry->count);
}

std::optional<uint32_t> TiffDirectory::value(uint32_t tag) const {
    const auto entry = find(tag);
    const int size = entry ? sizeOf(entry->type) : 0;
    if (!entry || !isNumber(entry->type) || entry->count == 0 || entry->offset + uint64_t(size) > m_block.size())
        return {};
    return number(entry->offset, size);
}

std::vector<uint32_t> TiffDirectory::values(uint32_t tag) const {
    const auto entry = find(tag);
    if (!entry || !isNumber(entry->type) || entry->offset >= m_block.size())
        return {};
    const int size = sizeOf(entry->type);
    const uint64_t count = std::min<uint64_t>(entry->count, (m_block.size() - entry->offset) / uint64_t(size));
    std::vector<uint32_t> values(count);
    for (uint64_t i = 0; i < count; ++i)
        values[i] = number(entry->offset + i * uint64_t(size), size);
    return values;
}

}  // namespace vitrine

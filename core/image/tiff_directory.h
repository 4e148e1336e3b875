// A directory (IFD) of a TIFF; an EXIF block is one, too.
#pragma once

#include "core/image/bytes.h"

#include <optional>
#include <vector>

namespace vitrine {

class TiffDirectory {
public:
    /// The first one. None when `block` does not begin as a TIFF does.
    static std::optional<TiffDirectory> read(Bytes block);

    /// Where the directories of all pages begin; at most 10 000. Empty when `block` is no TIFF.
    static std::vector<uint32_t> pages(Bytes block);

    /// The file with the page at `offset` as its first.
    static std::vector<uint8_t> withFirstPage(Bytes block, uint32_t offset);

    /// The first value of a SHORT or LONG tag.
    std::optional<uint32_t> value(uint32_t tag) const;
    /// All values of a SHORT or LONG tag that lie within the block.
    std::vector<uint32_t> values(uint32_t tag) const;
    /// The bytes of a BYTE or UNDEFINED tag; empty when there is none or it reaches outside.
    Bytes bytes(uint32_t tag) const;

private:
    static std::optional<TiffDirectory> begin(Bytes block);
    struct Entry {
        uint32_t type = 0;
        uint32_t count = 0;
        uint64_t offset = 0;  ///< of its first value
    };
    std::optional<Entry> find(uint32_t tag) const;
    uint32_t number(uint64_t offset, int count) const {
        return m_bigEndian ? readBig(m_block, offset, count) : readLittle(m_block, offset, count);
    }

    Bytes m_block;
    bool m_bigEndian = false;
    uint32_t m_start = 0;
};

}  // namespace vitrine

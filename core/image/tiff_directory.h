// The first directory (IFD) of a TIFF, which is also what an EXIF block is.
#pragma once

#include "core/image/bytes.h"

#include <optional>
#include <vector>

namespace vitrine {

class TiffDirectory {
public:
    /// None when `block` does not begin as a TIFF does.
    static std::optional<TiffDirectory> read(Bytes block);

    /// The first value of a SHORT or LONG tag.
    std::optional<uint32_t> value(uint32_t tag) const;
    /// All values of a SHORT or LONG tag that lie within the block.
    std::vector<uint32_t> values(uint32_t tag) const;

private:
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
};

}  // namespace vitrine

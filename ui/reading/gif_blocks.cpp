#include "ui/reading/gif_blocks.h"

namespace vitrine::ui {
namespace {

constexpr uint8_t extension = 0x21;
constexpr uint8_t graphicControl = 0xF9;
constexpr uint8_t frame = 0x2C;
constexpr uint8_t trailer = 0x3B;

/// Colours of a table that `flags` announces, in bytes.
size_t tableSize(uint8_t flags) { return flags & 0x80 ? size_t(3) << ((flags & 7) + 1) : 0; }

class Walk {
public:
    explicit Walk(Bytes gif) : m_gif(gif) {}

    bool ended() const { return m_at >= m_gif.size(); }
    size_t at() const { return m_at; }
    bool inside() const { return m_inside; }

    uint8_t byte() {
        skip(1);
        return m_inside ? m_gif[m_at - 1] : 0;
    }
    void skip(size_t count) {
        m_inside = m_inside && count <= m_gif.size() - m_at;
        m_at = m_inside ? m_at + count : m_gif.size();
    }
    void skipSubBlocks() {
        while (m_inside)
            if (const uint8_t size = byte(); size != 0)
                skip(size);
            else
                return;
    }

private:
    Bytes m_gif;
    size_t m_at = 0;
    bool m_inside = true;  ///< all that was asked for was there
};

void append(QByteArray& out, Bytes gif, size_t from, size_t to) {
    out.append(reinterpret_cast<const char*>(gif.data() + from), qsizetype(to - from));
}

}  // namespace

std::optional<QByteArray> withOwnControls(Bytes gif) {
    Walk walk(gif);
    walk.skip(10);  // signature, width, height
    const uint8_t flags = walk.byte();
    walk.skip(2 + tableSize(flags));
    QByteArray out;
    size_t copied = 0;
    int frames = 0;
    bool controlled = false;
    while (walk.inside() && !walk.ended()) {  // many a GIF has no trailer; what is whole is read
        const size_t block = walk.at();
        const uint8_t kind = walk.byte();
        if (kind == extension) {
            controlled = walk.byte() == graphicControl || controlled;
            walk.skipSubBlocks();
        } else if (kind == frame) {
            walk.skip(8);
            const uint8_t local = walk.byte();
            walk.skip(tableSize(local) + 1);
            walk.skipSubBlocks();
            append(out, gif, copied, block);
            copied = block;
            if (!controlled)
                out.append("\x21\xF9\x04\x00\x00\x00\x00\x00", 8);
            controlled = false;
            ++frames;
        } else if (kind == trailer || frames > 0) {
            break;  // rubbish after a whole frame is nobody's picture
        } else {
            return std::nullopt;
        }
    }
    if (!walk.inside() || frames == 0)
        return std::nullopt;
    append(out, gif, copied, gif.size());
    return out;
}

}  // namespace vitrine::ui

#include "core/image/pnm.h"

#include "core/image/on_white.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace vitrine {
namespace {

bool isBlank(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The words of a header or of plain samples; comments (# to the end of the line) are left out.
class Reader {
public:
    Reader(Bytes file, uint64_t at) : m_file(file), m_at(at) {}
    uint64_t at() const { return m_at; }

    std::string_view word() {
        skipBlanks();
        const uint64_t start = m_at;
        while (m_at < m_file.size() && !isBlank(m_file[m_at]) && m_file[m_at] != '#')
            ++m_at;
        return {reinterpret_cast<const char*>(m_file.data()) + start, size_t(m_at - start)};
    }

    std::optional<uint64_t> number() { return asNumber(word()); }

    /// A plain bit, which needs no blank after it.
    std::optional<uint64_t> bit() {
        skipBlanks();
        if (m_at >= m_file.size() || (m_file[m_at] != '0' && m_file[m_at] != '1'))
            return {};
        return m_file[m_at++] - uint64_t('0');
    }

    static std::optional<uint64_t> asNumber(std::string_view digits) {
        if (digits.empty() || digits.size() > 9)
            return {};
        uint64_t value = 0;
        for (const char c : digits) {
            if (c < '0' || c > '9')
                return {};
            value = value * 10 + uint64_t(c - '0');
        }
        return value;
    }

private:
    void skipBlanks() {
        while (m_at < m_file.size() && (isBlank(m_file[m_at]) || m_file[m_at] == '#')) {
            if (m_file[m_at] == '#')
                while (m_at < m_file.size() && m_file[m_at] != '\n' && m_file[m_at] != '\r')
                    ++m_at;
            else
                ++m_at;
        }
    }

    Bytes m_file;
    uint64_t m_at;
};

/// P7: lines of a word and its value, until ENDHDR.
std::optional<PnmHeader> readPamHeader(Bytes file) {
    PnmHeader header{.kind = '7'};
    header.channels = 0;
    Reader reader(file, 2);
    for (std::string_view key = reader.word(); key != "ENDHDR"; key = reader.word()) {
        if (key.empty())
            return {};
        if (key == "TUPLTYPE") {
            reader.word();
            continue;
        }
        const auto value = reader.number();
        if (!value)
            return {};
        (key == "WIDTH"    ? header.width
         : key == "HEIGHT" ? header.height
         : key == "DEPTH"  ? header.channels
                           : header.highest) = *value;
    }
    header.data = reader.at() + 1;
    return header;
}

std::optional<PnmHeader> readPlainHeader(Bytes file) {
    PnmHeader header{.kind = char(file[1])};
    Reader reader(file, 2);
    const auto width = reader.number();
    const auto height = reader.number();
    if (!width || !height)
        return {};
    header.width = *width;
    header.height = *height;
    if (header.kind != '1' && header.kind != '4') {
        const auto highest = reader.number();
        if (!highest)
            return {};
        header.highest = *highest;
    }
    header.channels = header.kind == '3' || header.kind == '6' ? 3 : 1;
    header.data = reader.at() + 1;
    return header;
}

/// Next sample, whatever the kind; none at the end.
class Samples {
public:
    Samples(Bytes file, const PnmHeader& header)
        : m_file(file), m_header(header), m_words(file, header.data), m_at(header.data) {}

    void beginRow() {
        if (m_header.kind == '4' && m_bit != 0) {
            ++m_at;
            m_bit = 0;
        }
    }

    std::optional<uint64_t> next() {
        switch (m_header.kind) {
        case '1': return inverted(m_words.bit());
        case '2':
        case '3': return m_words.number();
        case '4': return inverted(packedBit());
        default: return binary();
        }
    }

private:
    static std::optional<uint64_t> inverted(std::optional<uint64_t> bit) {
        return bit ? std::optional(1 - *bit) : std::nullopt;  // 1 is black
    }

    std::optional<uint64_t> packedBit() {
        if (m_at >= m_file.size())
            return {};
        const uint64_t bit = (m_file[m_at] >> (7 - m_bit)) & 1U;
        m_bit = (m_bit + 1) % 8;
        m_at += m_bit == 0 ? 1 : 0;
        return bit;
    }

    std::optional<uint64_t> binary() {
        const int size = m_header.highest > 255 ? 2 : 1;
        if (m_at + uint64_t(size) > m_file.size())
            return {};
        const uint64_t value = readBig(m_file, m_at, size);
        m_at += uint64_t(size);
        return value;
    }

    Bytes m_file;
    const PnmHeader& m_header;
    Reader m_words;
    uint64_t m_at;
    int m_bit = 0;
};

/// The common case, bytes that need no scaling. False when some are missing.
bool copyBytes(Bytes file, const PnmHeader& header, Image& image) {
    const Bytes samples = slice(file, header.data, image.pixels.size() / 3 * header.channels);
    if (samples.size() < image.pixels.size() / 3 * header.channels)
        return false;
    if (header.channels == 3) {
        std::copy(samples.begin(), samples.end(), image.pixels.begin());
        return true;
    }
    for (size_t i = 0; i < samples.size(); ++i)
        std::fill_n(image.pixels.begin() + ptrdiff_t(i * 3), 3, samples[i]);
    return true;
}

}  // namespace

std::optional<PnmHeader> readPnmHeader(Bytes file) {
    if (file.size() < 3 || file[0] != 'P' || file[1] < '1' || file[1] > '7' || !(isBlank(file[2]) || file[2] == '#'))
        return {};
    const auto header = file[1] == '7' ? readPamHeader(file) : readPlainHeader(file);
    if (!header || header->channels < 1 || header->channels > 4 || header->highest < 1 || header->highest > 65535)
        return {};
    return header;
}

std::optional<Image> decodePnm(Bytes file, const PnmHeader& header) {
    Image image(int(header.width), int(header.height));
    if ((header.kind == '5' || header.kind == '6') && header.highest == 255)
        return copyBytes(file, header, image) ? std::optional(std::move(image)) : std::nullopt;
    std::vector<uint8_t> scaled(header.highest + 1);  // Python's round(value / highest * 255)
    for (size_t value = 0; value < scaled.size(); ++value)
        scaled[value] = uint8_t(std::nearbyint(double(value) / double(header.highest) * 255));
    Samples samples(file, header);
    for (int y = 0; y < image.height; ++y) {
        samples.beginRow();
        uint8_t* out = image.row(y);
        for (int x = 0; x < image.width; ++x, out += 3) {
            std::array<uint8_t, 4> pixel{};
            for (uint64_t c = 0; c < header.channels; ++c) {
                const auto value = samples.next();
                if (!value)
                    return {};
                pixel[c] = scaled[std::min(*value, header.highest)];
            }
            const bool hasAlpha = header.channels % 2 == 0;
            const uint8_t alpha = hasAlpha ? pixel[header.channels - 1] : 255;
            for (size_t c = 0; c < 3; ++c)
                out[c] = onWhite(pixel[header.channels < 3 ? 0 : c], alpha);
        }
    }
    return image;
}

}  // namespace vitrine

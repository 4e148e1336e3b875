#include "core/weights/sha256.h"

#include "core/weights/mapped_file.h"

#include <bit>
#include <cstring>

namespace vitrine {
namespace {

constexpr std::array<uint32_t, 64> constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

class Sha256 {
public:
    /// `bytes` is a multiple of 64 long.
    void blocks(std::span<const uint8_t> bytes) {
        for (size_t at = 0; at < bytes.size(); at += 64)
            block(bytes.data() + at);
        m_length += bytes.size();
    }
    /// The rest (shorter than a block) and the padding.
    std::string finish(std::span<const uint8_t> rest) {
        const uint64_t bits = (m_length + rest.size()) * 8;
        std::array<uint8_t, 128> last{};
        if (!rest.empty())
            std::memcpy(last.data(), rest.data(), rest.size());
        last[rest.size()] = 0x80;
        const size_t size = rest.size() < 56 ? 64 : 128;
        for (size_t i = 0; i < 8; ++i)
            last[size - 1 - i] = uint8_t(bits >> (8 * i));
        blocks({last.data(), size});
        std::string text;
        for (const uint32_t word : m_state)
            for (int shift = 28; shift >= 0; shift -= 4)
                text += "0123456789abcdef"[(word >> shift) & 15];
        return text;
    }

private:
    void block(const uint8_t* p) {
        std::array<uint32_t, 64> w{};
        for (size_t i = 0; i < 16; ++i, p += 4)
            w[i] = uint32_t(p[0]) << 24 | uint32_t(p[1]) << 16 | uint32_t(p[2]) << 8 | uint32_t(p[3]);
        for (size_t i = 16; i < 64; ++i) {
            const uint32_t a = w[i - 15], b = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + (std::rotr(a, 7) ^ std::rotr(a, 18) ^ (a >> 3)) +
                   (std::rotr(b, 17) ^ std::rotr(b, 19) ^ (b >> 10));
        }
        auto [a, b, c, d, e, f, g, h] = m_state;
        for (size_t i = 0; i < 64; ++i) {
            const uint32_t one = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) + ((e & f) ^ (~e & g)) +
                                 constants[i] + w[i];
            const uint32_t two = (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + one;
            d = c;
            c = b;
            b = a;
            a = one + two;
        }
        const std::array<uint32_t, 8> added{a, b, c, d, e, f, g, h};
        for (size_t i = 0; i < 8; ++i)
            m_state[i] += added[i];
    }

    std::array<uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    uint64_t m_length = 0;
};

}  // namespace

std::string sha256(std::span<const uint8_t> bytes) {
    Sha256 hash;
    const size_t whole = bytes.size() / 64 * 64;
    hash.blocks(bytes.first(whole));
    return hash.finish(bytes.subspan(whole));
}

std::string sha256OfFile(const std::filesystem::path& file, const Progress& progress) {
    constexpr size_t step = size_t(1) << 20;
    const auto mapped = MappedFile::open(file);
    std::span<const uint8_t> bytes = mapped->bytes();
    const int total = int(bytes.size() / step) + 1;
    Sha256 hash;
    for (int done = 0; bytes.size() >= step; ++done) {
        report(progress, done, total);
        hash.blocks(bytes.first(step));
        bytes = bytes.subspan(step);
    }
    const size_t whole = bytes.size() / 64 * 64;
    hash.blocks(bytes.first(whole));
    return hash.finish(bytes.subspan(whole));
}

}  // namespace vitrine

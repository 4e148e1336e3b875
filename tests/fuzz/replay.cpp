// fuzz_replay TARGET MUTATIONS FILE|FOLDER...: runs a target over these files, then over so many fixed mutations of them,
// without libFuzzer: what ./test does, under whatever sanitizers this was built with.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#define VITRINE_FUZZ_TARGET(name) extern "C" int fuzz_##name(const uint8_t* data, size_t size);
#include "fuzz_targets.h"
#undef VITRINE_FUZZ_TARGET

namespace {

using Bytes = std::vector<uint8_t>;
using Target = int (*)(const uint8_t*, size_t);

constexpr size_t kLongest = 200'000;  // bytes of a file that is mutated

Target targetNamed(const std::string& wanted) {
#define VITRINE_FUZZ_TARGET(name)                                                                                      \
    if (wanted == #name)                                                                                               \
        return fuzz_##name;
#include "fuzz_targets.h"
    std::fprintf(stderr, "fuzz_replay: there is no target %s\n", wanted.c_str());
    std::exit(2);
}

std::vector<Bytes> readAll(char** first, char** last) {
    std::vector<std::filesystem::path> files;
    for (; first != last; ++first) {
        if (!std::filesystem::is_directory(*first))
            files.emplace_back(*first);
        else
            for (const auto& entry : std::filesystem::directory_iterator(*first))
                if (entry.is_regular_file())
                    files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());  // the same mutations everywhere
    std::vector<Bytes> all;
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        all.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return all;
}

class Mutator {
public:
    explicit Mutator(const std::vector<Bytes>& seeds) : m_seeds(seeds) {}

    Bytes next() {
        Bytes bytes = m_seeds[below(m_seeds.size())];
        for (size_t n = 1 + below(6); n > 0; --n)
            mutate(bytes);
        return bytes;
    }

private:
    size_t below(size_t bound) { return bound == 0 ? 0 : size_t(m_random()) % bound; }
    /// Near the front as often as anywhere: that is where headers are.
    size_t place(const Bytes& bytes) {
        return below(below(2) == 0 ? bytes.size() : std::min<size_t>(bytes.size(), 600));
    }

    void mutate(Bytes& bytes) {
        const size_t at = place(bytes);
        const auto here = bytes.begin() + std::ptrdiff_t(at);
        const size_t left = bytes.size() - at;
        switch (below(8)) {
        case 0:
            if (left > 0)
                bytes[at] ^= uint8_t(1U << below(8));
            break;
        case 1:
            if (left > 0)
                bytes[at] = uint8_t(m_random());
            break;
        case 2: {  // a number that is on an edge
            static constexpr uint64_t kEdges[] = {0,
                                                  1,
                                                  0x7F,
                                                  0x80,
                                                  0xFF,
                                                  0x7FFF,
                                                  0xFFFF,
                                                  0x7FFFFFFF,
                                                  0x80000000,
                                                  0xFFFFFFFF,
                                                  0x7FFFFFFFFFFFFFFF,
                                                  0x8000000000000000,
                                                  0xFFFFFFFFFFFFFFFF};
            const uint64_t edge = kEdges[below(std::size(kEdges))];
            std::memcpy(bytes.data() + at, &edge, std::min<size_t>(left, size_t(1) << below(4)));
            break;
        }
        case 3: bytes.insert(here, 1 + below(4), uint8_t(m_random())); break;
        case 4: bytes.erase(here, here + std::ptrdiff_t(std::min(left, 1 + below(16)))); break;
        case 5: {  // a piece of itself
            const size_t from = place(bytes), count = std::min(bytes.size() - from, 1 + below(64));
            const Bytes piece(bytes.begin() + std::ptrdiff_t(from), bytes.begin() + std::ptrdiff_t(from + count));
            bytes.insert(here, piece.begin(), piece.end());
            break;
        }
        case 6: {  // a piece of another
            const Bytes& other = m_seeds[below(m_seeds.size())];
            const size_t from = place(other), count = std::min(other.size() - from, 1 + below(64));
            std::copy_n(other.begin() + std::ptrdiff_t(from), std::min(count, left), here);
            break;
        }
        default:
            if (below(8) == 0)
                bytes.resize(at);
        }
    }

    const std::vector<Bytes>& m_seeds;
    std::mt19937 m_random{6};
};

}  // namespace

int main(int count, char** words) {
    if (count < 4) {
        std::fprintf(stderr, "usage: fuzz_replay TARGET MUTATIONS FILE|FOLDER...\n");
        return 2;
    }
    const Target run = targetNamed(words[1]);
    std::vector<Bytes> seeds = readAll(words + 3, words + count);
    for (const Bytes& seed : seeds)
        run(seed.data(), seed.size());
    const size_t all = seeds.size();
    std::erase_if(seeds, [](const Bytes& seed) { return seed.size() > kLongest; });
    if (seeds.empty()) {
        std::fprintf(stderr, "fuzz_replay: no files to begin with\n");
        return 2;
    }
    Mutator mutator(seeds);
    const int mutations = std::atoi(words[2]);
    const char* keep = std::getenv("VITRINE_FUZZ_KEEP");  // where the input that fails is left
    for (int i = 0; i < mutations; ++i) {
        const Bytes bytes = mutator.next();
        if (keep)
            std::ofstream(keep, std::ios::binary)
                .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
        run(bytes.data(), bytes.size());
    }
    std::printf("%s: %zu files, %d mutations\n", words[1], all, mutations);
    return 0;
}

/// One allocation of more than 1 GB is a finding as well.
extern "C" const char* __asan_default_options() { return "max_allocation_size_mb=1024:allocator_may_return_null=0"; }

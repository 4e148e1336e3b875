// A Hugging Face cache: the same bytes are a repository's name, a branch's commit and an index of shards.
#include "core/weights/hub.h"
#include "tests/fuzz/weights.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace {

using namespace vitrine;
namespace fs = std::filesystem;

const std::string kCommit(40, 'a');

/// Empty but for its folders; removed at the end.
class Cache {
public:
    Cache() : m_folder(fs::temp_directory_path() / ("vitrine-fuzz-hub-" + std::to_string(getpid()))) {
        setenv("HF_HUB_CACHE", m_folder.c_str(), 1);
        for (const fs::path& file : {ref(), index()})
            fs::create_directories(file.parent_path());
    }
    ~Cache() { fs::remove_all(m_folder); }
    Cache(const Cache&) = delete;
    Cache& operator=(const Cache&) = delete;

    fs::path ref() const { return model() / "refs" / "main"; }
    fs::path index() const { return model() / "snapshots" / kCommit / "model.safetensors.index.json"; }
    const fs::path& folder() const { return m_folder; }

    static void write(const fs::path& file, std::span<const uint8_t> bytes) {
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    }

private:
    fs::path model() const { return m_folder / "models--owner--name"; }
    fs::path m_folder;
};

void readName(const std::string& text, const Cache& cache) {
    const HubName name = parseHubName(text);
    const HubName again = parseHubName(name.text());
    if (name.owner != again.owner || name.name != again.name || name.revision != again.revision)
        fuzz::fail("a name that reads as another");
    if (hubFolder(name).lexically_normal().parent_path() != cache.folder())
        fuzz::fail("a model outside the cache");
    hubSnapshot(name);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const Cache cache;
    const std::span bytes(data, size);
    constexpr size_t kLongestWord = 4096;  // of a command line or a scene
    fuzz::oneMessageOrNone([&] {
        readName("hf:" + std::string(reinterpret_cast<const char*>(data), std::min(size, kLongestWord)), cache);
    });
    cache.write(cache.ref(), bytes);
    if (const auto snapshot = hubSnapshot({"owner", "name"});
        snapshot && snapshot->parent_path() != cache.index().parent_path().parent_path())
        fuzz::fail("a snapshot outside the model");
    cache.write(cache.index(), bytes);
    hubCheckpoint(cache.index().parent_path());  // never throws
    fuzz::oneMessageOrNone([&] {
        for (const std::string& shard : shardsOf(cache.index()))
            if (!isPlainName(shard))
                fuzz::fail("a shard in another folder");
    });
    return 0;
}

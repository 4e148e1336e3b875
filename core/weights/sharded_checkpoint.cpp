#include "core/weights/shards.h"

#include "core/error.h"
#include "core/weights/dtype.h"
#include "core/weights/mapped_checkpoint.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

using Part = std::shared_ptr<const Checkpoint>;

class ShardedCheckpoint : public Checkpoint {
public:
    ShardedCheckpoint(const fs::path& file, std::vector<TensorInfo> tensors, std::vector<Part> parts)
        : Checkpoint(file, std::move(tensors), parts.front()->metadata()), m_parts(std::move(parts)) {}

    void requireWhole() const override {
        for (const Part& shard : std::set(m_parts.begin(), m_parts.end()))
            shard->requireWhole();
    }

protected:
    at::Tensor view(size_t index) const override { return m_parts[index]->tensor(tensors()[index].name); }

private:
    std::vector<Part> m_parts;  ///< by index of the tensor
};

/// The folder that a shard's links may not leave: the index's own, or around it the model's in Hugging Face's cache
/// (models--OWNER--NAME/snapshots/REVISION/, whose links lead to models--OWNER--NAME/blobs/).
fs::path boundary(const fs::path& index) {
    const fs::path folder = fs::canonical(index.has_parent_path() ? index.parent_path() : fs::path("."));
    fs::path around;
    for (const fs::path& part : folder) {
        around /= part;
        if (part.native().starts_with("models--") && fs::is_directory(around / "blobs") &&
            folder.parent_path() == around / "snapshots")
            return around;
    }
    return folder;
}

bool isWithin(const fs::path& file, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

Part openShard(const fs::path& index, const std::string& shard, const fs::path& limit) {
    std::error_code error;
    const fs::path file = fs::canonical(index.parent_path() / shard, error);
    if (error)
        throw Error(index.string(), "needs the shard " + printable(shard) + ", which is not beside it; get it as well");
    if (!isWithin(file, limit))
        throw Error(index.string(), "is refused: its shard " + printable(shard) + " is a link that leaves its folder");
    if (!fs::is_regular_file(file, error))
        throw Error(index.string(), "is refused: its shard " + printable(shard) + " is no file");
    return mappedCheckpoint(file, MappedFile::open(file));
}

}  // namespace

std::shared_ptr<const Checkpoint> openShards(const fs::path& file, const ShardIndex& index) {
    const fs::path limit = boundary(file);
    std::vector<Part> shards;
    for (const std::string& shard : index.shards)
        shards.push_back(openShard(file, shard, limit));
    std::vector<TensorInfo> tensors;
    std::vector<Part> parts;
    for (const auto& [name, place] : index.tensors) {
        const TensorInfo* tensor = shards[place]->find(name);
        if (!tensor)
            throw Error(file.string(), "says that " + printable(name) + " is in " + printable(index.shards[place]) +
                                           ", which has no such tensor");
        tensors.push_back(*tensor);
        parts.push_back(shards[place]);
    }
    return std::make_shared<ShardedCheckpoint>(file, std::move(tensors), std::move(parts));
}

}  // namespace vitrine

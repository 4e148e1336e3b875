// Checkpoint: the named tensors of a file, mapped. Nothing in the file is ever executed.
#pragma once

#include "core/model/module_tree.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace at {
class Tensor;
}

namespace vitrine {

struct TensorInfo {
    std::string name;
    std::string dtype;  ///< "float32", "float16", "bfloat16", "float64", ...
    Shape shape;
};

class Checkpoint {
public:
    virtual ~Checkpoint() = default;

    /// Opens by content: .safetensors, torch.save's files (.pth, .pt, .bin, ...) of every age, a shard index
    /// (model.safetensors.index.json) with its shards; or a folder, which opens the checkpoint that it holds. Reads
    /// headers alone (bounded, allow-listed). Throws Error.
    static std::shared_ptr<const Checkpoint> open(const std::filesystem::path& file);

    const std::filesystem::path& path() const { return m_path; }

    /// Of several groups of tensors in the file the one that these are: "model", "state_dict", "teacher.backbone"; empty
    /// where the file holds nothing but them. Other groups (optimizer, EMA) are not in tensors().
    const std::string& group() const { return m_group; }
    const std::vector<TensorInfo>& tensors() const {
        return m_tensors;
    }  ///< .safetensors: by place in the file; .pth: the dict's order
    const TensorInfo* find(const std::string& name) const;
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }  ///< safetensors' __metadata__

    /// A view of the file, no copy (but for data that the file aligns badly); it keeps the mapping alive. Do not write
    /// to it. Throws Error for a dtype that is none of float32, float16, bfloat16, float64, or a name that is not there.
    at::Tensor tensor(const std::string& name) const;

    /// Throws Error where a file of it was changed or cut since it was opened; to be called after its tensors were read.
    virtual void requireWhole() const = 0;

protected:
    /// Throws Error when two tensors have one name.
    Checkpoint(std::filesystem::path path, std::vector<TensorInfo> tensors, std::map<std::string, std::string> metadata,
               std::string group = {});
    virtual at::Tensor view(size_t index) const = 0;  ///< of tensors()[index], which has one of the four dtypes

private:
    std::filesystem::path m_path;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::string> m_metadata;
    std::string m_group;
    std::unordered_map<std::string, size_t> m_index;  ///< name to place in m_tensors
};

}  // namespace vitrine

// What of a checkpoint needs the file itself, and LibTorch.
#include "core/error.h"
#include "core/weights/checkpoint.h"
#include "core/weights/checkpoint_folder.h"
#include "core/weights/dtype.h"
#include "core/weights/mapped_checkpoint.h"
#include "core/weights/shards.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

std::shared_ptr<const Checkpoint> Checkpoint::open(const std::filesystem::path& file) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
        return open(checkpointIn(file));
    const auto mapped = MappedFile::open(file);
    return looksLikeIndex(mapped->bytes()) ? openShards(file, readIndex(mapped->bytes(), file.string()))
                                           : mappedCheckpoint(file, mapped);
}

at::Tensor Checkpoint::tensor(const std::string& name) const {
    const auto found = m_index.find(name);
    if (found == m_index.end())
        throw Error(m_path.string(), "has no tensor " + printable(name));
    const std::string& dtype = m_tensors[found->second].dtype;
    if (dtype != "float32" && dtype != "float16" && dtype != "bfloat16" && dtype != "float64")
        throw Error(m_path.string(), printable(name) + " is " + dtype +
                                         "; Vitrine computes with float32, float16, bfloat16 and float64 weights");
    return view(found->second);
}

}  // namespace vitrine

#include "core/weights/checkpoint.h"

#include "core/error.h"
#include "core/weights/dtype.h"

namespace vitrine {

Checkpoint::Checkpoint(std::filesystem::path path, std::vector<TensorInfo> tensors,
                       std::map<std::string, std::string> metadata, std::string group)
    : m_path(std::move(path)), m_tensors(std::move(tensors)), m_metadata(std::move(metadata)), m_group(std::move(group)) {
    for (size_t i = 0; i < m_tensors.size(); ++i)
        if (!m_index.emplace(m_tensors[i].name, i).second)
            throw Error(m_path.string(), "is broken: it has two tensors named " + printable(m_tensors[i].name));
}

const TensorInfo* Checkpoint::find(const std::string& name) const {
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_tensors[found->second];
}

}  // namespace vitrine

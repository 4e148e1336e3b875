#include "core/weights/mapped_checkpoint.h"

#include "core/error.h"
#include "core/weights/foreign.h"
#include "core/weights/mapped_tensor.h"
#include "core/weights/pth.h"
#include "core/weights/safetensors.h"

#include <ATen/core/Tensor.h>

namespace vitrine {
namespace {

std::vector<TensorInfo> infos(const std::vector<FileTensor>& tensors) {
    std::vector<TensorInfo> result;
    result.reserve(tensors.size());
    for (const FileTensor& tensor : tensors)
        result.push_back(tensor.info);
    return result;
}

class MappedCheckpoint : public Checkpoint {
public:
    MappedCheckpoint(const std::filesystem::path& file, std::shared_ptr<const MappedFile> mapped, FileContents contents)
        : Checkpoint(file, infos(contents.tensors), std::move(contents.metadata), std::move(contents.group)),
          m_mapped(std::move(mapped)),
          m_places(std::move(contents.tensors)) {}

    void requireWhole() const override { m_mapped->requireWhole(); }

protected:
    at::Tensor view(size_t index) const override {
        const FileTensor& place = m_places[index];
        return mappedTensor(m_mapped, {place.begin, place.span, place.info.dtype}, place.info.shape, place.strides);
    }

private:
    std::shared_ptr<const MappedFile> m_mapped;
    std::vector<FileTensor> m_places;  ///< by index
};

FileContents read(const MappedFile& mapped, const std::string& name) {
    const auto bytes = mapped.bytes();
    if (looksLikePth(bytes)) {
        mapped.expectJumps(true);  // a small header before every tensor
        FileContents contents = readPth(bytes, name);
        mapped.expectJumps(false);
        return contents;
    }
    if (looksLikeLegacyPth(bytes))
        return readLegacyPth(bytes, name);
    if (looksLikeSafetensors(bytes))
        return readSafetensors(bytes, name);
    throw Error(name, whatElse(bytes));
}

}  // namespace

std::shared_ptr<const Checkpoint> mappedCheckpoint(const std::filesystem::path& file,
                                                   std::shared_ptr<const MappedFile> mapped) {
    FileContents contents = read(*mapped, file.string());
    return std::make_shared<MappedCheckpoint>(file, std::move(mapped), std::move(contents));
}

}  // namespace vitrine

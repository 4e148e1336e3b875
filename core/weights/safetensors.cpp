#include "core/weights/safetensors.h"

#include "core/weights/mapped_tensor.h"
#include "core/weights/safetensors_header.h"

#include <ATen/core/Tensor.h>

#include <bit>
#include <cstring>

namespace vitrine {
namespace {

static_assert(std::endian::native == std::endian::little, "both formats are little-endian and used in place");

std::vector<TensorInfo> infos(const SafetensorsHeader& header) {
    std::vector<TensorInfo> result;
    result.reserve(header.entries.size());
    for (const auto& entry : header.entries)
        result.push_back(entry.info);
    return result;
}

Shape contiguous(const Shape& shape) {
    Shape strides(shape.size(), 1);
    for (size_t i = shape.size(); i > 1; --i)
        strides[i - 2] = strides[i - 1] * std::max<int64_t>(shape[i - 1], 1);
    return strides;
}

class SafetensorsCheckpoint : public Checkpoint {
public:
    SafetensorsCheckpoint(const std::filesystem::path& file, std::shared_ptr<const MappedFile> mapped,
                          const SafetensorsHeader& header)
        : Checkpoint(file, infos(header), header.metadata), m_mapped(std::move(mapped)) {
        m_begins.reserve(header.entries.size());
        for (const auto& entry : header.entries)
            m_begins.push_back(header.dataBegin + size_t(entry.begin));
    }

protected:
    at::Tensor view(size_t index) const override {
        const TensorInfo& info = tensors()[index];
        int64_t numel = 1;
        for (const int64_t size : info.shape)
            numel *= size;
        return mappedTensor(m_mapped, {m_begins[index], numel, info.dtype}, info.shape, contiguous(info.shape));
    }

private:
    std::shared_ptr<const MappedFile> m_mapped;
    std::vector<size_t> m_begins;  ///< bytes within the file, by index
};

}  // namespace

bool looksLikeSafetensors(std::span<const uint8_t> bytes) {
    uint64_t length = 0;
    if (bytes.size() <= sizeof length || bytes[sizeof length] != '{')
        return false;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length < uint64_t(1) << 40;  // a text that has '{' as its ninth letter claims more
}

std::shared_ptr<const Checkpoint> openSafetensors(const std::filesystem::path& file,
                                                  std::shared_ptr<const MappedFile> mapped) {
    const auto header = readSafetensorsHeader(mapped->bytes(), file.string());
    return std::make_shared<SafetensorsCheckpoint>(file, std::move(mapped), header);
}

}  // namespace vitrine

#include "core/weights/safetensors.h"

#include "core/weights/safetensors_header.h"

#include <bit>
#include <cstring>

namespace vitrine {
namespace {

static_assert(std::endian::native == std::endian::little, "all formats are little-endian and used in place");

Shape contiguous(const Shape& shape) {
    Shape strides(shape.size(), 1);
    for (size_t i = shape.size(); i > 1; --i)
        strides[i - 2] = strides[i - 1] * std::max<int64_t>(shape[i - 1], 1);
    return strides;
}

}  // namespace

bool looksLikeSafetensors(std::span<const uint8_t> bytes) {
    uint64_t length = 0;
    if (bytes.size() <= sizeof length || bytes[sizeof length] != '{')
        return false;
    std::memcpy(&length, bytes.data(), sizeof length);
    return length < uint64_t(1) << 40;  // a text that has '{' as its ninth letter claims more
}

FileContents readSafetensors(std::span<const uint8_t> bytes, const std::string& name) {
    SafetensorsHeader header = readSafetensorsHeader(bytes, name);
    FileContents contents;
    contents.metadata = std::move(header.metadata);
    contents.tensors.reserve(header.entries.size());
    for (auto& entry : header.entries) {
        int64_t numel = 1;  // readSafetensorsHeader has checked the product
        for (const int64_t size : entry.info.shape)
            numel *= size;
        Shape strides = contiguous(entry.info.shape);
        contents.tensors.push_back(
            {std::move(entry.info), header.dataBegin + size_t(entry.begin), numel, std::move(strides)});
    }
    return contents;
}

}  // namespace vitrine

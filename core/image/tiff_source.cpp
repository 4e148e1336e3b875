#include "core/image/tiff_source.h"

#include <algorithm>

namespace vitrine {
namespace {

tmsize_t readBytes(thandle_t handle, void* to, tmsize_t count) {
    auto& source = *static_cast<TiffSource*>(handle);
    const Bytes bytes = slice(source.file, source.at, uint64_t(count));
    std::copy(bytes.begin(), bytes.end(), static_cast<uint8_t*>(to));
    source.at += bytes.size();
    return tmsize_t(bytes.size());
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
    auto& source = *static_cast<TiffSource*>(handle);
    source.at = offset + (whence == SEEK_CUR ? source.at : whence == SEEK_END ? source.file.size() : 0);
    return source.at;
}

}  // namespace

Tiff openTiff(TiffSource& source) {
    TIFFSetErrorHandler(nullptr);
    TIFFSetWarningHandler(nullptr);
    return {TIFFClientOpen(
                "", "rm", &source, readBytes, [](thandle_t, void*, tmsize_t) -> tmsize_t { return 0; }, seek,
                [](thandle_t) { return 0; },
                [](thandle_t handle) { return toff_t(static_cast<TiffSource*>(handle)->file.size()); }, nullptr, nullptr),
            TIFFClose};
}

}  // namespace vitrine

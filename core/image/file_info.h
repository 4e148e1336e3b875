// What a picture file says about itself before it is decoded: format, size, whether all of it is there.
#pragma once

#include "core/image/bytes.h"

#include <optional>
#include <string>

namespace vitrine {

enum class Format { Jpeg, Png, WebP, Bmp, Tiff };

/// "JPEG"
const char* formatName(Format format);

struct FileInfo {
    Format format{};
    uint64_t width = 0;  ///< as stored, before EXIF rotation; 0 where the header is damaged
    uint64_t height = 0;
    bool complete = false;  ///< the file reaches as far as its own headers say
    bool animated = false;
    const char* unreadable = nullptr;  ///< what it has that would be decoded wrongly, in words
    Bytes exif{};                      ///< a TIFF block (the whole file, for a TIFF); empty when there is none
};

/// None when the file is none of the five formats. Never reads outside `file`.
std::optional<FileInfo> inspect(Bytes file);

/// For a file that is none of the five: what its first bytes look like, "a PDF document". Empty when nothing is known.
struct ForeignKind {
    std::string name;
    bool isPicture = false;  ///< a picture in a format that is not read
};
ForeignKind foreignKind(Bytes file);

}  // namespace vitrine

// What a picture file says about itself before it is decoded: format, size, whether all of it is there.
#pragma once

#include "core/image/bytes.h"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

enum class Format { Jpeg, Png, WebP, Bmp, Tiff, Jpeg2000, Pnm };

/// "JPEG"
const char* formatName(Format format);
/// "the JPEG"
std::string theFormat(Format format);

struct FileInfo {
    Format format{};
    uint64_t width = 0;  ///< as stored, before EXIF rotation; 0 where the header is damaged
    uint64_t height = 0;
    bool complete = false;             ///< the file reaches as far as its own headers say
    bool animated = false;             ///< a WebP of frames
    int frames = 1;                    ///< of an animation, or the pages of a TIFF
    bool needsFallback = false;        ///< a BMP whose palette OpenCV misreads
    int greenBits = 0;                 ///< of a BMP of 16 bits a pixel: 5 or 6; red and blue have 5
    int channels = 0;                  ///< of a JPEG: 4 are inks
    const char* unreadable = nullptr;  ///< what it has that would be decoded wrongly, in words
    const char* damage = nullptr;      ///< what its header says and cannot be, in words
    Bytes exif{};                      ///< a TIFF block (the whole file, for a TIFF); empty when there is none
    Bytes xmp{};                       ///< XML about the picture
    std::vector<Bytes> profile{};      ///< the colour profile, in as many parts as a JPEG cuts it into
    bool profileDeflated = false;
};

/// None when the file is none of these formats. Never reads outside `file`.
std::optional<FileInfo> inspect(Bytes file);

/// For a file that is none of these: what its first bytes look like, "a PDF document". Empty when nothing is known.
struct ForeignKind {
    std::string name;
    bool isPicture = false;
    std::string format;  ///< what a fallback decoder calls it ("gif"); empty: no decoder would do
};
ForeignKind foreignKind(Bytes file, const std::string& fileName);

}  // namespace vitrine

// What OpenCV decodes, brought to what Pillow sees: PNG, BMP, JPEG, still WebP. A picture comes as it is stored, not turned.
// encodePng and opencvVersion (decode.h) are here as well.
#pragma once

#include "core/image/file_info.h"
#include "core/image/image.h"

#include <string>

namespace vitrine {

/// Each side is `times` (1, 2, 4 or 8) smaller, where the format can. Throws Error (subject `name`) for a damaged file and
/// for samples of more than 16 bits, std::bad_alloc. The common case, three channels of 8 bits, is decoded where it will
/// lie: half the memory.
Image decodeWithOpenCv(Bytes bytes, const FileInfo& info, const std::string& name, int times);

/// The same, with what OpenCV reads otherwise than Pillow put right: one grey that is transparent; 5 and 6 bits a colour.
Image decodePng(Bytes bytes, const FileInfo& info, const std::string& name);
Image decodeBmp(Bytes bytes, const FileInfo& info, const std::string& name);

/// Throws Error: damaged, or a rare kind.
[[noreturn]] void refuseBroken(Format format, const std::string& name);

}  // namespace vitrine

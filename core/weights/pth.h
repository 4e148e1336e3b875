// torch.save's zip format, without Python: the zip's records are found, a restricted unpickler reads data.pkl, and the
// tensors are views of the file.
#pragma once

#include "core/weights/checkpoint.h"
#include "core/weights/mapped_file.h"

namespace vitrine {

/// A zip archive.
bool looksLikePth(std::span<const uint8_t> bytes);

std::shared_ptr<const Checkpoint> openPth(const std::filesystem::path& file, std::shared_ptr<const MappedFile> mapped);

}  // namespace vitrine

// torch.save's files, without Python: a restricted unpickler reads what they hold, and the tensors are views of the file.
#pragma once

#include "core/weights/file_tensor.h"

#include <span>

namespace vitrine {

/// A zip archive: torch.save since PyTorch 1.6.
bool looksLikePth(std::span<const uint8_t> bytes);
FileContents readPth(std::span<const uint8_t> bytes, const std::string& name);

/// Pickles and raw storages in a row: torch.save before that.
bool looksLikeLegacyPth(std::span<const uint8_t> bytes);
FileContents readLegacyPth(std::span<const uint8_t> bytes, const std::string& name);

}  // namespace vitrine

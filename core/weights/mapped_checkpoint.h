// A checkpoint in one file, mapped.
#pragma once

#include "core/weights/checkpoint.h"
#include "core/weights/mapped_file.h"

namespace vitrine {

/// Chooses the reader by content. Throws Error for a file that is no checkpoint, a shard index among them.
std::shared_ptr<const Checkpoint> mappedCheckpoint(const std::filesystem::path& file,
                                                   std::shared_ptr<const MappedFile> mapped);

}  // namespace vitrine

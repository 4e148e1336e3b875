// torch.save's zip format, without Python: PyTorchStreamReader opens the zip, a restricted unpickler reads data.pkl.
#pragma once

#include "core/weights/checkpoint.h"

namespace vitrine {

std::shared_ptr<const Checkpoint> openPth(const std::filesystem::path& file);

}  // namespace vitrine

#include "core/weights/sidecar.h"
namespace vitrine {
Sidecar readSidecar(const std::filesystem::path&) { return {}; }
}  // namespace vitrine

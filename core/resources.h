// Where the files that ship with Vitrine are.
#pragma once

#include <filesystem>
#include <string_view>

namespace vitrine {

/// The path of a shipped file, "bundled/everyday.safetensors" say. Looked for in $VITRINE_RESOURCES, beside the
/// executable (../share/vitrine, resources), then in the source tree it was built from.
/// Throws Error when there is no resources folder at all.
std::filesystem::path resource(std::string_view relative);

}  // namespace vitrine

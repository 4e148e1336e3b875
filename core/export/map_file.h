// A map's own numbers as a file: .npz, .safetensors or .csv.
#pragma once

#include "core/explain/map.h"

#include <filesystem>
#include <string>

namespace vitrine {

/// By the extension of `file`. `caption` says what the numbers are and goes along where the format has a place for it.
/// float32, one number a patch, rows from the top; NaN (.csv: nothing) for a patch that is left out of the sequence.
/// Complete or not there. Throws Error.
///   .npz          `map` (rows, cols), `caption`: numpy.load(file)["map"]
///   .safetensors  `map` (rows, cols), the caption in its metadata
///   .csv          a line a row, commas between
void writeMap(const Map& map, const std::string& caption, const std::filesystem::path& file);

/// Whether writeMap knows the extension.
bool isMapFile(const std::filesystem::path& file);

}  // namespace vitrine

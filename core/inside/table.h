// The numbers of a view as a table.
#pragma once

#include "core/inside/inside.h"

#include <functional>
#include <string>
#include <vector>

namespace vitrine {

/// Comma-separated values with a line of names first, a line a patch (Heads: a line a head, of all layers); rows, columns,
/// layers and heads count from 0.
///   Pca         picture, row, col, pc1, pc2, pc3, red, green, blue
///   Similarity  row, col, cosine
///   Norms       row, col, norm, outlier (0 or 1)
///   Lens        row, col, class, label, probability, target_probability
///   Heads       layer, head, distance_px, entropy_bits
/// Of a patch that is not in the sequence the numbers are left empty, and its class is -1.
/// `after` blocks; `label` names a class; `pictures` are the names of colours[after].pictures.
std::string insideTable(const Inside& inside, int after, const std::function<std::string(int)>& label,
                        const std::vector<std::string>& pictures);

}  // namespace vitrine

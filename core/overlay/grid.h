// Geometry: patch <-> pixel <-> token. Plain functions, no widget.
#pragma once

#include "core/explain/map.h"
#include "core/image/preprocess.h"

#include <optional>

namespace vitrine {

/// The patches of a picture: rows x cols over `box` (in any units; pixels of the image, say).
struct PatchGrid {
    int rows = 0;
    int cols = 0;
    Box box;
};

/// The rectangle of a patch, in the box's units.
Box patchBox(const PatchGrid& grid, Cell cell);

/// The patch under a point; none outside the box.
std::optional<Cell> patchAt(const PatchGrid& grid, double x, double y);

/// Index of a patch among the tokens.
int tokenOf(const PatchGrid& grid, Cell cell, int prefix);

/// `box`, given in pixels of an image of size (width, height), where that image is drawn into `target`.
Box project(const Box& box, int width, int height, const Box& target);

}  // namespace vitrine

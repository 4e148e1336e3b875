#include "core/overlay/grid.h"

#include <algorithm>

namespace vitrine {

Box patchBox(const PatchGrid& grid, Cell cell) {
    const double width = grid.box.width / grid.cols;
    const double height = grid.box.height / grid.rows;
    return {grid.box.x + cell.col * width, grid.box.y + cell.row * height, width, height};
}

std::optional<Cell> patchAt(const PatchGrid& grid, double x, double y) {
    const double u = (x - grid.box.x) / grid.box.width;
    const double v = (y - grid.box.y) / grid.box.height;
    if (!(u >= 0 && u < 1 && v >= 0 && v < 1) || grid.rows < 1 || grid.cols < 1)  // so written, a NaN is outside
        return {};
    return Cell{std::min(int(v * grid.rows), grid.rows - 1), std::min(int(u * grid.cols), grid.cols - 1)};
}

int tokenOf(const PatchGrid& grid, Cell cell, int prefix) { return prefix + cell.row * grid.cols + cell.col; }

Box project(const Box& box, int width, int height, const Box& target) {
    const double x = target.width / width;
    const double y = target.height / height;
    return {target.x + box.x * x, target.y + box.y * y, box.width * x, box.height * y};
}

}  // namespace vitrine

// Some of a grid's patches, as they are drawn: where each stands in a raster, and which of its sides are an edge.
#pragma once

#include "core/explain/map.h"
#include "core/overlay/stretch.h"

#include <cmath>
#include <vector>

namespace vitrine {

class PatchSet {
public:
    /// Those outside of the grid are left out.
    PatchSet(const std::vector<Cell>& patches, int rows, int cols) : m_rows(rows), m_cols(cols) {
        if (rows <= 0 || cols <= 0)
            return;
        m_there.resize(size_t(rows) * size_t(cols));
        for (const Cell& cell : patches)
            if (isInside(cell))
                m_there[place(cell)] = true;
    }

    bool has(const Cell& cell) const { return isInside(cell) && m_there[place(cell)]; }

    /// A patch in whole pixels of the raster, which it may reach beyond; its sides are an edge where no other of the set is.
    struct Place {
        int left = 0, right = 0, top = 0, bottom = 0;  ///< the first pixel, and the one behind the last
        bool leftEdge = false, rightEdge = false, topEdge = false, bottomEdge = false;
    };
    Place placeOf(const Cell& cell, const Raster& raster) const {
        const auto line = [](double start, double length, int index, int count) {
            return int(std::lround(length * index / count - start));
        };
        return {line(raster.x, raster.wholeWidth, cell.col, m_cols),
                line(raster.x, raster.wholeWidth, cell.col + 1, m_cols),
                line(raster.y, raster.wholeHeight, cell.row, m_rows),
                line(raster.y, raster.wholeHeight, cell.row + 1, m_rows),
                !has({cell.row, cell.col - 1}),
                !has({cell.row, cell.col + 1}),
                !has({cell.row - 1, cell.col}),
                !has({cell.row + 1, cell.col})};
    }

private:
    bool isInside(const Cell& cell) const {
        return cell.row >= 0 && cell.row < m_rows && cell.col >= 0 && cell.col < m_cols;
    }
    size_t place(const Cell& cell) const { return size_t(cell.row) * size_t(m_cols) + size_t(cell.col); }

    int m_rows, m_cols;
    std::vector<bool> m_there;
};

}  // namespace vitrine

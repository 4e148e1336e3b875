// The matrix as a picture: a pixel an entry, coloured on a linear or a logarithmic scale. Plain functions, no widget.
#pragma once

#include "core/explain/token_matrix.h"
#include "core/overlay/colormap.h"

#include <QtGui/QImage>

namespace vitrine::ui {

/// What the colours span. Logarithmic, everything below `low` has the lowest colour.
struct MatrixScale {
    double low = 0;
    double high = 0;
    bool log = true;
    double place(double value) const;  ///< 0..1
    double value(double place) const;  ///< the other way
    bool operator==(const MatrixScale&) const = default;
};

/// Linear: 0 to the largest value. Logarithmic: at most five powers of ten below the largest, less where the smallest
/// is larger.
MatrixScale matrixScale(const TokenMatrix& matrix, bool log);

/// One pixel an entry, rows are those who ask.
QImage matrixImage(const TokenMatrix& matrix, const MatrixScale& scale, const Colormap* colormap);

}  // namespace vitrine::ui

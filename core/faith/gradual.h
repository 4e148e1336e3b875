// A picture that turns into another bit by bit, and what the model answers on the way. For core/**/*.cpp alone (it
// includes ATen).
#pragma once

#include "core/capture/capture_data.h"
#include "core/faith/measures.h"

#include <ATen/core/Tensor.h>

namespace vitrine {

/// Which pixels turn when. (1, 1, H, W) int64, on the device of the run: the place of each in the order, from 0.
at::Tensor turnsByPatch(const Capture::Data& data, const Map& map);
/// The same pixel by pixel, of the map as large as the picture (bilinear, as torch's interpolate); lowest first where
/// `ascending`.
at::Tensor turnsByPixel(const Capture::Data& data, const Map& map, bool ascending);

struct Gradual {
    at::Tensor before, after;     ///< (1, 3, H, W), normalised
    at::Tensor turns;             ///< (1, 1, H, W)
    std::vector<int64_t> turned;  ///< one a point of the curve: so many have turned
};

/// Sends them through the model that ran and appends to the curves what it answers; `top1` may be null.
class GradualRun {
public:
    /// `total`: of all points that will be asked for, for `progress`.
    GradualRun(const Capture::Data& data, const Vit& vit, int of, const Progress& progress, int total);
    /// `grown` is called after each batch. The areas are multiplied by `scale`.
    void run(const Gradual& gradual, Curve& probability, Curve* top1, double scale, const std::function<void()>& grown);

private:
    const Capture::Data& m_data;
    const Vit& m_vit;
    int m_of;
    const Progress& m_progress;
    int m_total;
    int m_done = 0;
};

}  // namespace vitrine

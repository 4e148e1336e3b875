// From an Image to the numbers that enter the model: torchvision's ImageClassification on a PIL image.
#pragma once

#include "core/image/image.h"
#include "core/image/resample.h"

#include <array>
#include <optional>
#include <vector>

namespace vitrine {

enum class Fit {
    Crop,    ///< torchvision: short side to `resize`, then the centre crop
    Squash,  ///< the whole picture stretched to the crop
    Pad      ///< the whole picture, its as large as fits into the crop, black bars
};

/// A model's transforms. `crop` is the height of the model's input.
struct Preprocessing {
    int resize = 256;
    int crop = 224;
    int crop_width = 0;  ///< 0: as crop, a square
    Fit fit = Fit::Crop;
    Interpolation interpolation = Interpolation::Bilinear;
    std::array<float, 3> mean{0.485F, 0.456F, 0.406F};
    std::array<float, 3> std{0.229F, 0.224F, 0.225F};

    int width() const { return crop_width ? crop_width : crop; }

    /// The same transforms for another input size: resize and crop moved in the same proportion. An oblong input gets the
    /// whole picture, squashed: a crop whose short side alone is told would leave black bars.
    Preprocessing atSize(int imageHeight, int imageWidth = 0) const;
    bool operator==(const Preprocessing&) const = default;
};

/// A rectangle in pixels of an image, not rounded. May reach outside where the picture was padded.
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    bool operator==(const Box&) const = default;
};

/// How one picture is cut, where it differs from the model's own way.
struct Framing {
    std::optional<Fit> fit{};
    std::optional<Box> crop{};  ///< instead of `fit`: this part of the picture, in its whole pixels, stretched to the input
    bool operator==(const Framing&) const = default;
};

/// Pixel 0 after normalisation, by channel: (0 - mean) / std.
std::array<float, 3> blackOf(const Preprocessing& preprocessing);

/// What enters the model, normalised: values[(channel * height + y) * width + x].
struct Input {
    int height = 0;
    int width = 0;
    std::vector<float> values;                 // (3, height, width)
    std::array<float, 3> black = blackOf({});  ///< what a black pixel is to the model, by channel
};

/// The pixels that the model sees, before normalisation.
Image modelView(const Image& image, const Preprocessing& preprocessing);

/// The part of `image` (width x height pixels) that modelView shows. Geometry alone, no pixels touched.
Box modelBox(int width, int height, const Preprocessing& preprocessing);

/// The same with one picture's own framing. An own crop is Pillow's image.crop(box).resize((width, crop)), its box rounded to
/// whole pixels. Throws Error for one that is not inside the picture.
Image modelView(const Image& image, const Preprocessing& preprocessing, const Framing& framing);
Box modelBox(int width, int height, const Preprocessing& preprocessing, const Framing& framing);

/// v / 255, minus mean, divided by std, each in float32 as torchvision does.
Input normalise(const Image& view, const Preprocessing& preprocessing);

/// The picture that an Input shows: normalise undone, rounded and clipped to 8 bits.
Image denormalise(const Input& input, const Preprocessing& preprocessing);

}  // namespace vitrine

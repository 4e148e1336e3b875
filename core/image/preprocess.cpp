#include "core/image/preprocess.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vitrine {

namespace {

/// Where one axis of the picture goes: resized to `size`, of which `crop` pixels from `offset` are seen (black outside).
struct Axis {
    int64_t size = 0;
    int64_t offset = 0;  // negative: padded
};

/// torchvision's center_crop: pads with half the missing pixels (floor), or cuts at Python's round(spare / 2.0), which
/// rounds halves to even.
int64_t centreOffset(int64_t size, int64_t crop) {
    if (size < crop)
        return -((crop - size) / 2);
    const int64_t half = (size - crop) / 2;
    return half + ((size - crop) % 2 != 0 && half % 2 != 0 ? 1 : 0);
}

/// Python's int(a * b / c): one rounding, to double, then truncated.
int64_t scaled(int64_t a, int64_t b, int64_t c) { return int64_t(double(a * b) / double(c)); }

struct Placement2d {
    Axis x;
    Axis y;
};

Placement2d place(int width, int height, const Preprocessing& p) {
    Placement2d placed;
    const bool wide = width >= height;
    const int64_t longSide = std::max(width, height);
    const int64_t shortSide = std::min(width, height);
    Axis& along = wide ? placed.x : placed.y;
    Axis& across = wide ? placed.y : placed.x;
    switch (p.fit) {
    case Fit::Crop:
        across.size = p.resize;
        along.size = scaled(p.resize, longSide, shortSide);
        break;
    case Fit::Squash:
        placed.x.size = p.width();
        placed.y.size = p.crop;
        break;
    case Fit::Pad: {
        const bool fillsWidth = int64_t(width) * p.crop >= int64_t(height) * p.width();
        placed.x.size = fillsWidth ? p.width() : std::max<int64_t>(1, scaled(p.crop, width, height));
        placed.y.size = fillsWidth ? std::max<int64_t>(1, scaled(p.width(), height, width)) : p.crop;
        break;
    }
    }
    placed.x.offset = centreOffset(placed.x.size, p.width());
    placed.y.offset = centreOffset(placed.y.size, p.crop);
    return placed;
}

Preprocessing framed(const Preprocessing& preprocessing, const Framing& framing) {
    Preprocessing own = preprocessing;
    own.fit = framing.fit.value_or(own.fit);
    return own;
}

/// An own crop in whole pixels of a picture of that size.
struct Cut {
    int x = 0, y = 0, width = 0, height = 0;
};

Cut wholePixels(const Box& crop, int width, int height) {
    const auto inside = [](double first, double length, int size) {
        return first >= 0 && length >= 1 && first + length <= size;  // so written, a NaN is outside
    };
    const Box whole{std::round(crop.x), std::round(crop.y), std::round(crop.width), std::round(crop.height)};
    if (!inside(whole.x, whole.width, width) || !inside(whole.y, whole.height, height))
        throw Error("the crop", "does not lie inside the picture, which has " + std::to_string(width) + " x " +
                                    std::to_string(height) + " pixels");
    return {int(whole.x), int(whole.y), int(whole.width), int(whole.height)};
}

}  // namespace

Preprocessing Preprocessing::atSize(int imageHeight, int imageWidth) const {
    Preprocessing moved = *this;
    constexpr double kLargest = 1 << 20;  // pixels: what a file says may be anything
    moved.resize = int(std::clamp(std::round(double(resize) * imageHeight / crop), 1.0, kLargest));
    moved.crop = imageHeight;
    moved.crop_width = imageWidth == imageHeight ? 0 : imageWidth;
    if (moved.crop_width && moved.fit == Fit::Crop)
        moved.fit = Fit::Squash;
    return moved;
}

Image modelView(const Image& image, const Preprocessing& preprocessing) {
    const auto [x, y] = place(image.width, image.height, preprocessing);
    const int height = preprocessing.crop, width = preprocessing.width();
    Window window{x.size,
                  y.size,
                  std::max<int64_t>(0, x.offset),
                  std::max<int64_t>(0, y.offset),
                  int(std::min<int64_t>(width, x.size)),
                  int(std::min<int64_t>(height, y.size))};
    Image part = resampleWindow(image, window, preprocessing.interpolation);
    if (part.width == width && part.height == height)
        return part;
    Image view(width, height);
    const auto left = size_t(std::max<int64_t>(0, -x.offset));
    const int top = int(std::max<int64_t>(0, -y.offset));
    for (int row = 0; row < part.height; ++row)
        std::memcpy(view.row(top + row) + left * 3, part.row(row), size_t(part.width) * 3);
    return view;
}

Box modelBox(int width, int height, const Preprocessing& preprocessing) {
    const auto [x, y] = place(width, height, preprocessing);
    const double pixelsX = double(width) / double(x.size);  // source pixels a model pixel
    const double pixelsY = double(height) / double(y.size);
    return {double(x.offset) * pixelsX, double(y.offset) * pixelsY, preprocessing.width() * pixelsX,
            preprocessing.crop * pixelsY};
}

Image modelView(const Image& image, const Preprocessing& preprocessing, const Framing& framing) {
    if (!framing.crop)
        return modelView(image, framed(preprocessing, framing));
    const Cut cut = wholePixels(*framing.crop, image.width, image.height);
    const Window part{image.width, image.height, cut.x, cut.y, cut.width, cut.height};
    return resample(resampleWindow(image, part, preprocessing.interpolation), preprocessing.width(), preprocessing.crop,
                    preprocessing.interpolation);
}

Box modelBox(int width, int height, const Preprocessing& preprocessing, const Framing& framing) {
    if (!framing.crop)
        return modelBox(width, height, framed(preprocessing, framing));
    const Cut cut = wholePixels(*framing.crop, width, height);
    return {double(cut.x), double(cut.y), double(cut.width), double(cut.height)};
}

std::array<float, 3> blackOf(const Preprocessing& preprocessing) {
    std::array<float, 3> black{};
    for (size_t channel = 0; channel < 3; ++channel)
        black[channel] = (0.0F - preprocessing.mean[channel]) / preprocessing.std[channel];
    return black;
}

Input normalise(const Image& view, const Preprocessing& preprocessing) {
    Input input{view.height, view.width, {}, blackOf(preprocessing)};
    const size_t pixels = size_t(view.width) * size_t(view.height);
    input.values.resize(pixels * 3);
    for (size_t channel = 0; channel < 3; ++channel) {
        std::array<float, 256> table{};
        for (size_t v = 0; v < table.size(); ++v)
            table[v] = (float(v) / 255.0F - preprocessing.mean[channel]) / preprocessing.std[channel];
        float* out = input.values.data() + channel * pixels;
        for (size_t i = 0; i < pixels; ++i)
            out[i] = table[view.pixels[i * 3 + channel]];
    }
    return input;
}

Image denormalise(const Input& input, const Preprocessing& preprocessing) {
    Image image(input.width, input.height);
    const size_t pixels = size_t(input.width) * size_t(input.height);
    for (size_t channel = 0; channel < 3; ++channel) {
        const float* in = input.values.data() + channel * pixels;
        for (size_t i = 0; i < pixels; ++i) {
            const float v = (in[i] * preprocessing.std[channel] + preprocessing.mean[channel]) * 255.0F;
            image.pixels[i * 3 + channel] = v > 0.0F ? uint8_t(std::min(v + 0.5F, 255.0F)) : uint8_t(0);  // NaN: black
        }
    }
    return image;
}

}  // namespace vitrine

// How a map is laid over a picture.
#pragma once

#include "core/overlay/colormap.h"

namespace vitrine {

enum class Blend {
    Over,      ///< the colour covers the picture, the more the higher the value
    Multiply,  ///< colour times picture
    Screen,    ///< the colour as light on top
    Light      ///< no colour: the picture as bright as the value is high
};

struct OverlayStyle {
    const Colormap* colormap = nullptr;  ///< nullptr: inferno
    double opacity = 0.78;               ///< of the highest value
    bool smooth = true;    ///< interpolated between patch centres (bicubic, clipped to the range); else flat squares
    double keep = 1;       ///< the highest patches that hold this share of the map's sum; the others are not drawn
    bool contour = false;  ///< lines of equal value
    Blend blend = Blend::Over;
    bool shared = false;  ///< one scale for all maps shown together; else each its own
    bool operator==(const OverlayStyle&) const = default;
};

}  // namespace vitrine

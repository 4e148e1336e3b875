// What core cannot do alone, for it has no Qt: ui/ hands it in once, before the first picture is read, for the window
// and the commands alike. Both are called from any thread.
#pragma once

#include "core/image/decode.h"

#include <functional>
#include <optional>

namespace vitrine {

/// Reads what OpenCV does not. `format` is a short name as Qt has it ("gif", "svg"). None where it has no reader for
/// it; throws Error (subject `name`) where the file is damaged.
using FallbackDecoder = std::function<std::optional<Decoded>(std::span<const uint8_t> file, const std::string& format,
                                                             const DecodeOptions& options, const std::string& name)>;
void setFallbackDecoder(FallbackDecoder decoder);
const FallbackDecoder& fallbackDecoder();

/// The values of `image`, which are in the origin's colour profile, as a screen (sRGB) shows them. None where that is
/// the same or the profile is of no use.
using ScreenColours = std::function<std::optional<Image>(const Image& image, const Origin& origin)>;
void setScreenColours(ScreenColours convert);
const ScreenColours& screenColours();

}  // namespace vitrine

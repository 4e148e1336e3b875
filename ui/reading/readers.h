// The parts of ui/reading: what helpCore() hands to core.
#pragma once

#include "core/image/helpers.h"

#include <QtCore/QByteArray>

class QImage;

namespace vitrine::ui {

/// A command has no window: Qt's plugins, fonts and network get an application without one, made when first needed.
void ensureApplication();

/// core's FallbackDecoder.
std::optional<Decoded> readWithQt(std::span<const uint8_t> file, const std::string& format,
                                  const DecodeOptions& options, const std::string& name);

/// The drawing, from which nothing is fetched from elsewhere. Throws Error (subject `name`) for one that is no XML, has an
/// impossible size, shows a picture that is not in it, or is so deep or so often used within itself that drawing it would
/// not end.
QByteArray harmlessSvg(const QByteArray& svg, const std::string& name);

/// core's ScreenColours.
std::optional<Image> inSrgb(const Image& image, const Origin& origin);

}  // namespace vitrine::ui

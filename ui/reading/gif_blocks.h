// The blocks of a GIF, walked before Qt reads it (GIF89a specification, W3C).
#pragma once

#include "core/image/bytes.h"

#include <QtCore/QByteArray>

#include <optional>

namespace vitrine::ui {

/// The same animation with a graphic control block before every frame: Qt's reader keeps the transparent colour of the
/// block before, where a frame has none of its own. Nothing when the file ends inside a block, or before its first frame.
std::optional<QByteArray> withOwnControls(Bytes gif);

}  // namespace vitrine::ui

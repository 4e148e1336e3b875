// The picture that the maps of a board are laid over.
#pragma once

#include "core/overlay/masked.h"

#include <QtCore/QSize>

namespace vitrine {
struct Picture;
}

namespace vitrine::ui {

/// The part that the model sees, of that size, with the patches that it did not get.
Image tilePicture(const Picture& picture, QSize size, const Masked& masked);

}  // namespace vitrine::ui

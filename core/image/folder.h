// The images of a folder.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// What names of images end with: ".jpg", ".png", ...
const std::vector<std::string>& imageEndings();

/// Whether the name ends with one of them, in either case.
bool isImageName(const std::filesystem::path& file);

/// "img2" before "img10": numbers by value, letters whatever their case.
bool naturalLess(std::string_view a, std::string_view b);

/// The image files directly in `folder` in natural order; hidden files and everything else left out. Throws Error when
/// it cannot be read or has none.
std::vector<std::filesystem::path> imagesIn(const std::filesystem::path& folder);

}  // namespace vitrine

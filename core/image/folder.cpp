#include "core/image/folder.h"

#include "core/error.h"
#include "core/read_file.h"

#include <algorithm>
#include <string>

namespace vitrine {
namespace {

// ASCII only: file names are bytes, and the order must not depend on the locale.
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// The run of digits at the start of `text`, without its leading zeros.
std::string_view takeNumber(std::string_view& text) {
    const size_t end = size_t(std::find_if_not(text.begin(), text.end(), isDigit) - text.begin());
    std::string_view number = text.substr(0, end);
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    text.remove_prefix(end);
    return number;
}

}  // namespace

const std::vector<std::string>& imageEndings() {
    static const std::vector<std::string> endings{".jpg", ".jpeg", ".jpe",  ".jfif", ".png", ".apng", ".webp",
                                                  ".gif", ".tif",  ".tiff", ".bmp",  ".dib", ".svg",  ".ico",
                                                  ".jp2", ".j2k",  ".pbm",  ".pgm",  ".ppm", ".pnm",  ".pam",
                                                  ".tga", ".ras",  ".xpm",  ".xbm",  ".cur", ".icns"};
    return endings;
}

bool isImageName(const std::filesystem::path& file) {
    const auto& endings = imageEndings();
    return std::find(endings.begin(), endings.end(), extensionOf(file)) != endings.end();
}

bool naturalLess(std::string_view a, std::string_view b) {
    const std::string_view wholeA = a;
    const std::string_view wholeB = b;
    while (!a.empty() && !b.empty()) {
        if (isDigit(a[0]) && isDigit(b[0])) {
            const std::string_view m = takeNumber(a);
            const std::string_view n = takeNumber(b);
            if (m != n)
                return m.size() != n.size() ? m.size() < n.size() : m < n;
        } else if (lower(a[0]) != lower(b[0])) {
            return static_cast<unsigned char>(lower(a[0])) < static_cast<unsigned char>(lower(b[0]));
        } else {
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
    }
    return a.empty() != b.empty() ? a.empty() : wholeA < wholeB;
}

std::vector<std::filesystem::path> imagesIn(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error)
        throw Error(folder.string(), "cannot be read: " + error.message());
    std::vector<std::filesystem::path> images;
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        const std::filesystem::path& file = entries->path();
        std::error_code ignored;  // a dangling link is no image
        if (isImageName(file) && file.filename().string()[0] != '.' && entries->is_regular_file(ignored))
            images.push_back(file);
    }
    if (images.empty())
        throw Error(
            folder.string(),
            "no pictures in this folder (JPEG, PNG, WebP, GIF, TIFF, BMP, SVG and others; a .safetensors input has to be named itself)");
    std::sort(images.begin(), images.end(),
              [](const auto& a, const auto& b) { return naturalLess(a.filename().string(), b.filename().string()); });
    return images;
}

}  // namespace vitrine

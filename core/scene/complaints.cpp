#include "core/scene/complaints.h"

#include <cctype>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

constexpr std::pair<std::string_view, std::string_view> fields[] = {
    {"--model", "model.model"},
    {"--weights", "model.weights"},
    {"--randomised", "model.randomised"},
    {"--seed", "model.seed"},
    {"--heads", "model.heads"},
    {"--image-size", "model.image_size"},
    {"--resize", "model.resize"},
    {"--crop", "model.crop"},
    {"--fit", "model.fit"},
    {"--interpolation", "model.interpolation"},
    {"--mean", "model.mean"},
    {"--std", "model.std"},
    {"--device", "model.device"},
    {"--dtype", "model.dtype"},
    {"--threads", "model.threads"},
    {"--select", "view.node"},
};

bool goesOn(const std::string& text, size_t at) {  // --crop is not the beginning of --crop-box
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '-');
}

}  // namespace

std::string inFields(std::string text) {
    for (const auto& [option, field] : fields)
        for (size_t at = text.find(option); at != text.npos; at = text.find(option, at + 1))
            if (!goesOn(text, at + option.size()))
                text.replace(at, option.size(), field);
    return text;
}

void throwInScene(const std::string& scene, const Error& error) {
    const bool named = error.subject() == scene;
    const std::string reason = inFields(named ? error.reason() : error.subject() + ": " + error.reason());
    if (dynamic_cast<const UsageError*>(&error))
        throw UsageError(scene, reason);
    throw Error(scene, reason);
}

bool pictureIsThere(const Scene& scene) {
    std::error_code ignored;
    return scene.picture.image || scene.picture.dummySeed || std::filesystem::exists(scene.picture.file, ignored);
}

void requirePicture(const Scene& scene) {
    if (pictureIsThere(scene))
        return;
    std::error_code ignored;
    const auto file = std::filesystem::absolute(scene.picture.file, ignored).lexically_normal();
    throw Error("image.file", file.filename().string() + " is not in " + file.parent_path().string() +
                                  "; put it there, or say where it is");
}

}  // namespace vitrine

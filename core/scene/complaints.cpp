#include "core/scene/complaints.h"

#include "core/read_file.h"
#include "core/weights/labels.h"

#include <cctype>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

/// The longer one first where two begin alike.
constexpr std::pair<std::string_view, std::string_view> fields[] = {
    {"a checkpoint goes to --weights", "a checkpoint goes to model.weights_file"},
    {"--model", "model.model"},
    {"--weights", "model.weights"},
    {"--randomised", "model.randomised"},
    {"--seed", "model.seed"},
    {"--heads", "model.heads"},
    {"--image-size", "model.image_size"},
    {"--image-width", "model.image_width"},
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

/// What core and the window call a part of the request, at the beginning of a complaint.
constexpr std::pair<std::string_view, std::string_view> parts[] = {
    {"method ", "view.method "},   {"layer ", "view.layer "},  {"layers ", "view.layers "}, {"head ", "view.head "},
    {"discard ", "view.discard "}, {"patch ", "view.query "},  {"pin ", "view.pins "},      {"target ", "view.target "},
    {"device ", "model.device "},  {"the crop", "image.crop"},
};

bool goesOn(const std::string& text, size_t at) {  // --crop is not the beginning of --crop-box
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '-');
}

[[noreturn]] void throwLost(const char* field, const std::filesystem::path& path) {
    std::error_code ignored;
    const auto file = std::filesystem::absolute(path, ignored).lexically_normal();
    throw Error(field, file.filename().string() + " is not in " + file.parent_path().string() +
                           "; put it there, or say where it is");
}

/// Not a word that was meant as an entry.
bool isPath(const std::string& weights) { return weights.find_first_of("./\\") != weights.npos; }

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
    std::string reason = inFields(named ? error.reason() : error.subject() + ": " + error.reason());
    for (const auto& [part, field] : parts)
        if (!named && reason.starts_with(part)) {
            reason.replace(0, part.size(), field);
            break;
        }
    if (dynamic_cast<const UsageError*>(&error))
        throw SceneError(scene, reason);
    throw Error(scene, reason);
}

bool pictureIsThere(const Scene& scene) {
    std::error_code ignored;
    return scene.picture.image || scene.picture.dummySeed || std::filesystem::exists(scene.picture.file, ignored);
}

void requirePicture(const Scene& scene) {
    if (!pictureIsThere(scene))
        throwLost("image.file", scene.picture.file);
}

void requireFiles(const Scene& scene) {
    const ModelRequest& model = scene.model;
    std::error_code ignored;
    if (weightsAreFile(model) && !model.randomised && isPath(model.weights) &&
        !std::filesystem::exists(model.weights, ignored))
        throwLost("model.weights_file", model.weights);
    if (const auto& graft = scene.view.intervention.graft; graft && !std::filesystem::exists(graft->picture, ignored))
        throwLost("view.intervention.patch_from.file", graft->picture);
    if (model.labels.empty())
        return;
    if (!std::filesystem::exists(model.labels, ignored))
        throwLost("model.labels", model.labels);
    try {
        readLabels(model.labels);
    } catch (const Error& error) {
        throw Error("model.labels " + nameOf(model.labels), error.reason());
    }
}

}  // namespace vitrine

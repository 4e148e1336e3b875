#include "core/model/config.h"

#include "core/error.h"

#include <array>
#include <utility>

namespace vitrine {

namespace {

/// The letter that papers give to a width.
constexpr std::array<std::pair<int, const char*>, 7> letters{
    {{192, "Ti"}, {384, "S"}, {768, "B"}, {1024, "L"}, {1280, "H"}, {1408, "g"}, {1664, "G"}}};

// Far beyond any real model, and small enough that no count or cost of the tree overflows 64 bits.
constexpr int maxImageSize = 16384;
constexpr int maxTokens = 65536;
constexpr int maxLayers = 256;
constexpr int maxHeads = 1024;
constexpr int maxWidth = 32768;
constexpr int maxMlp = 262144;
constexpr int maxClasses = 1'000'000;

struct Checker {
    const std::string& subject;
    void positive(const char* what, int value, int limit) const {
        if (value < 1)
            throw Error(subject, std::string(what) + " is " + std::to_string(value) + "; it must be at least 1");
        if (value > limit)
            throw Error(subject, std::string(what) + " is " + std::to_string(value) + ", more than the " +
                                     std::to_string(limit) + " that any model here may have");
    }
    void divides(const char* part, int a, const char* whole, int b) const {
        if (b % a != 0)
            throw Error(subject, std::string(part) + " " + std::to_string(a) + " does not divide " + whole + " " +
                                     std::to_string(b));
    }
};

}  // namespace

std::string displayName(const VitConfig& config) {
    for (const auto& [width, letter] : letters)
        if (width == config.hidden_dim)
            return std::string("ViT-") + letter + "/" + std::to_string(config.patch_size);
    return "ViT " + std::to_string(config.hidden_dim) + "/" + std::to_string(config.patch_size);
}

void validate(const VitConfig& config) {
    const std::string subject = config.name.empty() ? "model" : config.name;
    const Checker check{subject};
    check.positive("image_size", config.image_size, maxImageSize);
    check.positive("patch_size", config.patch_size, maxImageSize);
    check.positive("num_layers", config.num_layers, maxLayers);
    check.positive("num_heads", config.num_heads, maxHeads);
    check.positive("hidden_dim", config.hidden_dim, maxWidth);
    check.positive("mlp_dim", config.mlp_dim, maxMlp);
    check.positive("num_classes", config.num_classes, maxClasses);
    if (config.representation_size)
        check.positive("representation_size", *config.representation_size, maxMlp);
    check.divides("patch_size", config.patch_size, "image_size", config.image_size);
    check.divides("num_heads", config.num_heads, "hidden_dim", config.hidden_dim);
    if (config.num_tokens() > maxTokens)
        throw Error(subject, "an image of " + std::to_string(config.image_size) + " px in patches of " +
                                 std::to_string(config.patch_size) + " makes " + std::to_string(config.num_tokens()) +
                                 " tokens, more than " + std::to_string(maxTokens) + "; choose a smaller image size");
}

}  // namespace vitrine

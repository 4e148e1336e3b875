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
constexpr int maxRegisters = 1024;

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

void checkPrefix(const VitConfig& config, const std::string& subject) {
    const bool readsClass = config.pooling != Pooling::PatchMean;
    if (config.register_tokens < 0 || config.register_tokens > maxRegisters)
        throw Error(subject, "register_tokens is " + std::to_string(config.register_tokens) + "; it may be 0 to " +
                                 std::to_string(maxRegisters));
    if (config.position_prefix < 0 || config.position_prefix > config.prefix())
        throw Error(subject, "position_prefix is " + std::to_string(config.position_prefix) + " of " +
                                 std::to_string(config.prefix()) + " tokens before the patches");
    if (readsClass && !config.class_token)
        throw Error(subject, "its head reads a class token, and it has none");
    if (config.pooling == Pooling::ClassAndDistilled && !config.dist_token)
        throw Error(subject, "its second head reads a distillation token, and it has none");
}

}  // namespace

std::string sizeText(const VitConfig& config) {
    return config.width() == config.height() ? std::to_string(config.height())
                                             : std::to_string(config.height()) + "×" + std::to_string(config.width());
}

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
    if (config.num_classes != 0)
        check.positive("num_classes", config.num_classes, maxClasses);
    if (config.representation_size)
        check.positive("representation_size", *config.representation_size, maxMlp);
    if (config.image_width != 0)
        check.positive("image_width", config.image_width, maxImageSize);
    check.divides("patch_size", config.patch_size, "image_size", config.height());
    check.divides("patch_size", config.patch_size, "image_width", config.width());
    check.divides("num_heads", config.num_heads, "hidden_dim", config.hidden_dim);
    checkPrefix(config, subject);
    if (config.num_tokens() > maxTokens)
        throw Error(subject, "an image of " + sizeText(config) + " px in patches of " +
                                 std::to_string(config.patch_size) + " makes " + std::to_string(config.num_tokens()) +
                                 " tokens, more than " + std::to_string(maxTokens) + "; choose a smaller image size");
}

}  // namespace vitrine

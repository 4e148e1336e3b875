#include "core/weights/transforms.h"

#include "core/weights/sidecar.h"

#include <cmath>

namespace vitrine {
namespace {

constexpr std::array<float, 3> kHalf{0.5F, 0.5F, 0.5F};
constexpr std::array<float, 3> kClipMean{0.48145466F, 0.4578275F, 0.40821073F};
constexpr std::array<float, 3> kClipStd{0.26862954F, 0.26130258F, 0.27577711F};

/// `from` is made for its own crop; a model of another size gets it moved.
Preprocessing atModelSize(const Preprocessing& from, const VitConfig& config) {
    const bool fits = from.crop == config.height() && from.width() == config.width();
    return fits ? from : from.atSize(config.height(), config.width());
}

Fit fitOf(const SidecarTransforms& transforms) {
    if (transforms.crop_mode == "squash" || (transforms.resize && !transforms.do_center_crop.value_or(false)))
        return Fit::Squash;
    return transforms.crop_mode == "border" ? Fit::Pad : Fit::Crop;
}

/// (v * factor - mean) / std, said of v / 255.
void rescale(Preprocessing& transforms, double factor) {
    const double times = 1 / (255 * factor);
    if (std::abs(times - 1) < 1e-6)  // 1 / 255 as somebody wrote it down
        return;
    for (size_t channel = 0; channel < 3; ++channel) {
        transforms.mean[channel] = float(double(transforms.mean[channel]) * times);
        transforms.std[channel] = float(double(transforms.std[channel]) * times);
    }
}

}  // namespace

std::optional<Preprocessing> transformsOf(const Sidecar& sidecar, const Family& family, const VitConfig& config) {
    const SidecarTransforms& said = sidecar.transforms;
    if (said == SidecarTransforms())
        return {};
    const Preprocessing usual = usualTransforms(family, config).value_or(Preprocessing());
    Preprocessing result;
    const int size = config.image_size;
    result.fit = fitOf(said);
    result.crop = said.crop ? said.crop->height : said.resize ? said.resize->height : size;
    result.crop_width = said.crop ? said.crop->width : said.resize ? said.resize->width : config.width();
    if (result.crop_width == result.crop)
        result.crop_width = 0;
    result.resize = said.shortest_edge ? *said.shortest_edge : said.resize ? said.resize->height : result.crop;
    if (result.fit == Fit::Crop && !said.crop && said.shortest_edge)  // transformers lets the long side hang over; a
        result.crop = std::min(size, *said.shortest_edge);            // plain ViT needs its square
    result.interpolation = said.interpolation.value_or(usual.interpolation);
    if (said.do_normalize.value_or(true)) {
        result.mean = said.mean.value_or(usual.mean);
        result.std = said.std.value_or(usual.std);
    } else {
        result.mean = {0, 0, 0};
        result.std = {1, 1, 1};
    }
    if (said.rescale_factor)
        rescale(result, *said.rescale_factor);
    return atModelSize(result, config);
}

std::optional<Preprocessing> usualTransforms(const Family& family, const VitConfig& config) {
    if (family.kind == Family::Kind::Torchvision)
        return {};
    Preprocessing result;  // 256, 224 and ImageNet's mean and std: DeiT, DINO, DINOv2, MAE
    result.interpolation = Interpolation::Bicubic;
    const bool tower = family.isTower();
    const bool transformersVit =
        family.kind == Family::Kind::HuggingFace && !config.layer_scale && !config.dist_token;  // not DINOv2, not DeiT
    if (tower && config.class_token) {                                                          // CLIP
        result.resize = result.crop;
        result.mean = kClipMean;
        result.std = kClipStd;
    } else if (tower || transformersVit) {  // SigLIP; transformers' ViT
        result.fit = Fit::Squash;
        result.resize = result.crop;
        result.interpolation = tower ? Interpolation::Bicubic : Interpolation::Bilinear;
        result.mean = result.std = kHalf;
    }
    return atModelSize(result, config);
}

}  // namespace vitrine

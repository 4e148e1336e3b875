// How pictures are prepared, as transformers' image processors and timm's pretrained_cfg write it.
#include "core/weights/sidecar_json.h"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

/// By Pillow's number or by name.
std::optional<Interpolation> interpolation(const SidecarJson& json, const char* key) {
    const auto* value = json.find(key);
    if (!value)
        return {};
    std::string name = value->is_string() ? value->get<std::string>() : "";
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
    if (*value == 2 || name == "bilinear")
        return Interpolation::Bilinear;
    if (*value == 3 || name == "bicubic")
        return Interpolation::Bicubic;
    if (*value == 0 || *value == 1 || *value == 4 || *value == 5 || name == "nearest" || name == "lanczos" ||
        name == "box" || name == "hamming") {
        static constexpr const char* kNames[] = {"nearest", "lanczos", "", "", "box", "hamming"};
        json.ignore(std::string(key) + " is " + (name.empty() ? kNames[value->get<int>()] : name) +
                    ", and Vitrine resizes bilinear or bicubic");
        return {};
    }
    json.ignoreValue(key);
    return {};
}

/// transformers' get_size_dict: a bare number is a square for some processors, the short side for those that crop.
bool bareSizeIsShortSide(const SidecarJson& json) {
    std::string type = json.text("image_processor_type");
    if (type.empty())
        type = json.text("feature_extractor_type");
    const auto is = [&type](const char* start) { return type.starts_with(start); };
    if (is("CLIP") || is("Bit") || is("ConvNext") || is("Convnext"))
        return true;
    return !is("ViT") && !is("DeiT") && !is("Siglip") && !is("Beit") && json.yes("do_center_crop").value_or(false);
}

void readSize(const SidecarJson& json, SidecarTransforms& transforms) {
    const auto* size = json.find("size");
    if (!size)
        return;
    if (size->is_object() && size->contains("shortest_edge")) {
        transforms.shortest_edge = json.inner("size").whole("shortest_edge", 1, kLargestExtent);
        if (transforms.shortest_edge && size->contains("longest_edge") && !(*size)["longest_edge"].is_null())
            json.ignore("size has a longest_edge");
    } else if (size->is_number() && bareSizeIsShortSide(json)) {
        transforms.shortest_edge = json.whole("size", 1, kLargestExtent);
    } else {
        transforms.resize = json.extent("size");
    }
}

}  // namespace

void readProcessor(const SidecarJson& json, SidecarTransforms& transforms) {
    transforms.do_center_crop = json.yes("do_center_crop");
    transforms.do_normalize = json.yes("do_normalize");
    readSize(json, transforms);
    transforms.crop = json.extent("crop_size");
    transforms.interpolation = interpolation(json, "resample");
    transforms.mean = json.triple("image_mean", false);
    transforms.std = json.triple("image_std", true);
    constexpr double kLeastFactor = 1e-6;
    transforms.rescale_factor = json.real("rescale_factor", kLeastFactor, 1);
    if (!json.yes("do_rescale").value_or(true))
        transforms.rescale_factor = 1;
    if (!json.yes("do_resize").value_or(true))
        json.ignore("do_resize is false, and Vitrine brings every picture to the model's size");
    if (transforms.resize && transforms.do_center_crop.value_or(false))
        json.ignore("size stretches the picture before the crop, and Vitrine keeps its proportions");
}

/// timm/data/transforms_factory.py, transforms_imagenet_eval, with timm's own defaults.
void readPretrainedCfg(const SidecarJson& json, SidecarTransforms& transforms) {
    constexpr double kDefaultCropPct = 0.875;
    transforms.mean = json.triple("mean", false);
    transforms.std = json.triple("std", true);
    transforms.interpolation = interpolation(json, "interpolation");
    transforms.crop_mode = json.text("crop_mode");
    const auto* size = json.find("input_size");  // [3, height, width]
    if (!size)
        return;
    const bool isImage = size->is_array() && size->size() == 3 && (*size)[0] == 3;
    transforms.crop = isImage ? extentOf(nlohmann::json::array({(*size)[1], (*size)[2]})) : std::nullopt;
    if (!transforms.crop)
        return json.ignoreValue("input_size");
    transforms.do_center_crop = transforms.do_normalize = true;
    const double crop_pct = json.real("crop_pct", 0.1, 2).value_or(kDefaultCropPct);
    const auto scaled = [&](int side) { return std::max(1, int(std::floor(side / crop_pct))); };
    const Extent target{scaled(transforms.crop->height), scaled(transforms.crop->width)};
    const bool keepsRatio = transforms.crop_mode != "squash" && transforms.crop_mode != "border";
    if (!keepsRatio && target != *transforms.crop)
        json.ignore("crop_pct cuts a rim off, and Vitrine shows the whole picture where crop_mode is " +
                    transforms.crop_mode);
    if (transforms.crop_mode == "border")
        json.ignore("crop_mode is border, whose bars have the mean's colour, and Vitrine's are black");
    if (keepsRatio && target.height == target.width)
        transforms.shortest_edge = target.height;
    else
        transforms.resize = target;
}

}  // namespace vitrine

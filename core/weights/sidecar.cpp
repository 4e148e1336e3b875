#include "core/weights/sidecar.h"

#include "core/error.h"
#include "core/read_file.h"
#include "core/weights/bounded_json.h"
#include "core/weights/labels.h"
#include "core/weights/sidecar_json.h"

#include <algorithm>

namespace vitrine {
namespace {

constexpr int kMostHeads = 1024;

/// Sizes of the network itself: at the top, or of CLIP's and SigLIP's files within vision_config.
void readSizes(const SidecarJson& json, Sidecar& sidecar) {
    const auto take = [](auto& into, auto value) {
        if (value)
            into = std::move(value);
    };
    take(sidecar.num_attention_heads, json.whole("num_attention_heads", 1, kMostHeads));
    take(sidecar.layer_norm_eps, json.real("layer_norm_eps", 0, 1));
    take(sidecar.image_size, json.extent("image_size"));
    take(sidecar.use_mean_pooling, json.yes("use_mean_pooling"));
    if (const std::string act = json.text("hidden_act"); !act.empty())
        sidecar.hidden_act = act;
}

/// timm's own: model_args are what its constructor was given.
void readTimm(const SidecarJson& json, Sidecar& sidecar) {
    sidecar.isTimm = true;
    sidecar.architecture = json.text("architecture");
    const SidecarJson arguments = json.inner("model_args");
    sidecar.global_pool = json.text("global_pool");
    if (const std::string pool = arguments.text("global_pool"); !pool.empty())
        sidecar.global_pool = pool;
    sidecar.hidden_act = arguments.text("act_layer");
    sidecar.pool_include_prefix = arguments.yes("pool_include_prefix").value_or(false);
    sidecar.num_attention_heads = arguments.whole("num_heads", 1, kMostHeads);
    readPretrainedCfg(json.has("pretrained_cfg") ? json.inner("pretrained_cfg") : json, sidecar.transforms);
    sidecar.image_size = arguments.extent("img_size");
    if (!sidecar.image_size)
        sidecar.image_size = sidecar.transforms.crop;
    sidecar.labels = json.texts("label_names");
    const auto* words = json.find("label_descriptions");  // ImageNet's names are synsets; these are what they mean
    for (std::string& label : sidecar.labels)
        if (words && words->is_object())
            if (const auto found = words->find(label); found != words->end() && found->is_string())
                label = labelText(found->get_ref<const std::string&>());
}

void readTransformers(const SidecarJson& json, Sidecar& sidecar) {
    if (const auto* classes = json.find("architectures"))
        if (classes->is_array() && !classes->empty() && classes->front().is_string())
            sidecar.architecture = labelText(classes->front().get_ref<const std::string&>());
    readSizes(json, sidecar);
    readSizes(json.inner("vision_config"), sidecar);
    sidecar.labels = json.byIndex("id2label");
}

void readConfig(const SidecarJson& json, Sidecar& sidecar) {
    if (json.has("architecture") || json.has("pretrained_cfg"))
        readTimm(json, sidecar);
    else
        readTransformers(json, sidecar);
}

}  // namespace

Sidecar readSidecar(const SidecarFiles& files) {
    Sidecar sidecar;
    const auto read = [&sidecar](const std::string& name, const std::vector<uint8_t>& bytes, auto use) {
        if (bytes.empty())
            return;
        const nlohmann::json json = parseBounded(bytes);
        if (!json.is_object()) {
            sidecar.ignored.push_back(name + ": it is no JSON object");
            return;
        }
        use(SidecarJson(json, name, sidecar.ignored));
    };
    read("config.json", files.config, [&](const SidecarJson& json) { readConfig(json, sidecar); });
    read("preprocessor_config.json", files.preprocessor, [&](const SidecarJson& json) {
        if (json.has("pretrained_cfg"))  // transformers' TimmWrapperImageProcessor
            readPretrainedCfg(json.inner("pretrained_cfg"), sidecar.transforms);
        else
            readProcessor(json, sidecar.transforms);
    });
    if (!files.labels.empty()) {
        if (std::vector<std::string> labels = parseLabels(files.labels); !labels.empty())
            sidecar.labels = std::move(labels);
        else
            sidecar.ignored.emplace_back("labels.txt: it has no names, or more than 100000");
    }
    return sidecar;
}

Sidecar readSidecar(const std::filesystem::path& checkpoint) {
    std::error_code error;
    const auto folder = std::filesystem::is_directory(checkpoint, error) ? checkpoint : checkpoint.parent_path();
    std::vector<std::string> unread;
    const auto contents = [&](const char* name) -> std::vector<uint8_t> {
        const auto file = folder / name;
        if (!std::filesystem::exists(std::filesystem::symlink_status(file, error)))
            return {};
        try {
            return readFile(file, kLongestJson);
        } catch (const Error& problem) {
            unread.push_back(std::string(name) + ": " + problem.reason());
            return {};
        }
    };
    Sidecar sidecar =
        readSidecar(SidecarFiles{contents("config.json"), contents("preprocessor_config.json"), contents("labels.txt")});
    sidecar.ignored.insert(sidecar.ignored.begin(), unread.begin(), unread.end());
    return sidecar;
}

}  // namespace vitrine

#include "core/scene/python.h"

#include "core/model/variants.h"
#include "core/read_file.h"
#include "core/scene/python_parts.h"
#include "core/scene/words.h"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

bool isSafetensors(const std::filesystem::path& file) { return extensionOf(file) == ".safetensors"; }

/// "# " before every line.
std::string comment(const std::string& words) {
    std::string out = "# ";
    for (const char c : words)
        out += c == '\n' ? ' ' : c;
    return out + "\n";
}

/// What the script does, one part after the other.
class Script {
public:
    Script(const Scene& scene, const ModelPlan& plan, const std::vector<Prediction>& top)
        : m_scene(scene), m_plan(plan), m_top(top) {
        const WeightsEntry* entry = findEntry(plan.weights);
        if (entry && entry->image_size == plan.config.image_size && plan.config.num_classes == 1000)
            m_entry = entry;
    }

    std::string write() {
        head();
        model();
        writePicture(m_code, m_scene, m_plan);
        prediction();
        writeMap(m_code, m_scene, m_plan);
        return m_code.text();
    }

private:
    void line(const std::string& code = {}) { m_code.line(code); }

    bool readsSafetensors() const {
        return isPythonTensor(m_scene) || (!m_plan.file.empty() && isSafetensors(m_plan.file));
    }

    void head() {
        const bool fromPicture = isPythonPicture(m_scene);
        m_code.lines(comment(m_scene.pictureName + " through " + displayName(m_plan.config) + " (" + m_plan.weights +
                             "), as Vitrine shows it. Needs torch, torchvision" + (fromPicture ? " and Pillow." : ".")));
        if (fromPicture && !m_scene.picture.url.empty()) {
            line("import io");
            line("import urllib.request");
        }
        if (readsSafetensors())
            line("import json");
        line("import torch");
        if (fromPicture) {
            line("from PIL import Image, ImageOps");
            line("from torchvision.transforms import functional as F");
        }
        line("from torchvision.models.vision_transformer import " + imports());
        line();
        if (readsSafetensors())
            safetensorsReader();
    }

    std::string imports() const {
        if (m_entry)
            return weightsClass() + ", " + m_entry->variant;
        return resized() ? "VisionTransformer, interpolate_embeddings" : "VisionTransformer";
    }

    /// vit_b_16 -> ViT_B_16_Weights
    std::string weightsClass() const {
        std::string name = m_entry->variant.substr(4);
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(std::toupper(c)); });
        return "ViT_" + name + "_Weights";
    }

    bool resized() const { return !m_plan.isRandom && m_plan.request.image_size.has_value(); }

    void safetensorsReader() {
        m_code.lines(R"(
def load_safetensors(path):
    """The tensors of a .safetensors file (the package `safetensors` does the same), and its metadata."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    metadata = header.pop("__metadata__", {})
    dtypes = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
    tensors = {}
    for name, info in header.items():
        start, end = info["data_offsets"]
        tensors[name] = torch.frombuffer(data[start:end], dtype=dtypes[info["dtype"]]).reshape(info["shape"]).float()
    return tensors, metadata

)");
    }

    // --- the model ----------------------------------------------------------------------------------------------------

    std::string constructor() const {
        const VitConfig& c = m_plan.config;
        return "VisionTransformer(image_size=" + text(c.image_size) + ", patch_size=" + text(c.patch_size) +
               ", num_layers=" + text(c.num_layers) + ", num_heads=" + text(c.num_heads) +
               ",\n                          hidden_dim=" + text(c.hidden_dim) + ", mlp_dim=" + text(c.mlp_dim) +
               ", num_classes=" + text(c.num_classes) +
               (c.representation_size ? ", representation_size=" + text(*c.representation_size) : "") + ")";
    }

    void model() {
        line();
        line("# --- the model: " + displayName(m_plan.config) + ", " + m_plan.weights);
        if (m_plan.isRandom) {
            line("torch.manual_seed(" + std::to_string(m_plan.request.seed) + ")");
            line("model = " + constructor());
            line("labels = []");
        } else if (m_entry) {
            line("weights = " + weightsClass() + "." + m_entry->name + "  # downloaded once, " +
                 text(std::lround(m_entry->file_size_mib)) + " MiB");
            line("model = " + m_entry->variant + "(weights=weights)");
            line("labels = weights.meta[\"categories\"]");
        } else {
            loadFile();
        }
        line(m_plan.request.placement.dtype == Dtype::Float32
                 ? "model.eval()"
                 : "model.eval().to(torch." + std::string(dtypeName(m_plan.request.placement.dtype)) + ")");
        line();
    }

    void loadFile() {
        const std::string path = pythonText(fullPath(m_plan.file));
        if (isSafetensors(m_plan.file)) {
            line("weights, metadata = load_safetensors(" + path + ")");
            line("labels = json.loads(metadata.get(\"labels\", \"[]\"))");
        } else {
            line("weights = torch.load(" + path + ", map_location=\"cpu\", weights_only=True)");
            line("labels = []");
        }
        line("# Files from before torchvision 0.13 call the two linear layers of a block's MLP linear_1 and linear_2.");
        line("weights = {name.replace(\".mlp.linear_1.\", \".mlp.0.\").replace(\".mlp.linear_2.\", \".mlp.3.\"): "
             "tensor.float()\n           for name, tensor in weights.items()}");
        line("model = " + constructor());
        if (resized()) {
            line("# The positions were trained for another picture size: resampled, bicubic.");
            line("weights = interpolate_embeddings(" + text(m_plan.config.image_size) + ", " +
                 text(m_plan.config.patch_size) + ", weights)");
        }
        line("model.load_state_dict(weights)");
    }

    // --- what comes out -----------------------------------------------------------------------------------------------

    void prediction() {
        line("# --- the prediction");
        if (hasPythonMap(m_scene)) {
            line("seen = []  # what enters each block's self-attention: (1, tokens, width)");
            line("for block in model.encoder.layers:");
            line("    block.ln_1.register_forward_hook(lambda module, args, output: seen.append(output))");
        }
        line("with torch.no_grad():");
        line(m_plan.request.placement.dtype == Dtype::Float32
                 ? "    logits = model(input)[0]"
                 : "    logits = model(input.to(torch." + std::string(dtypeName(m_plan.request.placement.dtype)) +
                       "))[0].float()");
        line("probabilities = logits.softmax(0)");
        line("top5 = probabilities.topk(min(5, len(probabilities)))");
        line("for probability, index in zip(top5.values.tolist(), top5.indices.tolist()):");
        line("    name = labels[index] if index < len(labels) else f\"class {index}\"");
        line("    print(f\"{probability:7.2%}  {index:4d}  {name}\")");
        if (!m_top.empty())
            line("# Vitrine says: " + said());
        line();
    }

    std::string said() const {
        std::string words;
        for (size_t i = 0; i < std::min<size_t>(3, m_top.size()); ++i)
            words += (i ? ", " : "") + m_top[i].label + " " +
                     shortestText(std::round(double(m_top[i].probability) * 1e4) / 100) + " %";
        std::replace(words.begin(), words.end(), '\n', ' ');
        return words;
    }

    const Scene& m_scene;
    const ModelPlan& m_plan;
    const std::vector<Prediction>& m_top;
    const WeightsEntry* m_entry = nullptr;
    Code m_code;
};

/// What of a model torchvision's VisionTransformer cannot be built with; empty: nothing.
std::string beyondTorchvision(const VitConfig& config) {
    const VitConfig plain{.name = config.name,
                          .image_size = config.image_size,
                          .patch_size = config.patch_size,
                          .num_layers = config.num_layers,
                          .num_heads = config.num_heads,
                          .hidden_dim = config.hidden_dim,
                          .mlp_dim = config.mlp_dim,
                          .num_classes = config.num_classes,
                          .representation_size = config.representation_size};
    if (config.width() != config.height())
        return "an input that is not square";
    if (!config.hasHead())
        return "no head";
    if (config.activation != plain.activation)
        return "another activation than GELU";
    if (config.eps != plain.eps)
        return "another eps of its LayerNorms than 1e-6";
    if (!config.class_token)
        return "no class token";
    if (config.prefix() != plain.prefix())
        return "more tokens before its patches than the class token";
    return config == plain ? "" : "parts that torchvision's has not";
}

}  // namespace

std::string whyNoPython(const ModelPlan& plan, const Intervention& intervention) {
    if (intervention.any())
        return "the script is of the model as it is, and here something in its run is changed: only a run with nothing changed has one";
    const bool plain = plan.project.empty() || plan.project == "torchvision";
    if (!plain)
        return "writes torchvision's own code, and this checkpoint is " + plan.project + "'s";
    if (!plan.group.empty() || std::filesystem::is_directory(plan.file))
        return "writes code for a file that holds a model's weights alone; this one holds more";
    if (const std::string beyond = beyondTorchvision(plan.config); !beyond.empty())
        return "writes torchvision's own code, and this model has " + beyond;
    return {};
}

std::string pythonScript(const Scene& scene, const ModelPlan& plan, const std::vector<Prediction>& top) {
    if (const std::string why = whyNoPython(plan, scene.view.intervention); !why.empty())
        throw Error("Copy as Python", why);
    return Script(scene, plan, top).write();
}

}  // namespace vitrine

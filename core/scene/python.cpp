#include "core/scene/python.h"

#include "core/image/read_file.h"
#include "core/model/variants.h"
#include "core/scene/words.h"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::string text(int64_t number) { return std::to_string(number); }

std::string triple(const std::array<float, 3>& values) {
    return "(" + shortestText(values[0]) + ", " + shortestText(values[1]) + ", " + shortestText(values[2]) + ")";
}

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
        m_tensorInput = !scene.picture.dummySeed && !isImage(scene.picture);
        m_fromPicture = !m_tensorInput && !scene.picture.dummySeed;
        const WeightsEntry* entry = findEntry(plan.weights);
        if (entry && entry->image_size == plan.config.image_size && plan.config.num_classes == 1000)
            m_entry = entry;
    }

    std::string write() {
        head();
        model();
        input();
        prediction();
        map();
        return m_out;
    }

private:
    void line(const std::string& code = {}) { m_out += code + "\n"; }

    bool readsSafetensors() const { return m_tensorInput || (!m_plan.file.empty() && isSafetensors(m_plan.file)); }

    void head() {
        m_out += comment(m_scene.pictureName + " through " + displayName(m_plan.config) + " (" + m_plan.weights +
                         "), as Vitrine shows it. Needs torch, torchvision" + (m_fromPicture ? " and Pillow." : "."));
        if (m_fromPicture && !m_scene.picture.url.empty()) {
            line("import io");
            line("import urllib.request");
        }
        if (readsSafetensors())
            line("import json");
        line("import torch");
        if (m_fromPicture) {
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
        m_out += R"(
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

)";
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

    // --- the picture --------------------------------------------------------------------------------------------------

    void input() {
        const int size = m_plan.config.image_size;
        line("# --- the picture: " + m_scene.pictureName);
        if (m_scene.picture.dummySeed) {
            line("torch.manual_seed(" + std::to_string(*m_scene.picture.dummySeed) + ")");
            line("input = torch.randn(1, 3, " + text(size) + ", " + text(size) + ")");
        } else if (m_tensorInput) {
            line("input = load_safetensors(" + pythonText(fullPath(m_scene.picture.file)) +
                 ")[0][\"input\"][None]  # (1, 3, " + text(size) + ", " + text(size) + "), already preprocessed");
        } else {
            openPicture();
            cut();
            line("input = F.to_tensor(image)[None]  # (1, 3, " + text(size) + ", " + text(size) + "), 0 to 1");
            line("input = F.normalize(input, mean=" + triple(m_plan.preprocessing.mean) +
                 ", std=" + triple(m_plan.preprocessing.std) + ")");
        }
        line();
    }

    void openPicture() {
        const int frame = m_scene.picture.frame;
        line("def open_rgb(file):");
        line("    image = Image.open(file)");
        if (frame > 0)
            line("    image.seek(" + text(frame) + ")  # this frame or page of several, from 0");
        m_out += R"(    image = ImageOps.exif_transpose(image)  # upright, as the camera was held
    if image.mode.startswith("I"):  # 16-bit grey: the high 8 bits
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:  # what is transparent is white
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")  # grey and palettes, and CMYK without its profile


)";
        if (m_scene.picture.image && m_scene.picture.url.empty())
            line("# This picture came from memory (pasted, or from the network): save it under this name first.");
        if (!m_scene.picture.url.empty())
            line("image = open_rgb(io.BytesIO(urllib.request.urlopen(" + pythonText(m_scene.picture.url) + ").read()))");
        else
            line("image = open_rgb(" +
                 pythonText(m_scene.picture.image ? m_scene.pictureName : fullPath(m_scene.picture.file)) + ")");
    }

    void cut() {
        const Preprocessing& p = m_plan.preprocessing;
        const std::string how = p.interpolation == Interpolation::Bicubic ? "BICUBIC" : "BILINEAR";
        const std::string pillow = ", Image.Resampling." + how + ")";
        const std::string side = text(p.crop), square = "(" + side + ", " + side + ")";
        const Framing& framing = m_scene.picture.framing;
        const Fit fit = framing.fit.value_or(p.fit);
        if (framing.crop) {
            const Box& b = *framing.crop;
            const auto whole = [](double v) { return text(std::lround(v)); };
            line("image = image.crop((" + whole(b.x) + ", " + whole(b.y) + ", " + whole(b.x + b.width) + ", " +
                 whole(b.y + b.height) + "))  # the part chosen: left, top, right, bottom");
            line("image = image.resize(" + square + pillow);
        } else if (fit == Fit::Squash) {
            line("image = image.resize(" + square + pillow + "  # the whole picture, stretched");
        } else if (fit == Fit::Pad) {
            line("# the whole picture, its long side to " + side + ", with black bars");
            line("size = [" + side + " if side == max(image.size) else max(1, int(" + side +
                 " * side / max(image.size))) for side in image.size]");
            line("small = image.resize(size" + pillow);
            line("image = Image.new(\"RGB\", " + square + ")");
            line("image.paste(small, ((" + side + " - size[0]) // 2, (" + side + " - size[1]) // 2))");
        } else {
            line("image = F.resize(image, " + text(p.resize) + ", F.InterpolationMode." + how + ")  # the short side");
            line("image = F.center_crop(image, " + side + ")");
        }
    }

    // --- what comes out -----------------------------------------------------------------------------------------------

    void prediction() {
        line("# --- the prediction");
        if (wantsMap()) {
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

    bool wantsMap() const {
        const std::string& method = m_scene.view.map.method;
        return method == "attention" || method == "rollout";
    }

    std::string fused(const std::string& heads) const {
        const HeadChoice& head = m_scene.view.map.head;
        if (head.head >= 0)
            return heads + "[" + text(head.head) + "]";
        return heads + (head.fusion == Fusion::Mean  ? ".mean(0)"
                        : head.fusion == Fusion::Max ? ".amax(0)"
                                                     : ".amin(0)");
    }

    /// The token that asks, as an index among all tokens.
    std::string query() const {
        const auto& patch = m_scene.view.map.query.patch;
        return patch ? text(1 + int64_t(patch->row) * m_plan.config.cols() + patch->col) : "0";
    }

    std::string queryWords() const {
        const auto& patch = m_scene.view.map.query.patch;
        return patch ? "the patch in row " + text(patch->row) + ", column " + text(patch->col) : "the class token";
    }

    void map() {
        if (!wantsMap())
            return;
        const bool rollout = m_scene.view.map.method == "rollout";
        line("# --- where it looked: " + m_scene.view.map.method + ", asked by " + queryWords());
        line("def attention(layer):  # (heads, tokens, tokens): every row sums to 1");
        line("    block, x = model.encoder.layers[layer].self_attention, seen[layer]");
        line("    with torch.no_grad():");
        line("        return block(x, x, x, need_weights=True, average_attn_weights=False)[1][0].float()");
        line();
        line();
        if (rollout)
            rolloutMap();
        else
            attentionMap();
        const int grid = m_plan.config.rows();
        line("attention_map = row[1:].reshape(" + text(grid) + ", " + text(grid) +
             ")  # a number a patch; the class token is left out");
        line("print(f\"attention map: {attention_map.min():.6f} to {attention_map.max():.6f}\")");
    }

    void attentionMap() {
        const MapRequest& map = m_scene.view.map;
        const int layer = map.layer < 0 ? m_plan.config.num_layers - 1 : map.layer;
        const bool to = map.direction == Direction::To;
        line("query = " + query() + "  # " + queryWords());
        line("heads = attention(" + text(layer) + ")" +
             (to ? "[:, :, query]  # how much every token attends to it: "
                 : "[:, query]  # how much it attends to every token: ") +
             "(heads, tokens)");
        line("row = " + fused("heads"));
    }

    void rolloutMap() {
        const MapRequest& map = m_scene.view.map;
        const int last = map.layers.last < 0 ? m_plan.config.num_layers : map.layers.last;
        const bool to = map.direction == Direction::To;
        line("query = " + query() + "  # " + queryWords());
        line("rollout = identity = torch.eye(seen[0].shape[1])");
        line("for layer in range(" + text(map.layers.first) + ", " + text(last) + "):");
        line("    step = " + fused("attention(layer)"));
        if (map.discard > 0) {
            line("    # The lowest entries are left out; the class token's attention to itself stays.");
            line("    flat = step.flatten()");
            line("    kept = flat[0].clone()");
            line("    flat[flat.topk(int(flat.numel() * " + shortestText(map.discard) + "), largest=False).indices] = 0");
            line("    flat[0] = kept");
            line("    step = flat.reshape(step.shape)");
        }
        line("    step = step + identity  # the residual connection counts as attention to oneself");
        line("    rollout = (step / step.sum(1, keepdim=True)) @ rollout");
        line(to ? "row = rollout[:, query]" : "row = rollout[query]");
    }

    const Scene& m_scene;
    const ModelPlan& m_plan;
    const std::vector<Prediction>& m_top;
    const WeightsEntry* m_entry = nullptr;
    bool m_tensorInput = false;
    bool m_fromPicture = false;
    std::string m_out;
};

/// Bytes of the UTF-8 sequence that begins at `at`; 0 for a byte that begins none.
size_t sequence(const std::string& text, size_t at) {
    const auto first = uint8_t(text[at]);
    const size_t length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : first >> 3 == 30 ? 4 : 0;
    if (at + length > text.size())
        return 0;
    for (size_t i = 1; i < length; ++i)
        if ((uint8_t(text[at + i]) & 0xC0) != 0x80)
            return 0;
    return length;
}

std::string hex(uint8_t byte) { return {"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]}; }

}  // namespace

std::string pythonText(const std::string& text) {
    std::string out = "\"";
    for (size_t at = 0; at < text.size();) {
        const size_t length = sequence(text, at);
        const auto c = uint8_t(text[at]);
        if (length == 0)
            out += "\\udc" + hex(c);
        else if (length > 1)
            out += text.substr(at, length);
        else if (c == '"' || c == '\\')
            out += std::string("\\") + char(c);
        else if (c < 0x20 || c == 0x7F)
            out += "\\x" + hex(c);
        else
            out += char(c);
        at += std::max<size_t>(1, length);
    }
    return out + "\"";
}

std::string pythonScript(const Scene& scene, const ModelPlan& plan, const std::vector<Prediction>& top) {
    return Script(scene, plan, top).write();
}

}  // namespace vitrine

#include "core/weights/sizes.h"

#include "core/error.h"
#include "core/model/module_tree.h"
#include "core/weights/sidecar.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

constexpr int64_t kLargest = 1 << 20;  // of any size; far beyond a real model, far below an overflow
constexpr int kMostLayers = 1000;
constexpr std::string_view kLayers = "encoder.layers.encoder_layer_";
const std::string kFirst = "encoder.layers.encoder_layer_0.";

class Reader {
public:
    Reader(const NamedTensors& named, const std::string& subject, const KnownSizes& known)
        : m_named(named), m_subject(subject), m_known(known) {}

    SizesOf read() {
        requireAll({"conv_proj.weight", "encoder.pos_embedding", kFirst + "mlp.0.weight", kFirst + "mlp.3.weight"});
        const Shape patches = shape("conv_proj.weight", 4, "(width, 3, patch, patch)");
        if (patches[1] != 3)
            fail(instead() + "takes pictures of " + std::to_string(patches[1]) + " channels (conv_proj.weight is " +
                 shapeText(patches) + "); Vitrine shows RGB");
        if (patches[2] != patches[3])
            fail("cuts patches that are not square (conv_proj.weight is " + shapeText(patches) + ")");
        m_config.hidden_dim = int(patches[0]);
        m_config.patch_size = int(patches[2]);
        m_config.num_layers = layers();
        m_config.num_heads = 1;
        readBlock();
        readTokens();
        readHead();
        readGrid();
        m_config.eps = epsilon();
        m_config.resampling = resampling();
        return {m_config, m_guess};
    }

private:
    [[noreturn]] void fail(const std::string& why) const { throw Error(m_subject, why); }
    std::string instead() const { return m_named.looksLike.empty() ? "" : "is " + m_named.looksLike + "; it "; }
    bool has(const std::string& name) const { return m_named.contains(name); }
    bool isTower() const { return m_named.family->isTower(); }

    void requireAll(const std::vector<std::string>& names) const {
        std::string missing;
        size_t count = 0;
        for (const std::string& name : names)
            if (!has(name))
                missing += (count++ ? ", " : "") + theirName(*m_named.family, name);
        if (count > 0)
            fail(instead() + "is no whole ViT: it lacks " + std::to_string(count) +
                 (count == 1 ? " tensor that tells its sizes (" : " tensors that tell its sizes (") + missing + ")");
    }

    Shape shape(const std::string& name, size_t dimensions, const char* meaning) const {
        const Shape& found = m_named.tensors.at(name).shape;
        const bool fits = found.size() == dimensions &&
                          std::all_of(found.begin(), found.end(), [](int64_t n) { return n > 0 && n <= kLargest; });
        if (!fits)
            fail(name + " is " + shapeText(found) + ", not " + meaning);
        return found;
    }

    /// One more than the highest, so that a layer that is missing in the middle is named as missing.
    int layers() const {
        int count = 0;
        for (const auto& [name, tensor] : m_named.tensors) {
            int index = 0;
            if (name.starts_with(kLayers) &&
                std::from_chars(name.data() + kLayers.size(), name.data() + name.size(), index).ec == std::errc() &&
                index >= 0 && index < kMostLayers)
                count = std::max(count, index + 1);
        }
        return count;
    }

    /// One block without it is a block that lacks it.
    bool inSomeBlock(std::string_view end) const {
        return std::any_of(m_named.tensors.begin(), m_named.tensors.end(),
                           [end](const auto& tensor) { return std::string_view(tensor.first).ends_with(end); });
    }

    void readBlock() {
        const int64_t wide = shape(kFirst + "mlp.0.weight", 2, "(mlp, width)")[0];
        m_config.mlp_dim = int(shape(kFirst + "mlp.3.weight", 2, "(width, mlp)")[1]);
        m_config.activation = m_named.family->activation;
        if (wide == 2 * int64_t(m_config.mlp_dim))
            m_config.activation = Activation::SwiGlu;
        else if (isTower() && !has("class_token"))
            m_config.activation = Activation::GeluTanh;  // SigLIP
        m_config.conv_bias = has("conv_proj.bias");
        m_config.qkv_bias = inSomeBlock(".self_attention.in_proj_bias");
        m_config.qk_norm = has(kFirst + "self_attention.q_norm.weight");
        if (m_config.qk_norm)  // a head's width
            m_config.num_heads = std::max(
                1, m_config.hidden_dim / int(shape(kFirst + "self_attention.q_norm.weight", 1, "(width of a head)")[0]));
        m_config.layer_scale = inSomeBlock(".ls_1.gamma");
        m_config.ln_pre = has("encoder.ln_pre.weight");
        m_config.fc_norm = has("fc_norm.weight");
        // timm's final_norm=False (its InternViTs): there is no head either, so it is nothing that got lost
        const bool neverNorms = m_named.family->kind == Family::Kind::Timm && !has("heads.head.weight");
        m_config.final_norm = has("encoder.ln.weight") || !(m_config.fc_norm || neverNorms);
    }

    void readTokens() {
        m_config.class_token = has("class_token");
        m_config.dist_token = has("dist_token");
        m_config.mask_token = has("mask_token") &&  // MAE's has the width of its decoder, and is the decoder's
                              m_named.tensors.at("mask_token").shape.back() == m_config.hidden_dim;
        if (has("register_tokens"))
            m_config.register_tokens = int(shape("register_tokens", 3, "(1, registers, width)")[1]);
        if (m_named.family->kind == Family::Kind::Torchvision && !m_config.class_token)
            requireAll({"class_token"});  // torchvision's always have one
    }

    void readHead() {
        m_config.pooling = m_known.pooling.value_or(m_config.fc_norm ? Pooling::PatchMean : Pooling::ClassToken);
        if (!m_config.class_token)
            m_config.pooling = Pooling::PatchMean;
        m_config.num_classes = 0;
        if (!has("heads.head.weight"))
            return;
        const Shape head = shape("heads.head.weight", 2, "(classes, width)");
        m_config.num_classes = int(head[0]);
        m_config.head_bias = has("heads.head.bias");
        if (has("heads.pre_logits.weight"))
            m_config.representation_size = int(shape("heads.pre_logits.weight", 2, "(representation, width)")[0]);
        else if (head[1] == 2 * int64_t(m_config.hidden_dim) && m_config.class_token)
            m_config.pooling = Pooling::ClassAndPatchMean;
        if (has("heads.head_dist.weight") && m_config.dist_token)
            m_config.pooling = Pooling::ClassAndDistilled;
        if (isTower() && m_config.class_token) {  // transformers' CLIPForImageClassification passes its norm by
            m_config.pooling = Pooling::PatchMean;
            m_config.final_norm = false;
        }
    }

    struct Grid {
        int prefix;  ///< tokens that have a position of their own
        int rows, cols;
        bool isSquare() const { return rows == cols; }
        double oblong() const { return double(cols) / rows; }
    };

    /// Positions are a table of the prefix's (all, the class and distillation tokens', or none) and a grid's.
    std::vector<int> prefixes() const {
        std::vector<int> all{m_config.prefix()};
        if (m_named.family->resampling != PositionResampling::Torchvision)
            for (const int prefix : {int(m_config.class_token) + int(m_config.dist_token), 0})
                if (std::find(all.begin(), all.end(), prefix) == all.end())
                    all.push_back(prefix);
        return all;
    }
    /// For each prefix the grid nearest to a square, if one is at most four times as wide as high.
    std::vector<Grid> readings(int64_t positions) const {
        constexpr int widest = 4;
        std::vector<Grid> grids;
        for (const int prefix : prefixes())
            for (auto rows = int64_t(std::sqrt(double(std::max<int64_t>(positions - prefix, 0)))); rows > 0; --rows)
                if (const int64_t patches = positions - prefix; patches % rows == 0) {
                    if (patches <= widest * rows * rows)
                        grids.push_back({prefix, int(rows), int(patches / rows)});
                    break;
                }
        return grids;
    }

    void readGrid() {
        const int64_t positions = shape("encoder.pos_embedding", 3, "(1, tokens, width)")[1];
        for (const auto& image : {m_known.image, m_known.asked})
            for (const int prefix : prefixes())
                if (image && isGrid(positions - prefix, *image))
                    return setGrid({prefix, image->first / m_config.patch_size, image->second / m_config.patch_size});
        const std::vector<Grid> grids = readings(positions);
        if (grids.empty())
            fail("has " + std::to_string(positions) + " positions, which are not " +
                 (m_config.class_token ? "a class token and a grid" : "a grid") + " of patches");
        const Grid chosen = *std::min_element(grids.begin(), grids.end(),
                                              [](const Grid& a, const Grid& b) { return a.oblong() < b.oblong(); });
        if (!chosen.isSquare() || chosen.prefix != grids.front().prefix)
            m_guess = "nothing says how its " + std::to_string(positions) + " positions lie: taken for " +
                      std::to_string(chosen.rows) + " × " + std::to_string(chosen.cols) +
                      " patches. If that is wrong, say the size it was trained at (--image-size and --image-width, or "
                      "image_size in config.json)";
        setGrid(chosen);
    }
    bool isGrid(int64_t patches, const ImageSize& image) const {
        const int patch = m_config.patch_size;
        return image.first % patch == 0 && image.second % patch == 0 &&
               int64_t(image.first / patch) * (image.second / patch) == patches;
    }
    void setGrid(const Grid& grid) {
        m_config.position_prefix = grid.prefix;
        m_config.image_size = grid.rows * m_config.patch_size;
        m_config.image_width = grid.isSquare() ? 0 : grid.cols * m_config.patch_size;
    }

    /// DINO's, DINOv2's and MAE's authors have timm's names, and resample otherwise. What gives them away: the token that
    /// training masked with, a decoder or a projection head. A bare backbone of DINO's is taken for timm's.
    PositionResampling resampling() const {
        const Family& family = *m_named.family;
        if (family.kind == Family::Kind::HuggingFace && m_config.register_tokens > 0)
            return PositionResampling::Timm;
        if (family.kind != Family::Kind::Timm || m_known.isTimm)
            return family.resampling;
        if (m_named.leavesAside("decoder_") || (has("mask_token") && !m_config.mask_token))
            return PositionResampling::HuggingFace;
        const bool dino =
            m_config.mask_token || m_named.leavesAside("head.mlp.") || m_named.leavesAside("head.last_layer.");
        return dino && m_config.register_tokens == 0 ? PositionResampling::Dino : family.resampling;
    }

    /// Families that share names do not share this: DINOv2 has 1e-6, transformers' ViT 1e-12; SigLIP 1e-6, CLIP 1e-5
    /// (in timm's names too: it alone has a norm before the blocks).
    double epsilon() const {
        if (m_config.ln_pre)
            return 1e-5;
        const bool dinov2 = m_config.layer_scale || m_config.activation == Activation::SwiGlu;
        const bool siglip = isTower() && !m_config.class_token;
        return dinov2 || siglip ? 1e-6 : m_named.family->eps;
    }

    const NamedTensors& m_named;
    const std::string& m_subject;
    const KnownSizes& m_known;
    VitConfig m_config;
    std::string m_guess;
};

}  // namespace

SizesOf sizesOf(const NamedTensors& named, const std::string& subject, const KnownSizes& known) {
    return Reader(named, subject, known).read();
}

KnownSizes knownSizes(const Sidecar& sidecar) {
    KnownSizes known{.isTimm = sidecar.isTimm};
    if (sidecar.image_size)
        known.image = {sidecar.image_size->height, sidecar.image_size->width};
    if (sidecar.global_pool == "avg" || sidecar.use_mean_pooling.value_or(false))
        known.pooling = Pooling::PatchMean;
    else if (sidecar.global_pool == "token")
        known.pooling = Pooling::ClassToken;
    return known;
}

VitConfig trainedConfig(const Checkpoint& checkpoint, const NamedTensors& named) {
    return sizesOf(named, checkpoint.path().string(), knownSizes(readSidecar(checkpoint.path()))).config;
}

}  // namespace vitrine

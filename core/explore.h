// The whole program in one header, top to bottom:
//
//   image file -> Image -> Preprocessing -> Input (3,H,W) -> Vit (+ Capture) -> Map -> Overlay -> view
//
// plan() says what a model is without loading it, load() makes it ready, look() runs one picture through it, explain()
// (core/explain/methods.h) draws a map from what the run kept, blend() (core/overlay/blend.h) lays it over the picture.
#pragma once

#include "core/capture/capture.h"
#include "core/error.h"
#include "core/explain/map.h"
#include "core/explain/methods.h"
#include "core/image/image.h"
#include "core/image/origin.h"
#include "core/image/preprocess.h"
#include "core/model/config.h"
#include "core/model/device.h"
#include "core/model/intervention.h"
#include "core/model/module_tree.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

class Vit;

/// Which model: the MODEL OPTIONS of the command line. With neither model nor weights, the bundled one.
struct ModelRequest {
    std::string model;    ///< a variant, or empty
    std::string weights;  ///< random | bundled | DEFAULT | ENTRY | a file; empty: DEFAULT of `model`
    uint64_t seed = 0;
    bool randomised = false;  ///< the architecture of these weights, the numbers drawn anew from `seed` (a sanity check)
    std::string labels{};     ///< a text file with a class name a line, instead of the names that the model brings
    std::optional<int> heads{};
    std::optional<int> image_size{};   ///< height of the model's input, and its width where no other is asked for
    std::optional<int> image_width{};  ///< of an input that is not square
    std::optional<int> resize{};
    std::optional<int> crop{};
    std::optional<Fit> fit{};
    std::optional<Interpolation> interpolation{};
    std::optional<std::array<float, 3>> mean{};
    std::optional<std::array<float, 3>> std{};
    Placement placement{};
    bool operator==(const ModelRequest&) const = default;
};

/// Everything about a model that is known before a tensor is allocated. Made in milliseconds.
struct ModelPlan {
    ModelRequest request;
    VitConfig config;
    ModuleNode tree;
    Preprocessing preprocessing;
    std::vector<std::string> labels;  ///< by index; may be shorter than num_classes
    std::string weights;              ///< "random, seed 0", "bundled", "vit_b_16/IMAGENET1K_V1", or the file's name
    std::filesystem::path file;       ///< empty for random weights
    bool isRandom = false;
    bool headsGuessed = false;
    std::string project{};              ///< of a file: whose names its tensors have, "timm"
    std::string group{};                ///< of a file with several groups of tensors the one that was taken, "model"
    std::vector<std::string> unused{};  ///< of a file: tensors that are not part of the ViT (a text tower, a decoder)
    std::vector<std::string> notes{};   ///< what the files beside it say and is ignored, and why
    int64_t weightBytes(Dtype dtype) const;  ///< parameters in that dtype

    /// "cat", or "class 17" where nobody told a name.
    std::string label(int index) const;
};

/// Throws Error and UsageError. A published entry that is not on this disk is an Error naming the file to get.
ModelPlan plan(const ModelRequest& request);

/// A model ready to run.
struct Model {
    ModelPlan plan;
    std::shared_ptr<const Vit> vit;
};

/// Progress counts blocks. Throws Error and Cancelled.
std::shared_ptr<const Model> load(const ModelPlan& plan, const Progress& progress = {});

/// Where a picture comes from: a file (an image, or a .safetensors with `input` (3,H,W), already preprocessed), an
/// Image in memory, or a dummy input (torch.randn(1, 3, H, W), seeded).
struct PictureSource {
    std::filesystem::path file;
    std::shared_ptr<const Image> image;
    std::optional<uint64_t> dummySeed{};
    Framing framing{};  ///< of an image; a prepared input is what it is
    int frame = 0;      ///< of an animation or a document in `file`
    std::string url{};  ///< where `file` was downloaded from, and can be again; else empty
};

/// Whether it has pixels, which can be cut otherwise; numbers for the model are what they are.
bool isImage(const PictureSource& source);

struct Picture {
    /// Whole: the file's own values. Never null; the same one as long as the same pixels are only cut otherwise.
    std::shared_ptr<const Image> image = std::make_shared<const Image>();
    Box seen;                              ///< the part the model sees, in its pixels
    Input input;                           ///< what enters the model
    Origin origin{};                       ///< which frame of how many, the colour profile
    std::shared_ptr<const Image> shown{};  ///< `image` in a screen's colours, where its profile asks for others
    std::shared_ptr<const std::vector<Image>> halves{};  ///< of forTheEye(), to be drawn quickly; null: not made

    /// What is drawn. The model never gets it.
    const Image& forTheEye() const { return shown ? *shown : *image; }
};

struct Prediction {
    int index = 0;
    std::string label;
    float probability = 0;
    float logit = 0;
};

struct Milliseconds {
    double decode = 0;
    double preprocess = 0;
    double forward = 0;
};

/// What one run gave. Moved once, then shared and never changed.
struct Result {
    std::shared_ptr<const Picture> picture;
    std::shared_ptr<const Capture> capture;
    std::vector<Prediction> top;  ///< all classes, the most probable first, ties by index
    Intervention change{};        ///< in this run
    bool zeroLogits = false;      ///< every logit is exactly 0: a random torchvision head, not an opinion
    Milliseconds ms;
};

/// The whole picture alone, in a screen's colours, for a thumbnail: with fewer pixels where that is quicker, but no side
/// shorter than `atLeast`. An input's is denormalised at its own size, with ImageNet's mean and std.
Image wholeImage(const PictureSource& source, int atLeast = 0);

/// Decodes and preprocesses only. `decoded`: the same frame of the same source, prepared before (for another model or
/// cut otherwise); its pixels are taken, not the file's again.
Picture prepare(const ModelPlan& plan, const PictureSource& source, Milliseconds* ms = nullptr,
                const Picture* decoded = nullptr);

/// One picture through the model. Progress counts blocks. Throws Error and Cancelled.
Result look(const Model& model, const PictureSource& source, const Progress& progress = {});

/// The same for a picture already prepared with the model's plan, and with something in the run changed. `donor`: the run
/// that a graft takes its tokens from. Throws UsageError for an intervention that this model cannot have.
Result look(const Model& model, std::shared_ptr<const Picture> picture, const Progress& progress = {},
            const Intervention& intervention = {}, const Capture* donor = nullptr);

}  // namespace vitrine

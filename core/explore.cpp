// load() and look(): from a plan to a model, from a picture to a result.
#include "core/explore.h"

#include "core/image/decode.h"
#include "core/image/helpers.h"
#include "core/model/init.h"
#include "core/model/memory.h"
#include "core/model/state_dict.h"
#include "core/model/torch_error.h"
#include "core/model/vit.h"
#include "core/rank.h"
#include "core/read_file.h"
#include "core/weights/checkpoint.h"
#include "core/weights/infer.h"

#include <algorithm>
#include <ATen/CPUGeneratorImpl.h>
#include <chrono>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

class Stopwatch {
public:
    double milliseconds() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// The progress of part `index` of `count` parts of equal length, as seen by who watches the whole.
Progress part(const Progress& progress, int index, int count) {
    if (!progress)
        return {};
    return [progress, index, count](int done, int total) { return progress(index * total + done, count * total); };
}

Input toInput(const at::Tensor& tensor) {  // (3, H, W)
    const at::Tensor values = tensor.to(at::kCPU, at::kFloat).contiguous();
    const float* data = values.const_data_ptr<float>();
    return {int(values.size(1)), int(values.size(2)), std::vector<float>(data, data + values.numel())};
}

/// The values of `torch.manual_seed(seed); torch.randn(1, 3, height, width)`.
Input dummyInput(uint64_t seed, int height, int width) {
    const at::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    return toInput(at::randn({1, 3, height, width}, generator, at::TensorOptions(at::kFloat))[0]);
}

/// The tensor `input` (3,H,W) of a .safetensors file; height 0: of any size.
Input readInput(const std::filesystem::path& file, int height = 0, int width = 0) {
    const auto checkpoint = Checkpoint::open(file);
    const std::string name = file.filename().string();
    const TensorInfo* info = checkpoint->find("input");
    if (!info)
        throw Error(name, "has no tensor `input`, so it is no picture; a checkpoint goes to --weights");
    const bool anySize = height == 0 && info->shape.size() == 3 && info->shape[0] == 3;
    const Shape expected{3, height, width};
    if (!anySize && info->shape != expected)
        throw Error(name, "`input` is " + shapeText(info->shape) + ", the model takes " + shapeText(expected) +
                              (info->shape.size() == 3 ? "; --image-size moves the model" : ""));
    Input input = toInput(checkpoint->tensor("input"));
    checkpoint->requireWhole();
    if (!std::all_of(input.values.begin(), input.values.end(), [](float v) { return std::isfinite(v); }))
        throw Error(name, "`input` holds values that are not finite numbers");
    return input;
}

/// None where the picture is drawn as it is.
std::optional<Image> inScreenColours(const Image& image, const Origin& origin) {
    if (origin.profile.empty() || !screenColours())
        return {};
    return screenColours()(image, origin);
}

/// A picture that begins as numbers: what the person sees is the input itself, made visible again.
Picture pictureOf(Input input, const Preprocessing& preprocessing) {
    input.black = blackOf(preprocessing);
    Image image = denormalise(input, preprocessing);
    const Box whole{0, 0, double(image.width), double(image.height)};
    return {std::make_shared<const Image>(std::move(image)), whole, std::move(input), {}, {}, {}};
}

/// An image, not yet cut for a model.
Picture decode(const PictureSource& source) {
    Picture picture;
    if (source.image) {
        picture.image = source.image;
        return picture;
    }
    Decoded decoded = decodePicture(source.file, {source.frame});
    picture.image = std::make_shared<const Image>(std::move(decoded.image));
    picture.origin = std::move(decoded.origin);
    if (auto shown = inScreenColours(*picture.image, picture.origin))
        picture.shown = std::make_shared<const Image>(std::move(*shown));
    return picture;
}

}  // namespace

std::shared_ptr<const Model> load(const ModelPlan& plan, const Progress& progress) {
    const Placement placement = resolve(plan.request.placement);
    useThreads(placement.threads);
    requireMemory(plan);
    return withPlainErrors(plan.weights, [&] {
        const auto checkpoint = plan.isRandom ? nullptr : Checkpoint::open(plan.file);
        const StateDict weights = checkpoint ? readStateDict(checkpoint, plan.config)
                                             : randomStateDict(plan.config, plan.request.seed, part(progress, 0, 2));
        auto vit = std::make_shared<const Vit>(plan.config, weights, placement,
                                               plan.isRandom ? part(progress, 1, 2) : progress);
        if (checkpoint)
            checkpoint->requireWhole();
        return std::make_shared<const Model>(Model{plan, std::move(vit)});
    });
}

bool isImage(const PictureSource& source) {
    return source.image || (!source.dummySeed && extensionOf(source.file) != ".safetensors");
}

Image wholeImage(const PictureSource& source, int atLeast) {
    if (source.image)
        return *source.image;
    if (source.dummySeed)
        return denormalise(dummyInput(*source.dummySeed, Preprocessing{}.crop, Preprocessing{}.crop), Preprocessing{});
    if (!isImage(source))
        return denormalise(readInput(source.file), Preprocessing{});
    Decoded decoded = decodePicture(source.file, {source.frame, atLeast});
    auto shown = inScreenColours(decoded.image, decoded.origin);
    return shown ? std::move(*shown) : std::move(decoded.image);
}

Picture prepare(const ModelPlan& plan, const PictureSource& source, Milliseconds* ms, const Picture* decoded) {
    Milliseconds unused;
    Milliseconds& took = ms ? *ms : unused;
    const Preprocessing& preprocessing = plan.preprocessing;
    const Stopwatch decoding;
    if (source.dummySeed)
        return pictureOf(dummyInput(*source.dummySeed, plan.config.height(), plan.config.width()), preprocessing);
    if (!isImage(source)) {
        Input input = readInput(source.file, plan.config.height(), plan.config.width());
        took.decode = decoding.milliseconds();
        return pictureOf(std::move(input), preprocessing);
    }
    Picture picture = decoded ? *decoded : decode(source);
    took.decode = decoding.milliseconds();
    const Stopwatch preprocess;
    picture.seen = modelBox(picture.image->width, picture.image->height, preprocessing, source.framing);
    picture.input = normalise(modelView(*picture.image, preprocessing, source.framing), preprocessing);
    took.preprocess = preprocess.milliseconds();
    return picture;
}

Result look(const Model& model, const PictureSource& source, const Progress& progress) {
    useThreads(model.vit->placement().threads);
    Milliseconds ms;
    auto picture = std::make_shared<const Picture>(prepare(model.plan, source, &ms));
    Result result = look(model, std::move(picture), progress);
    result.ms.decode = ms.decode;
    result.ms.preprocess = ms.preprocess;
    return result;
}

Result look(const Model& model, std::shared_ptr<const Picture> picture, const Progress& progress,
            const Intervention& intervention, const Capture* donor) {
    useThreads(model.vit->placement().threads);
    Result result;
    result.picture = std::move(picture);
    result.change = intervention;
    report(progress, 0, model.plan.config.num_layers + 1);  // the steps of forward()
    const Stopwatch forward;
    result.capture = model.vit->forward(result.picture->input, progress, intervention, donor);
    result.ms.forward = forward.milliseconds();
    const std::vector<float>& logits = result.capture->logits();
    if (!std::all_of(logits.begin(), logits.end(), [](float logit) { return std::isfinite(logit); }))
        throw Error(model.plan.weights, "gives answers that are no numbers (NaN or infinity): its weights are damaged"
                                        ", or too large for this dtype; float32 has the widest range");
    result.top = rank(model.plan, result.capture->logits(), result.capture->probabilities());
    result.zeroLogits = !result.top.empty() && std::all_of(result.top.begin(), result.top.end(),
                                                           [](const Prediction& p) { return p.logit == 0; });
    return result;
}

}  // namespace vitrine

#include "app/commands/model_options.h"

#include "app/commands/options.h"
#include "app/commands/output.h"
#include "core/model/threads.h"

#include <algorithm>
#include <charconv>

namespace vitrine::commands {
namespace {

// Bounds against slips of the finger; what a model can really be is validate()'s to say.
constexpr int maxSide = 1 << 16;
constexpr int maxHeads = 1 << 12;
constexpr int maxThreads = 1 << 12;

std::array<float, 3> channels(const Value& value) {
    const std::vector<float> v = value.floats(3);
    return {v[0], v[1], v[2]};
}

uint64_t seed(const Value& value) {
    uint64_t result = 0;
    const char* end = value.text.data() + value.text.size();
    const auto parsed = std::from_chars(value.text.data(), end, result);
    if (parsed.ec != std::errc() || parsed.ptr != end)
        value.wrong("not a whole number from 0 to 18446744073709551615");
    return result;
}

std::string device(const Value& value) {
    const std::string& text = value.text;
    const bool isIndexed = text.rfind("cuda:", 0) == 0 && text.size() > 5 && text.size() < 9 &&
                           std::all_of(text.begin() + 5, text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isIndexed && text != "auto" && text != "cpu" && text != "cuda" && text != "mps")
        value.wrong("must be auto, cpu, cuda, cuda:I (the number of a GPU) or mps");
    return text;
}

void addWeightsOptions(CLI::App& app, ModelRequest& request) {
    const std::string group = "Which model (the bundled one, when you say nothing)";
    addOption(app, "--model", "NAME", "vit_b_16, vit_b_32, vit_l_16, vit_l_32 or vit_h_14", [&request](const Value& v) {
        request.model = v.text;
    })->group(group);
    addOption(
        app, "--weights", "WHICH",
        "random, bundled, DEFAULT, an entry (vit_b_16/IMAGENET1K_V1),\na checkpoint (.safetensors, .pth, a shard index, a folder),\nor hf:owner/name; vitrine fetch downloads entries and hf:",
        [&request](const Value& v) { request.weights = v.text; })
        ->group(group);
    addOption(app, "--seed", "N", "for random weights, as torch.manual_seed(N) gives them (default: 0)",
              [&request](const Value& v) { request.seed = seed(v); })
        ->group(group);
    app.add_flag("--randomised", request.randomised, "its architecture with random weights of that seed: a sanity check")
        ->group(group);
    addOption(app, "--labels", "FILE", "names of the classes: a text file, one a line, instead of the model's own",
              [&request](const Value& v) { request.labels = v.text; })
        ->group(group);
    addSizeOptions(app, request, group);
}

void addPictureOptions(CLI::App& app, ModelRequest& request) {
    const std::string group = "How it sees a picture (as it was trained, when you say nothing)";
    addOption(app, "--resize", "N", "short side of the picture before the crop, in pixels", [&request](const Value& v) {
        request.resize = int(v.integer(1, maxSide));
    })->group(group);
    addOption(app, "--crop", "N", "side of the square cut from the middle; the model's input size",
              [&request](const Value& v) { request.crop = int(v.integer(1, maxSide)); })
        ->group(group);
    addOption(app, "--fit", "HOW", "crop (cut the middle out), squash (stretch) or pad (black bars)",
              [&request](const Value& v) {
                  request.fit = v.oneOf<Fit>({{"crop", Fit::Crop}, {"squash", Fit::Squash}, {"pad", Fit::Pad}});
              })
        ->group(group);
    addOption(app, "--interpolation", "HOW", "bilinear or bicubic", [&request](const Value& v) {
        request.interpolation =
            v.oneOf<Interpolation>({{"bilinear", Interpolation::Bilinear}, {"bicubic", Interpolation::Bicubic}});
    })->group(group);
    addOption(app, "--mean", "A,B,C", "subtracted from red, green and blue (0 to 1)", [&request](const Value& v) {
        request.mean = channels(v);
    })->group(group);
    addOption(app, "--std", "A,B,C", "red, green and blue are then divided by it", [&request](const Value& v) {
        request.std = channels(v);
    })->group(group);
}

void addPlacementOptions(CLI::App& app, ModelRequest& request) {
    const std::string group = "Where it runs";
    Placement& placement = request.placement;
    addOption(app, "--device", "WHERE", "auto (default: a GPU if there is one), cpu, cuda, cuda:I or mps",
              [&placement](const Value& v) { placement.device = device(v); })
        ->group(group);
    addOption(app, "--dtype", "TYPE", "float32 (default), bfloat16 or float16", [&placement](const Value& v) {
        placement.dtype =
            v.oneOf<Dtype>({{"float32", Dtype::Float32}, {"bfloat16", Dtype::BFloat16}, {"float16", Dtype::Float16}});
    })->group(group);
    addOption(app, "--threads", "N", "of the CPU's cores (default: all; more than there are: all)",
              [&placement](const Value& v) {
                  placement.threads = int(v.integer(1, maxThreads));
                  if (const int used = threadsUsed(placement.threads); used < placement.threads)
                      complain("--threads " + v.text + ": this machine has " + std::to_string(used) +
                               (used == 1 ? " core" : " cores") + " for it; so many are used");
              })
        ->group(group);
}

}  // namespace

void addSizeOptions(CLI::App& app, ModelRequest& request, const std::string& group) {
    addOption(app, "--heads", "N", "attention heads of a block, where the file does not tell", [&request](const Value& v) {
        request.heads = int(v.integer(1, maxHeads));
    })->group(group);
    addOption(app, "--image-size", "N", "side of the model's input in pixels; resize and crop move with it",
              [&request](const Value& v) { request.image_size = int(v.integer(1, maxSide)); })
        ->group(group);
    addOption(app, "--image-width", "N", "its width, where it is not a square; --image-size is the height then",
              [&request](const Value& v) { request.image_width = int(v.integer(1, maxSide)); })
        ->group(group);
}

void addModelOptions(CLI::App& app, ModelRequest& request) {
    addWeightsOptions(app, request);
    addPictureOptions(app, request);
    addPlacementOptions(app, request);
}

ModelPlan planAloud(const ModelRequest& request) {
    ModelPlan made = plan(request);
    if (made.headsGuessed)
        complain(made.weights + ": nothing tells how many heads it has, so " + std::to_string(made.config.num_heads) +
                 " (width / 64) is a guess; --heads N says otherwise");
    for (const std::string& note : made.notes)
        complain("beside " + made.weights + ", ignored: " + note);
    return made;
}

}  // namespace vitrine::commands

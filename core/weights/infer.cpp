#include "core/weights/infer.h"

#include "core/weights/checkpoint.h"
#include "core/weights/computation.h"
#include "core/weights/dtype.h"
#include "core/weights/hub.h"
#include "core/weights/metadata.h"
#include "core/weights/misfit.h"
#include "core/weights/names.h"
#include "core/weights/sidecar.h"
#include "core/weights/sizes.h"
#include "core/weights/transforms.h"

#include <algorithm>

namespace vitrine {
namespace {

/// Widths that are always used with the same number of heads.
std::optional<int> usualHeads(int width) {
    for (const auto& [known, heads] :
         {std::pair(192, 3), {384, 6}, {768, 12}, {1024, 16}, {1152, 16}, {1280, 16}, {1408, 16}, {1536, 24}, {1664, 16}})
        if (width == known)
            return heads;
    return {};
}

bool divides(std::optional<int> heads, int width) { return heads && *heads > 0 && width % *heads == 0; }

/// What the file itself, or one beside it, says and can be.
std::optional<int> toldHeads(const Checkpoint& checkpoint, const Sidecar& sidecar, int width) {
    for (const auto& heads : {metadataNumber(checkpoint.metadata(), "num_heads"), sidecar.num_attention_heads})
        if (divides(heads, width))
            return heads;
    return {};
}

void chooseHeads(CheckpointModel& model, std::optional<int> asked, const Checkpoint& checkpoint, const Sidecar& sidecar) {
    const int width = model.config.hidden_dim;
    if (asked && !divides(asked, width))
        throw UsageError("--heads " + std::to_string(*asked), "does not divide the width of " +
                                                                  checkpoint.path().string() + ", which is " +
                                                                  std::to_string(width));
    if (model.config.qk_norm && asked && *asked != model.config.num_heads)
        throw UsageError("--heads " + std::to_string(*asked), "cannot be: the norm of its queries says that " +
                                                                  checkpoint.path().string() + " has " +
                                                                  std::to_string(model.config.num_heads));
    if (model.config.qk_norm)
        return;
    for (const auto& heads : {asked, toldHeads(checkpoint, sidecar, width), usualHeads(width)})
        if (divides(heads, width)) {
            model.config.num_heads = *heads;
            return;
        }
    if (width % 64 != 0)
        throw HeadsUnknown(checkpoint.path().string(), width);
    model.config.num_heads = width / 64;
    model.headsGuessed = true;
}

/// "1, 2, 4 or 8": by which a width can be divided, as far as a head is wide enough to say anything.
std::string possibleHeads(int width) {
    constexpr int leastHead = 8;
    std::vector<std::string> numbers;
    for (int heads = 1; heads * leastHead <= std::max(width, leastHead); ++heads)
        if (width % heads == 0)
            numbers.push_back(std::to_string(heads));
    std::string text = numbers.front();
    for (size_t i = 1; i < numbers.size(); ++i)
        text += (i + 1 == numbers.size() ? " or " : ", ") + numbers[i];
    return text;
}

/// "model.safetensors" says nothing; its folder does.
std::string nameOf(const std::filesystem::path& file) {
    if (std::string name = hubNameOf(file.parent_path()); !name.empty())
        return name;
    std::string stem = file.stem().string();
    for (const char* usual : {"model", "pytorch_model", "open_pytorch_model", "checkpoint", "model.safetensors.index",
                              "pytorch_model.bin.index"})
        if (stem == usual && !file.parent_path().filename().empty())
            return file.parent_path().filename().string();
    return stem;
}

}  // namespace

HeadsUnknown::HeadsUnknown(std::string what, int width)
    : Error(std::move(what), "does not say how many attention heads it has, and its width of " + std::to_string(width) +
                                 " does not tell; say it with --heads N: " + possibleHeads(width) +
                                 ", most likely; with a wrong number all its answers are wrong"),
      m_width(width) {}

CheckpointModel inferModel(const Checkpoint& checkpoint, std::optional<int> heads, std::optional<ImageSize> asked) {
    return inferModel(checkpoint, readSidecar(checkpoint.path()), heads, asked);
}

CheckpointModel inferModel(const Checkpoint& checkpoint, const Sidecar& sidecar, std::optional<int> heads,
                           std::optional<ImageSize> asked) {
    const std::string subject = checkpoint.path().string();
    const NamedTensors named = inOurNames(checkpoint);
    CheckpointModel model;
    KnownSizes known = knownSizes(sidecar);
    known.asked = asked;
    auto [config, guess] = sizesOf(named, subject, known);
    model.config = std::move(config);
    model.config.name = subject;  // of errors about sizes
    if (std::vector<Misfit> misfits = misfitsOf(checkpoint, named, model.config); !misfits.empty())
        throw DoesNotFit(subject, named, std::move(misfits));
    applyComputation(model.config, sidecar);
    refuseOtherComputations(subject, named, sidecar, model.config);
    chooseHeads(model, heads, checkpoint, sidecar);
    model.config.name = printable(nameOf(checkpoint.path()));
    model.project = named.family->project;
    model.unused = named.unused;
    model.notes = sidecar.ignored;
    if (const auto told = toldHeads(checkpoint, sidecar, model.config.hidden_dim); heads && told && *told != *heads)
        model.notes.push_back("it says that it has " + std::to_string(*told) + " heads, and --heads " +
                              std::to_string(*heads) + " was asked for: the answers are not those it was trained for");
    if (!guess.empty())
        model.notes.push_back(guess);
    readMetadata(checkpoint.metadata(), model);
    if (!model.preprocessing)
        model.preprocessing = transformsOf(sidecar, *named.family, model.config);
    if (!model.preprocessing)
        model.preprocessing = usualTransforms(*named.family, model.config);
    if (model.labels.empty())
        model.labels = sidecar.labels;
    return model;
}

}  // namespace vitrine

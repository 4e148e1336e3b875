// Vit: a Vision Transformer with its weights. Immutable once made: several threads may run it.
#pragma once

#include "core/capture/capture.h"
#include "core/error.h"
#include "core/image/preprocess.h"
#include "core/model/config.h"
#include "core/model/device.h"
#include "core/model/intervention.h"

#include <memory>
#include <string>

namespace at {
class Tensor;
}

namespace vitrine {

struct Block;
struct ReadOut;
struct StateDict;

class Vit : public std::enable_shared_from_this<Vit> {
public:
    /// Takes the tensors as they are where they already have the placement's dtype and device (a mapped float32 file
    /// stays mapped), else converts each once. The state dict must have exactly the names and shapes of the tree;
    /// throws Error otherwise.
    Vit(VitConfig config, const StateDict& weights, const Placement& placement, const Progress& progress = {});
    ~Vit();
    Vit(const Vit&) = delete;
    Vit& operator=(const Vit&) = delete;

    const VitConfig& config() const;
    const Placement& placement() const;

    /// One picture through the model (dropout off, no gradients). `progress` is asked after the embedding and after
    /// every block, so a stop costs at most one block. Throws Error when the input has another size or the file of the
    /// weights was changed meanwhile, Cancelled, and UsageError for an intervention that this model cannot have.
    /// `donor`: the run that an intervention's graft takes its tokens from.
    std::shared_ptr<const Capture> forward(const Input& input, const Progress& progress = {},
                                           const Intervention& intervention = {}, const Capture* donor = nullptr) const;

    /// Lays the blocks' weights out for this CPU's matrix product, one block after the other: passes are faster from then
    /// on, those that are under way too. Weights mapped from a file stay there for what is differentiated, and their pages
    /// are given back; others are replaced, so that memory never holds two models. Does nothing on a GPU, for a dtype that
    /// this CPU does not pack, where memory is short, and for large weights in memory where both kinds would be kept. May
    /// run beside anything. Throws Cancelled (what is packed stays).
    void pack(const Progress& progress = {}) const;
    bool isPacked() const;  ///< pack() has nothing left to do

    /// (B, 3, H, W), normalised -> (B, N, D), what enters the first block. Can be differentiated.
    at::Tensor embed(const at::Tensor& inputs) const;
    std::shared_ptr<const Block> block(int layer) const;  ///< core/model/block.h
    const ReadOut& readOut() const;                       ///< core/capture/read_out.h

    /// A parameter by torchvision's name, as the model has it (its dtype and device). Throws std::out_of_range.
    at::Tensor parameter(const std::string& name) const;

    /// Throws Error where a parameter lies in a file that was changed or cut since it was mapped; for whoever read some.
    void requireWholeFiles() const;

private:
    struct Impl;
    std::unique_ptr<const Impl> m_impl;
};

}  // namespace vitrine

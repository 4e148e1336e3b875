// What a checkpoint is, from names and shapes alone, and its tensors under torchvision's names.
#pragma once

#include "core/error.h"
#include "core/image/preprocess.h"
#include "core/model/config.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

class Checkpoint;
struct StateDict;

/// A checkpoint understood.
struct CheckpointModel {
    VitConfig config;
    bool headsGuessed = false;  ///< neither the file, a well-known width nor the person told; num_heads is width / 64
    std::optional<Preprocessing> preprocessing;  ///< where the file's metadata says it
    std::vector<std::string> labels;             ///< where the file's metadata says them
    std::string licence;
};

/// The one thing that tensors do not tell, and no guess is possible: ask the person, and call again.
class HeadsUnknown : public Error {
public:
    HeadsUnknown(std::string what, int width);
    int width() const { return m_width; }  ///< the answer must divide it

private:
    int m_width;
};

/// Sizes from the tensors (heads.pre_logits included); heads from `heads`, else metadata's num_heads, else a well-known
/// width, else width / 64 with headsGuessed, else HeadsUnknown. Throws Error that names what is missing, unexpected or
/// of another shape; the convolution stem (conv_proj.0...) is refused by name; and a file that is no ViT says what it
/// has instead. Throws UsageError for `heads` that do not divide the width. Metadata that makes no sense is ignored.
CheckpointModel inferModel(const Checkpoint& checkpoint, std::optional<int> heads = {});

/// All tensors under torchvision's names (old mlp.linear_1 / linear_2 mapped to mlp.0 / mlp.3), for `config`; positions
/// are resampled where config.image_size is not the file's (torchvision's interpolate_embeddings: bicubic,
/// align_corners; float32). Tensors are views of the mapped file.
StateDict readStateDict(std::shared_ptr<const Checkpoint> checkpoint, const VitConfig& config);

}  // namespace vitrine

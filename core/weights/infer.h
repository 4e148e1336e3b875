// What a checkpoint is, from its tensors' names and shapes, its metadata and the files beside it; and its tensors under
// our names (torchvision's).
#pragma once

#include "core/error.h"
#include "core/image/preprocess.h"
#include "core/model/config.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {

class Checkpoint;
struct Sidecar;
struct StateDict;

/// A checkpoint understood.
struct CheckpointModel {
    VitConfig config;
    bool headsGuessed = false;  ///< neither the file, a well-known width nor the person told; num_heads is width / 64
    /// The first that says it: the file's metadata, preprocessor_config.json or config.json beside it, what its family
    /// usually has (core/weights/transforms.h). None: torchvision's own, which the published entry says.
    std::optional<Preprocessing> preprocessing;
    std::vector<std::string> labels;  ///< from the metadata, else labels.txt, else config.json; empty: nothing names them
    std::string licence;
    std::string project;              ///< whose names it has: "timm"
    std::vector<std::string> unused;  ///< tensors that are known and not part of the ViT (a text tower, a decoder)
    std::vector<std::string> notes;   ///< what the files beside it say and is ignored: "config.json: hidden_size is -3"
};

/// The one thing that tensors do not tell, and no guess is possible: ask the person, and call again.
class HeadsUnknown : public Error {
public:
    HeadsUnknown(std::string what, int width);
    int width() const { return m_width; }  ///< the answer must divide it

private:
    int m_width;
};

/// Family and sizes from the tensors' names and shapes; heads from `heads`, else the width of a head's norm, else
/// metadata's num_heads, else config.json beside the file, else a well-known width, else width / 64 with headsGuessed,
/// else HeadsUnknown. Throws DoesNotFit with what is missing, unexpected or of another shape; the convolution stem
/// (conv_proj.0...) is refused by name; and a file that is no ViT says what it has instead. Throws UsageError for `heads`
/// that do not divide the width. Eps, the activation and the trained picture's size come from config.json where it says
/// them, else from the family. Metadata and neighbours that make no sense are ignored; of neighbours `notes` says so.
/// `asked`, the height and width that the model is to run at, counts as the trained size where nothing else tells that
/// and the positions fit it; what stays a guess is in `notes`.
CheckpointModel inferModel(const Checkpoint& checkpoint, std::optional<int> heads = {},
                           std::optional<std::pair<int, int>> asked = {});

/// The same with what lies beside the file already read.
CheckpointModel inferModel(const Checkpoint& checkpoint, const Sidecar& sidecar, std::optional<int> heads,
                           std::optional<std::pair<int, int>> asked);

/// All tensors under our names, for `config`; positions are resampled in float32 where config's grid is not the file's,
/// as config.resampling says. Tensors are views of the mapped file, but for queries, keys and values that lie apart
/// there: those are copied into one.
StateDict readStateDict(std::shared_ptr<const Checkpoint> checkpoint, const VitConfig& config);

}  // namespace vitrine

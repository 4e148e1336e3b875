// Pictures of the film strip looked at together: what is kept of their runs, and which of them are taken.
#pragma once

#include "core/inside/pca.h"
#include "ui/session.h"

#include <memory>
#include <utility>
#include <vector>

namespace vitrine::ui {

inline constexpr int mostJoint = 16;  ///< pictures
inline constexpr size_t mostJointBytes = size_t(1)
                                         << 30;  ///< of their tokens, all layers: fewer pictures of a large model

/// One of them, as it is cut.
struct JointPicture {
    int id = 0;  ///< the film item's
    PictureSource source;
    QString name;
    bool operator==(const JointPicture& other) const {
        return id == other.id && source.frame == other.source.frame && source.framing == other.source.framing;
    }
};

/// What was found of a picture through a model, in the thread that asks; kept while the page is looked at.
struct JointCache {
    std::weak_ptr<const Model> model;
    std::vector<std::pair<JointPicture, std::shared_ptr<const Tokens>>> tokens;  ///< null: it cannot be looked at
};

/// The first of the film strip, and always the one shown.
struct JointPictures {
    std::shared_ptr<const Model> model;
    std::vector<JointPicture> pictures;
    size_t shown = 0;
    int left = 0;  ///< out: they are too many
    bool operator==(const JointPictures& other) const {
        return model == other.model && pictures == other.pictures && shown == other.shown;
    }
};
JointPictures jointPicturesOf(const Session& session);

/// The tokens of each, the shown one's from its run, the others' run through the model (nothing for one that cannot be
/// looked at). Progress counts pictures and blocks; throws Cancelled.
std::vector<std::shared_ptr<const Tokens>> tokensOf(const JointPictures& joint, const Capture& shown, JointCache& cache,
                                                    const Progress& progress);

}  // namespace vitrine::ui

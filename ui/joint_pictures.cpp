#include "ui/joint_pictures.h"

#include <algorithm>

namespace vitrine::ui {
namespace {

/// As many as may be kept of this model's runs.
int mostOf(const VitConfig& config) {
    const size_t bytes =
        sizeof(float) * size_t(config.num_layers + 1) * size_t(config.num_patches()) * size_t(config.hidden_dim);
    return int(std::clamp<size_t>(mostJointBytes / std::max<size_t>(1, bytes), 1, mostJoint));
}

std::shared_ptr<const Tokens> run(const Model& model, const PictureSource& source, const Progress& progress) {
    try {
        return patchTokens(*look(model, source, progress).capture);
    } catch (const Error&) {  // the film strip says what is wrong with it
        return nullptr;
    }
}

}  // namespace

JointPictures jointPicturesOf(const Session& session) {
    JointPictures joint{session.model(), {}, 0, 0};
    const auto& film = session.film();
    const int shown = session.currentIndex();
    if (!joint.model || shown < 0)
        return joint;
    const int most = mostOf(joint.model->plan.config);
    for (int i = 0; i < int(film.size()); ++i) {
        const FilmItem& item = film[size_t(i)];
        if (i != shown && item.error.any())
            continue;
        const int reserved = i < shown ? 1 : 0;  // for the one shown
        if (int(joint.pictures.size()) + reserved >= most) {
            ++joint.left;
            continue;
        }
        if (i == shown)
            joint.shown = joint.pictures.size();
        joint.pictures.push_back({item.id, item.source, item.name});
    }
    return joint;
}

std::vector<std::shared_ptr<const Tokens>> tokensOf(const JointPictures& joint, const Capture& shown, JointCache& cache,
                                                    const Progress& progress) {
    if (cache.model.lock() != joint.model)
        cache = {joint.model, {}};
    std::vector<std::pair<JointPicture, std::shared_ptr<const Tokens>>> now;  // what is not asked for is let go of
    std::vector<std::shared_ptr<const Tokens>> all;
    const int count = int(joint.pictures.size());
    for (int i = 0; i < count; ++i) {
        report(progress, i, count);
        const JointPicture& picture = joint.pictures[size_t(i)];
        const auto known = std::find_if(cache.tokens.begin(), cache.tokens.end(),
                                        [&](const auto& kept) { return kept.first == picture; });
        const auto part = [&](int done, int total) { return !progress || progress(i * total + done, count * total); };
        std::shared_ptr<const Tokens> tokens = size_t(i) == joint.shown      ? patchTokens(shown)
                                               : known != cache.tokens.end() ? known->second
                                                                             : run(*joint.model, picture.source, part);
        now.emplace_back(picture, tokens);
        all.push_back(std::move(tokens));
        if (known == cache.tokens.end())
            cache.tokens.push_back(now.back());  // also when it is cancelled later
    }
    cache.tokens = std::move(now);
    return all;
}

}  // namespace vitrine::ui

// What is wrong with a scene, told in the scene's own terms: its file, its fields. Core speaks of the command line's.
#pragma once

#include "core/error.h"
#include "core/scene/scene.h"

#include <string>

namespace vitrine {

/// A scene that contradicts itself, or asks for what its model does not have: wrong usage, but not of the command line.
class SceneError : public UsageError {
public:
    using UsageError::UsageError;
};

/// "--heads 5" as "model.heads 5": options of the command line as the fields of a scene that say the same.
std::string inFields(std::string text);

/// Throws the same error (a UsageError as a SceneError), the scene's name before it.
[[noreturn]] void throwInScene(const std::string& scene, const Error& error);

/// What `work` gives; its errors are the scene's.
template <class Work>
auto inScene(const std::string& scene, Work&& work) {
    try {
        return work();
    } catch (const Error& error) {
        throwInScene(scene, error);
    }
}

bool pictureIsThere(const Scene& scene);
/// Throws Error that names the picture and where it was looked for.
void requirePicture(const Scene& scene);
/// The same of its weights and its class names, where those are files.
void requireFiles(const Scene& scene);

}  // namespace vitrine

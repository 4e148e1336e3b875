// Scene: everything that determines a picture of the window, as a small JSON file that a person can read and change.
#pragma once

#include "core/explore.h"
#include "core/view.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

inline constexpr int sceneVersion = 1;

struct Scene {
    ModelRequest model;
    std::string modelName;    ///< "ViT-S/14, bundled": for the reader and for messages
    std::string weightsHash;  ///< SHA-256 of the weights file; empty for random weights, or when nobody computed it

    PictureSource picture;    ///< a file, an image (embedded as a PNG) or a dummy; with its framing
    std::string pictureName;  ///< "chelsea.png"

    View view;
    /// Classes of view.map.target by their names, until the model that knows them is there (core/scene/target.h).
    std::string targetName{}, againstName{};

    std::string theme = "dark";  ///< dark | light
    int textPercent = 100;       ///< 80 to 200
    int width = 1440;            ///< of the window, in its own pixels
    int height = 900;
    std::vector<int> columns;  ///< widths of the window's parts, from left to right; empty: as it comes
};

/// As JSON. Files are named as seen from `folder`, where the scene will be. Throws Error for an image that cannot be
/// embedded.
std::string sceneText(const Scene& scene, const std::filesystem::path& folder);

/// Fields that are not there have their defaults; unknown ones are ignored. Throws Error (subject: `name`) for text that
/// is no scene, a scene of a later version, and values that cannot be; says which and what they may be.
Scene parseScene(std::string_view text, const std::filesystem::path& folder, const std::string& name);

Scene readScene(const std::filesystem::path& file);
void writeScene(const Scene& scene, const std::filesystem::path& file);

/// By its name: .json.
bool isSceneFile(const std::filesystem::path& file);

/// Whether the request's weights are a file of the person's own (else a word: random, bundled, an entry, nothing).
bool weightsAreFile(const ModelRequest& request);

/// A sentence where these weights (with this hash) are others than those of the scene; else empty.
std::string otherWeights(const Scene& scene, const std::string& hash);

}  // namespace vitrine

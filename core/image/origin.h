// What a picture's file says beside its pixels.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {

struct Origin {
    int frame = 0;          ///< which picture of the file this is, from 0
    int frames = 1;         ///< how many the file has
    bool arePages = false;  ///< of a document, else frames of an animation

    /// The colour profile (ICC) of its values; empty: none. It changes what is drawn, never what the model gets.
    std::vector<uint8_t> profile;
    bool profileDeflated = false;  ///< as a zlib stream (a PNG's)

    /// "frame 1 of 12", "page 2 of 3"; empty where there is but one.
    std::string words() const {
        if (frames < 2)
            return {};
        return (arePages ? "page " : "frame ") + std::to_string(frame + 1) + " of " + std::to_string(frames);
    }
};

}  // namespace vitrine

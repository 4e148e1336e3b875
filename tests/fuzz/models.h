// What is promised of a model that was made out of a file's own words.
#pragma once

#include "core/weights/infer.h"
#include "core/weights/metadata.h"
#include "tests/fuzz/weights.h"

#include <cmath>
#include <string_view>
#include <vector>

namespace vitrine::fuzz {

/// Up to the next `end`, which is taken off as well.
inline std::string_view cut(std::string_view& text, std::string_view end) {
    const std::string_view part = text.substr(0, text.find(end));
    text.remove_prefix(std::min(part.size() + end.size(), text.size()));
    return part;
}

/// A line a key: "num_heads 3".
inline Metadata metadataOf(std::string_view lines) {
    Metadata metadata;
    while (!lines.empty()) {
        std::string_view line = cut(lines, "\n");
        const std::string key(cut(line, " "));
        metadata[key] = line;
    }
    return metadata;
}

inline void checkText(const std::string& text) {
    constexpr size_t kLongest = 600;
    if (text.size() > kLongest || printable(text, kLongest) != text)
        fail("a text that cannot be shown: " + text);
}

/// All that a file can say of its model in words and numbers.
inline void checkModel(const CheckpointModel& model) {
    checkText(model.config.name);
    checkText(model.licence);
    for (const auto& texts : {model.labels, model.notes})
        for (const std::string& text : texts)
            checkText(text);
    if (!model.preprocessing)
        return;
    const Preprocessing& made = *model.preprocessing;
    constexpr int kLargest = 1 << 20;
    if (made.resize < 1 || made.resize > kLargest || made.crop != model.config.height() ||
        made.width() != model.config.width())
        fail("a picture is resized to " + std::to_string(made.resize) + " and cut to " + std::to_string(made.crop));
    for (size_t i = 0; i < 3; ++i)
        if (!std::isfinite(made.mean[i]) || !std::isfinite(made.std[i]) || made.std[i] <= 0)
            fail("a mean or a std that is no number to compute with");
}

}  // namespace vitrine::fuzz
